"""What each kind of need usually asks for, where the one who reports it says nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from models.catalogue import NeedKind, Qualification, Speciality
from models.needs import Role
from models.units import MINUTE_S, Seconds

USUAL_PRIORITY = 5
"""Of a need about whose urgency nothing is said. Assumed; people's scale goes from 1 to 10."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """The usual need of a kind: `minutes` on site (assumed), what each of the `crew` brings, and its risks.

    `risky`: bodily risk to the volunteer, so accident insurance. `with_minor`: usually contact with a minor,
    so a vetting record. `seats`: seats for the recipient and whoever goes along. `pickup_minutes`: time at
    the counter where something is fetched first, 0 where nothing is.
    """

    minutes: int
    speciality: Speciality
    crew: int = 1
    qualifications: frozenset[Qualification] = frozenset()
    risky: bool = False
    with_minor: bool = False
    seats: int = 0
    pickup_minutes: int = 0

    @property
    def service_s(self) -> Seconds:
        return Seconds(self.minutes * MINUTE_S)

    @property
    def roles(self) -> tuple[Role, ...]:
        """The crew: equal seats."""
        return (Role(speciality=self.speciality, qualifications=self.qualifications),) * self.crew


# Qualifications only where the law reserves the work (Regulations on Volunteer Service, Art. 16): treatment
# to registered physicians (Physicians Law, Art. 13), driving to licence holders (Road Traffic Safety Law,
# Art. 19). Advice is not reserved to lawyers (Lawyers Law, Art. 13: only the name and representation in court
# are), nor comfort to counsellors. Insurance where there is bodily risk (the Regulations, Art. 17).
USUAL: Mapping[NeedKind, Usual] = MappingProxyType(
    {
        NeedKind.HOME_VISIT: Usual(
            minutes=30, speciality=Speciality.MEDICINE, qualifications=frozenset({Qualification.PHYSICIAN})
        ),
        NeedKind.MEDICINE_DELIVERY: Usual(minutes=5, speciality=Speciality.DELIVERY, pickup_minutes=5),
        NeedKind.ESCORT: Usual(
            minutes=90,
            speciality=Speciality.DRIVING,
            qualifications=frozenset({Qualification.DRIVER}),
            seats=1,
        ),
        NeedKind.COMPANY: Usual(minutes=60, speciality=Speciality.COMPANIONSHIP),
        NeedKind.READING: Usual(minutes=60, speciality=Speciality.READING, with_minor=True),
        NeedKind.TUTORING: Usual(minutes=60, speciality=Speciality.TUTORING, with_minor=True),
        NeedKind.REPAIR: Usual(minutes=45, speciality=Speciality.REPAIR, risky=True),
        NeedKind.HAIRCUT: Usual(minutes=30, speciality=Speciality.HAIRDRESSING),
        NeedKind.LIFT: Usual(minutes=30, speciality=Speciality.LIFTING, crew=2, risky=True),
        NeedKind.BATHING: Usual(minutes=60, speciality=Speciality.LIFTING, crew=2, risky=True),
        NeedKind.COUNSELLING: Usual(minutes=60, speciality=Speciality.COUNSELLING),
        NeedKind.LEGAL_ADVICE: Usual(minutes=45, speciality=Speciality.LEGAL),
        NeedKind.MEDIATION: Usual(minutes=60, speciality=Speciality.MEDIATION),
        NeedKind.ENVIRONMENT: Usual(minutes=90, speciality=Speciality.ENVIRONMENT, risky=True),
    }
)
