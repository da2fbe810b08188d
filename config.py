"""Every setting of Standardwerk in one frozen, typed class; from the environment and an optional `.env`."""

import contextlib
import difflib
import os
import secrets
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

from dotenv import dotenv_values
from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

PREFIX = "STANDARDWERK_"
TEST_PREFIX = "STANDARDWERK_TEST_"
ENV_FILE = Path(".env")
DATABASES = ("sqlite", "postgresql+psycopg")
SHORTEST_SECRET = 32


class Allowed(str):
    """What a setting may be, in words that finish the sentence "allowed is …"."""

    __slots__ = ()


class WrongSetting(ValueError):
    """A setting has a value that is not allowed; the text is one plain sentence."""


def _checked_database(value: str) -> str:
    try:
        url = make_url(value)
    except ArgumentError as error:
        raise ValueError(value) from error
    if url.drivername not in DATABASES or not url.database or url.database == ":memory:":
        raise ValueError(value)
    return value


def _checked_zone(value: str) -> str:
    if value not in available_timezones():
        raise ValueError(value)
    return value


def _checked_secret(value: SecretStr) -> SecretStr:
    if 0 < len(value.get_secret_value()) < SHORTEST_SECRET:
        raise ValueError(value)
    return value


YES_OR_NO = Allowed("true or false")
DatabaseUrl = Annotated[str, AfterValidator(_checked_database)]
ZoneName = Annotated[str, AfterValidator(_checked_zone)]
SecretKey = Annotated[SecretStr, AfterValidator(_checked_secret)]


class Settings(BaseSettings):
    """What may differ from one installation to the next."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=ENV_FILE, env_file_encoding="utf-8", frozen=True, extra="ignore"
    )

    data_dir: Annotated[Path, Allowed("a folder that Standardwerk may write to")] = Path("var")
    database_url: Annotated[
        DatabaseUrl | Literal[""],
        Allowed("sqlite:////path/to/file or postgresql+psycopg://user@host/database"),
    ] = ""
    redis_url: Annotated[
        str,
        Field(pattern=r"^(rediss?://.+|unix://.+)?$"),
        Allowed("redis://host:6379/0, rediss://…, unix://… or nothing"),
    ] = ""
    secret_key: Annotated[
        SecretKey,
        Allowed("at least 32 characters, or nothing to have one generated and kept in the data folder"),
    ] = SecretStr("")
    base_url: Annotated[
        str,
        Field(pattern=r"^https?://[^\s/]+(/[^\s?#]*)?$"),
        Allowed("the address people type, such as https://standards.example.com"),
    ] = "http://127.0.0.1:8000"
    host: Annotated[str, Field(min_length=1), Allowed("an address or name of this machine")] = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535), Allowed("a whole number from 1 to 65535")] = 8000
    workers: Annotated[int, Field(ge=1, le=64), Allowed("a whole number from 1 to 64")] = 1
    live: Annotated[bool, YES_OR_NO] = True
    proxies: Annotated[
        int, Field(ge=0, le=5), Allowed("how many proxies stand in front: a whole number from 0 to 5")
    ] = 0
    guide_is_open: Annotated[bool, YES_OR_NO] = False
    language: Annotated[Literal["en", "de", "nb"], Allowed("en, de or nb")] = "en"
    time_zone: Annotated[ZoneName, Allowed("a name of the time zone database, such as Europe/Berlin")] = (
        "Europe/Berlin"
    )
    session_hours: Annotated[int, Field(ge=1, le=720), Allowed("a whole number from 1 to 720")] = 12
    session_idle_minutes: Annotated[int, Field(ge=5, le=43200), Allowed("a whole number from 5 to 43200")] = (
        480
    )
    reset_link_minutes: Annotated[int, Field(ge=5, le=1440), Allowed("a whole number from 5 to 1440")] = 60
    throttle_minutes: Annotated[int, Field(ge=1, le=1440), Allowed("a whole number from 1 to 1440")] = 15
    throttle_account: Annotated[int, Field(ge=3, le=1000), Allowed("a whole number from 3 to 1000")] = 10
    throttle_address: Annotated[int, Field(ge=3, le=100000), Allowed("a whole number from 3 to 100000")] = 100
    largest_request_kib: Annotated[
        int, Field(ge=64, le=65536), Allowed("a whole number from 64 to 65536")
    ] = 1024
    largest_document_kib: Annotated[int, Field(ge=16, le=8192), Allowed("a whole number from 16 to 8192")] = (
        512
    )
    log_format: Annotated[Literal["json", "text"], Allowed("json or text")] = "json"
    log_level: Annotated[
        Literal["debug", "info", "warning", "error"], Allowed("debug, info, warning or error")
    ] = "info"
    smtp_host: Annotated[str, Allowed("the name of a mail server, or nothing to send no mail")] = ""
    smtp_port: Annotated[int, Field(ge=1, le=65535), Allowed("a whole number from 1 to 65535")] = 587
    smtp_security: Annotated[Literal["starttls", "tls", "none"], Allowed("starttls, tls or none")] = (
        "starttls"
    )
    smtp_user: Annotated[str, Allowed("the account at the mail server, or nothing")] = ""
    smtp_password: Annotated[SecretStr, Allowed("the password at the mail server, or nothing")] = SecretStr(
        ""
    )
    mail_from: Annotated[
        str, Field(pattern=r"^[^@\s]+@[^@\s]+$"), Allowed("a mail address, such as standards@example.com")
    ] = "standardwerk@localhost"

    @property
    def database(self) -> str:
        """The address of the database: the setting, else a SQLite file in the data folder."""
        return self.database_url or f"sqlite:///{(self.data_dir / 'standardwerk.sqlite3').absolute()}"

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which days begin and times are shown."""
        return ZoneInfo(self.time_zone)

    @property
    def is_served_by_https(self) -> bool:
        """Whether cookies may insist on https."""
        return self.base_url.startswith("https://")

    def signing_key(self) -> str:
        """Return the secret key; if there is none, generate one that only its owner may read.

        Raises:
            WrongSetting: the data folder or the key file cannot be used.

        """
        return self.secret_key.get_secret_value() or _kept_key(self.data_dir)


