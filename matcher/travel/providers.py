"""Two ways to know how long a way takes: straight lines on a grid, or given matrices."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.errors import InvalidInput
from models.travel import Pace

MAX_WAY = 2**31 - 1


@dataclass(frozen=True, slots=True)
class StraightLine:
    """Ways follow from integer squared distances, as models.travel defines; nothing P x P is stored.

    xy     (P, 2) int32   metres east and north
    paces  one Pace per mode, by mode idx
    """

    xy: NDArray[np.int32]
    paces: tuple[Pace, ...]

    @property
    def places(self) -> int:
        return len(self.xy)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Given travel times, any unit that the problem's times share.

    seconds  (M, P, P) int32   by mode idx, from, to; C-contiguous
    """

    seconds: NDArray[np.int32]

    def __post_init__(self) -> None:
        shape = self.seconds.shape
        if self.seconds.ndim != 3 or shape[1] != shape[2]:
            raise InvalidInput(f"a travel matrix is (modes, places, places), got {shape}")
        if self.seconds.dtype != np.int32 or not self.seconds.flags.c_contiguous:
            # A Fortran-ordered matrix read as C would be silently transposed.
            raise InvalidInput(f"a travel matrix is C-contiguous int32, got {self.seconds.dtype}")
        if self.seconds.size and int(self.seconds.min()) < 0:
            raise InvalidInput(f"a travel time is not negative, got {int(self.seconds.min())}")

    @property
    def places(self) -> int:
        return int(self.seconds.shape[1])


Travel = StraightLine | Matrix
