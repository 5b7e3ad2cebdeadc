"""The text of a card, the same in a notebook and in a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

from autograder.result import ExerciseResult, State

BODY_LINES = 5  # people do not read more
WIDTH = 80  # columns of a card as text
INDENT = 4
LINE_WIDTH = 400
CAUSE = "Likely cause: "
ADVICE_LINES = 3
PRINTED_LINES = 10

SIGNS: dict[State, str] = {"right": "✓", "answered": "●", "wrong": "✗", "not attempted": "○"}

# The first word is the state; the rest tells the kind of mistake.
WORDS = {
    "pass": "Right",
    "answered": "Answered",
    "partial": "Wrong in part",
    "wrong": "Wrong",
    "error": "Wrong: stopped with an error",
    "missing": "Wrong: not found",
    "timeout": "Wrong: took too long",
    "limit": "Wrong: used too much",
    "refused": "Wrong: not allowed here",
}
NOT_ATTEMPTED = "Not attempted"
NOTHING_WRITTEN = "Nothing is written here yet. Write the body, save the file, and run this check again."


@dataclass(frozen=True)
class Content:
    """The text of a card. Every string is truncated and free of control characters, but not escaped yet."""

    state: State
    sign: str
    word: str
    exercise: str
    points: str
    body: tuple[str, ...]
    advice: tuple[str, ...]
    stand_in: str
    printed: tuple[str, ...]
    note: str
    onward: str = ""


def content(
    result: ExerciseResult,
    points: tuple[float, float] | None = None,
    note: str = "",
    printed: bool = False,
    onward: str = "",
) -> Content:
    """The text of the card for `result`.

    points   (earned, maximum), if known
    note     a small last line, such as when the file was saved
    printed  whether to show what the learner's code printed: only to the learner, never in a published card
    onward   what to do next, to the learner only
    """
    state = result.state
    return Content(
        state=state,
        sign=SIGNS[state],
        word=NOT_ATTEMPTED if state == "not attempted" else WORDS[result.verdict],
        exercise=clean(result.exercise, 80),
        points=points_text(result, points),
        body=body(result),
        advice=lines(result.advice)[:ADVICE_LINES],
        stand_in=stand_in_note(result),
        printed=printed_lines(result.printed) if printed else (),
        note=clean(note, 160),
        onward=clean(onward, 160),
    )


def body(result: ExerciseResult) -> tuple[str, ...]:
    """The message, the likely cause and the other details, at most five lines of 80 columns.

    The cause is shown in full, right below the message; what does not fit below them is cut.
    """
    credited = result.state == "right" and result.stand_ins  # the stand-in note says everything
    said = list(lines([result.message] if result.message and not credited else []))
    said += [line for line in lines(result.details) if line not in said]
    if not said and result.state == "not attempted":
        return (NOTHING_WRITTEN,)
    causes = [line for line in said[1:] if line.startswith(CAUSE)]
    others = [line for line in said if line not in causes]
    room = BODY_LINES - rows(causes)
    return (*fitted(others[:1], room), *causes, *fitted(others[1:], room - rows(others[:1])))


def rows(texts: Iterable[str]) -> int:
    """The number of lines that these texts take on a card of 80 columns."""
    return sum(len(_folded(text)) for text in texts)


def fitted(texts: Iterable[str], room: int) -> tuple[str, ...]:
    """The texts that fit in `room` lines; the last one may be cut."""
    kept: list[str] = []
    for text in texts:
        left = room - rows(kept)
        if left <= 0:
            break
        folded = _folded(text)
        whole = len(folded) <= left
        kept.append(text if whole else clean(" ".join(folded[:left])[: left * (WIDTH - INDENT) - 2] + " …", LINE_WIDTH))
    return tuple(kept)


def _folded(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH - INDENT) or [""]


def stand_in_note(result: ExerciseResult) -> str:
    if not result.stand_ins:
        return ""
    names = _listed([f"`{clean(name, 80)}`" for name in result.stand_ins])
    what = f"a stand-in for {names}" if len(result.stand_ins) == 1 else f"stand-ins for {names}"
    there = names if len(result.stand_ins) == 1 else "them"
    return f"Judged with {what}, so a mistake in {there} is not counted twice."


def points_text(result: ExerciseResult, points: tuple[float, float] | None) -> str:
    if points is not None:
        earned, most = points
        return f"{_number(earned)} of {_number(most)} {'point' if most == 1 else 'points'}"
    if result.state == "wrong" and result.fraction > 0:
        # Rounded down, because 99.6 % must not look like 100 %.
        return f"{int(result.fraction * 100)} % of the points"
    return ""


def printed_lines(text: str) -> tuple[str, ...]:
    printed = text.rstrip("\n").split("\n") if text.strip() else []
    shown = tuple(clean(line, LINE_WIDTH) for line in printed[:PRINTED_LINES])
    left = len(printed) - len(shown)
    return (*shown, f"… and {left} more {'line' if left == 1 else 'lines'}") if left else shown


def lines(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts split into clean lines, without empty ones."""
    return tuple(clean(line, LINE_WIDTH) for text in texts for line in str(text).split("\n") if line.strip())


def clean(text: str, width: int) -> str:
    """One line of printable characters, at most `width` of them.

    Control and direction characters (terminal escapes, right-to-left overrides) are replaced by their codes, so that a
    learner's text cannot move the cursor or reverse a sentence.
    """
    text = text[: 4 * width].replace("\t", "    ").rstrip()
    text = "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode("ascii") for sign in text)
    return text if len(text) <= width else text[: width - 1] + "…"


def _number(value: float) -> str:
    # Truncated to hundredths, not rounded; without the small term 0.29 would become 0.28.
    return f"{int(value * 100 + 1e-6) / 100:g}"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
