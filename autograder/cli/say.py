"""How commands speak: words on standard output, JSON where a program reads, and what to do next."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

WONDERING = 2.0  # seconds
KEY_IS_MADE = "Computing the answer key with TensorFlow; that is done once, and takes about half a minute …"


def line(text: str = "") -> None:
    print(text, flush=True)


def next_step(text: str) -> None:
    """The last line of nearly every command."""
    line(f"Next: {text}")


def note(text: str) -> None:
    """Something a person should know that is no result: never mixed into what a program reads."""
    print(text, file=sys.stderr, flush=True)


@contextmanager
def patiently(text: str) -> Iterator[None]:
    """Say `text` when the block takes longer than a person waits without wondering."""
    timer = threading.Timer(WONDERING, note, [text])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def as_json(value: Any) -> None:
    """One JSON value on one line. NaN is no JSON and becomes an error, not a surprise in someone's parser."""
    print(json.dumps(value, ensure_ascii=False, allow_nan=False), flush=True)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[int] = ()) -> None:
    """A plain table that reads well in a terminal and in a log; `right` names the columns of numbers."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    made = Table(box=None, pad_edge=False, header_style="bold")
    for place, name in enumerate(columns):
        made.add_column(name, justify="right" if place in right else "left", overflow="fold")
    for row in rows:
        made.add_row(*[Text(str(cell)) for cell in row])
    # A log or a pipe has no edge to fit; cut names are of no use there.
    Console(width=None if sys.stdout.isatty() else 200).print(made)
