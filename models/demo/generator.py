"""A demo day: the district's people and their needs, from one seed."""

from datetime import date

from models.day import Day
from models.demo.draws import stream
from models.demo.needs import make_needs
from models.demo.parameters import Parameters
from models.demo.volunteers import make_volunteers
from models.district.gazetteer import Gazetteer


def make_day(
    *,
    volunteers: int,
    needs: int,
    seed: int,
    first_day: date,
    parameters: Parameters | None = None,
    gazetteer: Gazetteer | None = None,
) -> Day:
    """One day in the gazetteer (None: Hanyang), by the numbers given (None: the demo's).

    The same arguments give the same day on every machine. Another number of needs changes no volunteer.
    Raises InvalidInput for a count or a seed that cannot be.
    """
    people = make_volunteers(
        volunteers,
        stream(seed, "volunteers"),
        first_day=first_day,
        gazetteer=gazetteer,
        parameters=parameters,
    )
    wishes = make_needs(
        needs, stream(seed, "needs"), volunteers=people, gazetteer=gazetteer, parameters=parameters
    )
    return Day(first_day=first_day, volunteers=people, needs=wishes)
