"""Options and arguments that several commands share, so that they read the same everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

FOLDER = click.Path(path_type=Path)

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for a program to read.")
assignment = click.argument("assignment", metavar="ASSIGNMENT", help="Such as c1w2b.")
assignments = click.argument("assignments", nargs=-1, metavar="[ASSIGNMENT]...", help="Such as c1w2b (all).")
students = click.argument("students", nargs=-1, metavar="[LEARNER]...", help="Only these learners (all).")
workers = click.option(
    "--workers", type=click.IntRange(min=1), metavar="N", help="Number of worker processes (one per core)."
)
no_isolation = click.option(
    "--no-isolation", is_flag=True, help="Grade even if this system cannot isolate; only for files that you trust."
)
publish = click.option("--publish", is_flag=True, help="Put it into the exchange, where learners can fetch it.")


def to_folder(help: str) -> Any:
    return click.option("--to", "folder", type=FOLDER, metavar="FOLDER", help=help)
