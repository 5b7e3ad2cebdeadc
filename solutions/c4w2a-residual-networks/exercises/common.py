"""Shared by the blocks: two questions asked of each block, and a block's text with some of its lines changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Check, Variant, script, wrong
from autograder.script import Recipe, Step

Shape = tuple[int, int, int]
Line = str | None
Table = Check("layer_table", {"activations": "apart", "ignore": ["momentum"]})

A_BLOCK_IS_NO_MODEL = (
    "This returns a model. A block returns the tensor of its last layer, so that the next block can continue from it."
)
SEEDED = (
    "The initial weights are not drawn from seed 0: the initializer was passed on without being called, or called "
    "without a seed. Write `kernel_initializer=initializer(seed=0)`."
)


def initializer(name: str) -> Recipe:
    return Recipe("initializer", {"name": name})


def block_cases(
    rng: np.random.Generator,
    shape: Shape,
    *args: Any,
    label: str,
    tried: bool = True,
    seeded: bool = True,
    **named: Any,
) -> Iterable[Case]:
    """The block's layers on an input of this shape; with `tried`, also what it gives under the grader's weights."""

    def made(question: str) -> tuple[Step, Step]:
        asked = Step(question, (shape, *args), named, on="block", keep="model", action="ask")
        return Step("", keep="block", action="get"), asked

    def ask(question: str, *args: Any, **kwargs: Any) -> Step:
        return Step(question, args, kwargs, on="model", action="ask")

    rows = ask("wiring", initializers=seeded)
    yield script(*made("sketched"), rows, check=Table, label=f"the layers, {label}")
    if tried:
        X = rng.normal(size=(3 if shape[2] != 3 else 2, *shape)).astype(np.float32)
        filled = ask("fill_wiring", int(rng.integers(1, 10**6)))
        steps = *made("wired"), filled, ask("computed", X)
        yield script(*steps, check=Check("outputs"), label=f"output under given weights, {label}")


def conv(
    filters: str, size: str, more: str = "", *, made: str = "initializer(seed=0)", into: str = "X", of: str = "X"
) -> str:
    return f"    {into} = layers.Conv2D({filters}, {size}{more}, kernel_initializer={made})({of})\n"


def norm(into: str = "X", axis: int = 3) -> str:
    return f"    {into} = layers.BatchNormalization(axis={axis})({into})\n"


RELU = "    X = layers.ReLU()(X)\n"
SAME = ', padding="same"'


def written(head: str, lines: Sequence[str], changed: Mapping[int, Line] | None = None) -> str:
    """A function's text: `head`, then its lines, some of them changed or (None) left out."""
    told = {**dict(enumerate(lines)), **(changed or {})}
    return f"\n{head}\n" + "".join(told[number] or "" for number in sorted(told))


def unknown_name(*edits: tuple[str, str], code: str = "") -> Variant:
    return wrong("unknown_name", UNKNOWN_NAME, *edits, code=code)
