"""Paths of the API as its description writes them, filled in."""

import re

PARAMETER = re.compile(r"\{(\w+)\}")
UNKNOWN = {"number": "1"}
"""What stands for a parameter that nothing is known for, where a word would be refused as none."""


def with_ids(path: str, **ids: str) -> str:
    """The path with these ids; what is not given is the id of nobody."""
    return PARAMETER.sub(lambda found: ids.get(found[1], UNKNOWN.get(found[1], "nobody")), path)
