"""Every public format that is read, and how to tell them apart.

A further format is a package beside these (text, reader, judge) and an entry in FORMATS.
"""

from typing import Any

from matcher.formats import bredstrom, district, hhcrsp, optw, pcvrptw, pdptw, solomon, trsp, vroom
from matcher.formats.document import load_document
from matcher.formats.format import Format
from matcher.formats.jsontext import load_object
from matcher.formats.verdict import Verdict
from models.errors import BadFormat, InvalidInput

AUTO = "auto"

FORMATS: tuple[Format, ...] = (
    hhcrsp.FORMAT,
    bredstrom.FORMAT,
    solomon.FORMAT,
    pdptw.LI_LIM,
    pdptw.SARTORI_BURIOL,
    optw.FORMAT,
    pcvrptw.FORMAT,
    trsp.FORMAT,
    district.FORMAT,
    vroom.FORMAT,
)


def detect(text: str) -> Format:
    """The format that the text is in. Raises BadFormat where it is in none, naming those known."""
    if not text.strip("\ufeff \t\r\n"):
        raise BadFormat("the file is empty")
    for form in FORMATS:
        if form.recognises(text):
            return form
    if text.lstrip("\ufeff \t\r\n")[0] in "{[":
        load_object(text)  # broken JSON is told as such before anything else
    raise BadFormat(f"in none of the formats known: {_known()}")


def named(name: str, text: str) -> Format:
    """The format of that name, or the one detected for "auto". Raises InvalidInput, BadFormat."""
    if name == AUTO:
        return detect(text)
    for form in FORMATS:
        if form.name == name:
            return form
    raise InvalidInput(f"format {name!r} is none of {AUTO}, {_known()}")


def read_solution(form: Format, text: str, solution_text: str) -> dict[str, Any]:
    """The solution document, from our own shape or the family's published one. Raises BadFormat."""
    document = form.published(text, solution_text) if form.published else None
    return load_document(solution_text) if document is None else document


def judge(text: str, solution_text: str, *, format_name: str = AUTO) -> Verdict:
    """The evaluator's verdict on a solution text for an instance text. Raises BadFormat, Unsupported."""
    form = named(format_name, text)
    return form.evaluate(text, read_solution(form, text, solution_text))


def _known() -> str:
    return ", ".join(form.name for form in FORMATS)
