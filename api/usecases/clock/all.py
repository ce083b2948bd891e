"""All that the worker does by the clock: each returns how much there was to do, and may be called often."""

from collections.abc import Callable
from datetime import datetime

from api.house import House
from api.usecases.clock.needs_clock import needs_clock
from api.usecases.clock.standing_clock import standing_clock
from api.usecases.clock.stock_clock import stock_clock
from api.usecases.clock.visits_clock import visits_clock
from api.usecases.feed.delivering import deliver_webhooks
from api.usecases.feed.numbering import number_lines
from api.usecases.forgetting import forget_files

Clock = Callable[[House, datetime], int]

CLOCKS: tuple[Clock, ...] = (
    number_lines,
    forget_files,
    visits_clock,
    needs_clock,
    standing_clock,
    stock_clock,
    deliver_webhooks,  # the last: it waits for others
)  # fmt: skip
