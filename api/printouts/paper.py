"""A4 sheets drawn in millimetres with the one typeface: text, rules, blocks and dots."""

from datetime import UTC, date, datetime, time

from fpdf import FPDF
from fpdf.enums import TextMode

from api.printouts.lettering import FONT, Lettering, width_em

Colour = tuple[int, int, int]

RED: Colour = (200, 16, 46)  # of the vest
INK: Colour = (28, 28, 32)
GREY: Colour = (112, 112, 118)
RULE: Colour = (208, 208, 212)
WHITE: Colour = (255, 255, 255)

WIDTH_MM = 210.0
HEIGHT_MM = 297.0
MM_PER_POINT = 25.4 / 72

FAMILY = "noto"
EMPHASIS = 0.028
"""Emphasised text is outlined in its own colour, so many ems wide: one weight of the font is enough."""


class Paper:
    """A document in the making. Every text passes `lettering`; y counts down the sheet."""

    def __init__(self, title: str, *, dated: date) -> None:
        self.lettering = Lettering()
        self._pdf = FPDF(format="A4", unit="mm")
        self._pdf.set_auto_page_break(False)
        self._pdf.set_margin(0)
        self._pdf.add_font(FAMILY, fname=FONT)
        self._pdf.set_title(self.lettering.shown(title))
        self._pdf.set_lang("zh-CN")
        # Dated by what it is about, not by the clock: the same plan gives the same bytes.
        self._pdf.set_creation_date(datetime.combine(dated, time(), UTC))

    def sheet(self) -> None:
        """Start the next sheet."""
        self._pdf.add_page()

    def text(
        self,
        x: float,
        baseline: float,
        text: str,
        *,
        points: float,
        colour: Colour = INK,
        emphasis: bool = False,
        align: str = "left",
        room: float | None = None,
    ) -> float:
        """Set one line on its baseline, `x` being its left, middle or right; the x where it ends.

        A line wider than `room` is set smaller, so that it fits.
        """
        shown = self.lettering.shown(text)
        if not shown:
            return x
        width = width_mm(shown, points)
        if room is not None and width > room:
            points, width = points * room / width, room
        left = x - width * {"left": 0.0, "middle": 0.5, "right": 1.0}[align]
        self._pdf.set_font(FAMILY, size=points)
        self._pdf.set_text_color(*colour)
        if emphasis:
            with self._pdf.local_context(
                text_mode=TextMode.FILL_STROKE, draw_color=colour, line_width=points * EMPHASIS
            ):
                self._pdf.text(left, baseline, shown)
        else:
            self._pdf.text(left, baseline, shown)
        return left + width

    def rule(
        self, x: float, y: float, to_x: float, to_y: float, *, colour: Colour = RULE, mm: float = 0.2
    ) -> None:
        self._pdf.set_draw_color(*colour)
        self._pdf.set_line_width(mm)
        self._pdf.line(x, y, to_x, to_y)

    def block(self, x: float, y: float, width: float, height: float, *, colour: Colour) -> None:
        self._pdf.set_fill_color(*colour)
        self._pdf.rect(x, y, width, height, style="F")

    def dot(self, x: float, y: float, radius: float, *, colour: Colour, filled: bool = True) -> None:
        """A disc, or a ring whose inside is white."""
        self._pdf.set_draw_color(*colour)
        self._pdf.set_line_width(0.4)
        self._pdf.set_fill_color(*(colour if filled else WHITE))
        self._pdf.circle(x, y, radius, style="DF")

    def finished(self) -> bytes:
        return bytes(self._pdf.output())


def width_mm(shown: str, points: float) -> float:
    """Width of a text that passed the gate."""
    return width_em(shown) * points * MM_PER_POINT
