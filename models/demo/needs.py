"""Needs of the demo district for one day."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

import numpy as np

from models.catalogue import Language, Speciality
from models.demo.draws import drawn, one_between, one_by_share, one_of
from models.demo.names import MAX_PEOPLE
from models.demo.parameters import NIGHT, Ask, Hours, Parameters
from models.demo.parameters_toml import demo_parameters
from models.demo.recipients import Recipient, make_recipients
from models.district.gazetteer import Facility, Gazetteer, hanyang
from models.errors import InvalidInput
from models.geo import Place, Precision, Wgs84
from models.needs import Need, Pickup, Role, TimeWindow
from models.people import Volunteer
from models.travel import DEFAULT_PACES, Grid, way_s
from models.units import HOUR_S, MINUTE_S, Seconds

MINUTES_STEP = 5

SLOT_STEP_S = HOUR_S // 2
"""Agreed slots begin on the hour and the half hour."""


def make_needs(
    count: int,
    rng: np.random.Generator,
    *,
    volunteers: Sequence[Volunteer] = (),
    gazetteer: Gazetteer | None = None,
    parameters: Parameters | None = None,
) -> tuple[Need, ...]:
    """Needs of people in the gazetteer's buildings (None: Hanyang), by the numbers (None: the demo's).

    Their ids are N00001 and so on. Some prefer or refuse one of `volunteers`. Whoever is taken to hospital is
    visited at home, and the service covers the way there, the time there and the way back, so that it ends
    where it began. A few needs are impossible on purpose. Raises InvalidInput for an impossible count.
    """
    if not 0 <= count <= MAX_PEOPLE:
        raise InvalidInput(f"{count} needs is not between 0 and {MAX_PEOPLE}")
    parameters = parameters or demo_parameters()
    gazetteer = gazetteer or hanyang()
    if not gazetteer.buildings:
        raise InvalidInput("the gazetteer has no building to live in")
    recipients = make_recipients(
        round(count / parameters.recipients.needs_each) or count,
        rng,
        volunteers=volunteers,
        gazetteer=gazetteer,
        parameters=parameters,
    )
    write = _Writer(rng, volunteers, gazetteer, parameters)
    asks = drawn(rng, dict(enumerate(ask.share for ask in parameters.asks)), count)
    at_night = set(rng.permutation(count)[: round(parameters.night * count)].tolist())
    return tuple(
        write.need(
            f"N{at + 1:05d}",
            parameters.asks[ask],
            # Everybody has a need; those left over are further needs of the same people.
            recipients[at] if at < len(recipients) else one_of(rng, recipients),
            at_night=at in at_night,
        )
        for at, ask in enumerate(asks)
    )


class _Writer:
    """Writes one need after the other, and counts the rides."""

    def __init__(
        self,
        rng: np.random.Generator,
        volunteers: Sequence[Volunteer],
        gazetteer: Gazetteer,
        parameters: Parameters,
    ) -> None:
        self.rng, self.parameters, self.gazetteer = rng, parameters, gazetteer
        self.nearest = cache(gazetteer.nearest)
        self.rides = 0
        self.carers: dict[tuple[str, Speciality], list[str]] = defaultdict(list)
        for volunteer in volunteers:
            for speciality in volunteer.specialities:
                self.carers[volunteer.home.community, speciality].append(volunteer.id)

    def need(self, id: str, ask: Ask, recipient: Recipient, *, at_night: bool) -> Need:
        rng = self.rng
        place = self._office(recipient.home.community) if ask.public else recipient.home
        hours = self.parameters.hours[NIGHT if at_night else one_by_share(rng, ask.windows)]
        by_two = recipient.first_visit and len(ask.crew) == 1 and not (ask.fetch or ask.to or ask.public)
        minutes = one_between(rng, ask.minutes, MINUTES_STEP)
        note = one_of(rng, ask.notes) if ask.notes else ""
        if ask.to is not None:
            there = self.nearest(place.at, ask.to)
            minutes += self._both_ways_min(ask, place.at, there)
            note = f"送至{there.name}。{note}"
        seats = self._seats(ask)
        if seats == self.parameters.coach_seats:
            note = f"集体体检，共{seats}人。{note}"
        return Need(
            id=id,
            kind=ask.kind,
            recipient_id=recipient.id,
            recipient_name=recipient.name,
            phone=recipient.phone,
            place=place,
            windows=_windows(rng, hours),
            service_s=Seconds(minutes * MINUTE_S),
            priority=one_between(rng, ask.priority),
            crew=(*ask.crew, Role()) if by_two else ask.crew,
            pickup=self._pickup(ask, place.at),
            carer_sex=recipient.sex if rng.random() < ask.same_sex else None,
            language=Language.WUHAN if recipient.dialect_rank < ask.language else None,
            min_age=ask.min_age,
            max_age=ask.max_age,
            risky=ask.risky,
            with_minor=ask.with_minor,
            first_visit_flagged=by_two,
            seats=seats,
            preferred=self._preferred(ask, recipient),
            refused=recipient.refused,
            bring=one_of(rng, ask.bring) if ask.bring else "",
            access="" if ask.public else recipient.access,
            note=note,
        )

    def _office(self, community: str) -> Place:
        """Where a community's own business is done; only the community's place is known."""
        at = self.gazetteer.community[community].at
        return Place(at=at, label=f"{community}居委会", community=community, precision=Precision.COMMUNITY)

    def _both_ways_min(self, ask: Ask, at: Wgs84, there: Facility) -> int:
        """Minutes there and back, rounded up to MINUTES_STEP."""
        assert ask.way is not None
        one_way_s = way_s(DEFAULT_PACES[ask.way], *Grid(at).xy(there.at))
        return -(-2 * one_way_s // (MINUTES_STEP * MINUTE_S)) * MINUTES_STEP

    def _seats(self, ask: Ask) -> int:
        """Seats asked for; every so often more than any car has."""
        seats = one_between(self.rng, ask.seats)
        if ask.seats[1] > 0:
            self.rides += 1
            if self.rides % self.parameters.coach_every == 0:
                return self.parameters.coach_seats
        return seats

    def _pickup(self, ask: Ask, at: Wgs84) -> Pickup | None:
        if not ask.fetch:
            return None
        counter = self.nearest(at, one_of(self.rng, ask.fetch))
        place = Place(
            at=counter.at, label=counter.name, community=counter.community, precision=Precision.BUILDING
        )
        return Pickup(place=place, service_s=ask.fetch_s, load=one_between(self.rng, ask.load))

    def _preferred(self, ask: Ask, recipient: Recipient) -> frozenset[str]:
        """Sometimes somebody of the community who has the speciality."""
        speciality = ask.crew[0].speciality
        if speciality is None or self.rng.random() >= self.parameters.recipients.preferred:
            return frozenset()
        near = self.carers.get((recipient.home.community, speciality), ())
        return frozenset({one_of(self.rng, near)} if near else ()) - recipient.refused


def _windows(rng: np.random.Generator, hours: Hours) -> tuple[TimeWindow, ...]:
    """All the spans, or one slot agreed within one of them."""
    spans: Sequence[tuple[Seconds, Seconds]] = hours.spans
    if hours.slot_s is not None:
        opens_s, closes_s = one_of(rng, spans)
        slot_s = one_between(rng, (opens_s, closes_s - hours.slot_s), SLOT_STEP_S)
        spans = [(Seconds(slot_s), Seconds(slot_s + hours.slot_s))]
    return tuple(TimeWindow(opens_s=opens_s, closes_s=closes_s) for opens_s, closes_s in spans)
