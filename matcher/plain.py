"""A Problem from the columns that matter: what is left out is without effect."""

from typing import Any

import numpy as np

from matcher.problem import I32, I64, NO_LIMIT, Problem, Weights
from matcher.travel.providers import Travel


def plain_problem(
    *,
    travel: Travel,
    weights: Weights,
    unsupported: tuple[str, ...] = (),
    volunteer_ids: tuple[str, ...] = (),
    need_ids: tuple[str, ...] = (),
    **columns: I32 | I64,
) -> Problem:
    """The Problem of these columns.

    At least these are given, the rest counts by them: vol_mode, shift_vol, shift_start_place, need_priority,
    role_task_start, able_start, able_vol, task_place. Left out: a volunteer has one quota without limits; a
    shift ends where it starts and no two are alike; a need has one role, which is a crew by itself; a task
    may start at any time; loads have one dimension, goods none.

    Raises InvalidInput as Problem does.
    """
    vols, shifts, needs = (len(columns[name]) for name in ("vol_mode", "shift_vol", "need_priority"))
    roles, tasks = len(columns["role_task_start"]) - 1, len(columns["task_place"])
    loads = _width(columns, ("vol_capacity", "task_load", "task_brought"), 1)
    goods = _width(columns, ("vol_stock", "task_goods", "good_kept"), 0)
    quotas = len(columns.get("quota_max_travel", columns["vol_mode"]))
    breaks, depots, series, links = (
        len(columns.get(name, ())) for name in ("break_shift", "depot_place", "series_spacing", "link_first")
    )
    plain: dict[str, Any] = {
        "vol_capacity": _i64((vols, loads), NO_LIMIT),
        "vol_stock": _i64((vols, goods), 0),
        "vol_guardian": _i32(vols, -1),
        "vol_given": _i64(vols, 0),
        "quota_max_travel": _i64(quotas, NO_LIMIT),
        "quota_max_m": _i64(quotas, NO_LIMIT),
        "quota_max_tasks": _i64(quotas, NO_LIMIT),
        "quota_max_service": _i64(quotas, NO_LIMIT),
        "shift_quota": columns["shift_vol"].copy(),
        "shift_second_quota": _i32(shifts, -1),
        "shift_end_place": columns["shift_start_place"].copy(),
        "shift_opens_s": _i64(shifts, 0),
        "shift_closes_s": _i64(shifts, NO_LIMIT),
        "shift_class": np.arange(shifts, dtype=np.int32),
        "shift_out": _i32(shifts, 0),
        "break_shift": _i32(breaks, 0),
        "break_opens_s": _i64(breaks, 0),
        "break_closes_s": _i64(breaks, NO_LIMIT),
        "break_lasts_s": _i64(breaks, 0),
        "depot_place": _i32(depots, 0),
        "depot_service_s": _i64(depots, 0),
        "good_kept": _i32(goods, 0),
        "need_series": _i32(needs, -1),
        "series_spacing": _i64(series, 0),
        "need_role_start": np.arange(needs + 1, dtype=np.int32),
        "role_crew": np.arange(roles, dtype=np.int32),
        "role_hand": _i32(roles, -1),
        "able_cost": _i32(len(columns["able_vol"]), 0),
        "task_service_s": _i64(tasks, 0),
        "task_load": _i64((tasks, loads), 0),
        "task_brought": _i64((tasks, loads), 0),
        "task_goods": _i64((tasks, goods), 0),
        "task_rank": _i32(tasks, -1),
        "task_due": _i64(tasks, NO_LIMIT),
        "task_told_to": _i64(tasks, NO_LIMIT),
        "window_start": np.arange(tasks + 1, dtype=np.int32),
        "window_opens_s": _i64(tasks, 0),
        "window_closes_s": _i64(tasks, NO_LIMIT),
        "link_first": _i32(links, 0),
        "link_second": _i32(links, 0),
        "link_min_s": _i64(links, 0),
        "link_max_s": _i64(links, NO_LIMIT),
    }
    return Problem(
        travel=travel,
        weights=weights,
        unsupported=unsupported,
        volunteer_ids=volunteer_ids,
        need_ids=need_ids,
        **(plain | columns),
    )


def _width(columns: dict[str, I32 | I64], names: tuple[str, ...], otherwise: int) -> int:
    """Dimensions of loads, or goods: the last axis of the first of these columns that is given."""
    return next((columns[name].shape[-1] for name in names if name in columns), otherwise)


def _i32(rows: int, value: int) -> I32:
    return np.full(rows, value, np.int32)


def _i64(shape: int | tuple[int, int], value: int) -> I64:
    return np.full(shape, value, np.int64)
