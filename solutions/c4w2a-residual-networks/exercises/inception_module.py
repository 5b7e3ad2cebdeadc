"""inception_module: four branches side by side."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import Case, Exercise, also_right, wrong

from .common import A_BLOCK_IS_NO_MODEL, block_cases, unknown_name


def cases(rng: np.random.Generator) -> Iterable[Case]:
    one, two = ([int(n) for n in rng.permutation(np.arange(2, 8))] for _ in range(2))
    yield from block_cases(rng, (7, 9, 5), tuple(one), label=f"filters {tuple(one)}", seeded=False)
    yield from block_cases(rng, (6, 5, 8), two, label=f"filters {two}", seeded=False, tried=False)


CONV = 'layers.Conv2D(number, size, padding="same", activation="relu")(A)'
ONES, THREES, FIVES = "conv(X, F1, 1)", "conv(conv(X, R3, 1), F3, 3)", "conv(conv(X, R5, 1), F5, 5)"
POOL = 'layers.MaxPooling2D(3, strides=1, padding="same")(X)'
POOLED = f"conv({POOL}, FP, 1)"
JOINED = "layers.Concatenate()([ones, threes, fives, pooled])"

INCEPTION_MODULE = Exercise(
    name="inception_module",
    cases=cases,
    hints=(
        "Four paths start from the same X and end in the same concatenation. Which paths begin with a 1 × 1 "
        "convolution, and what is it for?",
        "(h, w, c) → (h, w, F1); → (h, w, R3) → (h, w, F3); → (h, w, R5) → (h, w, F5); → pooling (h, w, c) → (h, w, "
        "FP). "
        "Together (h, w, F1 + F3 + F5 + FP).",
        'If the concatenation fails, one branch has another height or width: look for a missing "same", in pooling '
        "too, and for pooling's stride, which is 2 or 3 unless you say 1.",
        "Name the four results, then join them: `Concatenate` takes a list, in the docstring's order. The third number "
        "of `filters` is for the 3 × 3, the second for the 1 × 1 before it.",
    ),
    variants=(
        wrong(
            "not_padded",
            'The convolutions make their branches smaller: they lack `padding="same"`.',
            ('size, padding="same"', "size"),
        ),
        wrong("no_relu", "The convolutions have no ReLU.", (', activation="relu"', "")),
        wrong("reduction_missing_3", "The 1 x 1 convolution before the 3 x 3 is missing.", (THREES, "conv(X, F3, 3)")),
        wrong("reduction_missing_5", "The 1 x 1 convolution before the 5 x 5 is missing.", (FIVES, "conv(X, F5, 5)")),
        wrong(
            "no_reductions",
            "The 1 x 1 convolutions before the 3 x 3 and the 5 x 5 are missing: they make the module affordable.",
            (THREES, "conv(X, F3, 3)"),
            (FIVES, "conv(X, F5, 5)"),
        ),
        wrong("no_projection", "The 1 x 1 convolution after pooling is missing.", (POOLED, POOL)),
        wrong(
            "projection_first",
            "The 1 x 1 convolution comes before pooling. It should come after.",
            (POOLED, 'layers.MaxPooling2D(3, strides=1, padding="same")(conv(X, FP, 1))'),
        ),
        wrong(
            "pooling_stride",
            "Pooling has a stride of 3, its default, so its branch shrinks. Its stride is 1.",
            ("(3, strides=1, ", "(3, "),
        ),
        wrong(
            "pooling_not_padded",
            'Pooling makes its branch smaller: it lacks `padding="same"`.',
            ('strides=1, padding="same"', "strides=1"),
        ),
        wrong(
            "pooling_of_two",
            "The pooling windows are 2 x 2. They should be 3 x 3.",
            ("MaxPooling2D(3", "MaxPooling2D(2"),
        ),
        wrong("averages", "This is average pooling. Use MaxPooling2D.", ("MaxPooling2D", "AveragePooling2D")),
        wrong("pooling_missing", "The pooling layer is missing.", (POOLED, "conv(X, FP, 1)")),
        wrong("no_ones", "The branch with a single 1 x 1 convolution is missing.", ("[ones, threes", "[threes")),
        wrong("no_pool_branch", "The pooling branch is missing in the concatenation.", (", pooled]", "]")),
        wrong("no_fives", "The 5 x 5 branch is missing in the concatenation.", ("threes, fives,", "threes,")),
        wrong(
            "order",
            "The branches are concatenated in another order. It is 1 x 1, 3 x 3, 5 x 5, pooling.",
            ("[ones, threes, fives, pooled]", "[pooled, fives, threes, ones]"),
        ),
        wrong(
            "order_3_5",
            "The 3 x 3 and the 5 x 5 branch were swapped in the concatenation.",
            ("threes, fives,", "fives, threes,"),
        ),
        wrong(
            "axis_of_rows",
            "The branches are concatenated along the rows. Channels are the last axis.",
            ("Concatenate()", "Concatenate(axis=1)"),
        ),
        wrong(
            "added",
            "The branches are added. They should be concatenated, since they have different numbers of channels.",
            ("Concatenate()", "Add()"),
        ),
        wrong(
            "chained",
            "The branches were put in a row: each starts from the one before. All start from X.",
            (THREES, "conv(conv(ones, R3, 1), F3, 3)"),
            (FIVES, "conv(conv(threes, R5, 1), F5, 5)"),
            (POOL, POOL.replace("(X)", "(fives)")),
        ),
        wrong(
            "shared_reduction",
            "The 3 x 3 and the 5 x 5 share one 1 x 1 convolution. Each has its own, with R3 and R5 filters.",
            code="""
