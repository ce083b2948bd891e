"""What lies between two bounds, and says so where it does not."""

from models.errors import InvalidInput


def within(name: str, value: float, low: float, high: float) -> None:
    """Raises InvalidInput unless low <= value <= high. The message is `name`=`value` and why."""
    if not low <= value <= high:
        raise InvalidInput(f"{name}={value} is not between {low} and {high}")


def within_if_any(name: str, value: float | None, low: float, high: float) -> None:
    """The same of a value that may be left out."""
    if value is not None:
        within(name, value, low, high)
