"""Columns of a list under the names that its owner gives them, by a mapping that comes with the file."""

from collections.abc import Mapping, Sequence

from api.tables.cells import squeezed
from api.tables.columns import Column
from models.errors import InvalidInput

MOST_RENAMED = 100


def renamed(columns: Sequence[Column], mapping: Mapping[str, str | None]) -> Sequence[Column]:
    """The columns that know their owner's headers too; a header that is mapped to nothing is not read.

    `mapping`: from a header of the file to our field or our Chinese header. Raises InvalidInput.
    """
    if len(mapping) > MOST_RENAMED:
        raise InvalidInput(f"columns: {len(mapping)} are more than {MOST_RENAMED}")
    known = {squeezed(name): column for column in columns for name in (column.field, column.zh)}
    more = []
    for theirs, ours in mapping.items():
        if not squeezed(theirs):
            raise InvalidInput(f"columns: {theirs!r} is no header")
        if ours is None:
            more.append(Column(field=f"-{squeezed(theirs)}", zh=theirs))
        elif squeezed(ours) in known:
            more.append(Column(field=known[squeezed(ours)].field, zh=theirs))
        else:
            fields = ", ".join(sorted(column.field for column in columns))
            raise InvalidInput(f"columns: {theirs!r} means {ours!r}, which is none of {fields}")
    return [*columns, *more]  # the last one that knows a header has it
