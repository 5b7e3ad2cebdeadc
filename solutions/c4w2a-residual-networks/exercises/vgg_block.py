"""vgg_block: n convolutions and a pooling layer."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import Case, Exercise, accepted, also_right, wrong

from .common import A_BLOCK_IS_NO_MODEL, block_cases, unknown_name


def cases(rng: np.random.Generator) -> Iterable[Case]:
    few, many = int(rng.integers(4, 6)), int(rng.integers(6, 9))
    yield from block_cases(rng, (9, 14, 2), few, 2, label=f"9 x 14 x 2, {few} filters, n = 2", seeded=False)
    yield from block_cases(
        rng, (6, 5, 3), many, 3, label=f"6 x 5 x 3, {many} filters, n = 3", seeded=False, tried=False
    )
    yield from block_cases(rng, (7, 4, 2), 3, 1, label="7 x 4 x 2, 3 filters, n = 1", seeded=False, tried=False)


CONV = '        X = layers.Conv2D(filters, 3, padding="same", activation="relu")(X)\n'
POOL = "layers.MaxPooling2D(2)(X)"

VGG_BLOCK = Exercise(
    name="vgg_block",
    cases=cases,
    hints=(
        "Two kinds of layers. Which one is repeated, and which one comes once?",
        "(h, w, c) → (h, w, filters) → ... n times ... → (h, w, filters) → pooling → (h // 2, w // 2, filters).",
        "If the card names a pooling layer where it expects Conv2D, pooling is inside the loop. If it works for n = 2 "
        "only, n is not used.",
        "A loop over `range(n)` with one line: X becomes the convolution of X. After the loop, one pooling layer.",
    ),
    variants=(
        wrong(
            "pooled_every_time",
            "Pooling is inside the loop. It comes once, after the n convolutions.",
            (CONV, CONV + "        X = layers.MaxPooling2D((2, 2))(X)\n"),
            (POOL, "X"),
        ),
        wrong("no_pooling", "The pooling layer is missing.", (POOL, "X")),
        wrong(
            "not_padded",
            'The convolutions make the picture smaller: they lack `padding="same"`.',
            (', padding="same"', ""),
        ),
        wrong("no_relu", "The convolutions have no ReLU.", (', activation="relu"', "")),
        wrong(
            "one_too_few",
            "There is one convolution too few: `range(n)` gives n iterations.",
            ("range(n)", "range(n - 1)"),
        ),
        wrong(
            "one_too_many",
            "There is one convolution too many: `range(n)` gives n iterations.",
            ("range(n)", "range(n + 1)"),
        ),
        wrong(
            "always_two", "There are always two convolutions. Their number is the argument n.", ("range(n)", "range(2)")
        ),
        wrong(
            "always_one",
            "Only one convolution counts. There should be n, in a chain, and `return` comes after the loop.",
            ("range(n)", "range(1)"),
        ),
        wrong(
            "filters_doubled",
            "The number of filters grows from convolution to convolution. All have `filters`.",
            ("for _ in", "for place in"),
            ("Conv2D(filters,", "Conv2D(filters * 2**place,"),
        ),
        wrong(
            "size_and_filters_swapped",
            "Size and number of filters were swapped: Conv2D takes the number first.",
            ("(filters, 3,", "(3, filters,"),
        ),
        wrong("filters_of_five", "The filters are 5 x 5. VGG's are 3 x 3.", ("filters, 3,", "filters, 5,")),
        wrong("filters_of_two", "The filters are 2 x 2. VGG's are 3 x 3.", ("filters, 3,", "filters, 2,")),
        wrong(
            "n_is_size",
            "n was used as the filters' size. It is the number of convolutions; the size is 3.",
            ("filters, 3,", "filters, n,"),
        ),
        wrong(
            "strided",
            "The convolutions have stride 2. They keep the size; pooling halves it.",
            ("filters, 3,", "filters, 3, 2,"),
        ),
        wrong(
            "pooling_strides_of_one",
            "The pooling windows move by 1, so the picture is not halved. They should move by 2.",
            ("MaxPooling2D(2)", "MaxPooling2D(2, strides=1)"),
        ),
        wrong(
            "pooling_padded",
            "Pooling is padded, so an odd side is rounded up. It should be rounded down.",
            ("MaxPooling2D(2)", 'MaxPooling2D(2, padding="same")'),
        ),
        wrong(
            "pooling_of_three",
            "The pooling windows are 3 x 3. They should be 2 x 2 with stride 2.",
            ("MaxPooling2D(2)", "MaxPooling2D(3, strides=2)"),
        ),
        wrong("averages", "This is average pooling. VGG uses MaxPooling2D.", ("MaxPooling2D", "AveragePooling2D")),
        wrong(
            "pooled_first",
            "Pooling comes first. It should come after the convolutions.",
            ("    for _ in", "    X = layers.MaxPooling2D((2, 2))(X)\n    for _ in"),
            ("return layers.MaxPooling2D(2)(X)", "return X"),
        ),
        wrong(
            "batch_norm",
            "There is batch norm. VGG is from 2014, before batch norm: remove it.",
            (CONV, CONV + "        X = layers.BatchNormalization(axis=3)(X)\n"),
        ),
        wrong(
            "shortcut",
            "There is a shortcut. VGG has none.",
            (CONV, '        X = layers.Conv2D(filters, 3, padding="same", activation="relu")(X)\n        X = X + X\n'),
        ),
        wrong(
            "one_layer",
            "One convolution is used n times, so all share their weights. Make a new layer in each iteration.",
            code="""
def vgg_block(X, filters, n):
    X = layers.Conv2D(filters, 3, padding="same", activation="relu")(X)
    conv = layers.Conv2D(filters, 3, padding="same", activation="relu")
    for _ in range(n - 1):
        X = conv(X)
    return layers.MaxPooling2D(2)(X)
""",
        ),
        wrong(
            "model_returned",
            A_BLOCK_IS_NO_MODEL,
            ("    for _", "    inputs = X\n    for _"),
            (POOL, f"keras.Model(inputs, {POOL})"),
        ),
        wrong("nothing_returned", "The block returns nothing.", ("return layers", "X = layers")),
        unknown_name(("Conv2D(filters,", "Conv2D(number,")),
    ),
    accepted=(
        accepted(
            "relu_twice",
            "Right, but each ReLU appears twice: inside Conv2D and as a layer. Remove one of them.",
            (CONV, CONV + "        X = layers.ReLU()(X)\n"),
        ),
    ),
    alternatives=(
        also_right(
            "stacked",
            "a Sequential model inside the block, activations as layers",
            code="""
def vgg_block(X, filters, n):
    stage = keras.Sequential()
    while len(stage.layers) < 2 * n:
        stage.add(layers.Conv2D(filters=filters, kernel_size=(3, 3), strides=1, padding="same"))
        stage.add(layers.Activation("relu"))
    stage.add(layers.MaxPool2D(pool_size=(2, 2), strides=(2, 2)))
    return stage(X)
""",
        ),
        also_right(
            "recursive",
            "by recursion, with functions",
            code="""
def vgg_block(X, filters, n):
    if n == 0:
        return keras.ops.max_pool(X, 2, 2) if False else layers.MaxPooling2D((2, 2), (2, 2), "valid")(X)
    return vgg_block(keras.activations.relu(layers.Conv2D(filters, (3, 3), padding="same")(X)), filters, n - 1)
""".replace("keras.ops.max_pool(X, 2, 2) if False else ", ""),
        ),
    ),
)
