"""A quiz's verdicts and explanations, sealed: an explanation can be read only with the answer that it explains.

`<quiz>.verdicts` lies beside the public key of a learner without a teacher. For every possible answer to a question it
holds a text, padded to the length of the question's longest, and encrypted under a key that scrypt derives from that
answer. Reading the file therefore reveals nothing; giving an answer reveals what is said about it. Somebody who gives
one answer after another finds the right one, as in any quiz with immediate verdicts; a class's release does not contain
the file.

Only the standard library is imported, since a learner's check opens a text each time.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SUFFIX = ".verdicts"
NOTE = (
    "Generated from solutions/ by gradus build; do not edit. Each text can be read only with the answer that it "
    "explains: `gradus check` shows it once every question is answered."
)
TAG = 16  # bytes that tell whether a key fits
ROUNDS = 2**13  # scrypt's cost: about 20 ms and 8 MiB for each answer tried


class SealBroken(ValueError):
    """The file is damaged, or does not know the question or the answer. The message says which."""


@dataclass(frozen=True)
class Verdict:
    """What is said about an answer: whether it is right, and why, in lines."""

    right: bool
    why: str


def seal(texts: Mapping[str, Mapping[tuple[str, ...], Verdict]], made_from: str) -> str:
    """The file's text. `texts` has the verdict on every possible answer to every question, by the question's name.

    made_from  a digest of what the texts follow from, kept in the file
    """
    questions = {question: sorted(_close(question, verdicts)) for question, verdicts in texts.items()}
    return json.dumps({"note": NOTE, "made_from": made_from, "questions": questions}, indent=1) + "\n"


def made_from(path: Path) -> str:
    """The digest that a file of verdicts was made from; "" if there is none that can be read."""
    try:
        return str(_read(path).get("made_from", ""))
    except SealBroken:
        return ""


def unseal(path: Path, question: str, letters: Iterable[str]) -> Verdict:
    """What is said about this answer. Raises SealBroken."""
    key = _key(question, tuple(letters))
    try:
        sealed = [base64.b64decode(text) for text in _read(path)["questions"][question]]
    except (KeyError, TypeError, ValueError):
        raise SealBroken(f"{path.name} has no verdict on {question}.") from None
    for data in sealed:
        tag, closed = data[:TAG], data[TAG:]
        if hmac.compare_digest(tag, _tag(key, closed)):
            said = _mix(key, closed).rstrip(b" ").decode("utf-8")
            return Verdict(said[0] == "+", said[1:])
    raise SealBroken(f"{path.name} has no verdict on this answer to {question}.")


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise SealBroken(f"{path.name} cannot be read: {problem}.") from None
    if not isinstance(found, dict):
        raise SealBroken(f"{path.name} is not a file of verdicts.")
    return found


def _close(question: str, verdicts: Mapping[tuple[str, ...], Verdict]) -> Iterator[str]:
    """The sealed texts of a question; none is longer than another."""
    said = {letters: f"{'+' if verdict.right else '-'}{verdict.why}".encode() for letters, verdict in verdicts.items()}
    length = max(map(len, said.values()))
    for letters, text in said.items():
        key = _key(question, letters)
        closed = _mix(key, text.ljust(length))
        yield base64.b64encode(_tag(key, closed) + closed).decode()


def _key(question: str, letters: tuple[str, ...]) -> bytes:
    answer = f"{question}: {', '.join(sorted(letters))}"
    return hashlib.scrypt(answer.encode(), salt=question.encode(), n=ROUNDS, r=8, p=1, dklen=32)


def _mix(key: bytes, text: bytes) -> bytes:
    """Encrypt or decrypt with a key that is used for this one text: SHAKE's output serves as a one-time pad."""
    pad = hashlib.shake_256(b"text" + key).digest(len(text))
    return bytes(one ^ other for one, other in zip(text, pad, strict=True))


def _tag(key: bytes, closed: bytes) -> bytes:
    return hmac.new(key, closed, "sha256").digest()[:TAG]
