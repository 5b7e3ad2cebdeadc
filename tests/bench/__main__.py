"""Measures and prints the table. Counted is everything from collected submissions to gradebook rows and cards."""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from autograder.classroom.demo import course
from autograder.classroom.grade import grade
from autograder.classroom.pool import LocalPool
from autograder.project import Project
from tests.bench.classes import hand_in, make_ours, make_stock


@dataclass(frozen=True)
class Row:
    """One measurement, repeated: seconds for the whole class, peak MiB of the largest worker with its warm process."""

    what: str
    submissions: int
    workers: int
    seconds: tuple[float, ...]
    mib: float = 0.0

    @property
    def each(self) -> float:
        """Milliseconds for one submission, median."""
        return 1000 * statistics.median(self.seconds) / self.submissions


def peak(pid: int) -> float:
    """MiB at the peak of a process and those below it, summed: shared pages count twice, so this is an upper bound."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
        own = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (OSError, StopIteration):
        return 0.0
    return own + sum(peak(int(child)) for child in below)


def ours(project: Project, name: str, count: int, workers: int, warm: bool, repeats: int) -> Row:
    seconds, mib = [], 0.0
    for _ in range(repeats):
        with LocalPool(workers) as pool:
            for _ in range(2 if warm else 1):
                shutil.rmtree(project.state / "ledger", ignore_errors=True)
                start = time.perf_counter()
                summary = grade(project, name, workers=workers, executor=pool, force=True)
                last = time.perf_counter() - start
                assert not summary.failures, summary.failures
            seconds.append(last)
            mib = max([mib, *(peak(pid) for pid in pool.pids)])
    return Row(f"gradus, {'warm' if warm else 'cold'}", count, workers, tuple(seconds), mib)


def stock(root: Path, name: str, count: int, repeats: int) -> Row:
    seconds = []
    for _ in range(repeats):
        shutil.rmtree(root / "autograded", ignore_errors=True)
        start = time.perf_counter()
        _nbgrader(root, "autograde", name, "--force")
        seconds.append(time.perf_counter() - start)
    done = len(list((root / "autograded").glob(f"*/{name}")))
    return Row("nbgrader autograde" + ("" if done == count else f" ({done} stored)"), count, 1, tuple(seconds))


def _nbgrader(root: Path, *command: str) -> None:
    # A broken submission makes its exit status 1; what was stored is counted.
    run = [sys.executable, "-m", "nbgrader", *command]
    env = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0"}
    subprocess.run(run, cwd=root, env=env, capture_output=True, check=False)


def table(rows: list[Row]) -> str:
    base = next((row.each for row in rows if row.what.startswith("nbgrader") and row.submissions >= 10), None)
    lines = [
        "| what | submissions | workers | ms each (median) | spread of the class, s | times nbgrader | peak MiB |",
        "|---|---:|---:|---:|---|---:|---:|",
    ]
    for row in rows:
        ratio = "" if base is None else f"{base / row.each:.1f}"
        spread = f"{min(row.seconds):.1f} to {max(row.seconds):.1f}"
        memory = f"{row.mib:.0f}" if row.mib else ""
        lines.append(
            f"| {row.what} | {row.submissions} | {row.workers} | {row.each:.1f} | {spread} | {ratio} | {memory} |"
        )
    return "\n".join(lines)


def measure(options: argparse.Namespace, folder: Path) -> list[Row]:
    project = Project.find(instructor=True)
    bundle = project.bundle(options.assignment)
    name = bundle.assignment.name
    rows = []
    with course.environment(folder):
        mine = make_ours(project, name, folder)
        release = mine.course / "release" / name
        other = make_stock(mine, bundle, folder)
        _nbgrader(other, "generate_assignment", name, "--force")
        for count in options.stock:
            hand_in(other / "release" / name, other / "submitted", bundle, count)
            rows.append(stock(other, name, count, options.repeats))
            print(table(rows[-1:]).splitlines()[-1], file=sys.stderr)
        for count in options.ours:
            hand_in(release, mine.course / "submitted", bundle, count)
            for workers in options.workers:
                for warm in (False, True):
                    rows.append(ours(mine, name, count, workers, warm, options.repeats))
                    print(table(rows[-1:]).splitlines()[-1], file=sys.stderr)
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--assignment", default="c1w2b")
    parser.add_argument("--stock", type=int, nargs="*", default=[10, 30], help="class sizes for stock nbgrader")
    parser.add_argument("--ours", type=int, nargs="*", default=[10, 100, 300], help="class sizes for ours")
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--save", type=Path, help="write the table and the figures below this folder, under the date")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gradus-bench-") as folder:
        rows = measure(options, Path(folder) / "bench")
    machine = f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    head = f"{options.assignment}, {datetime.date.today()}, {machine}"
    print(f"\n{head}\n\n{table(rows)}")
    if options.save:
        options.save.mkdir(parents=True, exist_ok=True)
        path = options.save / f"{datetime.date.today()}-{options.assignment}"
        path.with_suffix(".md").write_text(f"{head}\n\n{table(rows)}\n")
        path.with_suffix(".json").write_text(json.dumps([asdict(row) for row in rows], indent=1) + "\n")
        print(f"Written to {path}.md and .json.")


if __name__ == "__main__":
    main()
