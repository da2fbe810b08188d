import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from config import Settings, WrongSetting, allowed, load_settings, settings_or_exit


def test_without_any_setting_a_database_in_the_data_folder_is_used() -> None:
    assert load_settings().database.endswith("var/standardwerk.sqlite3")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "99999"),
        ("PORT", "eighty"),
        ("GUIDE_IS_OPEN", "perhaps"),
        ("LANGUAGE", "fr"),
        ("TIME_ZONE", "Europe/Atlantis"),
        ("DATABASE_URL", "mysql://root@localhost/x"),
        ("DATABASE_URL", "sqlite://"),
        ("BASE_URL", "standards.example.com"),
        ("SESSION_HOURS", "0"),
        ("MAIL_FROM", "nobody"),
        ("REDIS_URL", "localhost:6379"),
    ],
)
def test_a_wrong_value_is_named_with_what_is_allowed(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"STANDARDWERK_{name}", value)
    with pytest.raises(WrongSetting) as caught:
        load_settings()
    assert str(caught.value) == (
        f"The setting STANDARDWERK_{name} is “{value}”; allowed is {allowed(name.lower())}."
    )


def test_a_name_that_does_not_exist_is_refused_with_the_nearest_that_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("STANDARDWERK_GUIDE_OPEN", "true")
    with pytest.raises(WrongSetting, match="Did you mean STANDARDWERK_GUIDE_IS_OPEN"):
        load_settings()


@pytest.mark.parametrize(
    ("name", "value"), [("SECRET_KEY", "too short"), ("DATABASE_URL", "mysql://root:hush@localhost/x")]
)
def test_a_wrong_secret_is_not_repeated(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"STANDARDWERK_{name}", value)
    with pytest.raises(WrongSetting) as caught:
        load_settings()
    assert "too short" not in str(caught.value)
    assert "hush" not in str(caught.value)


def test_a_wrong_value_stops_with_one_sentence_and_code_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("STANDARDWERK_PORT", "0")
    with pytest.raises(SystemExit) as caught:
        settings_or_exit()
    assert caught.value.code == 2
    assert capsys.readouterr().err.splitlines() == [
        "The setting STANDARDWERK_PORT is “0”; allowed is a whole number from 1 to 65535."
    ]


def test_the_server_does_not_start_with_a_wrong_setting() -> None:
    root = Path(__file__).parents[2]
    environment = os.environ | {"STANDARDWERK_PORT": "0"}
    ended = subprocess.run(
        [sys.executable, "-c", "import app.wsgi"],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 2
    assert len(ended.stderr.splitlines()) == 1
    assert "Traceback" not in ended.stderr


def test_every_setting_says_what_is_allowed() -> None:
    assert all(allowed(name) for name in Settings.model_fields)


def test_settings_cannot_be_changed() -> None:
    settings = load_settings()
    with pytest.raises(ValidationError):
        settings.port = 1  # type: ignore[misc]


def test_a_key_is_generated_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    first = load_settings(data_dir=tmp_path).signing_key()
    assert load_settings(data_dir=tmp_path).signing_key() == first
    assert len(first) >= 32
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_a_data_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with pytest.raises(WrongSetting, match="STANDARDWERK_DATA_DIR"):
        load_settings(data_dir=blocked).signing_key()


def test_a_damaged_key_file_is_told_rather_than_used(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("")
    with pytest.raises(WrongSetting, match="holds no secret key"):
        load_settings(data_dir=tmp_path).signing_key()
