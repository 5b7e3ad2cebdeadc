"""plain_block: three convolutions in a row."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import Case, Exercise, also_right, wrong

from .common import A_BLOCK_IS_NO_MODEL, SEEDED, block_cases, initializer, unknown_name


def cases(rng: np.random.Generator) -> Iterable[Case]:
    few, some, many = (int(n) for n in (rng.integers(2, 4), rng.integers(4, 6), rng.integers(6, 9)))
    yield from block_cases(rng, (7, 9, 5), 3, [few, some, many], label=f"f = 3, filters {[few, some, many]}")
    yield from block_cases(
        rng, (8, 6, 2), 2, [some, many, few], initializer=initializer("HeNormal"),
        label=f"f = 2, filters {[some, many, few]}, HeNormal", tried=False,
    )  # fmt: skip


CONV = '        X = layers.Conv2D(number, size, padding="same", kernel_initializer=initializer(seed=0))(X)\n'
NORM = "        X = layers.BatchNormalization(axis=3)(X)\n"
RELU = "        X = layers.ReLU()(X)\n"

PLAIN_BLOCK = Exercise(
    name="plain_block",
    cases=cases,
    hints=(
        "The same three layers, convolution, batch norm and ReLU, three times. What changes from one time to the next?",
        "(h, w, c) → 1 × 1 → (h, w, F1) → f × f → (h, w, F2) → 1 × 1 → (h, w, F3). Height and width never change.",
        "If only height or width is wrong, look at the padding of the f × f convolution: without it the picture loses "
        "f - 1 rows. If a case with other filters fails, look for a number that should be an entry of `filters`.",
        "Each line calls a new layer on the result of the line before: `X = layer(...)(X)`. A loop over pairs of a "
        "number of filters and a size saves two thirds of the typing. Conv2D takes the number first.",
    ),
    equivalent={
        "X = layers.BatchNormalization()(X)": "the last axis is the default, and the last of four axes is axis 3",
    },
    variants=(
        wrong("no_batch_norm", "There is no batch norm. It belongs after each convolution.", (NORM, "")),
        wrong("no_relu", "There is no ReLU: without one, the block is a linear map.", (RELU, "")),
        wrong(
            "relu_before_norm",
            "The ReLU comes before the batch norm. The order is convolution, batch norm, ReLU.",
            (NORM + RELU, RELU + NORM),
        ),
        wrong(
            "norm_first",
            "The batch norm comes before the convolution. The order is convolution, batch norm, ReLU.",
            (CONV + NORM, NORM + CONV),
        ),
        wrong(
            "last_relu_missing",
            "The last ReLU is missing. A plain block has nothing to add, so the third convolution is followed by "
            "batch norm and ReLU like the others.",
            (RELU, "        X = layers.ReLU()(X) if size == f or number == filters[0] else X\n"),
        ),
        wrong(
            "shortcut",
            "This adds the block's input: that is the identity block. The plain block has no shortcut.",
            code="""
def plain_block(X, f, filters, initializer=random_uniform):
    X_shortcut = X
    for number, size in zip(filters, (1, f, 1)):
        X = layers.Conv2D(number, size, padding="same", kernel_initializer=initializer(seed=0))(X)
        X = layers.BatchNormalization(axis=3)(X)
        if size == f:
            X = layers.ReLU()(X)
    if X.shape[3] != X_shortcut.shape[3]:
        X_shortcut = layers.Conv2D(filters[2], 1)(X_shortcut)
    return layers.ReLU()(layers.Add()([X, X_shortcut]))
