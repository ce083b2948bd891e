"""Goods that visits use up: what each volunteer has of them, and where there is more."""

import numpy as np

from matcher.problem import I64
from matcher.survey import Survey


def stock_of(surveyed: Survey) -> tuple[dict[str, int], I64]:
    """Good -> its number, and (V, G) what each volunteer has at the start of a shift.

    Goods are those that a visit left to plan asks for, by name. What has been used up in a shift under way is
    missing in later shifts too, though these start with new stock: so nobody is sent without.
    """
    names = sorted({good for need in surveyed.needs for good, amount in need.supplies.items() if amount})
    number = {good: idx for idx, good in enumerate(names)}
    stock = np.zeros((len(surveyed.volunteers), len(names)), np.int64)
    for vol, volunteer in enumerate(surveyed.volunteers):
        for good, amount in volunteer.supplies.items():
            if good in number:
                stock[vol, number[good]] = amount
    needs = {need.id: need for need in surveyed.day.needs}
    for (vol, shift), past in surveyed.begun.items():
        row = surveyed.span_start[vol] + shift
        is_over = surveyed.spans.closes_s[row] < surveyed.spans.opens_s[row]
        for stop in () if is_over else past.stops:
            for good, amount in needs[stop.need_id].supplies.items():
                if good in number:
                    stock[vol, number[good]] = max(0, stock[vol, number[good]] - amount)
    return number, stock
