"""One neuron: a line, then the kink."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, accepted, also_right, call, wrong


def predict_cases(rng: np.random.Generator) -> Iterable[Case]:
    def weights() -> tuple[float, float]:
        return round(float(rng.uniform(1.5, 3)), 2), -round(float(rng.uniform(0.6, 1.4)), 2)

    # From houses too small to be worth anything to large ones: both sides of the kink are tested.
    yield call(np.linspace(0.1, 2.4, 6) + rng.uniform(0, 0.1, 6), *weights(), label="six houses")
    yield call(round(float(rng.uniform(1.2, 2.5)), 2), *weights(), label="one house")
    yield call(rng.uniform(0.1, 2, (2, 4)), *weights(), label="a table of houses")
    yield call(rng.permutation(np.arange(1, 6)), -0.5, 1.75, label="prices that fall as size grows")
    yield call(0.125, 1.5, -1.0, label="one house that is too small")


LINE = "w * size + b"

PREDICT = Exercise(
    name="predict_price",
    cases=predict_cases,
    uses=("relu",),
    hints=(
        "Two steps: a straight line in the size, then the relu.",
        "You have already written the relu. It is a function, so call it.",
    ),
    variants=(
        wrong(
            "without_relu",
            "Small houses get a negative price. The straight line still has to go through `relu`.",
            (f"relu({LINE})", LINE),
        ),
        wrong("bias_forgotten", "The bias b is missing.", (LINE, "w * size")),
        wrong(
            "bias_after_relu",
            "b was added after the relu. It belongs inside: relu(w size + b).",
            (f"relu({LINE})", "relu(w * size) + b"),
        ),
        wrong(
            "bias_inside_brackets", "This is w (size + b). Only the size is multiplied by w.", (LINE, "w * (size + b)")
        ),
        wrong("bias_subtracted", "b is added, not subtracted.", (LINE, "w * size - b")),
        wrong(
            "weight_and_bias_exchanged",
            "w and b are swapped: w multiplies the size, and b is added.",
            (LINE, "b * size + w"),
        ),
        wrong("weight_added", "w was added. Multiply the size by it.", (LINE, "w + size + b")),
        wrong("bias_multiplied", "Everything was multiplied. Add b instead.", (LINE, "w * size * b")),
        wrong("weight_forgotten", "The weight w is missing.", (LINE, "size + b")),
        wrong(
            "absolute_value",
            "A negative price became positive. It should become 0.",
            (f"relu({LINE})", f"np.abs({LINE})"),
        ),
        wrong(
            "summed",
            "The prices were added up. Each house has its own price.",
            (f"relu({LINE})", f"np.sum(relu({LINE}))"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (LINE, "w * sizes + b")),
    ),
    accepted=(
        accepted(
            "as_list",
            "You returned a list; please return an array.",
            (f"relu({LINE})", f"np.asarray(relu({LINE})).tolist()"),
        ),
    ),
    alternatives=(
        also_right(
            "in_steps",
            "the line has a name of its own",
            (f"return relu({LINE})", "z = np.multiply(size, w) + b\n    return relu(z=z)"),
        ),
        also_right("without_calling", "the relu written out", (f"relu({LINE})", f"np.maximum({LINE}, 0)")),
    ),
    # Flat where the line is negative, as the code that calls it expects, but not the right price.
    stand_in="""
def predict_price(size, w, b):
    z = np.asarray(w * size + b)
    return np.where(z > 0, 0.6 * z, 0.0)
""",
)
