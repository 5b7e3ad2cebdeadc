"""What a learner without a teacher is told about every possible answer to a quiz, written in sealed form."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from autograder.authoring.quiz import questions
from autograder.exercise import Assignment
from autograder.key import sealed
from autograder.quiz import Question, explained, possible_answers


def build_verdicts(assignment: Assignment, path: Path, write: bool = True) -> bool:
    """Write the sealed verdicts of a quiz to `path`; True if they were out of date. Without `write`, only compare."""
    texts = {question.name: dict(_verdicts(question)) for _, question in questions(assignment)}
    digest = _digest(texts)
    stale = sealed.made_from(path) != digest
    if stale and write:
        path.write_text(sealed.seal(texts, digest), encoding="utf-8")
    return stale


def _verdicts(question: Question) -> Iterator[tuple[tuple[str, ...], sealed.Verdict]]:
    """Every answer that can be given, with what is said about it."""
    lettered = dict(question.by_letter())
    for letters in possible_answers(lettered, question.several):
        right = letters == question.answer
        why = question.reason if right else explained(lettered, letters, question.several)
        yield letters, sealed.Verdict(right, why)


def _digest(texts: dict[str, dict[tuple[str, ...], sealed.Verdict]]) -> str:
    """A hash that only those who have the explanations can compute, so the file does not reveal them by it."""
    code = Path(str(sealed.__file__)).read_bytes()
    return hashlib.sha256(code + repr(sorted(texts.items())).encode()).hexdigest()[:20]
