"""Whether the columns of a Problem fit together: types, lengths, partitions, and indices that exist."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.errors import InvalidInput

Columns = Mapping[str, NDArray[Any]]


def check_columns(columns: Columns, *, wide: frozenset[str], places: int) -> None:
    """Raises InvalidInput for the first column that does not fit; all are read-only afterwards.

    `wide`: names of the int64 ones; the others are int32.
    """
    shapes = dict(_shapes(columns))
    for name, array in columns.items():
        wanted = np.int64 if name in wide else np.int32
        if array.dtype != wanted or not array.flags.c_contiguous:
            raise InvalidInput(f"{name} is a contiguous array of {wanted.__name__}, got {array.dtype}")
        if array.shape != shapes[name]:
            raise InvalidInput(f"{name} has the shape {array.shape}, wanted {shapes[name]}")
        array.setflags(write=False)
    _check_partitions(columns)
    _check_indices(columns, places)


def _shapes(columns: Columns) -> Iterator[tuple[str, tuple[int, ...]]]:
    rows = {
        "vol_": len(columns["vol_mode"]),
        "quota_": len(columns["quota_max_travel"]),
        "shift_": len(columns["shift_vol"]),
        "break_": len(columns["break_shift"]),
        "depot_": len(columns["depot_place"]),
        "good_": len(columns["good_kept"]),
        "series_": len(columns["series_spacing"]),
        "need_": len(columns["need_priority"]),
        "role_": len(columns["role_crew"]),
        "able_": len(columns["able_vol"]),
        "task_": len(columns["task_place"]),
        "window_": len(columns["window_opens_s"]),
        "link_": len(columns["link_first"]),
    }
    loads, goods = columns["vol_capacity"].shape[-1], rows["good_"]
    widths = {
        "vol_capacity": loads,
        "task_load": loads,
        "task_brought": loads,
        "vol_stock": goods,
        "task_goods": goods,
    }
    cuts = {name: (count + 1,) for name, (count, _) in _partitions(columns)}
    for name in columns:
        count = next(count for prefix, count in rows.items() if name.startswith(prefix))
        yield name, cuts.get(name) or ((count, widths[name]) if name in widths else (count,))


def _partitions(columns: Columns) -> Iterator[tuple[str, tuple[int, int]]]:
    """Which column cuts how many rows out of how many."""
    roles = len(columns["role_crew"])
    yield "need_role_start", (len(columns["need_priority"]), roles)
    yield "role_task_start", (roles, len(columns["task_place"]))
    yield "able_start", (roles, len(columns["able_vol"]))
    yield "window_start", (len(columns["task_place"]), len(columns["window_opens_s"]))


def _check_partitions(columns: Columns) -> None:
    for name, (rows, last) in _partitions(columns):
        array = columns[name]
        if array[0] != 0 or array[-1] != last or np.any(np.diff(array) < 0):
            raise InvalidInput(f"{name} is not a partition of {last} into {rows}")


def _check_indices(columns: Columns, places: int) -> None:
    within = {
        "task_place": (0, places),
        "shift_start_place": (0, places),
        "shift_end_place": (-1, places),
        "shift_vol": (0, len(columns["vol_mode"])),
        "shift_quota": (0, len(columns["quota_max_travel"])),
        "shift_second_quota": (-1, len(columns["quota_max_travel"])),
        "vol_guardian": (-1, len(columns["vol_mode"])),
        "break_shift": (0, len(columns["shift_vol"])),
        "depot_place": (0, places),
        "need_series": (-1, len(columns["series_spacing"])),
        "able_vol": (0, len(columns["vol_mode"])),
        "link_first": (0, len(columns["task_place"])),
        "link_second": (0, len(columns["task_place"])),
    }
    for name, (low, high) in within.items():
        array = columns[name]
        if len(array) and (int(array.min()) < low or int(array.max()) >= high):
            raise InvalidInput(f"{name} holds an index outside [{low}, {high})")
    if np.any(np.diff(columns["shift_vol"]) < 0):
        raise InvalidInput("shift rows are sorted by volunteer")
    if np.any(np.diff(columns["break_shift"]) < 0):
        raise InvalidInput("break rows are sorted by shift")
    if np.any(np.diff(columns["window_start"]) < 1):
        raise InvalidInput("every task has at least one window")
    if np.any((np.diff(columns["role_task_start"]) < 1) | (np.diff(columns["role_task_start"]) > 2)):
        raise InvalidInput("a role has one task, or a pickup and a visit")
