"""What a volunteer can show: qualifications, insurance, record checks, training, each with its validity."""

from datetime import date

from models.catalogue import Labelled, Qualification
from models.errors import InvalidInput


class CredentialKind(Labelled):
    """Kinds of credentials. Source: Regulations on Volunteer Service, Art. 16 and 17."""

    QUALIFICATION = "qualification", "职业资格"
    INSURANCE = "insurance", "意外保险"
    VETTING = "vetting", "背景核查"
    TRAINING = "training", "培训"


def check_credential(kind: CredentialKind, name: str, from_on: date | None, until_on: date | None) -> None:
    """Raises InvalidInput."""
    if kind is CredentialKind.QUALIFICATION and name not in set(Qualification):
        known = ", ".join(Qualification)
        raise InvalidInput(f"name={name!r}: a qualification is one of {known}")
    if from_on is not None and until_on is not None and from_on > until_on:
        raise InvalidInput(f"until_on={until_on}: it would end before it begins, on {from_on}")


def is_valid(from_on: date | None, until_on: date | None, on: date) -> bool:
    """Whether it holds on that day; both days are included, and one that is not given is no bound."""
    return (from_on is None or from_on <= on) and (until_on is None or on <= until_on)
