"""identity_block: three convolutions and a shortcut."""

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
    few, some, many = (int(n) for n in (rng.integers(2, 4), rng.integers(4, 6), rng.integers(6, 9)))
    yield from block_cases(rng, (7, 9, many), 3, [few, some, many], label=f"f = 3, filters {[few, some, many]}")
    yield from block_cases(
        rng, (8, 6, few), 2, [some, many, few], initializer=initializer("HeNormal"),
        label=f"f = 2, filters {[some, many, few]}, HeNormal", tried=False,
    )  # fmt: skip


HEAD = "def identity_block(X, f, filters, initializer=random_uniform):"
KEEP, CONV1, NORM1, RELU1, CONV2, NORM2, RELU2, CONV3, NORM3, ADD, LAST = range(11)
FIRST, SECOND, THIRD = conv("filters[0]", "1"), conv("filters[1]", "f", SAME), conv("filters[2]", "1")
SUM = "    X = layers.Add()([X, X_shortcut])\n"
LINES = (
    "    X_shortcut = X\n", FIRST, norm(), RELU, SECOND, norm(), RELU, THIRD, norm(), SUM, "    return "
    "layers.ReLU()(X)\n",
)  # fmt: skip


def changed(name: str, hint: str, lines: Mapping[int, Line], head: str = HEAD) -> Variant:
    return wrong(name, hint, code=written(head, LINES, lines))


VALID = conv("filters[1]", "f")

