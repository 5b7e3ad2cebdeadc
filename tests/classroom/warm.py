"""Workers that all tests in a process share, because starting them takes longer than grading most classes."""

from __future__ import annotations

import atexit
from functools import cache

from autograder.classroom.pool import LocalPool


@cache
def pool() -> LocalPool:
    """Two processes, for `grade(..., executor=pool())`. Tests of starting and ending workers use their own."""
    shared = LocalPool(2)
    atexit.register(shared.shutdown)
    return shared
