"""With a hidden key no verdict, message or print carries a number of a hidden input or answer."""

from __future__ import annotations

import json
import re

import pytest

from autograder.judge.echo import numbers_in, significant
from tests.proving import COURSE, EXAMPLES, exercises, prover

NUMBER = re.compile(r"-?\d*\.?\d+(?:[eE][+-]?\d+)?")
SPIES = (
    "raise ValueError(args)",
    "print(*args, kwargs)\n    return args",
    "import warnings; warnings.warn(str(args))\n    return args",
    "raise ValueError([getattr(a, 'tolist', lambda: a)() for a in args])",
)


def hidden_numbers(proof, name: str) -> set[str]:
    built = proof.key(name).exercises[name]
    hidden = [[step.args, dict(step.kwargs)] for case in built.cases for step in case.steps]
    hidden += [[case.want] for case in built.cases]
    return {significant(number) for number in numbers_in(hidden)} - {""}


def leaked(proof, name: str, source: str, hidden: set[str]) -> set[str]:
    result = proof.judge(name, source).to_plain()
    result.pop("seconds")
    said = {significant(float(number)) for number in NUMBER.findall(json.dumps(result))}
    return said & hidden


@pytest.mark.parametrize(("folder", "name"), exercises(*COURSE, *EXAMPLES))
def test_a_hidden_key_shows_no_hidden_number_for_any_wrong_variant_or_spy(folder, name):
    proof = prover(folder)
    exercise = proof.bundle.exercise(name)
    assert not proof.key(name).public
    # Numbers that stand in the author's own sentences are no secret.
    open_words = json.dumps(
        [variant.hint for variant in exercise.variants] + [case.label for case in proof.key(name).exercises[name].cases]
    )
    hidden = hidden_numbers(proof, name) - {significant(float(number)) for number in NUMBER.findall(open_words)}
    reference = proof.bundle.reference_source
    sources = [proof.bundle.version_source(exercise, variant) for variant in exercise.variants]
    sources += [f"{reference}\n\ndef {name}(*args, **kwargs):\n    {spy}\n" for spy in SPIES]
    for source in sources:
        assert leaked(proof, name, source, hidden) == set()