def inception_module(X, filters):
    def conv(A, number, size):
        return layers.Conv2D(number, size, padding="same", activation="relu")(A)

    F1, R3, F3, R5, F5, FP = filters
    fewer = conv(X, R3, 1)
    pooled = conv(layers.MaxPooling2D(3, strides=1, padding="same")(X), FP, 1)
    return layers.Concatenate()([conv(X, F1, 1), conv(fewer, F3, 3), conv(fewer, F5, 5), pooled])
""",
        ),
        wrong("both_three", "The third branch has 3 x 3 filters. It should have 5 x 5.", ("F5, 5)", "F5, 3)")),
        wrong("three_and_five_swapped", "The sizes 3 and 5 were swapped.", ("F3, 3)", "F3, 5)"), ("F5, 5)", "F5, 3)")),
        wrong(
            "reduction_of_three",
            "The convolution before the 3 x 3 is 3 x 3 as well. It should be 1 x 1.",
            ("conv(X, R3, 1)", "conv(X, R3, 3)"),
        ),
        wrong(
            "after_not_before",
            "The 1 x 1 comes after the 3 x 3 and the 5 x 5. It should come before, where it saves work.",
            (THREES, "conv(conv(X, R3, 3), F3, 1)"),
            (FIVES, "conv(conv(X, R5, 5), F5, 1)"),
        ),
        wrong(
            "reductions_swapped",
            "R3 and F3 were swapped, and R5 and F5: the first number is for the 1 x 1.",
            ("F1, R3, F3, R5, F5, FP =", "F1, F3, R3, F5, R5, FP ="),
        ),
        wrong(
            "numbers_in_another_order",
            "The six numbers were read in another order: (F1, R3, F3, R5, F5, FP).",
            ("F1, R3, F3, R5, F5, FP =", "F1, F3, F5, R3, R5, FP ="),
        ),
        wrong(
            "relu_after_joining",
            "Only the concatenation has a ReLU. Each convolution needs one, the 1 x 1 in the middle too.",
            (', activation="relu"', ""),
            (f"return {JOINED}", f"return layers.ReLU()({JOINED})"),
        ),
        wrong(
            "strided",
            "The convolutions have stride 2. All strides are 1.",
            ("number, size, ", "number, size, 2, "),
            ("(3, strides=1,", "(3, strides=2,"),
        ),
        wrong(
            "batch_norm",
            "There is batch norm. This version of Inception, the first, has none.",
            (CONV, f"layers.BatchNormalization()({CONV})"),
        ),
        wrong("model_returned", A_BLOCK_IS_NO_MODEL, (f"return {JOINED}", f"return keras.Model(X, {JOINED})")),
        wrong(
            "list_returned",
            "The four branches are returned as a list. Concatenate them along the channels.",
            (JOINED, "[ones, threes, fives, pooled]"),
        ),
        wrong("nothing_returned", "The module returns nothing.", (f"return {JOINED}", JOINED)),
        unknown_name(("conv(X, F1, 1)", "conv(X, n1, 1)")),
    ),
    alternatives=(
        also_right(
            "line_by_line",
            "every layer on a line of its own, activations as layers, the pooling branch first",
            code="""
def inception_module(X, filters):
    P = layers.MaxPool2D((3, 3), strides=(1, 1), padding="same")(X)
    P = layers.Activation("relu")(layers.Conv2D(filters[5], (1, 1))(P))
    C = layers.Activation("relu")(layers.Conv2D(filters[3], (1, 1))(X))
    C = layers.Activation("relu")(layers.Conv2D(filters[4], (5, 5), padding="same")(C))
    B = layers.ReLU()(layers.Conv2D(filters[1], 1, padding="valid")(X))
    B = layers.ReLU()(layers.Conv2D(filters[2], 3, strides=1, padding="same")(B))
    A = layers.ReLU()(layers.Conv2D(filters[0], 1)(X))
    return layers.concatenate([A, B, C, P], axis=-1)
""",
        ),
        also_right(
            "stacks",
            "each branch a Sequential model, joined by a function",
            code="""
def inception_module(X, filters):
    def branch(*steps):
        return keras.Sequential([layers.Conv2D(n, f, activation="relu", padding="same") for n, f in steps])

    F1, R3, F3, R5, F5, FP = filters
    pooled = layers.MaxPooling2D(pool_size=3, strides=1, padding="SAME")(X)
    four = [branch((F1, 1))(X), branch((R3, 1), (F3, 3))(X), branch((R5, 1), (F5, 5))(X), branch((FP, 1))(pooled)]
    return keras.ops.concatenate(four, axis=3)
""",
        ),
    ),
)
