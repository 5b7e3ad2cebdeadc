"""The forward pass with dropout: random, so judged by the relations between its parts and by frequencies."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Check, Exercise, accepted, also_right, script, wrong
from autograder.script import Step

from .common import Sizes, network

KEPT = [
    "Z1",
    "D1",
    "A1",
    "W1_kept",
    "b1_kept",
    "Z2",
    "D2",
    "A2",
    "W2_kept",
    "b2_kept",
    "Z3",
    "A3_kept",
    "W3_kept",
    "b3_kept",
]
RELATIONS = (
    ("Z1", "W1 @ X + b1", "Z1", "`Z1` should be W1 @ X + b1, before ReLU and mask."),
    ("D1 * D1", "D1", "D1", "Each entry of `D1` should be True or False (or 1 or 0)."),
    ("A1", "maximum(Z1, 0) * D1 / keep_prob", "A1", "`A1` should be relu(Z1) * D1 / keep_prob."),
    ("Z2", "W2 @ A1 + b2", "Z2", "`Z2` should be W2 @ A1 + b2, with the A1 after dropout."),
    ("D2 * D2", "D2", "D2", "Each entry of `D2` should be True or False (or 1 or 0)."),
    ("A2", "maximum(Z2, 0) * D2 / keep_prob", "A2", "`A2` should be relu(Z2) * D2 / keep_prob."),
    ("Z3", "W3 @ A2 + b3", "Z3", "`Z3` should be W3 @ A2 + b3, with the A2 after dropout."),
    ("A3", "1 / (1 + exp(-Z3))", "A3", "`A3` should be sigmoid(Z3), without dropout."),
    ("A3_kept", "A3", "A3", "`A3` in the cache should be the output that is returned."),
    *(
        (f"{name}_kept", name, name, f"`{name}` should be in the cache, unchanged.")
        for name in ("W1", "b1", "W2", "b2", "W3", "b3")
    ),
)

CALLS = 12


def forward_cases(rng: np.random.Generator) -> Iterable[Case]:
    def fits(sizes: Sizes, m: int, *keep: float) -> tuple[Step, Check]:
        parameters, X = network(rng, sizes), rng.normal(size=(sizes[0], m))
        given = {**parameters, "X": X, "keep_prob": keep[0] if keep else 0.5}
        check = Check("relations", {"names": ("A3", KEPT), "given": given, "relations": RELATIONS})
        return Step("", (X, parameters, *keep)), check

    # So many examples that no mask keeps all of them by chance, not even where one unit alone is above 0.
    for sizes, m, keep, label in (
        ((3, 6, 4, 1), 150, (0.8,), "keep_prob = 0.8"),
        ((2, 5, 7, 1), 160, (), "keep_prob left at its default"),
        ((4, 3, 2, 1), 5, (1.0,), "keep_prob = 1: nothing is dropped"),
        ((3, 6, 5, 1), 1, (1.0,), "keep_prob = 1, a single example"),
    ):
        step, check = fits(sizes, m, *keep)
        yield script(step, check=check, label=label)
    # With these weights every unit gives 1 before the mask, so what comes back counts the masks. So many calls tell
    # a mask of independent entries from one that always keeps the same number.
    names = {"names": ("A3", KEPT)}
    for keep in (0.8, 0.3):
        sizes, m = (2, 20, 15, 1), 25
        level = {f"W{n}": np.zeros((sizes[n], sizes[n - 1])) for n in (1, 2, 3)} | {
            f"b{n}": np.ones((sizes[n], 1)) for n in (1, 2, 3)
        }
        step = Step("", (rng.normal(size=(2, m)), level, keep))
        masks = dict.fromkeys(("D1", "D2"), ("choice", (0.0, 1.0), (1 - keep, keep)))
        outputs = dict.fromkeys(("A1", "A2"), ("choice", (0.0, 1 / keep), (1 - keep, keep)))
        check = Check("distribution", {**names, "law": {**masks, **outputs}})
        label = f"{CALLS} times 500 and 375 entries, keep_prob = {keep}"
        yield script(*[step] * CALLS, check=check, label=label)
        # So many examples that a mask of the output, one entry for each, drops one of them.
        wide = Step("", (rng.normal(size=(2, 120)), level, keep))
        yield script(wide, wide, check=Check("independence", names), label="two calls")


DROPOUT_FORWARD = Exercise(
    name="forward_propagation_with_dropout",
    cases=forward_cases,
    quantities=("A3", *KEPT),
    hints=(
        "Each hidden layer takes four steps: Z, a mask D with the shape of Z, A = relu(Z) times the mask, then the "
        "division that makes up for the dropped entries.",
        "`np.random.rand(n, m)` draws uniformly between 0 and 1. How often is such a number below 0.8?",
        "`D1 = np.random.rand(*Z1.shape) < keep_prob`, and A1 is relu(Z1) * D1 / keep_prob. This A1 is the input of "
        "the next layer.",
    ),
    equivalent={
        "D1 = np.random.rand(*Z1.shape) <= keep_prob": "a random number is never exactly keep_prob",
        "D2 = np.random.rand(*Z2.shape) <= keep_prob": "a random number is never exactly keep_prob",
    },
    variants=(
        wrong(
            "not_scaled",
            "The kept entries are not divided by keep_prob, so the next layer gets smaller inputs in training than at "
            "test time.",
            ("relu(Z1) * D1 / keep_prob", "relu(Z1) * D1"),
            ("relu(Z2) * D2 / keep_prob", "relu(Z2) * D2"),
        ),
        wrong(
            "scaled_once",
            "Only the first layer is divided by keep_prob.",
            ("relu(Z2) * D2 / keep_prob", "relu(Z2) * D2"),
        ),
        wrong(
            "multiplied_by_keep_prob",
            "The kept entries are multiplied by keep_prob. Divide, to make up for the dropped ones.",
            ("D1 / keep_prob", "D1 * keep_prob"),
            ("D2 / keep_prob", "D2 * keep_prob"),
        ),
        wrong(
            "drops_the_kept_share",
            "The comparison is reversed: it keeps an entry with probability 1 - keep_prob.",
            ("rand(*Z1.shape) < keep_prob", "rand(*Z1.shape) > keep_prob"),
            ("rand(*Z2.shape) < keep_prob", "rand(*Z2.shape) > keep_prob"),
        ),
        wrong(
            "normal_numbers",
            "The masks come from normal numbers, which are below keep_prob with a different probability. Use "
            "`np.random.rand`, which draws uniformly between 0 and 1.",
            ("rand(*Z1", "randn(*Z1"),
            ("rand(*Z2", "randn(*Z2"),
        ),
        wrong(
            "mask_not_applied",
            "The mask is drawn but not used.",
            ("relu(Z1) * D1 / keep_prob", "relu(Z1) / keep_prob"),
            ("relu(Z2) * D2 / keep_prob", "relu(Z2) / keep_prob"),
        ),
        wrong(
            "mask_of_numbers",
            "The mask holds the random numbers themselves. Compare them with keep_prob.",
            ("rand(*Z1.shape) < keep_prob", "rand(*Z1.shape)"),
            ("rand(*Z2.shape) < keep_prob", "rand(*Z2.shape)"),
        ),
        wrong(
            "z_masked",
            "The mask is applied to Z, and the masked Z is stored. Apply it to A, after the ReLU.",
            ("    A1 = relu(Z1) * D1 / keep_prob", "    Z1 = Z1 * D1\n    A1 = relu(Z1) / keep_prob"),
            ("    A2 = relu(Z2) * D2 / keep_prob", "    Z2 = Z2 * D2\n    A2 = relu(Z2) / keep_prob"),
        ),
        wrong(
            "only_first_layer",
            "The second hidden layer has no dropout.",
            ("rand(*Z2.shape) < keep_prob", "rand(*Z2.shape) < 2"),
            ("relu(Z2) * D2 / keep_prob", "relu(Z2)"),
        ),
        wrong(
            "only_second_layer",
            "The first hidden layer has no dropout.",
            ("rand(*Z1.shape) < keep_prob", "rand(*Z1.shape) < 2"),
            ("relu(Z1) * D1 / keep_prob", "relu(Z1)"),
        ),
        wrong(
            "output_dropped_too",
            "The output has dropout too. Only hidden layers should.",
            ("A3 = sigmoid(Z3)", "A3 = sigmoid(Z3) * (np.random.rand(*Z3.shape) < keep_prob) / keep_prob"),
        ),
        wrong(
            "second_layer_from_before_dropout",
            "Layer 2 uses A1 from before dropout.",
            ("W2 @ A1", "W2 @ relu(Z1)"),
        ),
        wrong(
            "kept_before_dropout",
            "The cache holds A1 and A2 from before dropout. Store those after dropout.",
            ("(Z1, D1, A1,", "(Z1, D1, relu(Z1),"),
            ("Z2, D2, A2,", "Z2, D2, relu(Z2),"),
        ),
        wrong(
            "tanh_for_relu",
            "The hidden layers use tanh. They should use ReLU.",
            ("relu(Z1)", "np.tanh(Z1)"),
            ("relu(Z2)", "np.tanh(Z2)"),
        ),
        wrong("relu_forgotten", "The ReLU is missing in the hidden layers.", ("relu(Z1)", "Z1"), ("relu(Z2)", "Z2")),
        wrong(
            "bias_forgotten",
            "The biases are missing.",
            ("W1 @ X + b1", "W1 @ X"),
            ("W2 @ A1 + b2", "W2 @ A1"),
            ("W3 @ A2 + b3", "W3 @ A2"),
        ),
        wrong(
            "no_sigmoid",
            "The output is Z3 without the sigmoid. It must be a probability.",
            ("A3 = sigmoid(Z3)", "A3 = Z3"),
        ),
        wrong("other_default", "The default of keep_prob should be 0.5.", ("keep_prob=0.5", "keep_prob=0.8")),
        wrong(
            "swapped",
            "Output and cache are returned in the wrong order.",
            (
                "return A3, (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)",
                "return (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3), A3",
            ),
        ),
        wrong(
            "masks_not_kept",
            "D1 and D2 are missing from the cache. The backward pass needs the same masks.",
            ("Z1, D1, A1", "Z1, A1"),
            ("Z2, D2, A2", "Z2, A2"),
        ),
        wrong(
            "same_mask",
            "Both layers drop the same units, because the second mask repeats the random numbers of the first.",
            ("    D2 = ", "    np.random.seed(7)\n    D2 = "),
            ("    D1 = ", "    np.random.seed(7)\n    D1 = "),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("< keep_prob\n    A1", "< keep_probability\n    A1")),
    ),
    accepted=(
        accepted(
            "seed_inside",
            "A seed is set inside the function, so every call drops the same units. In training the masks should "
            "change from step to step: set a seed once, outside.",
            ("    W1, b1, W2", "    np.random.seed(1)\n    W1, b1, W2"),
        ),
        accepted(
            "masks_of_0_and_1",
            "The masks hold 0 and 1 instead of False and True, which works as well.",
            ("np.random.rand(*Z1.shape) < keep_prob", "(np.random.rand(*Z1.shape) < keep_prob).astype(int)"),
            ("np.random.rand(*Z2.shape) < keep_prob", "(np.random.rand(*Z2.shape) < keep_prob).astype(int)"),
        ),
    ),
    alternatives=(
        also_right(
            "binomial",
            "masks of 0 and 1 from another generator",
            code="""
