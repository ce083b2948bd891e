"""Those who ask for help (服务对象) in the demo district."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from models.catalogue import Sex
from models.demo.draws import one_between, one_of
from models.demo.names import RECIPIENT_PHONES, full_names
from models.demo.parameters import Parameters, RecipientNumbers
from models.district.gazetteer import Gazetteer
from models.geo import Place, Precision
from models.people import Volunteer


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Somebody at home. `dialect_rank`: the lower, between 0 and 1, the more depends on Wuhan dialect.

    `first_visit`: nobody has been there, and two are to go. `refused`: volunteer ids who must not come.
    """

    id: str
    name: str
    phone: str
    sex: Sex
    home: Place
    access: str
    dialect_rank: float
    first_visit: bool
    refused: frozenset[str]


def make_recipients(
    count: int,
    rng: np.random.Generator,
    *,
    volunteers: Sequence[Volunteer],
    gazetteer: Gazetteer,
    parameters: Parameters,
) -> list[Recipient]:
    """So many recipients, R00001 and so on, evenly over the gazetteer's buildings."""
    numbers = parameters.recipients
    neighbours: Mapping[str, list[str]] = defaultdict(list)
    for volunteer in volunteers:
        neighbours[volunteer.home.community].append(volunteer.id)
    female = rng.random(count) < numbers.female
    names = full_names(rng, female)
    recipients = []
    for at, is_female in enumerate(female.tolist()):
        home = _flat(rng, one_of(rng, gazetteer.buildings), numbers)
        near = neighbours.get(home.community, [])
        refuses = rng.random() < numbers.refused and near
        recipients.append(
            Recipient(
                id=f"R{at + 1:05d}",
                name=names[at],
                phone=f"{RECIPIENT_PHONES}{at:06d}",
                sex=Sex.FEMALE if is_female else Sex.MALE,
                home=home,
                access=one_of(rng, parameters.access) if rng.random() < numbers.access_told else "",
                dialect_rank=rng.random(),
                first_visit=rng.random() < numbers.first_visit_flagged,
                refused=frozenset({one_of(rng, near)}) if refuses else frozenset(),
            )
        )
    return recipients


def _flat(rng: np.random.Generator, building: Place, numbers: RecipientNumbers) -> Place:
    """A flat in the building, as 3单元501; the building itself where the room is not known."""
    if rng.random() >= numbers.room_known:
        return building
    unit, floor, room = (
        one_between(rng, bounds) for bounds in (numbers.units, numbers.floors, numbers.rooms)
    )
    return Place(
        at=building.at,
        label=f"{building.label}{unit}单元{floor}{room:02d}",
        community=building.community,
        precision=Precision.ROOM,
    )
