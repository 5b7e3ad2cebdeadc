"""Generates, grades and reports a very large class, and measures memory, time and disk space.

`python -m tests.classroom.large_class FOLDER --learners 10000` writes the figures to FOLDER/figures.json.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from pathlib import Path
from typing import Any

from autograder.authoring.bundle import find_bundle
from autograder.classroom.grade import GradeRequest, grade
from autograder.classroom.pool import LocalPool
from autograder.classroom.run import Progress
from autograder.project import Project
from autograder.report.write import write_report
from autograder.vault.keys import both_keys
from tests.bench import machine
from tests.classroom import tiny

SAMPLES = 20  # measurements of memory and time, spread evenly over the class
STYLES = (tiny.RIGHT, tiny.SQUARED, tiny.FOURFOLD)


def module(number: int) -> str:
    """One learner's module: one of three answers, but no two texts are identical."""
    return f'"""Handed in by number {number}."""\n\n{STYLES[number % 3]}\n\nSEEN_{number} = {number}\n'


def measure(folder: Path, learners: int, workers: int = 2) -> dict[str, Any]:
    """Make the class below `folder`, grade it twice and report. The caller provides the vault."""
    project = tiny.make_project(folder / "class")
    both_keys(project, find_bundle(project, "c9w1t"))
    tiny.hand_in(project, {f"learner-{number:06}": module(number) for number in range(learners)})
    figures: dict[str, Any] = {
        "learners": learners,
        "workers": workers,
        "machine": machine.describe(),
        "load": os.getloadavg()[0],
        "distinct modules": learners,
    }
    with LocalPool(workers) as pool:
        figures["first run"] = first = _run(project, pool, learners)
        assert first["graded"] == learners
        figures["second run"] = second = _run(project, pool, learners)
        assert second["graded"] == 0, "nothing changed"
    figures["load at the end"] = os.getloadavg()[0]
    start, used = time.perf_counter(), time.process_time()
    paths = write_report(project, "c9w1t")
    figures["report"] = {
        "seconds": time.perf_counter() - start,
        "processor seconds": time.process_time() - used,
        **{f"{kind} bytes": path.stat().st_size for kind, path in paths.items()},
        "grader's peak MiB with it": machine.peak(os.getpid()),
    }
    course = project.course
    figures["bytes"] = {
        "submitted": size(course / "submitted"),
        "autograded": size(course / "autograded"),
        "ledger": size(project.state / "ledger"),
        "gradebook": (course / "gradebook.db").stat().st_size,
    }
    scores = tiny.scores(project)
    assert len(scores) == learners
    wanted = ({"check-double": 4.0, "check-triple": 2.0}, {"check-double": 0.0, "check-triple": 2.0})
    for number in (0, 1, learners - learners % 3 - 3, learners - learners % 3 - 2):
        got = {name: score for name, score in scores[f"learner-{number:06}"].items() if name != "why"}
        assert got == wanted[number % 3], (number, got)
    return figures


def _run(project: Project, pool: LocalPool, learners: int) -> dict[str, Any]:
    samples: list[dict[str, float]] = []
    every = max(1, learners // SAMPLES)
    start, used = time.perf_counter(), time.process_time()

    def look(step: Progress) -> None:
        if step.total and step.done % every == 0:
            samples.append(
                {
                    "done": step.done,
                    "seconds": time.perf_counter() - start,
                    "grader's processor seconds": time.process_time(),
                    "workers' processor seconds": sum(map(machine.processor_seconds, pool.pids)),
                    "grader's MiB": resident(),
                    "workers' MiB": max(map(_resident_of, pool.pids), default=0.0),
                }
            )

    done = grade(project, GradeRequest("c9w1t"), executor=pool, progress=look)
    assert done.failures == {} and done.left == ()
    return {
        "graded": len(done.graded),
        "seconds": time.perf_counter() - start,
        "grader's processor seconds": time.process_time() - used,
        "samples": samples,
    }


def resident() -> float:
    return _resident_of(os.getpid())


def _resident_of(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS")), 0.0)


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def growth(samples: list[dict[str, float]]) -> float:
    """KiB by which the grader grew per submission after the first tenth, which is start-up."""
    early, late = samples[len(samples) // 10], samples[-1]
    return 1024 * (late["grader's MiB"] - early["grader's MiB"]) / (late["done"] - early["done"])


def costs(samples: list[dict[str, float]]) -> tuple[float, float]:
    """Processor milliseconds of all processes per submission: early (after the first tenth) and late."""

    def between(first: dict[str, float], last: dict[str, float]) -> float:
        used = sum(last[name] - first[name] for name in last if name.endswith("processor seconds"))
        return 1000 * used / (last["done"] - first["done"])

    third = len(samples) // 3
    return between(samples[len(samples) // 10], samples[third]), between(samples[-1 - third], samples[-1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--learners", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    with tiny.environment(options.folder):
        figures = measure(options.folder, options.learners, options.workers)
    (options.folder / "figures.json").write_text(json.dumps(figures, indent=1) + "\n")
    print(summary(figures))


def summary(figures: dict[str, Any]) -> str:
    samples = figures["first run"]["samples"]
    early, late = costs(samples)
    return "\n".join(
        [
            f"{figures['learners']} submissions in {figures['first run']['seconds']:.0f} s by {figures['workers']} "
            f"workers (load {figures['load']:.1f} to {figures['load at the end']:.1f}; {figures['machine']})",
            f"  the grader grew by {growth(samples):.2f} KiB a submission, to {samples[-1][GRADER]:.0f} MiB",
            f"  one submission took {early:.1f} ms of processors early and {late:.1f} ms late",
            f"  to see that nothing changed: {figures['second run']['seconds']:.1f} s",
            f"  report: {json.dumps(figures['report'])}",
            f"  bytes: {json.dumps(figures['bytes'])}",
        ]
    )


GRADER = "grader's MiB"

if __name__ == "__main__":
    main()
