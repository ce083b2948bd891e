"""When volunteers work and rest, and how much: the shift, quota and break columns."""

import numpy as np

from matcher.problem import I32, I64
from matcher.survey import Survey


def shift_columns(surveyed: Survey) -> dict[str, I32 | I64]:
    """What is left of each shift, and the limits that its work counts for."""
    spans, quotas = surveyed.spans, surveyed.quotas
    out = np.zeros(len(spans), np.int32)
    out[[surveyed.span_start[vol] + shift for vol, shift in surveyed.begun]] = 1
    return {
        "quota_max_travel": quotas.max_travel_s,
        "quota_max_m": quotas.max_m,
        "quota_max_tasks": quotas.max_tasks,
        "quota_max_service": quotas.max_service_s,
        "shift_vol": spans.vol,
        "shift_quota": quotas.of_day,
        "shift_second_quota": quotas.of_week,
        "shift_start_place": spans.start_place,
        "shift_end_place": spans.end_place,
        "shift_opens_s": spans.opens_s,
        "shift_closes_s": spans.closes_s,
        "shift_class": np.arange(len(spans), dtype=np.int32),  # everybody has their own home and rules
        "shift_out": out,
    }


def break_columns(surveyed: Survey) -> dict[str, I32 | I64]:
    """A break belongs to every shift in which it may start and end; one that is past has been taken."""
    spans = surveyed.spans
    rows: list[tuple[int, int, int, int]] = []
    for vol, volunteer in enumerate(surveyed.volunteers):
        shifts = range(surveyed.span_start[vol], surveyed.span_start[vol + 1]) if volunteer.breaks else ()
        for shift in shifts:
            opens_s, closes_s = int(spans.opens_s[shift]), int(spans.closes_s[shift])
            for one in volunteer.breaks:
                first_s, last_s = max(one.opens_s, opens_s), min(one.closes_s, closes_s - one.lasts_s)
                if first_s <= last_s:
                    rows.append((shift, first_s, last_s, one.lasts_s))
    columns = np.array(sorted(rows), np.int64).reshape(-1, 4)
    return {
        "break_shift": columns[:, 0].astype(np.int32),
        "break_opens_s": np.ascontiguousarray(columns[:, 1]),
        "break_closes_s": np.ascontiguousarray(columns[:, 2]),
        "break_lasts_s": np.ascontiguousarray(columns[:, 3]),
    }
