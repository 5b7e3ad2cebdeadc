"""Renders cards as plain text, for terminals and as a notebook's alternative to HTML."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from autograder.card.content import CAUSE, INDENT, WIDTH, Content, content
from autograder.result import ExerciseResult, State

COLOURS: dict[State, str] = {"right": "32", "answered": "34", "wrong": "31", "not attempted": "36", "not judged": "36"}


def render(
    result: ExerciseResult, points: tuple[float, float] | None = None, *, note: str = "", printed: bool = False
) -> str:
    """The card of a result as plain text (see `content` for the arguments)."""
    return render_content(content(result, points, note, printed))


def render_content(card: Content, colour: bool = False, width: int = WIDTH) -> str:
    """The card as plain text, with terminal colours if `colour` is set."""
    title = f"{card.sign} {card.word}"
    parts = [_paint(title, card.state, colour), card.exercise, f"({card.points})" if card.points else ""]
    out = ["  ".join(part for part in parts if part)]
    for line in card.body:
        shown = wrapped([line], width)
        out += [_bold(row) for row in shown] if colour and line.startswith(CAUSE) else shown
    out += wrapped((f"Advice: {line}" for line in card.advice), width)
    if card.stand_in:
        out += wrapped([card.stand_in], width)
    if card.printed:
        out.append("    Your code printed:")
        out += [f"    | {line}" for line in card.printed]
    out += wrapped([line for line in (card.onward, card.note) if line], width)
    return "\n".join(out)


def render_hint(exercise: str, number: int, total: int, text: str, footer: str) -> str:
    return "\n".join([f"? Hint {number} of {total}  {exercise}", *wrapped([*text.split("\n"), footer])])


def render_summary(title: str, rows: Iterable[Content], footer: str, colour: bool = False) -> str:
    shown = list(rows)
    width = max((len(row.exercise) for row in shown), default=0)
    out = [title]
    for row in shown:
        out.append(f"  {_paint(row.sign, row.state, colour)} {row.exercise.ljust(width)}  {row.word}")
    return "\n".join([*out, *wrapped([footer])])


def wrapped(texts: Iterable[str], width: int = WIDTH) -> list[str]:
    """Each text as lines of at most `width` columns, indented below the card's title."""
    out: list[str] = []
    for text in texts:
        lead = " " * (INDENT + len(text) - len(text.lstrip()))
        wrapper = textwrap.TextWrapper(width, lead, lead, break_on_hyphens=False)
        out += wrapper.wrap(text.strip()) or [""]
    return out


def _paint(text: str, state: State, colour: bool) -> str:
    return f"\x1b[1;{COLOURS[state]}m{text}\x1b[0m" if colour else text


def _bold(row: str) -> str:
    lead = len(row) - len(row.lstrip())
    return f"{row[:lead]}\x1b[1m{row[lead:]}\x1b[0m"
