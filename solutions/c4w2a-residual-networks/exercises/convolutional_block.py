"""convolutional_block: a residual block whose shortcut has a convolution."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from autograder.exercise import Case, Exercise, Variant, also_right, wrong

from .common import (
    A_BLOCK_IS_NO_MODEL,
    RELU,
    SAME,
    SEEDED,
    Line,
    block_cases,
    conv,
    initializer,
    norm,
    unknown_name,
    written,
)  # fmt: skip


def cases(rng: np.random.Generator) -> Iterable[Case]:
    few, some, many = (int(n) for n in (rng.integers(2, 4), rng.integers(4, 6), rng.integers(7, 9)))
    yield from block_cases(
        rng, (9, 12, 6), 3, [few, some, many], label=f"f = 3, s left out, filters {[few, some, many]}"
    )
    yield from block_cases(
        rng, (11, 8, few), 2, [some, many, 6], s=3, initializer=initializer("HeNormal"),
        label=f"f = 2, s = 3, filters {[some, many, 6]}, HeNormal", tried=False,
    )  # fmt: skip
    yield from block_cases(
        rng, (5, 8, few), 3, [6, some, many], s=1, label=f"f = 3, s = 1, filters {[6, some, many]}", tried=False
    )


HEAD = "def convolutional_block(X, f, filters, s=2, initializer=glorot_uniform):"
KEEP, CONV1, NORM1, RELU1, CONV2, NORM2, RELU2, CONV3, NORM3, SHORT, NORM4, ADD, LAST = range(13)
STRIDE = ", strides=s"
SHORTCUT = {"into": "X_shortcut", "of": "X_shortcut"}
SUM = "    X = layers.Add()([X, X_shortcut])\n"
LINES = (
    "    X_shortcut = X\n", conv("filters[0]", "1", STRIDE), norm(), RELU, conv("filters[1]", "f", SAME), norm(), RELU,
    conv("filters[2]", "1"), norm(), conv("filters[2]", "1", STRIDE, **SHORTCUT), norm("X_shortcut"), SUM,
    "    return layers.ReLU()(X)\n",
)  # fmt: skip


def changed(name: str, hint: str, lines: Mapping[int, Line], head: str = HEAD) -> Variant:
    return wrong(name, hint, code=written(head, LINES, lines))


def _made(made: str) -> dict[int, Line]:
    """All four convolutions with another initializer."""
    return {
        CONV1: conv("filters[0]", "1", STRIDE, made=made),
        CONV2: conv("filters[1]", "f", SAME, made=made),
        CONV3: conv("filters[2]", "1", made=made),
        SHORT: conv("filters[2]", "1", STRIDE, made=made, **SHORTCUT),
    }


CONVOLUTIONAL_BLOCK = Exercise(
    name="convolutional_block",
    cases=cases,
    hints=(
        "The identity block, except that the two sides of the sum would not fit. Which two numbers of the shape change "
        "on the main path, and what must the shortcut do to follow?",
        "(h, w, c) → 1 × 1, stride s → (h/s, w/s, F1) → f × f → (h/s, w/s, F2) → 1 × 1 → (h/s, w/s, F3); the shortcut: "
        "(h, w, c) → 1 × 1, stride s → (h/s, w/s, F3).",
        "If it works with s = 1 but not otherwise, a stride is missing or on the wrong convolution: it belongs on the "
        "first convolution and on the shortcut's. If the inputs of Add are wrong, the shortcut lacks its batch norm.",
        "Two paths start from the same tensor and end in `Add`. The shortcut has two layers, convolution and batch "
        "norm, and no ReLU of its own. The only ReLU that both share comes after the sum.",
    ),
    equivalent={
        "X = layers.BatchNormalization()(X)": "the last axis is the default, and the last of four axes is axis 3",
        "X = layers.BatchNormalization()(X) #2": "the last axis is the default, and the last of four axes is axis 3",
        "X = layers.BatchNormalization()(X) #3": "the last axis is the default, and the last of four axes is axis 3",
        "X_shortcut = layers.BatchNormalization()(X_shortcut)": "the last axis is the default, and the last "
        "of four axes is axis 3",
    },
    variants=(
        changed(
            "stride_on_the_middle",
            "The stride is on the second convolution. In this version it is on the first, the 1 x 1.",
            {CONV1: conv("filters[0]", "1"), CONV2: conv("filters[1]", "f", SAME + STRIDE)},
        ),
        changed(
            "stride_on_the_third",
            "The stride is on the third convolution. It belongs on the first, so that all later ones work on fewer "
            "positions.",
            {CONV1: conv("filters[0]", "1"), CONV3: conv("filters[2]", "1", STRIDE)},
        ),
        changed(
            "main_stride_missing",
            "The first convolution has no stride, so the main path stays larger than the shortcut.",
            {CONV1: conv("filters[0]", "1")},
        ),
        changed(
            "shortcut_stride_missing",
            "The shortcut's convolution has no stride, so it stays larger than the main path.",
            {SHORT: conv("filters[2]", "1", **SHORTCUT)},
        ),
        changed(
            "no_strides",
            "Both strides are missing: pass `strides=s` to the first convolution and to the shortcut's.",
            {CONV1: conv("filters[0]", "1"), SHORT: conv("filters[2]", "1", **SHORTCUT)},
        ),
        changed(
            "stride_two_written_in",
            "The stride 2 is hard-coded. It is the argument s.",
            {CONV1: conv("filters[0]", "1", ", strides=2"), SHORT: conv("filters[2]", "1", ", strides=2", **SHORTCUT)},
        ),
        changed(
            "strides_twice",
            "Every convolution of the main path has the stride s; only the first should.",
            {CONV2: conv("filters[1]", "f", SAME + STRIDE), CONV3: conv("filters[2]", "1", STRIDE)},
        ),
        changed("default_stride_one", "The default of `s` is 2.", {}, HEAD.replace("s=2", "s=1")),
        changed(
            "wrong_default",
            "The default of `initializer` is glorot_uniform in this block.",
            {},
            HEAD.replace("glorot_uniform", "random_uniform"),
        ),
        changed(
            "shortcut_not_convolved",
            "X is added as it came in, with another shape. Its path needs a convolution and a batch norm.",
            {SHORT: None, NORM4: None},
        ),
        changed(
            "shortcut_not_normalized",
            "The shortcut's batch norm is missing. Every convolution here has one.",
            {NORM4: None},
        ),
        changed(
            "shortcut_relu",
            "The shortcut has a ReLU of its own. It has only a convolution and a batch norm.",
            {NORM4: norm("X_shortcut") + "    X_shortcut = layers.ReLU()(X_shortcut)\n"},
        ),
        changed(
            "shortcut_f",
            "The shortcut's convolution is f x f. It should be 1 x 1.",
            {SHORT: conv("filters[2]", "f", STRIDE + SAME, **SHORTCUT)},
        ),
        changed(
            "shortcut_from_main",
            "The shortcut's convolution takes the result of the main path. It should take X as it came into the block.",
            {SHORT: conv("filters[2]", "1", STRIDE, into="X_shortcut", of="X")},
        ),
        changed(
            "shortcut_first_filters",
            "The shortcut's convolution has F1 filters, so the two sides of the sum do not fit. It needs F3.",
            {SHORT: conv("filters[0]", "1", STRIDE, **SHORTCUT)},
        ),
        changed(
            "shortcut_pooled",
            "The shortcut is pooled. In this version a 1 x 1 convolution with stride s changes its size.",
            {
                SHORT: '    X_shortcut = layers.MaxPooling2D(s, padding="same")(X_shortcut)\n'
                + conv("filters[2]", "1", **SHORTCUT)
            },
        ),
        changed("no_shortcut", "Nothing is added: there is no shortcut.", {ADD: None}),
        changed(
            "added_after_relu",
            "The shortcut is added after the last ReLU. Add first, then apply the ReLU to the sum.",
            {ADD: RELU, LAST: "    return layers.Add()([X, X_shortcut])\n"},
        ),
        changed(
            "relu_before_adding",
            "There is a ReLU before the sum. The third convolution is followed by batch norm alone.",
            {NORM3: norm() + RELU},
        ),
        changed("last_relu_missing", "The ReLU after the sum is missing.", {LAST: "    return X\n"}),
        changed("first_relu_missing", "The ReLU after the first batch norm is missing.", {RELU1: None}),
        changed("second_relu_missing", "The ReLU after the second batch norm is missing.", {RELU2: None}),
        changed("first_norm_missing", "The batch norm after the first convolution is missing.", {NORM1: None}),
        changed("second_norm_missing", "The batch norm after the second convolution is missing.", {NORM2: None}),
        changed("third_norm_missing", "The batch norm after the third convolution is missing.", {NORM3: None}),
        changed(
            "no_batch_norm",
            "There is no batch norm. It belongs after each convolution.",
            {NORM1: None, NORM2: None, NORM3: None, NORM4: None},
        ),
        changed(
            "norm_of_the_sum",
            "One batch norm after the sum is not the same as one on each side before it.",
            {NORM3: None, NORM4: None, ADD: SUM + norm()},
        ),
        changed(
            "wrong_axis",
            "A batch norm normalizes over axis 1, the rows. Channels are axis 3.",
            {NORM1: norm(axis=1), NORM2: norm(axis=1), NORM3: norm(axis=1), NORM4: norm("X_shortcut", axis=1)},
        ),
        changed(
            "shortcut_axis",
            "The shortcut's batch norm is over axis 1. Channels are axis 3.",
            {NORM4: norm("X_shortcut", axis=1)},
        ),
        changed(
            "middle_not_padded",
            'The f x f convolution makes the picture smaller: it needs `padding="same"`.',
            {CONV2: conv("filters[1]", "f")},
        ),
        changed(
            "size_three", "The size 3 is hard-coded. It is the argument f.", {CONV2: conv("filters[1]", "3", SAME)}
        ),
        changed(
            "last_f", "The third convolution is f x f; it should be 1 x 1.", {CONV3: conv("filters[2]", "f", SAME)}
        ),
        changed(
            "first_f",
            "The first convolution is f x f; it should be 1 x 1.",
            {CONV1: conv("filters[0]", "f", STRIDE + SAME)},
        ),
        changed(
            "third_filters_first",
            "F3 was used for the first convolution. The order is F1, F2, F3.",
            {CONV1: conv("filters[2]", "1", STRIDE)},
        ),
        changed(
            "second_has_f1",
            "The second convolution has F1 filters; it should have F2.",
            {CONV2: conv("filters[0]", "f", SAME)},
        ),
        changed(
            "concatenated",
            "The two sides are concatenated. They should be added: `layers.Add()([X, X_shortcut])`.",
            {ADD: "    X = layers.Concatenate()([X, X_shortcut])\n"},
        ),
        changed(
            "multiplied",
            "The two sides are multiplied. They should be added.",
            {ADD: "    X = layers.Multiply()([X, X_shortcut])\n"},
        ),
        changed("not_seeded", SEEDED, _made("initializer")),
        changed(
            "initializer_ignored",
            "The argument `initializer` is not used. Pass `kernel_initializer=initializer(seed=0)` to every "
            "convolution.",
            _made("None"),
        ),
        changed(
            "shortcut_without_initializer",
            "The shortcut's convolution does not use `initializer`. Every convolution needs "
            "`kernel_initializer=initializer(seed=0)`.",
            {SHORT: conv("filters[2]", "1", STRIDE, made="None", **SHORTCUT)},
        ),
        changed(
            "one_norm",
            "The batch norm of the third convolution is used for the shortcut as well. Each path needs its own.",
            {
                NORM3: "    norm = layers.BatchNormalization(axis=3)\n    X = norm(X)\n",
                NORM4: "    X_shortcut = norm(X_shortcut)\n",
            },
        ),
        changed(
            "model_returned",
            A_BLOCK_IS_NO_MODEL,
            {KEEP: "    inputs = X_shortcut = X\n", LAST: "    return keras.Model(inputs, layers.ReLU()(X))\n"},
        ),
        changed(
            "nothing_returned", "The block returns nothing: end it with `return`.", {LAST: "    X = layers.ReLU()(X)\n"}
        ),
        unknown_name(code=written(HEAD, LINES, {CONV1: conv("F1", "1", STRIDE)})),
    ),
    stand_in="""
