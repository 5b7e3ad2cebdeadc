"""The assignments that are proved: the course's and one tiny example of each kind, loaded once per test process."""

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

# .ci/run has half an hour for everything, so it sets this: fewer seeds, mutants and variants of each exercise.
SAMPLED = os.environ.get("GRADUS_PROOFS") == "sampled"
MOST_VARIANTS = 8


@functools.cache
def bundle(folder: Path) -> Bundle:
    return load_bundle(folder)


@functools.cache
def sandbox(packages: tuple[str, ...]) -> Sandbox:
    return Sandbox(packages, require=False)  # the code under test is ours, so it may run without isolation


@functools.cache
def prover(folder: Path, seed: int = 1) -> Prover:
    loaded = bundle(folder)
    return Prover(loaded, sandbox(tuple(loaded.assignment.packages)).open, seed)


def exercises(*folders: Path) -> list:
    """One pytest parameter for each exercise; tests/conftest.py runs all of one assignment in one process."""
    return [
        pytest.param(folder, name, id=f"{short_name(folder.name)}.{name}")
        for folder in folders
        for name in bundle(folder).names
    ]


def seed_of(*words: object) -> int:
    """A seed that is the same in every run and differs from test to test."""
    return zlib.crc32(repr(words).encode())


def sampled(variants: Sequence[Version], name: str) -> tuple[Version, ...]:
    """All of an exercise's variants or, when the proofs are sampled, a fixed sample of them."""
    if not SAMPLED or len(variants) <= MOST_VARIANTS:
        return tuple(variants)
    chosen = set(random.Random(seed_of(name)).sample(range(len(variants)), MOST_VARIANTS))
    return tuple(variant for index, variant in enumerate(variants) if index in chosen)
