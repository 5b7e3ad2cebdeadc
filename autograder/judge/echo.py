"""Keeps a learner's own text (exceptions, warnings, prints) from carrying hidden inputs or answers out of the grader.

A program can spell a number in letters, so no text that it makes up while it runs is published. What remains are our
own sentences, types of exceptions, and lines and names that are in the source anyway.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

LONGEST = 200
WORD = re.compile(r"[^\s`\"'(),;:\[\]{}]+")
ORDINARY = re.compile(r"(u?int|float|complex|bfloat)\d+|.*\.py")
LONGEST_NAME = 30
TYPES = frozenset(
    [
        *("AxisError", "CallbackError", "InvalidArgumentError", "LinAlgError", "OperatorNotAllowedInGraphError"),
        *("QuestionError", "ResourceExhaustedError", "ComplexWarning", "VisibleDeprecationWarning"),
        *(name for name, kind in vars(builtins).items() if isinstance(kind, type) and issubclass(kind, BaseException)),
    ]
)
"""The exceptions and warnings of Python, NumPy and TensorFlow."""

WITH_A_NAME = re.compile(
    r"name '(\w+)' is not defined\.?|No module named '(\w+)'"
    r"|cannot access local variable '(\w+)' where it is not associated with a value"
)
"""Texts of exceptions that contain nothing but a name; they are kept if it is in the source."""

SYNTAX = re.compile(
    r"invalid syntax|expected '[:(]'|unexpected EOF while parsing|'[(\[{]' was never closed"
    r"|unmatched '[)\]}]'|unexpected indent"
    r"|closing parenthesis '[)\]}]' does not match opening parenthesis '[(\[{]'( on line \d{1,5})?"
    r"|unterminated (triple-quoted )?(f-)?string literal( \(detected at line \d{1,5}\))?"
    r"|unindent does not match any outer indentation level|inconsistent use of tabs and spaces in indentation"
    r"|expected an indented block after [a-z' ]+ on line \d{1,5}|invalid syntax\. Perhaps you forgot a comma\?"
    r"|cannot assign to [a-z ]+ here\. Maybe you meant '==' instead of '='\?|invalid decimal literal"
    r"|this line is left over from a merge; keep one version and delete the lines with <{7}, ={7} and >{7}"
    r"|invalid character '(?P<sign>.)'( \(U\+[0-9A-F]{4,6}\))?"
)
"""What Python and we say about source that cannot be read; a `sign` is kept if it is in the source."""

NUMPY = re.compile(
    r"(RuntimeWarning: (?:divide by zero|overflow|underflow|invalid value) encountered in )"
    r"(?:exp|expm1|log|log2|log10|log1p|sqrt|divide|multiply|add|subtract|matmul|dot|power|square|cosh|tanh|reduce"
    r"|scalar (?:divide|multiply|add|subtract|power)|true_divide)"
)


def names_in(values: Iterable[Any]) -> Iterator[str]:
    """Every key of the dictionaries inside nested plain values."""
    for value in values:
        if isinstance(value, dict):
            yield from (str(key) for key in value)
            yield from names_in(value.values())
        elif isinstance(value, list | tuple):
            yield from names_in(value)


class Filter:
    """Decides what of a learner's text is shown: with a public key all of it, shortened; else what is named above."""

    def __init__(self, source: str, public: bool) -> None:
        self.public = public
        self._source = source

    @cached_property
    def lines(self) -> list[str]:
        return [line.strip() for line in self._source.splitlines()]

    @cached_property
    def names(self) -> set[str]:
        """Every name in the source."""
        return set(re.findall(r"[^\W\d]\w*", self._source))

    def text(self, words: str, longest: int = LONGEST) -> str:
        """An exception's text, cut to `longest`; "" if it must not be shown."""
        words = "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in words[: 4 * longest])
        if self.public:
            return words[:longest] + ("…" if len(words) > longest else "")
        named = WITH_A_NAME.fullmatch(words.strip())
        return words.strip() if named and {*named.groups()} <= {None, *self.names} else ""

    def kind(self, type_name: str) -> str:
        """The type of an exception, in words if its name is the learner's own invention."""
        if self.public or type_name in TYPES or self._is_class(type_name):
            return self.text(type_name, 60) if self.public else type_name
        return "an exception"

    def line(self, number: int, code: str) -> str:
        """A line of code, if it is the source's line of that number."""
        if self.public:
            return self.text(code.strip(), 120)
        there = self.lines[number - 1] if 0 < number <= len(self.lines) else ""
        return there[:120] if there == code.strip() else ""

    def name(self, word: str) -> str:
        """The name of a function, if the source has it."""
        return word[:60] if self.public or word in self.names else "another function"

    def syntax(self, words: str) -> str:
        """What Python says about source that it cannot read."""
        if self.public:
            return self.text(words)
        known = SYNTAX.fullmatch(words.strip())
        return words.strip() if known and (known["sign"] or "") in self._source else ""

    def warning(self, words: str) -> str:
        """A warning, or only its kind."""
        if self.public or NUMPY.fullmatch(words.strip()):
            return self.text(words) if self.public else words.strip()
        kind = words.partition(":")[0].strip()
        return kind if kind in TYPES else ""

    def printed(self, text: str, longest: int = 4000) -> str:
        """The printed text; nothing with a hidden key."""
        return text[:longest] if self.public else ""

    def _is_class(self, name: str) -> bool:
        return name.isidentifier() and re.search(rf"^\s*class\s+{name}\b", self._source, re.MULTILINE) is not None


def redact(words: str, source: str) -> str:
    """The words of a result under a hidden key, without those that the learner's code made up while it ran.

    Names of types, keys and functions are also a learner's own text: a type may be named after a hidden input. A name
    that occurs in the source says nothing new. Any other name that is long or has several digits is left out.
    """

    def checked(match: re.Match[str]) -> str:
        word = match[0]
        made_up = len(word) > LONGEST_NAME or (len(word) > 5 and sum(letter.isdigit() for letter in word) > 1)
        return "…" if made_up and not ORDINARY.fullmatch(word) and word not in source else word

    return WORD.sub(checked, words)
