"""Work that somebody watches and may end early."""

from matcher.watched import TOLD_EVERY, watched


def test_whoever_watches_hears_how_many_are_done_of_how_many_and_may_end_it():
    heard: list[tuple[int, int]] = []

    def watcher(done: int, of: int) -> bool:
        heard.append((done, of))
        return done < 2 * TOLD_EVERY

    things = range(3 * TOLD_EVERY)
    assert list(watched(things, watcher)) == list(range(2 * TOLD_EVERY))
    assert heard == [(0, len(things)), (TOLD_EVERY, len(things)), (2 * TOLD_EVERY, len(things))]


def test_what_nobody_watches_is_done():
    assert list(watched("abc", None)) == ["a", "b", "c"]
