"""The HHCRSP evaluator: re-derives cost and feasibility from the file's text.

Cost: (travel + sum of tardiness + largest tardiness) / 3. Tardiness of a service is how long after the
window's end it starts; each half of a double service counts. The way back counts; the day has no end.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from matcher.formats.document import Claim, Label, Visit, read_claim
from matcher.formats.hhcrsp.text import NAME, Patient, parse
from matcher.formats.jsontext import exact
from matcher.formats.judging import (
    Seat,
    Stop,
    coverage,
    different_volunteers,
    faults,
    gap,
    number,
    roster,
    stated_objective,
    visits_of,
    walk_all,
)
from matcher.formats.verdict import Verdict
from models.errors import Unsupported


def evaluate(text: str, solution: Mapping[str, Any]) -> Verdict:
    """Cost and broken rules. Raises BadFormat, Unsupported where the file asks for more than is judged."""
    care = parse(text)
    if care.unknown:
        raise Unsupported(care.unknown)
    claim = read_claim(solution, NAME)
    patients = {patient.id: patient for patient in care.patients}
    seats: dict[Label, list[Seat]] = {
        patient.id: [("visit", demand.service) for demand in patient.demands] for patient in care.patients
    }
    doubles = [patient.id for patient in care.patients if patient.gap]
    wrong = roster(claim, care.caregivers, "caregiver")
    wrong += coverage(claim, seats, mandatory=True)[1]
    wrong += different_volunteers(claim, doubles)
    walks = walk_all(
        claim,
        "caregiver",
        lambda visit: _stop(visit, patients),
        patients,
        home=0,
        leaves=Fraction(0),
        way=lambda a, b: exact(float(care.ways[a, b])),
    )
    wrong += faults(walks)
    travel, late = sum((walked.travel for walked in walks), Fraction(0)), [Fraction(0)]
    for route, walked in zip(claim.routes, walks, strict=True):
        abilities = care.caregivers.get(str(route.volunteer), frozenset())
        for stop in walked.stops:
            if stop.visit.service not in abilities:
                wrong.append(f"{walked.who}, {stop.visit}: has not this ability")
            late.append(max(Fraction(0), stop.visit.start - exact(patients[str(stop.visit.need)].closes)))
    wrong += [fault for patient in care.patients if patient.gap for fault in _apart(patient, claim)]
    cost = (travel + sum(late) + max(late)) / 3
    objectives = {"cost": float(cost)}
    return Verdict(
        objectives=objectives,
        terms={
            "cost": float(cost),
            "travel": number(travel),
            "tardiness_sum": number(sum(late, Fraction(0))),
            "tardiness_max": number(max(late)),
        },
        violations=tuple(wrong + stated_objective(claim, objectives)),
    )


def _stop(visit: Visit, patients: Mapping[Any, Patient]) -> Stop:
    patient = patients[visit.need]
    durations = {demand.service: demand.duration for demand in patient.demands}
    return Stop(
        visit=visit,
        place=patient.place,
        service=exact(durations[visit.service]) if visit.service in durations else visit.end - visit.start,
        opens=exact(patient.opens),
        closes=None,
    )


def _apart(patient: Patient, claim: Claim) -> list[str]:
    """Broken gaps of a double service; where a half is missing, coverage has said so."""
    assert patient.gap is not None
    starts = {visit.service: visit for _, visit in visits_of(claim) if visit.need == patient.id}
    halves = [starts[demand.service] for demand in patient.demands if demand.service in starts]
    if len(halves) < 2:
        return []
    return gap(halves[0], halves[1], exact(patient.gap[0]), exact(patient.gap[1]))
