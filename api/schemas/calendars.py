"""Links to calendars, as they are shown."""

from datetime import datetime

from pydantic import Field

from api.schemas.base import Out


class CalendarLinkOut(Out):
    volunteer_id: str | None
    team_id: str | None
    user_id: str = Field(description="Who has asked for it")
    revoked_at: datetime | None


class NewCalendarLinkOut(CalendarLinkOut):
    """The link to subscribe to, below the address of this service, is shown this once."""

    url: str = Field(examples=["/v1/calendars/volunteers/01kaxq2m8y4d9s6v3t5r7w1z0b.ics?token=rv_…"])
