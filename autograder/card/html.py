"""Renders cards as HTML for notebooks and nbgrader's feedback, with inline colours and without scripts.

JupyterLab's themes and nbgrader's pages restyle elements, so every element has its own colour and background. Cards use
only the tags, attributes and style properties listed here, so a sanitiser that permits these does not damage them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from autograder.card.content import CAUSE, SIGNS, Content, content
from autograder.result import ExerciseResult, State

TAGS = frozenset({"div", "span", "code", "pre"})
ATTRIBUTES = frozenset({"class", "style", "role", "aria-label", "aria-hidden"})
STYLES = frozenset(
    [
        *("background-color", "border", "border-left", "border-radius", "color", "color-scheme", "font-family"),
        "font-size",
        *("font-weight", "line-height", "margin", "max-width", "overflow-wrap", "padding", "white-space"),
    ]
)

INK, PAPER = "#1f2328", "#ffffff"
QUIET = "#57606a"
BORDER = "#c9d1d9"
WASH = "#eef1f4"  # behind code and printed text
ACCENT: dict[State, str] = {"right": "#00664f", "answered": "#0b4f8a", "wrong": "#a83200", "not attempted": "#4b5563"}
TINT: dict[State, str] = {"right": "#e3f4ef", "answered": "#e5eff9", "wrong": "#fdeee6", "not attempted": "#eceff3"}
SANS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"
MONO = "ui-monospace, 'SFMono-Regular', Menlo, Consolas, 'DejaVu Sans Mono', monospace"


def render(
    result: ExerciseResult, points: tuple[float, float] | None = None, *, note: str = "", printed: bool = False
) -> str:
    """The card of a result as an HTML fragment (see `content` for the arguments)."""
    return render_content(content(result, points, note, printed))


def render_content(card: Content) -> str:
    parts = [_head(card)]
    parts += [_line(line, 600 if line.startswith(CAUSE) else 400) for line in card.body]
    parts += [_line(f"Advice: {line}") for line in card.advice]
    if card.stand_in:
        parts.append(_line(card.stand_in))
    if card.printed:
        parts.append(_printed(card.printed))
    if card.onward:
        parts.append(_line(card.onward))
    if card.note:
        parts.append(_small(card.note))
    return frame(card.state, f"{card.word}: {card.exercise}", parts)


def render_hint(exercise: str, number: int, total: int, text: str, footer: str) -> str:
    """One tier of hints, styled like a card; `text` and `footer` are trusted."""
    title = f"Hint {number} of {total}"
    head = _title("not attempted", "?", title, exercise, "")
    body = [_line(line) for line in text.split("\n") if line.strip()]
    return frame("not attempted", f"{title}: {exercise}", [head, *body, _small(footer)])


def render_summary(title: str, state: State, rows: Iterable[Content], footer: str) -> str:
    """All exercises of an assignment, one per line."""
    parts = [_title(state, SIGNS[state], title, "", "")]
    for row in rows:
        sign = _span(row.sign, ACCENT[row.state], PAPER, "font-weight: 700", 'aria-hidden="true"')
        word = _span(row.word, ACCENT[row.state], PAPER, "font-weight: 600")
        parts.append(_div(f"{sign} {_code(row.exercise)} {word}", INK, PAPER, "margin: 4px 12px 0 12px"))
    parts.append(_div(rich(footer), INK, PAPER, "margin: 8px 12px 0 12px"))
    return frame(state, title, parts)


def frame(state: State, label: str, parts: Iterable[str]) -> str:
    style = (
        f"color: {INK}; background-color: {PAPER}; border: 1px solid {BORDER}; border-left: 6px solid {ACCENT[state]}; "
        f"border-radius: 4px; padding: 0 0 8px 0; margin: 4px 0; max-width: 860px; "
        f"font-family: {SANS}; font-size: 14px; line-height: 1.5"
    )
    return f'<div class="gradus-card" role="group" aria-label="{escape(label)}" style="{style}">{"".join(parts)}</div>'


def rich(text: str, colour: str = INK) -> str:
    """Escaped text, with code in `backticks`."""
    pieces = re.split(r"`([^`\n]+)`", text)
    return "".join(
        _code(piece) if place % 2 else _span(piece, colour, PAPER, "") for place, piece in enumerate(pieces) if piece
    )


def _head(card: Content) -> str:
    return _title(card.state, card.sign, card.word, card.exercise, card.points)


def _title(state: State, sign: str, word: str, exercise: str, points: str) -> str:
    colour, tint = ACCENT[state], TINT[state]
    parts = [
        _span(sign, colour, tint, "font-weight: 700; font-size: 16px; padding: 0 8px 0 0", 'aria-hidden="true"'),
        _span(word, colour, tint, "font-weight: 700; padding: 0 10px 0 0"),
    ]
    if exercise:
        parts.append(_span(exercise, INK, tint, f"font-family: {MONO}; padding: 0 10px 0 0"))
    if points:
        parts.append(_span(points, INK, tint, ""))
    return _div("".join(parts), INK, tint, "padding: 5px 12px")


def _line(text: str, weight: int = 400) -> str:
    style = f"font-weight: {weight}; margin: 4px 12px 0 12px; white-space: pre-wrap; overflow-wrap: anywhere"
    return _div(rich(text), INK, PAPER, style)


def _small(text: str) -> str:
    return _div(rich(text, QUIET), QUIET, PAPER, "font-size: 12px; margin: 6px 12px 0 12px")


def _printed(printed: Iterable[str]) -> str:
    style = (
        f"color: {INK}; background-color: {WASH}; font-family: {MONO}; font-size: 12px; line-height: 1.4; "
        "margin: 2px 12px 0 12px; padding: 4px 8px; white-space: pre-wrap; overflow-wrap: anywhere; border: 0"
    )
    text = escape("\n".join(printed))
    return _line("Your code printed:") + f'<pre style="{style}">{text}</pre>'


def _code(text: str) -> str:
    style = (
        f"color: {INK}; background-color: {WASH}; font-family: {MONO}; font-size: 0.93em; padding: 0 3px; "
        "border-radius: 3px; white-space: pre-wrap"
    )
    return f'<code style="{style}">{escape(text)}</code>'


def _div(inner: str, colour: str, background: str, style: str) -> str:
    return f'<div style="color: {colour}; background-color: {background}; {style}">{inner}</div>'


def _span(text: str, colour: str, background: str, style: str, attributes: str = "") -> str:
    css = f"color: {colour}; background-color: {background}" + (f"; {style}" if style else "")
    return f'<span{" " if attributes else ""}{attributes} style="{css}">{escape(text)}</span>'
