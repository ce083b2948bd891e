"""Times and lengths of many straight-line ways at once: the fast twin of models.travel."""

import numpy as np
from numpy.typing import NDArray

I64 = NDArray[np.int64]


def ceil_scaled_roots(squared: I64, factor: I64) -> I64:
    """ceil(factor * sqrt(squared) / 1000) for each, in whole numbers.

    Within the grid's extent and the paces' bounds the products stay below 2**63, and what is rooted below
    2**52, where a correctly rounded root cannot fall on a whole number that it does not reach.
    """
    scaled = -(-factor * factor * squared // 1_000_000)
    return np.ceil(np.sqrt(scaled.astype(np.float64))).astype(np.int64)


def ways_s(squared: I64, s_per_km: I64, fixed_s: I64) -> I64:
    """Seconds of ways whose ends are sqrt(`squared`) metres apart on the grid."""
    return ceil_scaled_roots(squared, s_per_km) + np.where(squared > 0, fixed_s, 0)
