"""Assignments under proof: those of the course and one tiny example of each kind, loaded once for each test process."""

from __future__ import annotations

import functools
import os
import random
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from autograder.authoring.bundle import Bundle, list_bundles, load_bundle
from autograder.authoring.prover import Prover
from autograder.exercise import Version
from autograder.project import short_name
from autograder.sandbox.client import Sandbox

ROOT = Path(__file__).resolve().parents[1]
COURSE = list_bundles(ROOT / "solutions")
EXAMPLES = list_bundles(ROOT / "tests" / "examples")

# .ci/run has half an hour for everything and sets this: fewer seeds, mutants and wrong variants of each exercise.
SAMPLED = os.environ.get("GRADUS_PROOFS") == "sampled"
MOST_VARIANTS = 8


@functools.cache
def bundle(folder: Path) -> Bundle:
    return load_bundle(folder)


@functools.cache
def sandbox(packages: tuple[str, ...]) -> Sandbox:
    return Sandbox(packages, require=False)  # the text under test is ours; without isolation it is proved all the same


@functools.cache
def prover(folder: Path, seed: int = 1) -> Prover:
    loaded = bundle(folder)
    return Prover(loaded, sandbox(tuple(loaded.assignment.packages)).open, seed)


def exercises(*folders: Path) -> list:
    """One pytest parameter for each exercise; tests/conftest.py has all of one assignment run in one process."""
    return [
        pytest.param(folder, name, id=f"{short_name(folder.name)}.{name}")
        for folder in folders
        for name in bundle(folder).names
    ]


def seed_of(*words: object) -> int:
    """A seed that stays the same from run to run and differs from test to test."""
    return zlib.crc32(repr(words).encode())


def sampled(variants: Sequence[Version], name: str) -> tuple[Version, ...]:
    """All of an exercise's wrong variants; where the proofs are sampled, some, for one exercise always the same."""
    if not SAMPLED or len(variants) <= MOST_VARIANTS:
        return tuple(variants)
    chosen = set(random.Random(seed_of(name)).sample(range(len(variants)), MOST_VARIANTS))
    return tuple(variant for index, variant in enumerate(variants) if index in chosen)