""",
        ),
        wrong(
            "wrong_axis",
            "The batch norm normalizes over axis 1, the rows. Channels are axis 3.",
            ("axis=3", "axis=1"),
        ),
        wrong(
            "not_padded",
            'The f x f convolution makes the picture smaller: it needs `padding="same"`.',
            (', padding="same"', ""),
        ),
        wrong(
            "sizes_all_f",
            "All three convolutions are f x f. The first and the last are 1 x 1.",
            ("(1, f, 1)", "(f, f, f)"),
        ),
        wrong("sizes_turned", "The sizes are f, 1, f. They should be 1, f, 1.", ("(1, f, 1)", "(f, 1, f)")),
        wrong("size_three", "The size 3 is hard-coded. It is the argument f.", ("(1, f, 1)", "(1, 3, 1)")),
        wrong(
            "filters_reversed",
            "The numbers of filters are used in reverse order: F1 is for the first convolution.",
            ("zip(filters,", "zip(filters[::-1],"),
        ),
        wrong(
            "first_filters_only",
            "All convolutions have F1 filters. They should have F1, F2 and F3.",
            ("Conv2D(number,", "Conv2D(filters[0],"),
        ),
        wrong(
            "size_and_filters_swapped",
            "Size and number of filters were swapped: Conv2D takes the number first.",
            ("Conv2D(number, size,", "Conv2D(size, number,"),
        ),
        wrong("two_convolutions", "There are two convolutions. The block has three.", ("(1, f, 1)", "(1, f)")),
        wrong("strided", "The convolutions have stride 2. They have stride 1.", ("size, padding", "size, 2, padding")),
        wrong(
            "no_bias",
            "The convolutions have no bias. Leave `use_bias` at its default.",
            ("size, padding", "size, use_bias=False, padding"),
        ),
        wrong("not_seeded", SEEDED, ("initializer(seed=0)", "initializer")),
        wrong(
            "initializer_ignored",
            "The argument `initializer` is not used. Pass `kernel_initializer=initializer(seed=0)` to every "
            "convolution.",
            (", kernel_initializer=initializer(seed=0)", ""),
        ),
        wrong(
            "other_seed",
            "The seed is not 0: `initializer(seed=0)`.",
            ("seed=0", "seed=1"),
        ),
        wrong(
            "wrong_default",
            "The default of `initializer` is random_uniform.",
            ("initializer=random_uniform", "initializer=glorot_uniform"),
        ),
        wrong(
            "not_chained",
            "Each convolution takes the block's input again. It should take the result of the layer before.",
            code="""
def plain_block(X, f, filters, initializer=random_uniform):
    for number, size in zip(filters, (1, f, 1)):
        A = layers.Conv2D(number, size, padding="same", kernel_initializer=initializer(seed=0))(X)
        A = layers.BatchNormalization(axis=3)(A)
        A = layers.ReLU()(A)
    return A
""",
        ),
        wrong(
            "one_norm",
            "One batch norm is used three times, so the three layers share their means and variances. Make a new one "
            "each time.",
            code="""
def plain_block(X, f, filters, initializer=random_uniform):
    norm = None
    for number, size in zip(filters, (1, f, 1)):
        X = layers.Conv2D(filters[0], size, padding="same", kernel_initializer=initializer(seed=0))(X)
        norm = norm or layers.BatchNormalization(axis=3)
        X = layers.ReLU()(norm(X))
    return X
""",
        ),
        wrong(
            "returned_too_early",
            "Only the first convolution is used: `return` is inside the loop.",
            ("    return X", "        return X"),
        ),
        wrong(
            "model_returned",
            A_BLOCK_IS_NO_MODEL,
            (
                "    X = layers.Conv2D",
                "    inputs = X if size == 1 and number == filters[0] else inputs\n        X = layers.Conv2D",
            ),
            ("    return X", "    return keras.Model(inputs, X)"),
        ),
        wrong("nothing_returned", "The block returns nothing: end it with `return X`.", ("    return X", "    X")),
        unknown_name(("zip(filters, (1, f, 1))", "zip(filters, (1, F, 1))")),
    ),
    stand_in="""
def plain_block(X, f, filters, initializer=None):
    import keras

    return keras.layers.Conv2D(filters[2], f, padding="same")(X)
""",
    alternatives=(
        also_right(
            "line_by_line",
            "every layer on a line of its own",
            code="""
def plain_block(X, f, filters, initializer=random_uniform):
    F1, F2, F3 = filters
    X = layers.Conv2D(filters=F1, kernel_size=1, kernel_initializer=initializer(seed=0))(X)
    X = layers.Activation("relu")(layers.BatchNormalization(axis=3)(X))
    X = layers.Conv2D(filters=F2, kernel_size=f, padding="same", kernel_initializer=initializer(seed=0))(X)
    X = layers.Activation("relu")(layers.BatchNormalization(axis=3)(X))
    X = layers.Conv2D(filters=F3, kernel_size=1, kernel_initializer=initializer(seed=0))(X)
    return layers.Activation("relu")(layers.BatchNormalization(axis=3)(X))
""",
        ),
        also_right(
            "stacked",
            "a Sequential model inside the block, and ReLU as a function",
            code="""
def plain_block(X, f, filters, initializer=random_uniform):
    stack = keras.Sequential()
    for place in range(3):
        size = f if place == 1 else 1
        stack.add(layers.Conv2D(filters[place], (size, size), padding="same", kernel_initializer=initializer(seed=0)))
        stack.add(layers.BatchNormalization())
        if place < 2:
            stack.add(layers.ReLU())
    return keras.activations.relu(stack(X))
""",
        ),
    ),
)
