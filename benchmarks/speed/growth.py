"""How time grows with size: the time to a fixed gap of one day, and the exponent over several."""

from collections.abc import Mapping
from math import exp, log

import numpy as np

from benchmarks.result_lines import Line
from benchmarks.speed.cases import GAP_PERCENT


def cpu_s_to_gap(line: Line) -> float:
    """CPU seconds from the day in memory to a plan within GAP_PERCENT of the best known of its size.

    The build, and of the search: between the last rung that is not good enough and the next, in proportion to
    their gaps on a scale of log time. Where all are good enough the first counts; where the last is not, that
    one, and the true time lies above.
    """
    rungs = line["rungs"]
    gaps = [100 * (rung["objective"] / line["reference"] - 1) for rung in rungs]
    failing = [at for at, gap in enumerate(gaps) if gap > GAP_PERCENT]
    last = failing[-1] if failing else 0
    if not failing or last == len(rungs) - 1:
        search_s = rungs[last]["cpu_seconds"]
    else:
        share = (gaps[last] - GAP_PERCENT) / (gaps[last] - gaps[last + 1])
        begins, ends = (log(rungs[at]["cpu_seconds"]) for at in (last, last + 1))
        search_s = exp(begins + share * (ends - begins))
    return float(line["build_cpu_seconds"] + search_s)


def exponent(seconds: Mapping[int, float]) -> float:
    """The b of seconds = a needs^b that fits best on a scale of logs; two sizes at least."""
    needs, times = np.log(list(seconds)), np.log(list(seconds.values()))
    return float(np.polyfit(needs, times, 1)[0])
