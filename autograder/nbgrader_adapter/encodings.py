"""What a file says in another writing: UTF-16 and UTF-32, base64 and hexadecimal, read as what was written in them."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator

# Runs of digits, also where a line ends in between, as in e-mails, JSON strings and adjacent Python strings.
_BREAK = rb"(?:[\s\"'\\,]|\\n){0,40}"
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}(?:" + _BREAK + rb"[A-Za-z0-9+/_-]{4,})*")
_HEXADECIMAL = re.compile(rb"(?:[0-9A-Fa-f]{2}){12,}(?:" + _BREAK + rb"(?:[0-9A-Fa-f]{2})+)*")
_BETWEEN = re.compile(rb"\\n|[^A-Za-z0-9+/_-]")
_PLAIN = bytes.maketrans(b"-_", b"+/")
# ASCII in letters of two or four bytes. Other letters end a run; code that matters has none but in comments.
_WIDE = tuple(
    re.compile(rb"(?:" + letter + rb"){8,}")
    for letter in (rb"[\x01-\x7f]\0", rb"\0[\x01-\x7f]", rb"[\x01-\x7f]\0{3}", rb"\0{3}[\x01-\x7f]")
)


def encodings(data: bytes) -> Iterator[tuple[str, bytes]]:
    """(in which writing, what it says in UTF-8 or in bytes) for every other reading of `data`."""
    for pattern in _WIDE if b"\0" in data else ():
        text = b"".join(pattern.findall(data)).replace(b"\0", b"")
        if text:
            yield "in UTF-16", text
    for run in _BASE64.finditer(data):
        digits = _BETWEEN.sub(b"", run[0]).translate(_PLAIN)
        for start in range(4):  # nobody knows where the first group begins
            groups = digits[start:]
            yield "in base64", base64.b64decode(groups[: len(groups) // 4 * 4] + _tail(groups))
    for run in _HEXADECIMAL.finditer(data):
        digits = _BETWEEN.sub(b"", run[0])
        yield "in hexadecimal", bytes.fromhex(digits[: len(digits) // 2 * 2].decode())


def _tail(groups: bytes) -> bytes:
    """The last group where it is short: filled up."""
    rest = groups[len(groups) // 4 * 4 :]
    return rest + b"=" * (4 - len(rest)) if len(rest) > 1 else b""
