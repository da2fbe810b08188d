import pytest

from config import Settings, WrongSetting, load_settings
from standards.realtime.several import refuse_several

POSTGRESQL = "postgresql+psycopg://a@b/c"


def settings(**changes: object) -> Settings:
    return load_settings(**{"workers": 2, "live": True, "redis_url": "", **changes})


@pytest.mark.parametrize("changes", [{}, {"database_url": POSTGRESQL}, {"redis_url": "redis://a"}])
def test_several_workers_need_postgresql_and_redis(changes: dict[str, object]) -> None:
    with pytest.raises(WrongSetting, match=r"STANDARDWERK_WORKERS is “2”.+PostgreSQL and Redis"):
        refuse_several(settings(**changes))


@pytest.mark.parametrize(
    "changes", [{"workers": 1}, {"live": False}, {"database_url": POSTGRESQL, "redis_url": "redis://a"}]
)
def test_what_can_work_is_allowed(changes: dict[str, object]) -> None:
    refuse_several(settings(**changes))
