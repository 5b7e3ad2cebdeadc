"""Renders what was measured as a page of Markdown: ratios first, then where the time goes."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median

HEAD = """# The bench

Made by `make bench`, which says how it measures and can be run again anywhere.

The same submissions, right in several styles and wrong in the known ways, are graded by `nbgrader autograde` as it
comes and by `gradus grade`. Counted is everything from collected submissions to gradebook rows and feedback cards.
nbgrader and *cold* are whole commands, with the start of Python and of all processes; *warm* is with workers that have
graded before. The ratio is that of milliseconds for one submission to nbgrader's own in a batch of the size nearest to
it. Times vary by machine: quote ratios.
"""


def render(measured: Iterable[dict]) -> str:
    found = list(measured)
    lines = [HEAD]
    for machine in sorted({item["machine"] for item in found}):
        dates = sorted({item["date"] for item in found if item["machine"] == machine})
        lines.append(f"Measured on {' and '.join(dates)}: {machine}.\n")
    for assignment in sorted({item["assignment"] for item in found}):
        mine = [item for item in found if item["assignment"] == assignment]
        lines += [f"## {assignment}\n", *_rows([item for item in mine if "what" in item]), ""]
        for item in mine:
            if "parts" in item:
                lines += ["Where the time goes, one after the other in one process:\n", *_parts(item["parts"]), ""]
    return "\n".join(lines)


def _rows(rows: list[dict]) -> Iterator[str]:
    yield "| what | submissions | workers | ms each (median) | spread | times nbgrader | peak MiB (worker, warm one) |"
    yield "|---|---:|---:|---:|---|---:|---|"
    stock = [row for row in rows if row["what"] == "nbgrader"]
    for row in sorted(
        rows, key=lambda row: (row["what"] != "nbgrader", row["workers"], row["what"], row["submissions"])
    ):
        times = sorted(1000 * seconds / row["submissions"] for seconds in row["seconds"])
        near = min(stock, key=lambda item: abs(item["submissions"] - row["submissions"]), default=None)
        ratio = "" if near is None else f"{each(near) / each(row):.1f}"
        spread = f"{times[0]:.1f} to {times[-1]:.1f} ({len(times)})"
        memory = ", ".join(f"{size:.0f}" for size in row["mib"]) if any(row["mib"]) else ""
        numbers = f"{row['submissions']} | {row['workers']} | {each(row):.1f}"
        yield f"| {row['what']} | {numbers} | {spread} | {ratio} | {memory} |"


def _parts(parts: dict[str, float]) -> Iterator[str]:
    yield "| part | ms a submission |"
    yield "|---|---:|"
    for part, milliseconds in sorted(parts.items(), key=lambda item: -item[1]):
        yield f"| {part} | {milliseconds:.1f} |"


def each(row: dict) -> float:
    """Milliseconds for one submission, median."""
    return 1000 * median(row["seconds"]) / row["submissions"]


def machine() -> str:
    """What it was measured on, in general terms."""
    processor = platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        processor = next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    return f"{os.cpu_count()} cores, {processor}, {platform.system()}, Python {platform.python_version()}"
