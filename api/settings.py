"""What the service reads from its environment, each with what it means."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from models.errors import InvalidInput


def _setting(default: str, about: str) -> str:
    return field(default=default, metadata={"about": about})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Each is read from REDVEST_ and its name in capitals."""

    database: str = _setting(
        "sqlite:///redvest.db", "the database: sqlite:///FILE or postgresql://USER@HOST/NAME"
    )
    database_password_file: str = _setting(
        "",
        "a file with the password of PostgreSQL's user, so that no environment holds it; none: no password",
    )
    keys: str = _setting(
        "redvest.keys", "the file with the key that phones are sealed with; keep a copy apart"
    )
    timezone: str = _setting("Asia/Shanghai", "the time zone of the district, in which moments are told")
    solve_without_sign_in: str = _setting(
        "yes", "whether POST /v1/solve and POST /vroom, which keep nothing, ask for no token: yes or no"
    )
    log: str = _setting("json", "how the log is written: json, one object a line, or plain, for people")

    @property
    def zone(self) -> ZoneInfo:
        """Raises InvalidInput where there is no such time zone."""
        try:
            return ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError):
            raise InvalidInput(f"REDVEST_TIMEZONE={self.timezone}: no such time zone") from None

    @property
    def database_url(self) -> str:
        """With the password, if there is a file for it. Raises InvalidInput where that cannot be read."""
        if not self.database_password_file:
            return self.database
        try:
            password = Path(self.database_password_file).read_text(encoding="utf-8").strip()
            return make_url(self.database).set(password=password).render_as_string(hide_password=False)
        except (OSError, UnicodeDecodeError):
            told = f"{variable('database_password_file')}={self.database_password_file}: cannot be read"
            raise InvalidInput(told) from None
        except ArgumentError:
            raise InvalidInput(f"{variable('database')} cannot be read as a URL") from None

    @property
    def keys_file(self) -> Path:
        return Path(self.keys)

    @property
    def open_solve(self) -> bool:
        """Whether a search is for everybody. Raises InvalidInput where it says neither yes nor no."""
        return self._one_of("solve_without_sign_in", "yes", "no") == "yes"

    @property
    def plain_log(self) -> bool:
        """Raises InvalidInput where the setting says neither json nor plain."""
        return self._one_of("log", "json", "plain") == "plain"

    def _one_of(self, name: str, *choices: str) -> str:
        told: str = getattr(self, name)
        if told not in choices:
            raise InvalidInput(f"{variable(name)}={told}: it is {' or '.join(choices)}")
        return told


def variable(name: str) -> str:
    return f"REDVEST_{name.upper()}"


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """What the environment says; an empty value counts as none."""
    names = [one.name for one in fields(Settings)]
    return Settings(**{name: told for name in names if (told := environment.get(variable(name)))})
