import signal

from api.cli.interrupt import Ear, heard_ctrl_c
from api.cli.watching import Watch, day_cost_words
from matcher.routing.search import Progress


class Shown:
    """A step that keeps what it was told."""

    def __init__(self):
        self.lines = []

    def at(self, done, words):
        self.lines.append((done, words))

    def end(self, words):
        self.lines.append((1.0, words))


def progress(**changes):
    usual = {
        "seconds": 10.0,
        "cpu_seconds": 10.0,
        "iterations": 5,
        "needs_served": 7,
        "unmet_priority": 2,
        "cost": 3600,
        "done": 0.25,
    }
    return Progress(**(usual | changes))


def watch(step, *, stopped=False):
    ear = Ear()
    ear.pressed = stopped
    return Watch(step, needs=9, cost_words=day_cost_words, ear=ear)


def test_cost_needs_served_and_seconds_left_are_shown():
    shown = Shown()
    watch(shown)(progress())
    assert shown.lines == [(0.25, "7/9 served, best cost 1.0 h travel, 30 s left")]


def test_of_several_threads_the_best_plan_is_shown():
    shown = Shown()
    watching = watch(shown)
    watching(progress(unmet_priority=1, needs_served=8))
    watching(progress(unmet_priority=4, needs_served=5))
    assert shown.lines[-1][1].startswith("8/9 served")


def test_the_search_goes_on_until_ctrl_c():
    assert watch(Shown())(progress())
    assert not watch(Shown(), stopped=True)(progress())


def test_at_the_very_start_nobody_knows_how_long_it_takes():
    shown = Shown()
    watch(shown)(progress(done=0.0))
    assert shown.lines[0][1] == "7/9 served, best cost 1.0 h travel"


def test_the_look_into_unmet_needs_shows_how_far_it_is():
    shown = Shown()
    with heard_ctrl_c() as ear:
        watching = Watch(shown, needs=9, cost_words=day_cost_words, ear=ear)
        assert watching.explaining(0, 40)
        assert watching.explaining(10, 40)
    assert shown.lines[-1] == (0.25, "why 40 needs stay unmet")


def test_ctrl_c_in_the_search_does_not_end_the_look_into_unmet_needs_and_the_next_does():
    with heard_ctrl_c() as ear:
        watching = Watch(Shown(), needs=9, cost_words=day_cost_words, ear=ear)
        signal.raise_signal(signal.SIGINT)
        assert not watching(progress())
        assert watching.explaining(0, 40)
        signal.raise_signal(signal.SIGINT)
        assert not watching.explaining(20, 40)