IDENTITY_BLOCK = Exercise(
    name="identity_block",
    cases=cases,
    hints=(
        "The plain block, with one thing more: remember X before the first convolution, and add it where the "
        "notebook's "
        "picture has the plus sign. Which layers come before the sum, and which after?",
        "X (h, w, F3) → 1 × 1 → (h, w, F1) → f × f → (h, w, F2) → 1 × 1 → (h, w, F3) → + X → ReLU. Both sides of the "
        "sum have the same shape.",
        "If the card sees a ReLU where it expects Add, the block has a ReLU too many before the sum. If it says that "
        "the inputs of Add are wrong, look at the line that remembers X: it comes first.",
        "Eleven lines: remember X; three times convolution and batch norm, with a ReLU after the first two; `Add` "
        "takes a "
        "list of two tensors; the last ReLU is called on the sum.",
    ),
    equivalent={
        "X = layers.BatchNormalization()(X)": "the last axis is the default, and the last of four axes is axis 3",
        "X = layers.BatchNormalization()(X) #2": "the last axis is the default, and the last of four axes is axis 3",
        "X = layers.BatchNormalization()(X) #3": "the last axis is the default, and the last of four axes is axis 3",
    },
    variants=(
        changed(
            "added_after_relu",
            "X is added after the last ReLU. Add first, then apply the ReLU to the sum.",
            {ADD: RELU, LAST: "    return layers.Add()([X, X_shortcut])\n"},
        ),
        changed(
            "relu_before_adding",
            "There is a ReLU before the sum, so the block can only add, never subtract. The third convolution is "
            "followed by batch norm alone.",
            {NORM3: norm() + RELU},
        ),
        changed("no_shortcut", "Nothing is added: this is a plain block. Add X as it came in.", {ADD: None}),
        changed(
            "shortcut_after_first",
            "The shortcut starts after the first convolution. Remember X before anything is done with it.",
            {KEEP: None, CONV1: conv("filters[0]", "1") + "    X_shortcut = X\n", CONV3: conv("filters[0]", "1")},
        ),
        changed(
            "added_to_itself",
            "X is added to itself: by then X is the result of the layers. Remember the input under another name, at "
            "the start.",
            {ADD: "    X_shortcut = X\n" + SUM},
        ),
        changed("last_relu_missing", "The ReLU after the sum is missing.", {LAST: "    return X\n"}),
        changed("first_relu_missing", "The ReLU after the first batch norm is missing.", {RELU1: None}),
        changed("second_relu_missing", "The ReLU after the second batch norm is missing.", {RELU2: None}),
        changed("inner_relus_missing", "The two ReLUs inside the block are missing.", {RELU1: None, RELU2: None}),
        changed("first_norm_missing", "The batch norm after the first convolution is missing.", {NORM1: None}),
        changed("second_norm_missing", "The batch norm after the second convolution is missing.", {NORM2: None}),
        changed("third_norm_missing", "The batch norm after the third convolution is missing.", {NORM3: None}),
        changed(
            "no_batch_norm",
            "There is no batch norm. It belongs after each convolution.",
            {NORM1: None, NORM2: None, NORM3: None},
        ),
        changed(
            "norm_of_the_sum",
            "The last batch norm comes after the sum, so it also normalizes the shortcut. It belongs before the sum.",
            {NORM3: None, ADD: SUM + norm()},
        ),
        changed(
            "relu_before_norm",
            "The ReLU comes before the batch norm. The order is convolution, batch norm, ReLU.",
            {NORM1: RELU, RELU1: norm(), NORM2: RELU, RELU2: norm()},
        ),
        changed(
            "wrong_axis",
            "A batch norm normalizes over axis 1, the rows. Channels are axis 3.",
            {NORM1: norm(axis=1), NORM2: norm(axis=1), NORM3: norm(axis=1)},
        ),
        changed(
            "middle_not_padded",
            'The f x f convolution makes the picture smaller: it needs `padding="same"`.',
            {CONV2: VALID},
        ),
        changed(
            "size_three", "The size 3 is hard-coded. It is the argument f.", {CONV2: conv("filters[1]", "3", SAME)}
        ),
        changed(
            "all_f",
            "All three convolutions are f x f. The first and the last are 1 x 1.",
            {CONV1: conv("filters[0]", "f", SAME), CONV3: conv("filters[2]", "f", SAME)},
        ),
        changed(
            "first_f", "The first convolution is f x f; it should be 1 x 1.", {CONV1: conv("filters[0]", "f", SAME)}
        ),
        changed(
            "last_f", "The third convolution is f x f; it should be 1 x 1.", {CONV3: conv("filters[2]", "f", SAME)}
        ),
        changed(
            "middle_of_one", "The second convolution is 1 x 1; it should be f x f.", {CONV2: conv("filters[1]", "1")}
        ),
        changed(
            "third_filters_first",
            "F3 was used for the first convolution. The order is F1, F2, F3.",
            {CONV1: conv("filters[2]", "1")},
        ),
        changed(
            "second_has_f1",
            "The second convolution has F1 filters; it should have F2.",
            {CONV2: conv("filters[0]", "f", SAME)},
        ),
        changed(
            "strided",
            "The first convolution has stride 2, so the two sides of the sum do not fit. In an identity block all "
            "strides are 1.",
            {CONV1: conv("filters[0]", "1", ", strides=2")},
        ),
        changed(
            "shortcut_convolved",
            "The shortcut has a convolution: that is the convolutional block. Here X is added as it is.",
            {ADD: conv("filters[2]", "1", into="X_shortcut", of="X_shortcut") + norm("X_shortcut") + SUM},
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
        changed(
            "averaged",
            "The two sides are averaged. They should be added: `layers.Add()`.",
            {ADD: "    X = layers.Average()([X, X_shortcut])\n"},
        ),
        changed(
            "subtracted", "X is subtracted. It should be added.", {ADD: "    X = layers.Subtract()([X, X_shortcut])\n"}
        ),
        changed(
            "not_seeded",
            SEEDED,
            {
                CONV1: conv("filters[0]", "1", made="initializer"),
                CONV2: conv("filters[1]", "f", SAME, made="initializer"),
                CONV3: conv("filters[2]", "1", made="initializer"),
            },
        ),
        changed(
            "initializer_ignored",
            "The argument `initializer` is not used. Pass `kernel_initializer=initializer(seed=0)` to every "
            "convolution.",
            {
                CONV1: conv("filters[0]", "1", made="None"),
                CONV2: conv("filters[1]", "f", SAME, made="None"),
                CONV3: conv("filters[2]", "1", made="None"),
            },
        ),
        changed(
            "one_without_initializer",
            "The second convolution does not use `initializer`. Every convolution needs "
            "`kernel_initializer=initializer(seed=0)`.",
            {CONV2: conv("filters[1]", "f", SAME, made="None")},
        ),
        changed(
            "wrong_default",
            "The default of `initializer` is random_uniform in this block.",
            {},
            HEAD.replace("random_uniform", "glorot_uniform"),
        ),
        changed(
            "one_norm",
            "One batch norm is used twice, so two layers share their means and variances. Make a new one each time.",
            {
                NORM1: "    norm = layers.BatchNormalization(axis=3)\n    X = norm(X)\n",
                CONV2: conv("filters[0]", "f", SAME),
                NORM2: "    X = norm(X)\n",
            },
        ),
        changed(
            "model_returned",
            A_BLOCK_IS_NO_MODEL,
            {LAST: "    return keras.Model(X_shortcut, layers.ReLU()(X))\n"},
        ),
        changed(
            "nothing_returned", "The block returns nothing: end it with `return`.", {LAST: "    X = layers.ReLU()(X)\n"}
        ),
        changed(
            "shortcut_returned",
            "The shortcut is returned, so the layers have no effect.",
            {LAST: "    return X_shortcut\n"},
        ),
        unknown_name(code=written(HEAD, LINES, {CONV1: conv("F1", "1")})),
    ),
    stand_in="""
def identity_block(X, f, filters, initializer=None):
    import keras

    return keras.layers.LeakyReLU(negative_slope=filters[0] + filters[1] / 1024 + filters[2] / 8 + f / 4096)(X)
""",
    alternatives=(
        also_right(
            "operators",
            "the sum with +, activations as functions",
            code="""
def identity_block(X, f, filters, initializer=random_uniform):
    F1, F2, F3 = filters
    A = X
    for number, size in ((F1, 1), (F2, f)):
        A = layers.Conv2D(number, (size, size), padding="same", kernel_initializer=initializer(seed=0))(A)
        A = keras.activations.relu(layers.BatchNormalization(axis=-1)(A))
    A = layers.Conv2D(F3, (1, 1), strides=(1, 1), kernel_initializer=initializer(seed=0))(A)
    return keras.ops.relu(X + layers.BatchNormalization()(A))
""",
        ),
        also_right(
            "stacked",
            "the three convolutions as a Sequential model, the shortcut listed first",
            code="""
def identity_block(X, f, filters, initializer=random_uniform):
    F = keras.Sequential(
        [
            layers.Conv2D(filters[0], 1, kernel_initializer=initializer(seed=0)),
            layers.BatchNormalization(axis=3),
            layers.Activation("relu"),
            layers.Conv2D(filters[1], f, padding="same", kernel_initializer=initializer(seed=0)),
            layers.BatchNormalization(axis=3),
            layers.Activation("relu"),
            layers.Conv2D(filters[2], 1, kernel_initializer=initializer(seed=0)),
            layers.BatchNormalization(axis=3),
        ]
    )
    return layers.Activation("relu")(layers.add([X, F(X)]))
""",
        ),
    ),
)
