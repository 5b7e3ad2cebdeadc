"""Shared by the exercises on models: two questions asked of each model, and mistakes that any model can contain."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Check, Variant, script, wrong
from autograder.script import Step

Shape = tuple[int, int, int]

NOT_A_MODEL = (
    "This returns the output tensor of the last layer. Return the model instead: `keras.Model(inputs, outputs)` "
    "connects the inputs to the outputs."
)


def ask(question: str, *args: Any, **kwargs: Any) -> Step:
    return Step(question, args, kwargs, on="model", action="ask")


def model_cases(
    rng: np.random.Generator, *given: Any, input_shape: Shape, named: str, tried: bool = True
) -> Iterable[Case]:
    """The model layer by layer; with `tried`, also its output for pictures under weights set by the grader."""
    made = Step("", given, keep="made"), Step("opened", (input_shape,), on="made", keep="model", action="ask")
    table = Check("layer_table", {"activations": "apart", "ignore": ["momentum"]})
    yield script(*made, ask("layer_table", flat=True), check=table, label=f"the layers, {named}")
    if not tried:
        return
    m = 2 if input_shape[2] == 3 else 3  # never as many pictures as channels
    pictures = rng.uniform(0, 1, (m, *input_shape)).astype(np.float32)
    seed = int(rng.integers(1, 10**6))
    filled = ask("fill_weights", seed, scale=None)
    yield script(
        *made, filled, ask("predict", pictures), check=Check("outputs"), label=f"output under given weights, {named}"
    )


def not_told_the_shape(edit: tuple[str, str]) -> Variant:
    return wrong(
        "no_input",
        "The model does not know the shape of its pictures, so its layers have no weights yet. Put "
        "`keras.Input((height, width, channels))` before the first layer.",
        edit,
    )


def nothing_returned(code: str) -> Variant:
    return wrong("nothing_returned", "The model was built but not returned.", code=code)


def unknown_name(*edits: tuple[str, str]) -> Variant:
    return wrong("unknown_name", UNKNOWN_NAME, *edits)
