"""With a hidden key no verdict, message, print or card contains a number of a hidden input or answer."""

from __future__ import annotations

import json
import re

import pytest

from autograder.authoring.keys.drawing import draw_cases
from autograder.card import html, text
from autograder.checks import KINDS
from autograder.judge.echo import numbers_in, significant
from tests.proving import COURSE, EXAMPLES, bundle, exercises, prover, sampled

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
    result = proof.judge(name, source)
    plain = result.to_plain()
    plain.pop("seconds")
    page = re.sub(r'style="[^"]*"', "", html.render(result, printed=True))
    shown = json.dumps(plain) + text.render(result, printed=True) + page
    said = {significant(float(number)) for number in NUMBER.findall(shown)}
    return said & hidden


def test_examples_use_every_kind_of_check():
    """The examples use every kind of check, so that what is proved for each exercise is proved for each kind."""
    drawn = [
        case
        for loaded in map(bundle, EXAMPLES)
        for exercise in loaded.assignment.exercises
        for case in draw_cases(loaded, exercise, 1)
    ]
    found = {case.check.kind for case in drawn}
    assert found == set(KINDS)


@pytest.mark.parametrize(("folder", "name"), exercises(*COURSE, *EXAMPLES))
def test_hidden_key_shows_no_hidden_number(folder, name):
    """With a hidden key no result shows a hidden number, whether for a wrong variant or for a spy."""
    proof = prover(folder)
    exercise = proof.bundle.exercise(name)
    assert not proof.key(name).public
    # Numbers in the author's own sentences are not secret.
    open_words = json.dumps(
        [variant.hint for variant in exercise.variants] + [case.label for case in proof.key(name).exercises[name].cases]
    )
    hidden = hidden_numbers(proof, name) - {significant(float(number)) for number in NUMBER.findall(open_words)}
    reference = proof.bundle.reference_source
    sources = [proof.bundle.version_source(exercise, variant) for variant in sampled(folder, name)]
    sources += [f"{reference}\n\ndef {name}(*args, **kwargs):\n    {spy}\n" for spy in SPIES]
    for source in sources:
        assert leaked(proof, name, source, hidden) == set()
