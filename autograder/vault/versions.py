"""Decides which hidden inputs a learner gets: the same for all, or one of several versions, dealt by an HMAC.

A version is a hidden key with its own seed. Building one takes TensorFlow seconds, so a class has a few versions and
not one for each learner. Each exercise is dealt separately: 8 versions and 6 exercises give 8^6 different tests.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.vault.secrets import fingerprint

MOST = 64


def version_seed(seed: bytes, number: int) -> bytes:
    """The seed of a version. The first is the class's own seed, so that a class may start with a single version."""
    return hmac.new(seed, f"gradus key version {number}".encode(), hashlib.sha256).digest() if number else seed


def dealt(seed: bytes, learner: str, assignment: str, exercise: str, versions: int) -> int:
    """The number of the version that a learner gets in an exercise: always the same; unpredictable without the seed."""
    name = "\0".join(["gradus version of", learner, assignment, exercise])
    drawn = hmac.new(seed, name.encode("utf-8", "surrogatepass"), hashlib.sha256).digest()
    return int.from_bytes(drawn) % versions


@dataclass(frozen=True)
class Versions:
    """The hidden keys of an assignment; `paths` by the version's number."""

    seed: bytes
    assignment: str
    exercises: tuple[str, ...]
    paths: tuple[Path, ...]

    def of(self, learner: str) -> Mapping[str, int]:
        """{exercise: version}, without those that have the first version."""
        numbers = {name: dealt(self.seed, learner, self.assignment, name, len(self.paths)) for name in self.exercises}
        return {name: number for name, number in numbers.items() if number}

    def keys_of(self, learner: str) -> dict[str, str]:
        """{exercise: path of its hidden key}, as a job has it."""
        return {name: str(self.paths[number]) for name, number in self.of(learner).items()}

    def fingerprints_of(self, learner: str) -> dict[str, str]:
        """{exercise: fingerprint of the seed that its inputs come from}, as the ledger has it."""
        return {name: fingerprint(version_seed(self.seed, number)) for name, number in self.of(learner).items()}
