"""Keys of deep networks contain many dictionaries, and can be read back."""

from __future__ import annotations

from dataclasses import replace

from autograder.authoring.keys.build import build_key
from autograder.key import dumps, loads
from tests.proving import EXAMPLES, bundle

ENTRIES = 60_000


def test_large_key_is_read_back() -> None:
    """A key with tens of thousands of dictionary entries is read back.

    It was refused as damaged: a limit meant for what learners return applied to keys as well.
    """
    (folder,) = (folder for folder in EXAMPLES if folder.name.startswith("e1"))
    key = build_key(bundle(folder), 1, True)
    name, exercise = next(iter(key.exercises.items()))
    many = {f"variant_{number}": "a hint" for number in range(ENTRIES)}
    large = replace(key, exercises={**key.exercises, name: replace(exercise, variants=many)})
    assert loads(dumps(large)).exercises[name].variants == many
