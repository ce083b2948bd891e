"""Identity card numbers: read for what they tell, never kept."""

from dataclasses import dataclass
from datetime import date

from stdnum.cn import ric
from stdnum.exceptions import ValidationError

from models.catalogue import Sex
from models.errors import InvalidInput


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What the number of a resident identity card says. `number` is in one spelling, for its fingerprint."""

    number: str
    born_on: date
    sex: Sex

    def __repr__(self) -> str:
        return "Identity(…)"


def read_identity(text: str) -> Identity:
    """Raises InvalidInput, whose message does not show the number.

    Source: GB 11643-1999: birth date in digits 7 to 14, digit 17 odd for men, digit 18 checks the others.
    """
    try:
        number = ric.validate(text)
    except ValidationError as error:
        raise InvalidInput(
            f"identity_number: {len(text)} characters that are no identity number: {error}"
        ) from None
    sex = Sex.MALE if int(number[16]) % 2 else Sex.FEMALE
    return Identity(number=number, born_on=ric.get_birth_date(number), sex=sex)
