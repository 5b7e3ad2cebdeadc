"""Mistakes that people make are refused and named, and their right answers pass.

`tests/content/mistakes` lists both.
"""

from __future__ import annotations

import random
from typing import TypeVar

import pytest

from autograder.project import short_name
from tests.content.mistakes import Mistake, changed, known
from tests.proving import ALL, COURSE, bundle, exercises, prover, seed_of

FEWEST = 9
"""An exercise has at least this many mistakes."""

UNNAMED = 0.1
"""The largest share of an assignment's mistakes that need no cause."""

SAMPLE = 2
"""Mistakes of an exercise that are tried in every run; all of them with GRADUS_PROOFS=all."""

Item = TypeVar("Item")

LISTED = [folder for folder in COURSE if known(short_name(folder.name)).mistakes]
EVERY = exercises(*LISTED)


def sampled(items: list[Item], name: str, most: int) -> list[Item]:
    return items if ALL or len(items) <= most else random.Random(seed_of(name)).sample(items, most)


@pytest.mark.parametrize(("folder", "name"), EVERY)
def test_mistakes_are_refused_and_named(folder, name):
    """Each mistake is refused, and its cause is told."""
    proof, items = prover(folder), list(known(short_name(folder.name)).mistakes.get(name, ()))
    found = [fault(proof, name, item) for item in sampled(items, name, SAMPLE)]
    assert [text for text in found if text] == []


def fault(proof, name: str, item: Mistake) -> str:
    result = proof.judge(name, changed(proof.bundle, name, item.text))
    if result.fraction == 1:
        return f"accepted: {item.text}"
    told = result.misconception or ""
    if item.cause is None or result.verdict == "refused" or (told and item.cause in ("", told)):
        return ""
    return f"{f'named {told}' if told else 'not named'} ({result.message}): {item.text}"


@pytest.mark.parametrize(("folder", "name"), EVERY)
def test_right_answers_pass(folder, name):
    """Each right answer passes."""
    proof, items = prover(folder), list(known(short_name(folder.name)).right.get(name, ()))
    results = {text: proof.judge(name, changed(proof.bundle, name, text)) for text in sampled(items, name, 1)}
    assert [f"{result.message}: {text}" for text, result in results.items() if result.fraction < 1] == []


@pytest.mark.parametrize("folder", LISTED, ids=lambda folder: short_name(folder.name))
def test_lists_are_long_enough(folder):
    """Every exercise has nine mistakes, each fits the reference, and at most one in ten needs no cause."""
    loaded, answers = bundle(folder), known(short_name(folder.name))
    assert {*answers.mistakes, *answers.right} <= set(loaded.names)
    assert [name for name in loaded.names if len(answers.mistakes.get(name, ())) < FEWEST] == []
    every = [item for items in answers.mistakes.values() for item in items]
    assert sum(item.cause is None for item in every) <= UNNAMED * len(every)
    texts = {name: [item.text for item in items] for name, items in answers.mistakes.items()}
    for name in loaded.names:
        for text in (*texts[name], *answers.right.get(name, ())):
            assert changed(loaded, name, text) != loaded.reference_source, text
