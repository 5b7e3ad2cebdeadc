"""Workers that the tests of a process share: their start would take longer than most classes that they grade."""

from __future__ import annotations

import atexit
from functools import cache

from autograder.classroom.pool import LocalPool


@cache
def pool() -> LocalPool:
    """Two processes, for `grade(..., executor=pool())`. Tests of the start and end of workers take none of these."""
    shared = LocalPool(2)
    atexit.register(shared.shutdown)
    return shared
