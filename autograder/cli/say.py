"""How commands speak: words on standard output, JSON for programs, and what to do next."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

PATIENCE = 2.0  # seconds that a person waits without wondering
AGAIN = 10.0  # seconds between two signs of life after that
LOG_WIDTH = 200  # columns of a table in a log or a pipe
NARROWEST = 8  # columns that are left of a column which is folded to fit the terminal
GAP = "  "
BUILDING_KEY = "Computing the answer key with TensorFlow (once, about half a minute) …"


def line(text: str = "") -> None:
    print(text, flush=True)


def next_step(text: str) -> None:
    """The last line of nearly every command."""
    line(f"Next: {text}")


def note(text: str) -> None:
    """Something a person should know that is not a result: never mixed with what a program reads."""
    print(text, file=sys.stderr, flush=True)


@contextmanager
def patiently(text: str) -> Iterator[Callable[[], None]]:
    """Print `text` if the block takes longer than two seconds, and then every ten seconds how long it has taken.

    The block is given a function that ends this early, for example when a progress bar takes over.
    """
    import threading  # imported here: most commands are quick
    import time

    done = threading.Event()

    def watch() -> None:
        start = time.monotonic()
        if done.wait(PATIENCE):
            return
        note(text)
        while not done.wait(AGAIN):
            note(f"  … {time.monotonic() - start:.0f} s")

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield done.set
    finally:
        done.set()
        watcher.join()


def as_json(value: Any) -> None:
    """Print one JSON value on one line. NaN is not JSON: it raises here instead of surprising someone's parser."""
    import json

    print(json.dumps(value, ensure_ascii=False, allow_nan=False), flush=True)


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], right: Sequence[int] = ()) -> None:
    """Print a plain table that reads well in a terminal and in a log.

    right  the places of the columns with numbers
    """
    cells = [[str(cell) for cell in row] for row in rows]
    widths = _widths([list(columns), *cells])
    bold = ("\x1b[1m", "\x1b[0m") if sys.stdout.isatty() else ("", "")
    for text in _folded(list(columns), widths, right):
        line(f"{bold[0]}{text}{bold[1]}")
    for row in cells:
        for text in _folded(row, widths, right):
            line(text)


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """The width of each column; the widest are folded where the terminal is too narrow."""
    import shutil

    room = shutil.get_terminal_size().columns if sys.stdout.isatty() else LOG_WIDTH
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    while sum(widths) + len(GAP) * (len(widths) - 1) > room and max(widths) > NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _folded(row: Sequence[str], widths: Sequence[int], right: Sequence[int]) -> Iterator[str]:
    """One row as lines: more than one where a cell is wider than its column."""
    import itertools
    import textwrap

    cells = [textwrap.wrap(cell, width) or [""] for cell, width in zip(row, widths, strict=True)]
    for parts in itertools.zip_longest(*cells, fillvalue=""):
        aligned = [
            part.rjust(width) if place in right else part.ljust(width)
            for place, (part, width) in enumerate(zip(parts, widths, strict=True))
        ]
        yield GAP.join(aligned).rstrip()
