"""ResNet50: a stem, sixteen residual blocks in four stages, and a classifier."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import Case, Exercise, Rule, also_right, script, wrong
from autograder.script import Step

from .common import Table, unknown_name


def cases(rng: np.random.Generator) -> Iterable[Case]:
    shape, classes = (72, 136, 2), int(rng.integers(3, 6))
    made = (
        Step("", keep="function", action="get"),
        Step("planned", (shape, classes), on="function", keep="made", action="ask"),
        Step("opened", (shape,), on="made", keep="model", action="ask"),
        Step("wiring", on="model", action="ask"),
    )
    yield script(*made, check=Table, label=f"the layers, 72 x 136 x 2, {classes} classes")


INPUT = "keras.Input(input_shape)"
PAD = "    X = layers.ZeroPadding2D(3)(inputs)\n"
NORMED = "layers.ReLU()(layers.BatchNormalization(axis=3)(X))"
POOL = "    X = layers.MaxPooling2D(3, strides=2)(X)\n"
PLAN = "((64, 3, 1), (128, 4, 2), (256, 6, 2), (512, 3, 2))"
FIRST = "        X = convolutional_block(X, 3, [F, F, 4 * F], s)\n"
REST = "        for _ in range(blocks - 1):\n            X = identity_block(X, 3, [F, F, 4 * F])\n"
AVERAGE = "    X = layers.AveragePooling2D(2)(X)\n"

RESNET50 = Exercise(
    name="ResNet50",
    cases=cases,
    uses=("identity_block", "convolutional_block"),
    rules=(
        Rule(
            "defaults",
            "The defaults are fixed by the task: input_shape=(64, 64, 3), classes=6.",
            {"input_shape": (64, 64, 3), "classes": 6},
        ),
    ),
    hints=(
        "Four stages of the same form: one convolutional block, then identity blocks. What differs from stage to stage "
        "is three numbers: the filters, the stride, and how many identity blocks follow.",
        "64 × 64 × 3 → pad 70 → 7 × 7, stride 2 → 32 × 32 × 64 → pool 15 × 15 × 64 → 15 × 15 × 256 → 8 × 8 × 512 → "
        "4 × 4 × 1024 → 2 × 2 × 2048 → 1 × 1 × 2048 → flat 2048 → classes.",
        "The card counts layers: a stage with n blocks has 3 n + 1 convolutions. If the first wrong layer is the 12th "
        "Conv2D, the stem and the first stage (1 + 10) are right. If a stride is wrong there, look at `s`.",
        "3, 4, 6, 3 blocks with strides 1, 2, 2, 2 and filters that double: a loop over four rows. The first block of "
        "each stage is the convolutional one, and only it has a stride. The third number of filters is four times "
        "the first.",
    ),
    equivalent={
        "X = layers.ReLU()(layers.BatchNormalization()(X))": "the last axis is the default, and the last of "
        "four axes is axis 3",
    },
    variants=(
        wrong("no_padding", "The zero padding at the start is missing.", (PAD, "    X = inputs\n")),
        wrong(
            "padding_of_one",
            "The padding is 1. It should be 3 on every side.",
            ("ZeroPadding2D(3)", "ZeroPadding2D(1)"),
        ),
        wrong(
            "stem_stride",
            "The first convolution has stride 1. It should have stride 2.",
            ("7, strides=2", "7, strides=1"),
        ),
        wrong("stem_of_three", "The first convolution is 3 x 3. It should be 7 x 7.", ("64, 7,", "64, 3,")),
        wrong("stem_filters", "The first convolution has 32 filters. It should have 64.", ("Conv2D(64,", "Conv2D(32,")),
        wrong(
            "stem_same",
            'The first convolution is padded as well: leave its padding at "valid", ZeroPadding2D has done it.',
            ("7, strides=2", '7, padding="same", strides=2'),
        ),
        wrong(
            "stem_norm_missing", "The batch norm after the first convolution is missing.", (NORMED, "layers.ReLU()(X)")
        ),
        wrong(
            "stem_relu_missing",
            "The ReLU after the first batch norm is missing.",
            (NORMED, "layers.BatchNormalization(axis=3)(X)"),
        ),
        wrong("stem_axis", "The first batch norm is over axis 1, the rows. Channels are axis 3.", ("axis=3", "axis=1")),
        wrong(
            "stem_norm_last",
            "The first ReLU comes before the batch norm.",
            (NORMED, "layers.BatchNormalization(axis=3)(layers.ReLU()(X))"),
        ),
        wrong("no_pooling", "The max pooling of stage 1 is missing.", (POOL, "")),
        wrong(
            "pooling_default_stride",
            "Max pooling moves by 3, its default. It should move by 2.",
            ("MaxPooling2D(3, strides=2)", "MaxPooling2D(3)"),
        ),
        wrong(
            "pooling_of_two",
            "The max pooling windows are 2 x 2. They should be 3 x 3.",
            ("MaxPooling2D(3,", "MaxPooling2D(2,"),
        ),
        wrong(
            "pooling_averages",
            "Stage 1 pools by averages. It should take maxima.",
            ("layers.MaxPooling2D(3,", "layers.AveragePooling2D(3,"),
        ),
        wrong(
            "pooling_same",
            "Max pooling is padded. It should not be.",
            ("MaxPooling2D(3, ", 'MaxPooling2D(3, padding="same", '),
        ),
        wrong(
            "stage_2_strided",
            "Stage 2 halves the picture again. Its convolutional block has s = 1, because pooling has just halved "
            "it. (Without `s` the block takes 2.)",
            ("(64, 3, 1)", "(64, 3, 2)"),
        ),
        wrong(
            "no_strides",
            "No stage halves the picture: stages 3, 4 and 5 have s = 2.",
            (PLAN, "((64, 3, 1), (128, 4, 1), (256, 6, 1), (512, 3, 1))"),
        ),
        wrong(
            "identity_too_many",
            "Every stage has one identity block too many: the convolutional block counts as well.",
            ("range(blocks - 1)", "range(blocks)"),
        ),
        wrong(
            "identity_too_few",
            "Every stage has one identity block too few.",
            ("range(blocks - 1)", "range(blocks - 2)"),
        ),
        wrong(
            "three_everywhere",
            "Every stage has three blocks. ResNet-50 has 3, 4, 6 and 3.",
            ("range(blocks - 1)", "range(2)"),
        ),
        wrong(
            "resnet101",
            "Stage 4 has 23 blocks: that is ResNet-101. ResNet-50 has 6 there.",
            ("(256, 6, 2)", "(256, 23, 2)"),
        ),
        wrong(
            "counts_swapped",
            "Stages 3 and 4 have each other's number of blocks: 3, 4, 6, 3.",
            ("(128, 4, 2), (256, 6, 2)", "(128, 6, 2), (256, 4, 2)"),
        ),
        wrong("last_stage_missing", "Stage 5 is missing.", (", (512, 3, 2))", ")")),
        wrong("only_convolutional", "The identity blocks are missing.", (REST, "")),
        wrong(
            "all_convolutional",
            "All blocks are convolutional blocks. Only the first of each stage is.",
            (
                "            X = identity_block(X, 3, [F, F, 4 * F])",
                "            X = convolutional_block(X, 3, [F, F, 4 * F], 1)",
            ),
        ),
        wrong(
            "no_bottleneck",
            "The third number of filters equals the first. It should be four times as large.",
            ("convolutional_block(X, 3, [F, F, 4 * F]", "convolutional_block(X, 3, [F, F, F]"),
            ("identity_block(X, 3, [F, F, 4 * F]", "identity_block(X, 3, [F, F, F]"),
        ),
        wrong(
            "doubled_only",
            "The third number of filters is twice the first. It should be four times as large.",
            ("convolutional_block(X, 3, [F, F, 4 * F]", "convolutional_block(X, 3, [F, F, 2 * F]"),
            ("identity_block(X, 3, [F, F, 4 * F]", "identity_block(X, 3, [F, F, 2 * F]"),
        ),
        wrong(
            "f_of_five",
            "The blocks have f = 5. They should have f = 3.",
            ("convolutional_block(X, 3,", "convolutional_block(X, 5,"),
            ("identity_block(X, 3,", "identity_block(X, 5,"),
        ),
        wrong(
            "begins_again",
            "Every stage starts from the inputs of stage 2 again, so only the last one counts.",
            ("    for F, blocks", "    start = X\n    for F, blocks"),
            ("convolutional_block(X,", "convolutional_block(start,"),
        ),
        wrong("no_average", "The average pooling before Flatten is missing.", (AVERAGE, "")),
        wrong(
            "global_average",
            "This averages over the whole picture. Here AveragePooling2D(2) averages over windows of 2 x 2; for a "
            "picture of 64 x 64 the two agree.",
            ("layers.AveragePooling2D(2)", "layers.GlobalAveragePooling2D()"),
        ),
        wrong(
            "maxima_at_the_end",
            "The last pooling takes maxima. It should take averages.",
            ("layers.AveragePooling2D(2)", "layers.MaxPooling2D(2)"),
        ),
        wrong("no_flatten", "Flatten is missing: Dense acts on the last axis only.", ("layers.Flatten()(X)", "X")),
        wrong(
            "no_softmax",
            "The last layer outputs logits. Apply a softmax to get probabilities.",
            (', activation="softmax"', ""),
        ),
        wrong(
            "sigmoids",
            "With sigmoids the probabilities do not sum to 1. The classes exclude each other, so use a softmax.",
            ('"softmax"', '"sigmoid"'),
        ),
        wrong("six_classes", "Six classes are hard-coded. Their number is an argument.", ("Dense(classes", "Dense(6")),
        wrong(
            "shape_written_in",
            "The shape of the pictures is hard-coded. It is the argument input_shape.",
            (INPUT, "keras.Input((64, 64, 3))"),
        ),
        wrong(
            "channels_written_in",
            "Three channels are hard-coded. They are part of input_shape.",
            (INPUT, "keras.Input((*input_shape[:2], 3))"),
        ),
        wrong(
            "hidden_layer",
            "There is one more dense layer before the last one. ResNet has only one.",
            (
                "    X = layers.Flatten()(X)\n",
                '    X = layers.Flatten()(X)\n    X = layers.Dense(64, activation="relu")(X)\n',
            ),
        ),
        wrong(
            "dropout",
            "There is a dropout layer. ResNet-50 has none.",
            ("    X = layers.Flatten()(X)\n", "    X = layers.Dropout(0.5)(layers.Flatten()(X))\n"),
        ),
        wrong(
            "output_returned",
            "This returns the output tensor. Return the model: `keras.Model(inputs, outputs)`.",
            ("return keras.Model(inputs, outputs)", "return outputs"),
        ),
        wrong("nothing_returned", "The model was built but not returned.", ("return keras.Model", "keras.Model")),
        unknown_name((INPUT, "keras.Input(shape)")),
    ),
    alternatives=(
        also_right(
            "stage_by_stage",
            "every stage written out, activations as layers",
            code="""
