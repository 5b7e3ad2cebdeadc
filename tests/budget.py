"""Shows at the end of `make test` how much processor time each folder of tests took: "How long the tests take" in
docs/authors.md is the budget.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Generator
from pathlib import PurePosixPath
from typing import Any

import pytest

LEAST = 60.0  # seconds; nothing is shown after a shorter run
OUTSIDE = "imports and collection"


def processor_seconds() -> float:
    """Processor time of this process and of its children that have ended."""
    return sum(os.times()[:4])


class Budget:
    """A pytest plugin. Workers of pytest-xdist send their counts to the process that prints."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, Any, Any]:
        start = processor_seconds()
        try:
            return (yield)
        finally:
            self.seconds[folder(item.nodeid)] += processor_seconds() - start

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        self.seconds[OUTSIDE] += processor_seconds() - self.seconds.total()
        if hasattr(session.config, "workeroutput"):
            session.config.workeroutput["seconds"] = dict(self.seconds)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        self.seconds.update(getattr(node, "workeroutput", {}).get("seconds", {}))

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        total = self.seconds.total()
        if total < LEAST:
            return
        terminalreporter.section(f"processor time: {total / 60:.1f} min")
        for name, seconds in self.seconds.most_common():
            terminalreporter.write_line(f"{seconds:6.0f} s  {name}")


def folder(test: str) -> str:
    """The folder of a test, as the budget groups it."""
    return PurePosixPath(test.partition("::")[0]).parent.as_posix()
