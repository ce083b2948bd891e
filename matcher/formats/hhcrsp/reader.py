"""An HHCRSP file as a Problem: a patient is a need, each of its demands a role, late starts cost."""

import numpy as np

from matcher.formats.assemble import Seat, Task, Wish, Worker, assemble
from matcher.formats.format import Instance, TaskLabel
from matcher.formats.hhcrsp.text import NAME, HomeCare, Patient, parse
from matcher.formats.scaling import down, scale_for, scaled_matrix, up
from matcher.problem import Weights
from matcher.travel.providers import Matrix


def read(text: str) -> Instance:
    """The instance. The terms of the objective weigh the same; leaving somebody out costs more than any.

    Raises BadFormat.
    """
    care = parse(text)
    longest_way = float(care.ways.max(initial=0))
    scale = scale_for(_numbers(care), longest_way=longest_way)
    # The office, then the patients in the order of their ids: the file's order must not matter.
    order = np.array([0] + [patient.place for patient in care.patients])
    ways = scaled_matrix(care.ways[np.ix_(order, order)], scale)
    able = {
        service: [idx for idx, abilities in enumerate(care.caregivers.values()) if service in abilities]
        for patient in care.patients
        for service in [demand.service for demand in patient.demands]
    }
    problem = assemble(
        [Worker(id=id, home=0) for id in care.caregivers],
        [_wish(patient, place, scale, able) for place, patient in enumerate(care.patients, start=1)],
        travel=Matrix(ways[None]),
        weights=Weights(unmet=_one_left_out(care, scale), travel=1, late_sum=1, late_max=1),
        unsupported=care.unknown,
    )
    return Instance(
        format=NAME,
        problem=problem,
        scale=scale,
        volunteers=tuple(care.caregivers),
        tasks=tuple(
            TaskLabel(patient.id, service=demand.service)
            for patient in care.patients
            for demand in patient.demands
        ),
    )


def _wish(patient: Patient, place: int, scale: int, able: dict[str, list[int]]) -> Wish:
    return Wish(
        id=patient.id,
        seats=tuple(
            Seat(
                tasks=(
                    Task(
                        place=place,
                        service=up(demand.duration, scale),
                        opens=up(patient.opens, scale),
                        due=down(patient.closes, scale),
                    ),
                ),
                able=able[demand.service],
            )
            for demand in patient.demands
        ),
        gap=(up(patient.gap[0], scale), down(patient.gap[1], scale)) if patient.gap else None,
    )


def _one_left_out(care: HomeCare, scale: int) -> int:
    """As late as one caregiver could come who set out after the last window and went to everybody."""
    latest = max((patient.closes for patient in care.patients), default=0)
    work = sum(demand.duration for patient in care.patients for demand in patient.demands)
    return up(latest + work + (len(care.patients) + 1) * float(care.ways.max(initial=0)), scale) + 1


def _numbers(care: HomeCare) -> set[float]:
    numbers = set(np.unique(care.ways).tolist())
    for patient in care.patients:
        numbers |= {patient.opens, patient.closes, *(patient.gap or ())}
        numbers |= {demand.duration for demand in patient.demands}
    return numbers
