"""Turns an exception in a learner's code into a Fault: short, and limited to their own module."""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import TracebackType

from autograder.script import Fault, FaultKind

LONGEST_TEXT = 2000
LONGEST_LINE = 200
MOST_FRAMES = 12
# In a piece of a module, the line is the piece's last one; a code is redacted in grading, and tells beginners nothing.
_NEEDLESS = re.compile(r" (\(detected at line \d+\)|\(?U\+[0-9A-F]{4,6}\)?)$")

Frame = tuple[str, int, str]


def describe(error: BaseException, filename: str, lines: Sequence[str]) -> Fault:
    """The Fault for an exception. It has only the frames in `filename`, outermost first."""
    name = type(error).__name__[:100]
    if isinstance(error, SyntaxError) and error.filename == filename:
        return _syntax(error, name, lines)
    frames, function, own = _frames(error.__traceback__, filename, lines)
    kind: FaultKind = "error"
    if isinstance(error, MemoryError):
        kind = "memory"
    elif isinstance(error, NotImplementedError) and own:
        kind = "unattempted"
    return Fault(kind, name, safe_text(error), frames, function)


def safe_text(error: BaseException) -> str:
    """The exception's message. Making it may run a learner's code, which may fail or return an endless text."""
    try:
        return cut(str(error), LONGEST_TEXT)
    except (Exception, SystemExit):
        return ""


def cut(text: str, longest: int) -> str:
    """The text, or its first characters and an ellipsis."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _syntax(error: SyntaxError, name: str, lines: Sequence[str]) -> Fault:
    number = error.lineno or 0
    said = _NEEDLESS.sub("", str(error.msg))
    return Fault("syntax", name, cut(said, LONGEST_TEXT), (("", number, _line(lines, number)),))


def _frames(trace: TracebackType | None, filename: str, lines: Sequence[str]) -> tuple[tuple[Frame, ...], str, bool]:
    """The learner's frames, the function of the innermost one, and whether the exception was raised in that frame."""
    found: list[Frame] = []
    function = ""
    own = False
    while trace is not None:
        code = trace.tb_frame.f_code
        own = code.co_filename == filename
        if own:
            function = code.co_qualname.partition(".<locals>")[0]
            found.append((code.co_name, trace.tb_lineno, _line(lines, trace.tb_lineno)))
            del found[:-MOST_FRAMES]
        trace = trace.tb_next
    return tuple(found), function, own


def _line(lines: Sequence[str], number: int) -> str:
    return cut(lines[number - 1].strip(), LONGEST_LINE) if 0 < number <= len(lines) else ""
