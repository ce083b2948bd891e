import os
import signal
import subprocess
import sys

import pytest

from api.cli.interrupt import heard_ctrl_c
from tests.conftest import ROOT


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


def test_ctrl_c_while_the_program_is_still_being_loaded_ends_it_quietly():
    # an audit hook presses it at the first import of a library
    program = """
import os, signal, sys
from api.cli import main
pressed = []
def press(event, arguments):
    if event == "import" and arguments[0] == "numpy" and not pressed:
        pressed.append(True)
        os.kill(os.getpid(), signal.SIGINT)
sys.addaudithook(press)
main()
"""
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, cwd=ROOT, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, b"", b"")
