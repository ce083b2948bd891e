"""Colours and signs of the picture: the map and its legend draw them from here."""

from dataclasses import dataclass

from models.catalogue import NeedKind

PAPER, LAND, EDGE = "#ffffff", "#f3f1ec", "#c4c1b9"
INK, GREY, LABEL, RED = "#1c1c20", "#707076", "#8b8b92", "#c8102e"

ROUTES = (
    *("#5b8db8", "#d99a5b", "#6aa784", "#b57ba6", "#8d8d5e", "#c97b72"),
    *("#5aa6a6", "#8c83bf", "#b8a03e", "#7a9c4f", "#cf86a0", "#7d8fa3"),
)


@dataclass(frozen=True, slots=True)
class Sign:
    """A mark of the map; `shape` is matplotlib's, a triangle has its turn. Sizes are points."""

    fill: str
    size: float
    shape: str | tuple[int, int, float] = "o"
    edge: str = PAPER
    edge_width: float = 0.9


VISITS: tuple[tuple[Sign, tuple[NeedKind, ...]], ...] = (
    (Sign("#1f5fa8", 7), (NeedKind.HOME_VISIT, NeedKind.BATHING, NeedKind.LIFT)),
    (Sign("#0d8a6f", 7), (NeedKind.MEDICINE_DELIVERY,)),
    (Sign("#7a3fa0", 7), (NeedKind.ESCORT,)),
    (Sign("#e08a00", 7), (NeedKind.COMPANY, NeedKind.READING, NeedKind.TUTORING, NeedKind.COUNSELLING)),
    (Sign("#7b5a3a", 7), (NeedKind.REPAIR, NeedKind.HAIRCUT, NeedKind.ENVIRONMENT)),
    (Sign("#45454d", 7), (NeedKind.LEGAL_ADVICE, NeedKind.MEDIATION)),
)
"""Kinds that belong together share a sign: fourteen colours could not be told apart."""

PICKUP = Sign("#6a6a72", 5.2, shape="s", edge_width=0.6)
RELOAD = Sign("#b8860b", 6.4, shape="D", edge_width=0.6)
UNMET = Sign("none", 9.5, edge=RED, edge_width=2.0)
HOME = Sign(PAPER, 4.6, edge="#6e7f91", edge_width=1.1)
IDLE = Sign("#bfbbb2", 1.9, edge="none", edge_width=0.0)
