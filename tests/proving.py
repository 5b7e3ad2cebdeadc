"""The assignments that are proved: the course's and one tiny example of each kind, loaded once per test process."""

from __future__ import annotations

import functools
import os
import random
import zlib
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder.authoring import proved
from autograder.authoring.bundle import Bundle, list_bundles, load_bundle
from autograder.authoring.prover import Prover
from autograder.exercise import Variant
from autograder.key.model import Key
from autograder.key.store import load
from autograder.project import Project, short_name
from autograder.sandbox.client import Sandbox
from autograder.vault import shipped as shipped_keys
from autograder.vault.keys import bundle_digest

ROOT = Path(__file__).resolve().parents[1]
COURSE = list_bundles(ROOT / "solutions")
EXAMPLES = list_bundles(ROOT / "tests" / "examples")

PROJECT = Project.at(ROOT)

# GRADUS_PROOFS=all proves every exercise in full. Otherwise only those that `solutions/proved.json` does not know as
# they are now; a sample of the proofs is run for the others, so that a change of the engine does not go unnoticed.
ALL = os.environ.get("GRADUS_PROOFS") == "all"
PROVED = proved.read(PROJECT.solutions)


@dataclass(frozen=True)
class Effort:
    """How many inputs, mutants and variants of an exercise are tried; `variants` None: all of them."""

    seeds: int
    precisions: int
    mutants: int
    variants: int | None


FULL = Effort(seeds=20, precisions=6, mutants=8, variants=None)
SAMPLE = Effort(seeds=3, precisions=2, mutants=2, variants=4)


@functools.cache
def effort(folder: Path, name: str) -> Effort:
    """How thoroughly an exercise is proved in this run."""
    loaded = bundle(folder)
    known = PROVED.exercises.get(loaded.assignment.name, {}).get(name)
    changed = known is None or known != proved.proof_digest(loaded, loaded.exercise(name))
    return FULL if ALL or changed else SAMPLE


@functools.cache
def bundle(folder: Path) -> Bundle:
    return load_bundle(folder)


@functools.cache
def sandbox(packages: tuple[str, ...]) -> Sandbox:
    return Sandbox(packages, require=False)  # the code under test is ours, so it may run without isolation


@functools.cache
def prover(folder: Path, seed: int = 1) -> Prover:
    loaded = bundle(folder)
    return Prover(loaded, sandbox(tuple(loaded.assignment.packages)).open, seed, None if ALL else shipped(folder))


@functools.cache
def shipped(folder: Path) -> Key | None:
    """The public key that ships with the assignment, if it is current: building it again would give the same."""
    loaded = bundle(folder)
    name = loaded.assignment.name
    known = folder in COURSE and shipped_keys.is_current(PROJECT, name, bundle_digest(loaded))
    return load(shipped_keys.key_path(PROJECT, name)) if known else None


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


def sampled(folder: Path, name: str) -> tuple[Variant, ...]:
    """All of an exercise's variants or, when its proofs are sampled, a fixed sample of them."""
    variants, most = bundle(folder).exercise(name).variants, effort(folder, name).variants
    if most is None or len(variants) <= most:
        return tuple(variants)
    chosen = set(random.Random(seed_of(name)).sample(range(len(variants)), most))
    return tuple(variant for index, variant in enumerate(variants) if index in chosen)
