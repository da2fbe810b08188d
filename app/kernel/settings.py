"""The settings of the running application."""

from flask import Flask, current_app

from config import Settings

KEY = "settings"


def keep_settings(app: Flask, settings: Settings) -> None:
    """Let everything that runs in this application find its settings."""
    app.extensions[KEY] = settings


def settings_of(app: Flask) -> Settings:
    """Return the settings of an application."""
    settings: Settings = app.extensions[KEY]
    return settings


def current_settings() -> Settings:
    """Return the settings of the running application."""
    return settings_of(current_app)
