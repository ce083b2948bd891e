"""Names as lists have them."""

from api.tables.rows import Cells

EXAMPLE = "请删除"
"""In the name of a template's example row."""


def check_name(cells: Cells, field: str) -> None:
    """A row without a name, and the example of a template, become nobody: that is a fault of the row."""
    name = cells.text(field)
    if not name:
        cells.fault(field, "", "is empty, a name is needed")
    elif EXAMPLE in name:
        cells.fault(field, name, "is the example of the template: delete the row")
