"""`make bench`: speed compared with stock nbgrader on the same submissions, as a table of ratios.

Each run of a class is saved at once and not measured again, so a bench can be stopped and continued, or run in parts
(`--seconds 200`). The table shows everything that is saved. The times cover everything from collected submissions to
gradebook rows and feedback cards.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench import measure, table
from tests.bench.classes import REPOSITORY, environment, make
from tests.bench.results import Piece, Results
from tests.system.postgres import available

HOW = ("cold", "warm", "dask", "postgresql")
BUILD = REPOSITORY / "build" / "bench"


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--assignment", nargs="*", default=["b1", "b2"], help="of the bench, or of the course (c1w2b)")
    parser.add_argument("--stock", type=int, nargs="*", default=[10, 30], help="class sizes for stock nbgrader")
    parser.add_argument("--ours", type=int, nargs="*", default=[10, 100, 300], help="class sizes for ours")
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2, 4])
    parser.add_argument("--how", nargs="*", default=list(HOW), choices=HOW)
    parser.add_argument("--parts", type=int, default=30, help="class size for where the time goes (0: skip it)")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=float("inf"), help="start nothing that would end later")
    parser.add_argument("--quick", action="store_true", help="a small bench of about five minutes")
    parser.add_argument("--fresh", action="store_true", help="delete the saved measurements")
    parser.add_argument("--save", type=Path, help="also write the table to this file")
    options = parser.parse_args()
    if options.quick:
        options.stock, options.ours, options.workers, options.repeats = [10], [10, 100], [1], 1
    if options.fresh:
        shutil.rmtree(BUILD / "results", ignore_errors=True)
    results = Results(BUILD / "results")
    until = time.monotonic() + options.seconds
    try:
        left = sum(run(assignment, options, results, until) for assignment in options.assignment)
    finally:
        measure.finish()
    text = table.render(results.all())
    print(text)
    if left:
        print(f"{left} measurements are missing. To continue, run the same command without --fresh.")
    if options.save:
        options.save.write_text(text, encoding="utf-8")


def pieces(options: argparse.Namespace) -> Iterator[Piece]:
    """The measurements of one assignment, cheap ones first."""
    for count in options.stock:
        yield Piece("nbgrader", count, 1)
    for how in options.how:
        if how == "postgresql" and not available():
            print("PostgreSQL is not measured: Debian's package postgresql is not installed.", file=sys.stderr)
            continue
        for count in options.ours:
            for workers in options.workers[:1] if how == "postgresql" else options.workers:
                yield Piece(f"gradus {how}", count, workers)


def run(assignment: str, options: argparse.Namespace, results: Results, until: float) -> int:
    """Make the measurements that are missing and fit into the time; returns how many are left."""
    folder = BUILD / assignment
    with environment(folder):
        courses = make(assignment, folder)
        name = courses.name
        missing = {piece: options.repeats - results.count(name, piece) for piece in pieces(options)}
        left = sum(max(0, number) for number in missing.values())
        for piece, number in missing.items():
            for _ in range(number):
                if time.monotonic() + results.guess(name, piece) > until:
                    break
                results.add(name, piece, measure.FUNCTIONS[piece.what](courses, piece.submissions, piece.workers))
                left -= 1
        if options.parts and not results.has_parts(name):
            if time.monotonic() + 3 * results.guess(name, Piece("gradus cold", options.parts, 1)) > until:
                return left + 1
            results.save_parts(name, measure.anatomy(courses, options.parts), measure.beginnings(courses))
    return left


if __name__ == "__main__":
    main()
