"""Grades every hostile submission with stock nbgrader and with ours, and writes the page docs/attacks.md.

    sudo .venv/bin/python -m tests.attacks.stock [--only NAME ...] [--again] [--save docs/attacks.md]

Stock nbgrader grades each in its own jail, ours on this machine. It takes about half an hour. Outcomes are cached in
build/attacks, so an interrupted run continues where it stopped; `--again` starts afresh.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from tests.attacks.hostile import NOTEBOOKS

os.environ["GRADUS_STRESS"] = "1"  # the long versions of attacks on time, disk and memory

from tests.attacks import judging
from tests.attacks.stock import jail
from tests.attacks.stock.bench import GRADERS, ROOT, Attack, Bench, Notes, outcome
from tests.attacks.stock.outcome import Outcome
from tests.attacks.stock.table import CORPUS, Row, page

POINTS = 90.0  # of its check cells


def row(path: Path, attack: Attack, notes: Notes, again: bool) -> Row:
    return Row(path, *(outcome(grader, path, attack, notes, again) for grader in GRADERS))


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.attacks.stock", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", nargs="*", help="names of attacks or their beginnings")
    parser.add_argument("--grader", choices=GRADERS, help="measure only with this one and make no page")
    parser.add_argument("--again", action="store_true", help="measure even what was measured before")
    parser.add_argument("--notes", type=Path, default=ROOT / "build" / "attacks", help="where outcomes are cached")
    parser.add_argument("--found", action="store_true", help="measure nothing; make a page of the cached outcomes")
    parser.add_argument("--save", type=Path, help="write the page here")
    options = parser.parse_args()
    wanted = tuple(options.only or ("",))
    paths = [path for path in (*CORPUS, *NOTEBOOKS) if path.stem.startswith(wanted)]
    if not options.found:
        rows = measure(paths, options, Notes(options.notes))
    else:
        notes = Notes(options.notes)
        rows = [Row(path, *(notes.get(grader, path) for grader in GRADERS)) for path in paths]
    text = page(rows, POINTS, judging.SECONDS)
    if options.save:
        options.save.write_text(text)
    elif rows:
        print(text)


def measure(paths: list[Path], options: argparse.Namespace, notes: Notes) -> list[Row]:
    reason = jail.unavailable()
    if reason:
        sys.exit(f"Nothing was run: {reason}.")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # a jail ends together with the process that waits for it
    folder = Path(tempfile.mkdtemp(prefix="gradus-attacks-"))
    try:
        bench = Bench(folder)
        with bench.stack:

            def attack(grader: str, path: Path) -> Outcome:
                found = bench.attack(grader, path)
                print(f"{path.stem:34} {grader:10} {found}", file=sys.stderr, flush=True)
                return found

            if options.grader:
                for path in paths:
                    outcome(options.grader, path, attack, notes, options.again)
                sys.exit()
            return [row(path, attack, notes, options.again) for path in paths]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
