"""The days of a question on the district's clock: moments as seconds since its first midnight, and back."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from models.horizon import ends_s, reach_s
from models.units import MINUTE_S, Seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalDays:
    """So many days from the first, in that time zone."""

    first_day: date
    days: int
    zone: ZoneInfo

    def at(self, day: date, clock: time) -> datetime:
        """What the district's clocks show on a day, as a moment."""
        return datetime.combine(day, clock, self.zone).astimezone(UTC)

    @property
    def begins_at(self) -> datetime:
        return self.at(self.first_day, time())

    @property
    def ends_at(self) -> datetime:
        """When the last of the days is over."""
        return self.moment(ends_s(self.days))

    @property
    def reach_at(self) -> datetime:
        """Until when what has begun on one of the days may last."""
        return self.moment(reach_s(self.days))

    @property
    def utc_offset_minutes(self) -> int:
        offset = self.begins_at.astimezone(self.zone).utcoffset() or timedelta()
        return int(offset.total_seconds()) // MINUTE_S

    def seconds(self, moment: datetime) -> int:
        """Seconds since the first midnight; negative before it."""
        return int((moment.astimezone(UTC) - self.begins_at).total_seconds())

    def moment(self, seconds: int) -> datetime:
        return self.begins_at + timedelta(seconds=seconds)

    def now_s(self, now: datetime | None) -> Seconds | None:
        """None where nobody asks, or before the first of the days."""
        if now is None or (seconds := self.seconds(now)) < 0:
            return None
        return Seconds(seconds)
