"""A lot of medicine, a pharmacist, and a visit that delivers some of it."""

from dataclasses import dataclass

from models.access import Bound, Role
from models.store.tables.stock import lot as lot_table
from models.store.tables.stock import release as release_table
from tests.district.rows import write_credential, write_volunteer
from tests.district.visiting import TEN, Visiting
from tests.houses import Client, District

MEDICINE = "苯磺酸氨氯地平片"


@dataclass
class Dispensing:
    """`received` packs at a pharmacy, kept as `storage` says, and a volunteer who delivers at ten."""

    district: District
    received: int = 10
    storage: str = "room"
    expires_on: str = "2027-06-30"

    def __post_init__(self) -> None:
        self.visiting = Visiting(self.district, need={"kind": "medicine_delivery"})
        self.office = self.visiting.office
        spot = {"lon_deg": 114.2, "lat_deg": 30.55, "parent_id": self.visiting.community["id"]}
        self.pharmacy = self.office.add("places", kind="pharmacy", name="琴台药房", **spot)
        with self.district.store.writing() as tx:
            self.pharmacist_row = write_volunteer(tx, self.visiting.community, name="周药师")
            write_credential(tx, self.pharmacist_row, "qualification", "pharmacist")
        self.pharmacist = self.signed_in(self.pharmacist_row)
        self.goer = self.visiting.goer()
        self.lot = self.add_lot()

    def signed_in(self, volunteer: dict) -> Client:
        return self.district.signed_in(Role.VOLUNTEER, Bound.VOLUNTEER, volunteer["id"])

    def lot_body(self, **changes: object) -> dict:
        return {
            "medicine": MEDICINE,
            "lot_number": "A1",
            "expires_on": self.expires_on,
            "storage": self.storage,
            "received": self.received,
            "place_id": self.pharmacy["id"],
        } | changes

    def add_lot(self, **changes: object) -> dict:
        return self.office.add("lots", **self.lot_body(**changes))

    def wish(self, amount: int = 2, **changes: object) -> dict:
        need_id = self.visiting.need_row["id"]
        return {"lot_id": self.lot["id"], "need_id": need_id, "amount": amount} | changes

    def release(self, amount: int = 2, **changes: object) -> dict:
        return self.pharmacist.ok("POST", "/v1/releases", self.wish(amount, **changes))

    def collect(self, release: dict) -> dict:
        return self.goer.ok("POST", f"/v1/releases/{release['id']}/collect", {"visit_id": self.visit_id})

    @property
    def visit_id(self) -> str:
        return self.visiting.visits[0]["id"]

    def check_in(self) -> None:
        self.district.clock.now = TEN
        self.goer.ok("POST", f"{self.visiting.path()}/check-in", {})

    def check_out(self, **outcome: object) -> None:
        self.goer.ok("POST", f"{self.visiting.path()}/check-out", outcome)

    def lot_now(self) -> dict:
        return self.visiting.row(lot_table, self.lot["id"])

    def release_now(self, release: dict) -> dict:
        return self.visiting.row(release_table, release["id"])