def forward_propagation_with_dropout(X, parameters, keep_prob=0.5):
    rng = np.random.default_rng()
    A, kept = X, []
    for l in "12":
        W, b = parameters["W" + l], parameters["b" + l]
        Z = np.dot(W, A) + b
        D = rng.binomial(1, keep_prob, size=Z.shape) == 1
        A = np.where(D, np.maximum(Z, 0) / keep_prob, 0)
        kept.extend([Z, D, A, W, b])
    Z3 = np.dot(parameters["W3"], A) + parameters["b3"]
    A3 = sigmoid(Z3)
    return A3, tuple(kept) + (Z3, A3, parameters["W3"], parameters["b3"])
""",
        ),
        also_right(
            "line_by_line",
            "one step per line",
            code="""
def forward_propagation_with_dropout(X, parameters, keep_prob=0.5):
    W1 = parameters["W1"]; b1 = parameters["b1"]
    W2 = parameters["W2"]; b2 = parameters["b2"]
    W3 = parameters["W3"]; b3 = parameters["b3"]
    Z1 = np.dot(W1, X) + b1
    A1 = relu(Z1)
    D1 = np.random.rand(A1.shape[0], A1.shape[1])
    D1 = D1 < keep_prob
    A1 = A1 * D1
    A1 = A1 / keep_prob
    Z2 = np.dot(W2, A1) + b2
    A2 = relu(Z2)
    D2 = np.random.uniform(size=A2.shape)
    D2 = D2 < keep_prob
    A2 = np.multiply(A2, D2)
    A2 /= keep_prob
    Z3 = np.dot(W3, A2) + b3
    A3 = sigmoid(Z3)
    cache = (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)
    return A3, cache
""",
        ),
    ),
)
