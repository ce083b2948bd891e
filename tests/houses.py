"""A house for tests, on either database, with a clock that a test sets."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from fastapi.testclient import TestClient
from httpx2 import Response

from api.access.tokens import new_token, token_hash
from api.app import create_app
from api.house import House
from api.ids import new_id
from api.limits import Limits
from api.sealing import Seal
from models.access import Bound, Role
from models.store import journal
from models.store.journal import Act
from models.store.store import Store
from models.store.tables.access import access_token, role_grant, user_account

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY_8 = datetime(2026, 11, 23, 8, tzinfo=ZONE)
LIMITS = Limits(solves=2)


@dataclass
class Clock:
    """What the house takes for now."""

    now: datetime = MONDAY_8

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **span: float) -> None:
        self.now += timedelta(**span)


@dataclass
class District:
    """A house with its clock, and clients who are signed in."""

    url: str
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.store = Store(self.url)
        self.house = House(store=self.store, seal=Seal(b"0" * 32), clock=self.clock, zone=ZONE)
        self.app = create_app(LIMITS, self.house)
        self._logins = 0

    def signed_in(self, role: Role, bound: Bound = Bound.DISTRICT, bound_id: str = "") -> "Client":
        """A client of a new user with that role, who is written to the store and needs no password."""
        self._logins += 1
        user_id, token, now = new_id(self.clock.now), new_token(), self.clock.now
        act = Act(by_id=user_id, at=now)
        user = {"id": user_id, "login": f"user{self._logins}", "password_hash": "none"}
        grant = {"id": new_id(now), "user_id": user_id, "role": role, "bound": bound, "bound_id": bound_id}
        held = {"id": new_id(now), "user_id": user_id, "token_hash": token_hash(token)}
        with self.store.writing() as tx:
            journal.create(tx, user_account, user, act)
            journal.create(tx, role_grant, grant, act)
            journal.create(tx, access_token, held | {"expires_at": now + timedelta(days=300)}, act)
        return Client(self.app, token, user_id)

    def administrator(self) -> "Client":
        return self.signed_in(Role.ADMINISTRATOR)

    def close(self) -> None:
        self.store.close()


class Client(TestClient):
    """Speaks HTTP to the house as one user. `ok` gives the body of what must succeed."""

    def __init__(self, app: object, token: str, user_id: str) -> None:
        super().__init__(app, headers={"authorization": f"Bearer {token}"})  # type: ignore[arg-type]
        self.user_id = user_id

    def ok(self, method: str, path: str, json: object = None, **more: object) -> dict:
        answer = self.request(method, path, json=json, **more)  # type: ignore[arg-type]
        assert answer.status_code < 300, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else {}

    def add(self, path: str, **body: object) -> dict:
        """The row that a POST makes."""
        return self.ok("POST", f"/v1/{path}", body)

    def refused(self, status: int, method: str, path: str, json: object = None, **more: object) -> dict:
        """The problem object of what must be refused with that status."""
        answer: Response = self.request(method, path, json=json, **more)  # type: ignore[arg-type]
        assert answer.status_code == status, f"{method} {path}: {answer.status_code} {answer.text}"
        assert answer.headers["content-type"] == "application/problem+json"
        return answer.json()
