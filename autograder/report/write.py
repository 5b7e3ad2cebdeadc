"""Writes the class report: HTML for people, JSON and CSV for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

from autograder.project import Project
from autograder.report.data import ClassReport, collect
from autograder.report.html import render
from autograder.vault.files import write_atomic

FORMATS = ("html", "json", "csv")


def write_report(
    project: Project, assignment: str, folder: Path | None = None, formats: Sequence[str] = FORMATS
) -> dict[str, Path]:
    """Collect and write the report, by default in `course/reports`; returns {format: path}."""
    report = collect(project, assignment)
    return save(report, folder or project.course / "reports", formats)


def save(report: ClassReport, folder: Path, formats: Sequence[str] = FORMATS) -> dict[str, Path]:
    """Write the report in each format; returns {format: path}."""
    texts = {"html": render, "json": as_json, "csv": as_csv}
    paths = {}
    for name in formats:
        paths[name] = folder / f"{report.assignment}.{name}"
        write_atomic(paths[name], texts[name](report).encode())
    return paths


def as_json(report: ClassReport) -> str:
    return json.dumps(report.to_plain(), indent=2, ensure_ascii=False) + "\n"


def as_csv(report: ClassReport) -> str:
    """One line per learner: points, then each exercise's fraction and verdict."""
    names = [row.name for row in report.exercises]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        ["learner", "name", "handed_in", "late", "score", "maximum"]
        + [f"{name} {what}" for name in names for what in ("fraction", "verdict", "misconception")]
    )
    for learner in report.learners:
        line: list[object] = [_inert(learner.learner), _inert(learner.name), learner.handed_in, learner.late]
        line += ["" if learner.score is None else learner.score, learner.maximum]
        for name in names:
            for values in (learner.fractions, learner.verdicts, learner.misconceptions):
                value = (values or {}).get(name)
                line.append("" if value is None else value)
        writer.writerow(line)
    return out.getvalue()


def _inert(text: str) -> str:
    """Make a name plain text if a spreadsheet would read it as a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