def convolutional_block(X, f, filters, s=2, initializer=None):
    import keras

    X = keras.layers.Conv2D(filters[2], 1, strides=s)(X)
    return keras.layers.LeakyReLU(negative_slope=filters[0] + filters[1] / 1024 + f / 4096)(X)
""",
    alternatives=(
        also_right(
            "shortcut_first",
            "the shortcut written first, and the sum with +",
            code="""
def convolutional_block(X, f, filters, s=2, initializer=glorot_uniform):
    F1, F2, F3 = filters
    side = layers.Conv2D(F3, (1, 1), strides=(s, s), padding="valid", kernel_initializer=initializer(seed=0))(X)
    side = layers.BatchNormalization(axis=3)(side)
    A = layers.Conv2D(F1, (1, 1), strides=(s, s), padding="same", kernel_initializer=initializer(seed=0))(X)
    A = layers.Activation("relu")(layers.BatchNormalization(axis=3)(A))
    A = layers.Conv2D(F2, (f, f), padding="same", kernel_initializer=initializer(seed=0))(A)
    A = layers.Activation("relu")(layers.BatchNormalization(axis=3)(A))
    A = layers.BatchNormalization(axis=3)(layers.Conv2D(F3, 1, kernel_initializer=initializer(seed=0))(A))
    return layers.Activation("relu")(side + A)
""",
        ),
        also_right(
            "helper_inside",
            "a function for convolution and batch norm, ReLU as a function",
            code="""
def convolutional_block(X, f, filters, s=2, initializer=glorot_uniform):
    def normed(A, number, size=1, stride=1):
        A = layers.Conv2D(number, size, stride, "same", kernel_initializer=initializer(seed=0))(A)
        return layers.BatchNormalization()(A)

    relu = layers.ReLU()
    A = relu(normed(X, filters[0], stride=s))
    A = relu(normed(A, filters[1], f))
    return relu(layers.Add()([normed(X, filters[-1], stride=s), normed(A, filters[-1])]))
""",
        ),
    ),
)
