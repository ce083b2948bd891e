"""What the service reads from its environment, each with what it means."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from models.errors import InvalidInput


def _setting(default: str, about: str) -> str:
    return field(default=default, metadata={"about": about})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Each is read from REDVEST_ and its name in capitals."""

    database: str = _setting(
        "sqlite:///redvest.db", "the database: sqlite:///FILE or postgresql://USER@HOST/NAME"
    )
    keys: str = _setting(
        "redvest.keys", "the file with the key that phones are sealed with; keep a copy apart"
    )
    timezone: str = _setting("Asia/Shanghai", "the time zone of the district, in which moments are told")

    @property
    def zone(self) -> ZoneInfo:
        """Raises InvalidInput where there is no such time zone."""
        try:
            return ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError):
            raise InvalidInput(f"REDVEST_TIMEZONE={self.timezone}: no such time zone") from None

    @property
    def keys_file(self) -> Path:
        return Path(self.keys)


def variable(name: str) -> str:
    return f"REDVEST_{name.upper()}"


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """What the environment says; an empty value counts as none."""
    names = [one.name for one in fields(Settings)]
    return Settings(**{name: told for name in names if (told := environment.get(variable(name)))})
