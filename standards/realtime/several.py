"""One process or several: without PostgreSQL and Redis only one may serve live."""

from config import PREFIX, Settings, WrongSetting


def may_be_several(settings: Settings) -> bool:
    """Say whether several processes can write together with these settings."""
    return settings.database.startswith("postgresql") and bool(settings.redis_url)


def refuse_several(settings: Settings) -> None:
    """Refuse settings that ask for several processes which could not write together.

    Raises:
        WrongSetting: they do.

    """
    if settings.live and settings.workers > 1 and not may_be_several(settings):
        raise WrongSetting(
            f"The setting {PREFIX}WORKERS is “{settings.workers}”, but several processes can write together"
            f" only with PostgreSQL and Redis. Set {PREFIX}DATABASE_URL to a PostgreSQL database and"
            f" {PREFIX}REDIS_URL to a Redis, or {PREFIX}WORKERS to 1, or {PREFIX}LIVE to false."
        )
