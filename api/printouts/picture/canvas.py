"""A sheet of pixels to draw on, x to the right and y down, with the one typeface."""

from collections.abc import Sequence
from io import BytesIO

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Polygon
from matplotlib.patheffects import withStroke

from api.printouts.lettering import FONT, Lettering
from api.printouts.picture.palette import INK, PAPER, Sign

Point = tuple[float, float]

DPI = 100


class Canvas:
    """Later things lie on earlier ones. Every text passes `lettering`."""

    def __init__(self, width_px: int, height_px: int) -> None:
        self.lettering = Lettering()
        self.width_px, self.height_px = width_px, height_px
        self._figure = Figure(figsize=(width_px / DPI, height_px / DPI), dpi=DPI, facecolor=PAPER)
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._axes.set_xlim(0, width_px)
        self._axes.set_ylim(height_px, 0)
        self._layer = 0

    def write(
        self,
        at: Point,
        text: str,
        *,
        points: float,
        colour: str = INK,
        middle: bool = False,
        halo: str | None = None,
    ) -> None:
        """One line of text: its baseline starts at the point, or its middle is there."""
        self._axes.text(
            *at,
            self.lettering.shown(text),
            fontproperties=FontProperties(fname=str(FONT), size=points),
            color=colour,
            ha="center" if middle else "left",
            va="center" if middle else "baseline",
            path_effects=[withStroke(linewidth=points / 3.5, foreground=halo)] if halo else [],
            zorder=self._next_layer(),
        )

    def signs(self, at: Sequence[Point], sign: Sign, *, scale: float = 1.0) -> None:
        self._axes.plot(
            [x for x, _ in at],
            [y for _, y in at],
            linestyle="none",
            marker=sign.shape,
            markersize=sign.size * scale,
            markerfacecolor=sign.fill,
            markeredgecolor=sign.edge,
            markeredgewidth=sign.edge_width * scale,
            zorder=self._next_layer(),
        )

    def lines(
        self,
        paths: Sequence[Sequence[Point]],
        colours: str | Sequence[str],
        *,
        width: float,
        alpha: float = 1.0,
    ) -> None:
        """Open lines, each with its colour or all with one; `width` in points."""
        self._axes.add_collection(
            LineCollection(
                paths,
                colors=colours,
                linewidths=width,
                alpha=alpha,
                capstyle="round",
                joinstyle="round",
                zorder=self._next_layer(),
            ),
            autolim=False,
        )

    def area(
        self, corners: Sequence[Point], *, fill: str = "none", edge: str = "none", width: float = 0.0
    ) -> None:
        """A polygon; nothing where it has no corners."""
        if not corners:
            return
        self._axes.add_patch(
            Polygon(
                corners,
                closed=True,
                facecolor=fill,
                edgecolor=edge,
                linewidth=width,
                joinstyle="round",
                zorder=self._next_layer(),
            )
        )

    def png(self) -> bytes:
        stream = BytesIO()
        FigureCanvasAgg(self._figure)
        self._figure.savefig(stream, format="png", metadata={"Software": "Redvest"})
        return stream.getvalue()

    def _next_layer(self) -> int:
        self._layer += 1
        return self._layer
