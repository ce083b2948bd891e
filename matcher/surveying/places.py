"""The distinct places of a question, as points of its grid."""

import numpy as np
from numpy.typing import NDArray

from matcher.problem import I32
from models.errors import InvalidInput
from models.geo import Place
from models.travel import Grid


class Places:
    """Distinct points of the grid, numbered as they come; `in_order` renumbers them."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._by_at: dict[tuple[float, float], int] = {}
        self._by_xy: dict[tuple[int, int], int] = {}

    def add(self, noun: str, id: str, place: Place) -> int:
        """The number of the place. Raises InvalidInput, naming whose it is, where it is too far off."""
        at = (place.at.lon_deg, place.at.lat_deg)
        idx = self._by_at.get(at)
        if idx is None:
            try:
                xy = self._grid.xy(place.at)
            except InvalidInput as error:
                raise InvalidInput(f"{noun} {id}: {error}") from error
            idx = self._by_at[at] = self._by_xy.setdefault(xy, len(self._by_xy))
        return idx

    def in_order(self) -> tuple[NDArray[np.int32], I32]:
        """The points sorted, and number -> row with -1 staying -1."""
        points = np.array(list(self._by_xy), np.int32).reshape(-1, 2)
        order = np.lexsort((points[:, 1], points[:, 0]))
        rank = np.full(len(points) + 1, -1, np.int32)
        rank[order] = np.arange(len(points), dtype=np.int32)
        return np.ascontiguousarray(points[order]), rank
