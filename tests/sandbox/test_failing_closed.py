"""If a layer of the sandbox cannot be set up, no learner's code runs, and the grader is told why."""

from __future__ import annotations

import os
import socket
import struct
import sys
from pathlib import Path

import pytest

from autograder.plain import loads
from autograder.sandbox import child
from autograder.sandbox.landlock import READ, Rule
from autograder.sandbox.limits import SandboxLimits

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux sandbox")


def test_a_failed_layer_ends_the_child(tmp_path: Path) -> None:
    """A child that cannot set up a layer reports the reason in a sentence and ends."""
    ours, theirs = socket.socketpair()
    parent = os.getpid()
    process = os.fork()
    if process == 0:
        status = 1
        try:
            channel = os.dup2(theirs.fileno(), 200)
            jail = child.Jail((Rule(999, READ),), require=True)
            child.live(child.Fork(channel, str(tmp_path), SandboxLimits().completed(()), parent), jail)
        except OSError:
            status = 42
        finally:
            os._exit(status)
    _, status = os.waitpid(process, 0)
    theirs.close()
    assert os.waitstatus_to_exitcode(status) == 42
    data = ours.recv(1 << 16)
    ours.close()
    assert struct.unpack("<Q", data[:8])[0] == len(data) - 8
    word = loads(data[8:])
    assert set(word) == {"error"}
    assert word["error"].startswith("a submission's process could not give up its rights: ")
    assert "landlock_add_rule" in word["error"]
