"""The cheapest people for the seats of one crew."""

from collections.abc import Sequence

FORBIDDEN = 1 << 40
"""Above any sum of costs of ours."""


def cheapest(costs: Sequence[Sequence[int | None]]) -> list[int] | None:
    """For each row a column of its own, at the least sum; None where not every row gets one.

    None as a cost: not this column. O(rows^2 * columns); rows and columns are a crew and a team.
    Source: Kuhn (1955), with potentials and shortest augmenting paths as in Jonker and Volgenant (1987).
    """
    rows, columns = len(costs), len(costs[0]) if costs else 0
    if columns < rows:
        return None
    table = [[FORBIDDEN if one is None else one for one in row] for row in costs]
    row_price, column_price = [0] * rows, [0] * columns
    holder: list[int | None] = [None] * columns
    for first in range(rows):
        reached: dict[int, int | None] = {}  # column -> the one before it on the path
        distance: list[int | None] = [None] * columns
        before: list[int | None] = [None] * columns
        row: int | None = first
        column: int | None = None
        while row is not None:
            base = 0 if column is None else distance[column] or 0
            for other in range(columns):
                if other in reached:
                    continue
                length = base + table[row][other] - row_price[row] - column_price[other]
                known = distance[other]
                if known is None or length < known:
                    distance[other], before[other] = length, column
            column = min(
                (one for one in range(columns) if one not in reached), key=lambda one: distance[one] or 0
            )
            reached[column] = before[column]
            row = holder[column]
        end = distance[column] or 0 if column is not None else 0
        for one in reached:
            gain = end - (distance[one] or 0)
            if (held := holder[one]) is not None:
                row_price[held] += gain
            column_price[one] -= gain
        row_price[first] += end
        while column is not None:
            previous = reached[column]
            holder[column] = first if previous is None else holder[previous]
            column = previous
    given = [0] * rows
    for idx, held in enumerate(holder):
        if held is not None:
            given[held] = idx
    if any(table[idx][column] == FORBIDDEN for idx, column in enumerate(given)):
        return None
    return given
