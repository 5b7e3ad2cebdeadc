"""The class report as a single HTML file without scripts or external files, for screens, screen readers and print."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from autograder.report import pictures
from autograder.report.attempts import PAUSE, STUCK
from autograder.report.data import ClassReport, ExerciseRow, histogram, summary
from autograder.report.gradebook import Learner

KINDS = {
    "passed": "right",
    "partly": "partly right",
    "wrong": "wrong",
    "stopped": "stopped (time or memory)",
    "blank": "not attempted",
}
"""The kinds of `ExerciseRow.counts`, in words."""

MOST_LIKENESSES = 30
VERDICTS = {
    "pass": "right",
    "partial": "partly",
    "wrong": "wrong",
    "error": "error",
    "missing": "–",
    "timeout": "time",
    "limit": "memory",
    "refused": "rule broken",
    "unjudged": "not judged",
}


def render(report: ClassReport) -> str:
    """The whole page. All text from learners and files is escaped."""
    title = f"{report.assignment}: class report"
    css = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
    sections = [
        ("scores", "Scores", _scores(report)),
        ("exercises", "Exercises", _exercises(report)),
        ("misconceptions", "Misconceptions", _misconceptions(report)),
        ("time", "Running time", _time(report)),
        *([("attempts", "Attempts", _attempts(report))] if report.work.logs else []),
        ("not-attempted", "Not attempted", _blank(report)),
        ("likeness", "Similar submissions", _likeness(report)),
        ("learners", "Learners", _learners(report)),
    ]
    links = "".join(f'<li><a href="#{name}">{heading}</a></li>' for name, heading, _ in sections)
    body = "".join(f'<section id="{name}"><h2>{heading}</h2>{text}</section>' for name, heading, text in sections)
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>\n{css}</style></head><body>{pictures.PATTERNS}<main>"
        f"<header><h1>{escape(report.title)}</h1>"
        f'<p class="soft"><code>{escape(report.assignment)}</code>, as of {escape(report.made)}</p>{_figures(report)}'
        f'<nav aria-label="Sections"><ul>{links}</ul></nav></header>{body}</main></body></html>\n'
    )


def _figures(report: ClassReport) -> str:
    plain = summary(report)
    median = "–" if plain["median_percent"] is None else f"{plain['median_percent']:g} %"
    figures = [
        ("Learners", plain["learners"]),
        ("Submitted", plain["handed_in"]),
        ("Median", median),
        ("Full marks", plain["full_marks"]),
        ("Need manual grading", plain["waiting"]),
    ]
    items = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in figures)
    return f'<dl class="figures">{items}</dl>'


def _scores(report: ClassReport) -> str:
    counts = histogram(report)
    rows = [[f"{index * 10} to {index * 10 + 10} %", _number(count)] for index, count in enumerate(counts) if count]
    table = _table("Learners by share of the points", ["Share", ">Learners"], rows)
    waiting = summary(report)["waiting"]
    note = (
        f"<p>{waiting} {'submission has' if waiting == 1 else 'submissions have'} written answers or plots that still "
        "need manual grading. Their points are not included yet.</p>"
        if waiting
        else ""
    )
    return _figure(pictures.histogram(counts), "The number of learners by share of the points.") + note + table


def _exercises(report: ClassReport) -> str:
    bars = [(row.name, list(row.counts.items())) for row in report.exercises]
    words = "; ".join(f"{row.name}: {row.pass_rate:.0%} right" for row in report.exercises)
    key = "".join(f"<li>{pictures.swatch(kind)}{word}</li>" for kind, word in KINDS.items())
    rows = [
        [
            f"<code>{escape(row.name)}</code>",
            _number(f"{row.pass_rate:.0%}"),
            *map(_number, row.counts.values()),
            _number(f"{row.mean:.2f}"),
            _number("–" if row.discrimination is None else f"{row.discrimination:+.2f}"),
        ]
        for row in report.exercises
    ]
    heads = [
        "Exercise",
        ">Pass rate",
        *(f">{word.capitalize()}" for word in KINDS.values()),
        ">Mean",
        ">Discrimination",
    ]
    unknown = sum(learner.verdicts is None for learner in report.graded)
    poor = [row for row in report.exercises if row.discrimination is not None and row.discrimination < 0.1]
    note = (
        '<p class="soft">Discrimination is the correlation between this exercise and the sum of the others. If it is '
        "near 0 or negative, learners who do well elsewhere do no better here, so review the exercise and its check. "
        "It is not shown for fewer than ten learners, or if all have the same result.</p>"
    )
    if poor:
        note += f"<p>Review: {_codes(row.name for row in poor)}.</p>"
    if unknown:
        note += (
            f"<p>{unknown} submissions were graded with <code>nbgrader autograde</code>, which stores only scores. "
            f"<code>gradus grade {escape(report.assignment)}</code> adds their results to these tables.</p>"
        )
    return (
        _figure(pictures.stacked(bars, words), "Each bar is the whole class, divided by the results of the exercise.")
        + f'<ul class="key">{key}</ul>'
        + _table("Results per exercise", heads, rows)
        + note
    )


def _misconceptions(report: ClassReport) -> str:
    if not report.misconceptions:
        return "<p>No submission matches a known misconception.</p>"
    rows = [
        [
            f"<code>{escape(item.exercise)}</code>",
            f"<code>{escape(item.name)}</code><br>{_prose(item.hint)}",
            _number(len(item.learners)),
            escape(", ".join(item.learners)),
        ]
        for item in report.misconceptions
    ]
    return _table(
        "Misconceptions, the most frequent first", ["Exercise", "Misconception and hint", ">Learners", "Who"], rows
    )


def _time(report: ClassReport) -> str:
    rows = [(row.name, row.seconds, _seconds(row.seconds)) for row in report.exercises]
    words = "; ".join(f"{name}: {label}" for name, _, label in rows)
    picture = pictures.bars(rows, "Running time per exercise", words)
    table = _table(
        "Median running time",
        ["Exercise", ">Median"],
        [_time_row(row) for row in report.exercises],
    )
    return _figure(picture, "The median running time of the learners' own code during grading.") + table


def _time_row(row: ExerciseRow) -> list[str]:
    return [f"<code>{escape(row.name)}</code>", _number(_seconds(row.seconds))]


def _attempts(report: ClassReport) -> str:
    rows = [
        [
            f"<code>{escape(item.exercise)}</code>",
            _number(item.learners),
            _number(item.solved),
            _number("–" if item.checks is None else f"{item.checks:g}"),
            _number(f"{item.minutes:g} min"),
        ]
        for item in report.work.attempts
    ]
    heads = ["Exercise", ">Learners", ">Solved it", ">Checks until right", ">Time"]
    stuck = [
        [
            escape(item.learner),
            f"<code>{escape(item.exercise)}</code>",
            _number(item.checks),
            _number(f"{item.minutes:g} min"),
        ]
        for item in report.work.stuck
    ]
    note = (
        f'<p class="soft">Medians from the logs of checks in {report.work.logs} submissions. Time is measured between '
        f"checks, without gaps of more than {PAUSE.total_seconds() / 60:g} minutes. Learners can edit their logs: use "
        "them to see who needs help, not for grades.</p>"
    )
    found = _table("Checks and time per exercise", heads, rows) if rows else "<p>The logs contain no checks yet.</p>"
    if not stuck:
        return note + found + f"<p>Nobody is stuck ({STUCK} or more checks of an exercise, none right).</p>"
    return (
        note
        + found
        + _table(f"Stuck: {STUCK} checks or more, none right", ["Learner", "Exercise", ">Checks", ">Time"], stuck)
    )


def _likeness(report: ClassReport) -> str:
    note = (
        '<p class="soft">Only code that few others wrote is compared. Code from the stub, the solution and the known '
        "answers is ignored, and so are names, comments and layout. Similar code is a reason to look, not proof of "
        "copying: people learn together and from the same sources.</p>"
    )
    if not report.work.likenesses:
        return note + "<p>No two submissions share much rare code. Fewer than five submissions are not compared.</p>"
    rows = [
        [
            escape(", ".join(item.learners)),
            "identical except for names and comments" if item.same else _number(f"{item.share:.0%}"),
            _codes(item.exercises),
        ]
        for item in report.work.likenesses[:MOST_LIKENESSES]
    ]
    more = len(report.work.likenesses) - len(rows)
    rest = f"<p>The JSON file lists {more} more.</p>" if more else ""
    return note + _table("Similar submissions", ["Learners", "Share of their own code", "Where"], rows) + rest


def _blank(report: ClassReport) -> str:
    absent = report.not_handed_in
    parts = [f"<p>Nothing submitted: {escape(', '.join(absent))}.</p>" if absent else "<p>Everybody submitted.</p>"]
    rows = [
        [f"<code>{escape(name)}</code>", _number(len(learners)), escape(", ".join(learners))]
        for name, learners in report.blank.items()
        if learners
    ]
    if rows:
        parts.append(_table("Submitted without these exercises", ["Exercise", ">Learners", "Who"], rows))
    else:
        parts.append("<p>Everybody who submitted attempted every exercise.</p>")
    return "".join(parts)


def _learners(report: ClassReport) -> str:
    names = [row.name for row in report.exercises]
    heads = ["Learner", ">Points", ">Share", *(f"{name}" for name in names), "Notes"]
    rows = [_learner(learner, names) for learner in report.learners]
    return _table("All learners", heads, rows)


def _learner(learner: Learner, names: Sequence[str]) -> list[str]:
    verdicts = learner.verdicts or {}
    shown = learner.learner + (f" ({learner.name})" if learner.name else "")
    notes = [*(["submitted late."] if learner.late else []), *learner.notes]
    if not learner.handed_in:
        notes.append("nothing submitted")
    return [
        escape(shown),
        _number("–" if learner.score is None else f"{learner.score:g} / {learner.maximum:g}"),
        _number("–" if learner.percent is None else f"{learner.percent:.0f} %"),
        *(escape(VERDICTS.get(verdicts.get(name, ""), "")) for name in names),
        _prose(" ".join(notes)),
    ]


def _table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Cells contain HTML. A head that starts with > is right-aligned. The first cell of a row is its heading."""
    head = "".join(
        f'<th scope="col" class="number">{escape(text[1:])}</th>'
        if text[:1] == ">"
        else f'<th scope="col">{escape(text)}</th>'
        for text in heads
    )
    body = []
    for first, *rest in rows:
        cells = "".join(text if text.startswith("<td") else f"<td>{text}</td>" for text in rest)
        body.append(f'<tr><th scope="row">{first}</th>{cells}</tr>')
    # tabindex: a scrolling region must be reachable by keyboard.
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f"<table><caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def _number(value: object) -> str:
    return f'<td class="number">{escape(str(value))}</td>'


def _figure(picture: str, caption: str) -> str:
    return f"<figure>{picture}<figcaption>{escape(caption)}</figcaption></figure>"


def _codes(names: Iterable[str]) -> str:
    return ", ".join(f"<code>{escape(name)}</code>" for name in names)


def _prose(text: str) -> str:
    """Escaped text, with `code` as <code> elements."""
    return re.sub(r"`([^`<>]+)`", r"<code>\1</code>", escape(text, quote=False))


def _seconds(value: float) -> str:
    return f"{value * 1000:.0f} ms" if value < 1 else f"{value:.1f} s"
