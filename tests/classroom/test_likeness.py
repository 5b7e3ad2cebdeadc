"""Copies are found even if names and order changed; honest work with the same signatures is not reported."""

from __future__ import annotations

import random
import re
import time

import pytest

from autograder.report.likeness import Likeness, alike

# Ways to write a function. A learner's module has six functions, each written in one way with its own numbers.
WAYS = [
    "    total = 0.0\n    for value in x:\n        total += value * {a}\n    return total / {b}\n",
    "    return np.sum(x * {a}, axis=0) / {b}\n",
    "    y = np.array(x, dtype=float)\n    y = y * {a}\n    y = y.sum()\n    return y / {b}\n",
    "    values = [item * {a} for item in np.ravel(x).tolist()]\n    return math.fsum(values) / {b}\n",
    "    if len(x) == 0:\n        return 0.0\n    head, *tail = x\n    return (head * {a} + sum(tail) * {a}) / {b}\n",
]
STUB = "import numpy as np\n\n\n" + "".join(
    f'def {name}(x):\n    """Says what to do, in many words."""\n    raise NotImplementedError\n\n\n'
    for name in ("first", "second", "third", "fourth", "fifth", "sixth")
)


def module(seed: int) -> str:
    rng = random.Random(seed)
    text = "import math\n\nimport numpy as np\n\n\n"
    for name in ("first", "second", "third", "fourth", "fifth", "sixth"):
        body = rng.choice(WAYS).format(a=rng.randint(2, 10**6), b=rng.randint(2, 10**6))
        text += f'def {name}(x):\n    """Says what to do, in many words."""\n{body}\n\n'
    return text


def disguised(text: str) -> str:
    """The same code with other names, comments, spaces and order of functions."""
    for old, new in (("total", "acc"), ("value", "v"), ("values", "vs"), ("item", "e"), ("head", "h"), ("tail", "t")):
        text = re.sub(rf"\b{old}\b", new, text)
    head, *functions = text.split("\ndef ")
    return head + "".join(f"\ndef {part}    # mine\n" for part in reversed(functions)).replace(" * ", "*")


def find(sources: dict[str, str | None], known: tuple[str, ...] = (STUB,)) -> tuple[Likeness, ...]:
    return alike(sources, sources.get, known)


@pytest.fixture
def honest() -> dict[str, str | None]:
    return {f"s{seed:02}": module(seed) for seed in range(30)}


def test_honest_work_is_not_reported(honest: dict[str, str | None]) -> None:
    """Honest work is not reported."""
    assert find(honest) == ()


def test_a_disguised_copy_is_found(honest: dict[str, str | None]) -> None:
    """A disguised copy is found, with the functions that are alike."""
    honest["copy"] = disguised(honest["s07"] or "")
    (found,) = find(honest)
    assert set(found.learners) == {"copy", "s07"} and found.same and found.share == 1.0
    assert {"first", "sixth"} <= set(found.exercises)


def test_a_partial_copy_is_found(honest: dict[str, str | None]) -> None:
    """A copy with one rewritten function is found, without this function."""
    own = module(99).split("\ndef ")
    taken = (honest["s07"] or "").split("\ndef ")
    honest["copy"] = "\ndef ".join([*taken[:-1], own[-1]])
    (found,) = find(honest)
    assert set(found.learners) == {"copy", "s07"} and not found.same and 0.6 <= found.share < 1.0
    assert "first" in found.exercises and "sixth" not in found.exercises


def test_many_equal_copies_are_one_group(honest: dict[str, str | None]) -> None:
    """Many copies of one text are one group."""
    honest |= {f"ring{number}": honest["s03"] for number in range(9)}
    (found,) = find(honest)
    assert len(found.learners) == 10 and found.same


def test_known_text_is_not_reported(honest: dict[str, str | None]) -> None:
    """Copies of a known text, such as the stub, are not reported."""
    public = module(1234)
    honest |= {f"public{number}": disguised(public) for number in range(4)} | {"public9": public}
    assert find(honest, (STUB, public)) == ()
    assert len(find(honest)) == 1


def test_unusable_texts_are_skipped(honest: dict[str, str | None]) -> None:
    """Untouched, missing, broken and hostile texts are skipped."""
    honest |= {"stub1": STUB, "stub2": STUB, "none": None, "empty": "", "empty2": ""}
    honest |= {
        "broken": "def first(x:\n  '''",
        "deep": "(" * 100_000,
        "nul": "\x00def \x00",
        "tabs": "\tif\n  x\n\t y\n",
    }
    assert find(honest) == ()


def test_a_small_class_is_not_compared() -> None:
    """A class that is too small to tell what is rare is not compared."""
    text = module(1)
    assert find({"ada": text, "bob": text, "cy": text, "dee": text}) == ()


def test_a_thousand_learners_are_compared_fast() -> None:
    """A copy among a thousand learners is found in under 15 s of processor time."""
    sources: dict[str, str | None] = {f"s{seed:04}": module(seed) for seed in range(1000)}
    sources["copy"] = disguised(sources["s0500"] or "")
    start = time.process_time()
    (found,) = find(sources)
    assert time.process_time() - start < 15
    assert set(found.learners) == {"copy", "s0500"}
