import os
import signal

import pytest

from api.cli.interrupt import heard_ctrl_c


def ctrl_c():
    os.kill(os.getpid(), signal.SIGINT)


def test_ctrl_c_is_heard_and_ends_nothing():
    with heard_ctrl_c() as ear:
        assert not ear.pressed
        ctrl_c()
        assert ear.pressed


def test_a_second_ctrl_c_ends_the_program():
    with heard_ctrl_c():
        ctrl_c()
        with pytest.raises(KeyboardInterrupt):
            ctrl_c()


def test_afterwards_ctrl_c_is_as_it_was():
    with heard_ctrl_c():
        pass
    with pytest.raises(KeyboardInterrupt):
        ctrl_c()


def test_what_listens_anew_hears_the_next_ctrl_c():
    with heard_ctrl_c() as ear:
        ctrl_c()
        ear.listen()
        assert not ear.pressed
        ctrl_c()
        assert ear.pressed