def ResNet50(input_shape=(64, 64, 3), classes=6):
    X_input = tf.keras.Input(shape=input_shape)
    X = layers.ZeroPadding2D((3, 3))(X_input)
    X = layers.Conv2D(64, (7, 7), strides=(2, 2), kernel_initializer=glorot_uniform(seed=0))(X)
    X = layers.Activation("relu")(layers.BatchNormalization(axis=3)(X))
    X = layers.MaxPooling2D((3, 3), strides=(2, 2))(X)
    X = convolutional_block(X, f=3, filters=[64, 64, 256], s=1)
    for _ in range(2):
        X = identity_block(X, 3, [64, 64, 256])
    X = convolutional_block(X, f=3, filters=[128, 128, 512], s=2)
    for _ in range(3):
        X = identity_block(X, 3, [128, 128, 512])
    X = convolutional_block(X, f=3, filters=[256, 256, 1024])
    for _ in range(5):
        X = identity_block(X, 3, [256, 256, 1024])
    X = convolutional_block(X, f=3, filters=[512, 512, 2048])
    for _ in range(2):
        X = identity_block(X, 3, [512, 512, 2048])
    X = layers.Flatten()(layers.AveragePooling2D(pool_size=(2, 2))(X))
    return tf.keras.Model(inputs=X_input, outputs=layers.Dense(classes, activation="softmax")(X))
""",
        ),
        also_right(
            "parts",
            "stem and head as Sequential models, the filters doubled step by step",
            code="""
def ResNet50(input_shape=(64, 64, 3), classes=6):
    stem = keras.Sequential([layers.ZeroPadding2D(3), layers.Conv2D(64, 7, 2), layers.BatchNormalization()])
    stem.add(layers.ReLU())
    stem.add(layers.MaxPool2D(3, 2))
    head = keras.Sequential([layers.AveragePooling2D(), layers.Flatten(), layers.Dense(classes), layers.Softmax()])
    inputs = keras.Input(input_shape)
    X, F, s = stem(inputs), 64, 1
    for more in (2, 3, 5, 2):
        X = convolutional_block(X, 3, [F, F, 4 * F], s=s)
        while more:
            X, more = identity_block(X, 3, [F, F, 4 * F]), more - 1
        F, s = 2 * F, 2
    return keras.Model(inputs, head(X))
""",
        ),
    ),
)
