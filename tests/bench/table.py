"""Renders what was measured as a page of Markdown: ratios first, then where the time goes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from statistics import median
from typing import Any

BUSY = 3.0  # of the system's load: a bench by itself makes about 2

HEAD = """# The bench

`make bench` measures this, and you can run it on any machine.

Stock `nbgrader autograde` and `gradus grade` grade the same submissions, right ones in several styles and wrong ones
with the known mistakes. The times cover everything from the collected submissions to gradebook rows and feedback
cards. *nbgrader* and *gradus cold* are whole commands, including the start of Python and of all processes. *gradus
warm* uses workers that have graded before. *gradus dask* is the same with the workers of a Dask cluster on this machine
(`--cluster local:N`). *gradus postgresql* is *gradus warm* with the gradebook on a server on this machine, whose own
time is not counted.

The two ratios are nbgrader's milliseconds per submission divided by ours, in the batch of the nearest size: for
wall-clock time, and for the processor time of all processes together, which other work on the machine disturbs less.
The processor time of a cold run is left out, because some of its processes cannot be counted. Times vary by machine:
quote ratios.
"""
COLUMNS = (
    "what", "submissions", "workers", "ms each (median)", "spread (runs)", "processor ms each", "times nbgrader, clock",
    "times nbgrader, processor", "peak MiB",
)  # fmt: skip


def render(measured: Iterable[dict[str, Any]]) -> str:
    found = list(measured)
    lines = [HEAD]
    for machine in sorted({item["machine"] for item in found}):
        dates = sorted({item["date"] for item in found if item["machine"] == machine})
        lines.append(f"Measured on {' and '.join(dates)}: {machine}.\n")
    if any(_busy(item) for item in found if "runs" in item):
        lines.append(f"Rows with a star were measured while the machine had other work (a load above {BUSY:.0f}).\n")
    for assignment in sorted({item["assignment"] for item in found}):
        mine = [item for item in found if item["assignment"] == assignment]
        rows = [item for item in mine if "runs" in item]
        lines += [f"## {assignment}\n", *_rows(rows), "", *_growth(rows), *_beside(rows)]
        for item in mine:
            if "parts" in item:
                lines += ["Where the time of one submission goes, measured in one process, one step after another:\n"]
                lines += [*_parts(item["parts"], "ms a submission"), ""]
                lines += ["The parts of a cold start, each measured separately:\n"]
                lines += [*_parts(item["beginnings"], "ms"), ""]
    return "\n".join(lines).rstrip() + "\n"


def _rows(rows: list[dict[str, Any]]) -> Iterator[str]:
    yield f"| {' | '.join(COLUMNS)} |"
    yield "|---|---:|---:|---:|---|---:|---:|---:|---|"
    stock = [row for row in rows if row["what"] == "nbgrader"]
    for row in sorted(
        rows, key=lambda row: (row["what"] != "nbgrader", row["workers"], row["what"], row["submissions"])
    ):
        times = sorted(1000 * run["seconds"] / row["submissions"] for run in row["runs"])
        near = min(stock, key=lambda item: abs(item["submissions"] - row["submissions"]), default=None)
        counted = row["what"] != "gradus cold"
        clock, processor = (f"{each(near, of) / each(row, of):.1f}" if near else "" for of in ("seconds", "cpu"))
        star = " *" if _busy(row) else ""
        memory = {part: max(run["mib"][part] for run in row["runs"]) for part in row["runs"][0]["mib"]}
        cells = [
            row["what"] + star,
            f"{row['submissions']}",
            f"{row['workers']}",
            f"{each(row):.1f}",
            f"{times[0]:.1f} to {times[-1]:.1f} ({len(times)})",
            f"{each(row, 'cpu'):.1f}" if counted else "–",
            clock,
            processor if counted else "–",
            ", ".join(f"{part} {size:.0f}" for part, size in memory.items()),
        ]
        yield f"| {' | '.join(cells)} |"


def _growth(rows: list[dict[str, Any]]) -> Iterator[str]:
    """What one more submission costs, in a small class and in a large one."""
    mine = sorted(
        (row for row in rows if row["what"] == "gradus warm" and row["workers"] == 1),
        key=lambda row: row["submissions"],
    )
    if len(mine) > 1:
        costs = ", ".join(
            f"{each(row):.1f} ms ({each(row, 'cpu'):.1f}) in a class of {row['submissions']}" for row in mine
        )
        yield f"With one warm worker, one submission takes this much wall-clock (and processor) time: {costs}.\n"


BESIDE = {
    "gradus dask": "With Dask's workers instead of local processes",
    "gradus postgresql": "With the gradebook in PostgreSQL instead of SQLite",
}


def _beside(rows: list[dict[str, Any]]) -> Iterator[str]:
    """How much more another way costs than the plain one, for the largest class measured in both ways."""
    for what, words in BESIDE.items():
        found = []
        for workers in sorted({row["workers"] for row in rows if row["what"] == what}):
            ways: dict[int, dict[str, dict[str, Any]]] = {}
            for row in rows:
                if row["workers"] == workers and row["what"] in (what, "gradus warm"):
                    ways.setdefault(row["submissions"], {})[row["what"]] = row
            both = [size for size, way in ways.items() if len(way) == 2]
            if both:
                way = ways[max(both)]
                clock, cpu = (each(way[what], of) - each(way["gradus warm"], of) for of in ("seconds", "cpu"))
                worker = f"{workers} worker{'s' if workers > 1 else ''}"
                found.append(f"{clock:+.1f} ms ({cpu:+.1f}) with {worker}, {max(both)} submissions")
        if found:
            more = "each submission takes this much more wall-clock (and processor) time"
            yield f"{words}, {more}: {'; '.join(found)}.\n"


def _parts(parts: dict[str, float], unit: str) -> Iterator[str]:
    yield f"| part | {unit} |"
    yield "|---|---:|"
    for part, milliseconds in sorted(parts.items(), key=lambda item: -item[1]):
        yield f"| {part} | {milliseconds:.1f} |"


def each(row: dict[str, Any], of: str = "seconds") -> float:
    """Milliseconds for one submission, median."""
    return 1000 * median(run[of] for run in row["runs"]) / row["submissions"]


def _busy(row: dict[str, Any]) -> bool:
    return "runs" in row and median(run["load"] for run in row["runs"]) > BUSY
