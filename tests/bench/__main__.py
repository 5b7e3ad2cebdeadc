"""`make bench`: speed beside stock nbgrader on the same submissions, as a table of ratios.

Each measurement is saved as soon as it is made, so that a bench may be run in several parts; the table is made of all
that is saved. Counted is everything from collected submissions to gradebook rows and feedback cards.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import shutil
import sys
from dataclasses import asdict
from pathlib import Path

from tests.bench import measure, table
from tests.bench.classes import REPOSITORY, environment, make

BUILD = REPOSITORY / "build" / "bench"


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--assignment", nargs="*", default=["b1", "b2"], help="of the bench, or of the course (c1w2b)")
    parser.add_argument("--stock", type=int, nargs="*", default=[10, 30], help="class sizes for stock nbgrader")
    parser.add_argument("--ours", type=int, nargs="*", default=[10, 100, 300], help="class sizes for ours")
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--how", nargs="*", default=["cold", "warm"], choices=["cold", "warm"])
    parser.add_argument("--parts", type=int, default=30, help="class size for where the time goes (0: leave it out)")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="a small bench of some five minutes")
    parser.add_argument("--fresh", action="store_true", help="forget the measurements that are saved")
    parser.add_argument("--save", type=Path, help="write the table to this file, under today's date")
    options = parser.parse_args()
    if options.quick:
        options.stock, options.ours, options.workers, options.repeats = [10], [10, 100], [1], 1
    if options.fresh:
        shutil.rmtree(BUILD / "results", ignore_errors=True)
    for assignment in options.assignment:
        run(assignment, options)
    text = table.render(load())
    print(text)
    if options.save:
        options.save.write_text(text, encoding="utf-8")


def run(assignment: str, options: argparse.Namespace) -> None:
    if not (options.stock or options.ours or options.parts):
        return
    folder = BUILD / assignment
    with environment(folder):
        courses = make(assignment, folder)
        for count in options.stock:
            keep(measure.stock(courses, count, options.repeats))
        for count in options.ours:
            for workers in options.workers:
                for how in options.how:
                    keep(getattr(measure, how)(courses, count, workers, options.repeats))
        if options.parts:
            save(
                f"{courses.name}-parts", {"assignment": courses.name, "parts": measure.anatomy(courses, options.parts)}
            )


def keep(row: measure.Row) -> None:
    print(f"{row.assignment}, {row.what}, {row.submissions}, {row.workers}: {row.each:.1f} ms each", file=sys.stderr)
    save(f"{row.assignment}-{row.what.replace(' ', '-')}-{row.submissions}-{row.workers}", asdict(row))


def save(name: str, measured: dict) -> None:
    folder = BUILD / "results"
    folder.mkdir(parents=True, exist_ok=True)
    measured |= {"date": f"{datetime.date.today()}", "load": os.getloadavg()[0], "machine": table.machine()}
    (folder / f"{name}.json").write_text(json.dumps(measured, indent=1) + "\n")


def load() -> list[dict]:
    return [json.loads(path.read_text()) for path in sorted((BUILD / "results").glob("*.json"))]


if __name__ == "__main__":
    main()