def load_settings(**changes: object) -> Settings:
    """Read all settings; `changes` win over the environment.

    Raises:
        WrongSetting: a value is not allowed, or a name that begins like ours is not one of ours.

    """
    _refuse_unknown_names()
    try:
        return Settings(**changes)  # type: ignore[arg-type]
    except ValidationError as error:
        raise WrongSetting(_sentence(error.errors()[0])) from None


def settings_or_exit(**changes: object) -> Settings:
    """Read all settings, or say in one sentence on stderr what is wrong and leave with code 2."""
    try:
        return load_settings(**changes)
    except WrongSetting as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(2) from None


def allowed(name: str) -> str:
    """Say what the setting of this name may be."""
    found = [note for note in Settings.model_fields[name].metadata if isinstance(note, Allowed)]
    return str(found[0])


def _sentence(error: ErrorDetails) -> str:
    name = str(error["loc"][0])
    value = _shown(name, error["input"])
    return f"The setting {PREFIX}{name.upper()} is {value}; allowed is {allowed(name)}."


def _shown(name: str, value: object) -> str:
    if "secret" in name or "password" in name:
        return "set to something else (not shown)"
    if name == "database_url":
        with contextlib.suppress(ArgumentError):
            return f"“{make_url(str(value)).render_as_string(hide_password=True)}”"
    return f"“{value}”"


def _refuse_unknown_names() -> None:
    known = [f"{PREFIX}{name.upper()}" for name in Settings.model_fields]
    given: Mapping[str, object] = {**(dotenv_values(ENV_FILE) if ENV_FILE.is_file() else {}), **os.environ}
    for name in given:
        if (
            name.upper().startswith(PREFIX)
            and not name.upper().startswith(TEST_PREFIX)
            and name.upper() not in known
        ):
            nearest = difflib.get_close_matches(name.upper(), known, n=1, cutoff=0)[0]
            raise WrongSetting(
                f"The setting {name} is “{given[name]}”, but there is no such setting."
                f" Did you mean {nearest}?"
            )


def _kept_key(data_dir: Path) -> str:
    place = data_dir / "secret_key"
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            _write_key(place)
        key = place.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise WrongSetting(
            f"The secret key cannot be kept in “{place}” ({error});"
            f" {PREFIX}DATA_DIR must be {allowed('data_dir')}."
        ) from error
    if len(key) < SHORTEST_SECRET:
        raise WrongSetting(f"The file “{place}” holds no secret key; delete it to have a new one generated.")
    return key


def _write_key(place: Path) -> None:
    # Linked into place only when whole: of two processes that start at once, both read the same key.
    draft = place.with_name(f"{place.name}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
        os.link(draft, place)
    finally:
        draft.unlink()
