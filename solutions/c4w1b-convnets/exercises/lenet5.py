"""lenet5: the lecture's version of LeNet-5, for pictures of any size and any number of classes."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import Case, Exercise, accepted, also_right, wrong

from .common import NOT_A_MODEL, model_cases, not_told_the_shape, nothing_returned, unknown_name


def cases(rng: np.random.Generator) -> Iterable[Case]:
    for shape, classes, tried in (((32, 32, 3), 10, False), ((19, 28, 2), 4, True)):
        height, width, channels = shape
        named = f"{height} x {width} x {channels}, {classes} classes"
        yield from model_cases(rng, shape, classes, input_shape=shape, named=named, tried=tried)


CONV1, CONV2 = 'layers.Conv2D(8, 5, activation="relu")', 'layers.Conv2D(16, 5, activation="relu")'
POOL1, POOL2 = (f"            {conv},\n            layers.MaxPooling2D(2),\n" for conv in (CONV1, CONV2))
DENSE1, DENSE2 = 'layers.Dense(120, activation="relu")', 'layers.Dense(84, activation="relu")'
LAST = 'layers.Dense(classes, activation="softmax")'


def _stages(conv: str, pool: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """Both stages with other layers; `{}` is replaced by the number of filters."""
    first, second = (f"            layers.{conv.format(filters)},\n            layers.{pool},\n" for filters in (8, 16))
    return (POOL1, first), (POOL2, second)


LENET5 = Exercise(
    name="lenet5",
    cases=cases,
    hints=(
        "Two stages of convolution and pooling, then dense layers of 120, 84, and one unit per class. Which of the "
        "layers have an activation, and which activation is it?",
        "Build it in any way you like. `layer_table(lenet5((32, 32, 3), 10))` should show 608, 3,216, 48,120, 10,164 "
        "and 850 parameters, and the shapes of section 5.",
        'A stage is `layers.Conv2D(8, 5, activation="relu"), layers.MaxPooling2D(2)`, without padding. The shape and '
        "the number of classes are arguments.",
    ),
    variants=(
        wrong(
            "padded",
            'The convolutions are padded: 32 stays 32. LeNet-5 has no padding: 32, 28, 14, 10, 5. Remove "same".',
            *_stages('Conv2D({}, 5, padding="same", activation="relu")', "MaxPooling2D(2)"),
        ),
        wrong(
            "filters_of_three",
            "The filters are 3 x 3. LeNet-5 uses 5 x 5.",
            *_stages('Conv2D({}, 3, activation="relu")', "MaxPooling2D(2)"),
        ),
        wrong(
            "filters_and_size_swapped",
            "The number of filters and their size were swapped: Conv2D takes the number first.",
            (CONV1, 'layers.Conv2D(5, 8, activation="relu")'),
            (CONV2, 'layers.Conv2D(5, 16, activation="relu")'),
        ),
        wrong(
            "six_filters",
            "The first layer has 6 filters, as in the paper of 1998. The lecture's table has 8.",
            ("Conv2D(8,", "Conv2D(6,"),
        ),
        wrong(
            "eight_twice",
            "The second convolution has 16 filters, twice as many as the first.",
            ("Conv2D(16,", "Conv2D(8,"),
        ),
        wrong(
            "averages",
            "This is average pooling, as in 1998. The lecture's version uses MaxPooling2D.",
            *_stages('Conv2D({}, 5, activation="relu")', "AveragePooling2D(2)"),
        ),
        wrong(
            "tanh",
            "The activations are tanh, as in 1998. The lecture's version uses ReLU.",
            (CONV1, CONV1.replace("relu", "tanh")),
            (CONV2, CONV2.replace("relu", "tanh")),
            (DENSE1, DENSE1.replace("relu", "tanh")),
            (DENSE2, DENSE2.replace("relu", "tanh")),
        ),
        wrong(
            "pooling_strides_of_one",
            "The pooling windows move by 1, so the picture hardly shrinks. They should move by 2.",
            *_stages('Conv2D({}, 5, activation="relu")', "MaxPooling2D(2, strides=1)"),
        ),
        wrong(
            "pooling_padded",
            "The pooling layers are padded, so an odd side is rounded up. It should be rounded down: pixels that do "
            "not fill a window are dropped.",
            *_stages('Conv2D({}, 5, activation="relu")', 'MaxPooling2D(2, padding="same")'),
        ),
        wrong(
            "strides_for_pooling",
            "The convolutions have stride 2 and there is no pooling. Use stride 1 and then MaxPooling2D.",
            *_stages('Conv2D({}, 5, strides=2, activation="relu")', "Identity()"),
        ),
        wrong(
            "no_first_pooling",
            "The pooling layer after the first convolution is missing.",
            (POOL1, f"            {CONV1},\n"),
        ),
        wrong(
            "no_second_pooling",
            "The pooling layer after the second convolution is missing.",
            (POOL2, f"            {CONV2},\n"),
        ),
        wrong(
            "convolutions_linear",
            "The convolutions have no activation. Each needs a ReLU.",
            *_stages("Conv2D({}, 5)", "MaxPooling2D(2)"),
        ),
        wrong(
            "dense_linear",
            "The dense layers have no activation, so together with the last layer they form one linear map. The "
            "layers of 120 and 84 units need a ReLU.",
            (DENSE1, "layers.Dense(120)"),
            (DENSE2, "layers.Dense(84)"),
        ),
        wrong(
            "dense_swapped",
            "The dense layers were swapped: first 120 units, then 84.",
            (f"            {DENSE1},\n            {DENSE2},\n", f"            {DENSE2},\n            {DENSE1},\n"),
        ),
        wrong("no_84", "The layer of 84 units is missing.", (f"            {DENSE2},\n", "")),
        wrong("no_120", "The layer of 120 units is missing.", (f"            {DENSE1},\n", "")),
        wrong(
            "dropout",
            "There is a dropout layer. It is worth trying later, but the lecture's table has none.",
            (f"            {LAST},\n", f"            layers.Dropout(0.5),\n            {LAST},\n"),
        ),
        wrong(
            "no_flatten",
            "Flatten is missing: the dense layers then act on every position of the picture separately.",
            ("            layers.Flatten(),\n", ""),
        ),
        wrong(
            "ten_written_in",
            "Ten classes are hard-coded. Their number is an argument: Dense(classes).",
            ("Dense(classes", "Dense(10"),
        ),
        wrong(
            "shape_written_in",
            "The shape of the pictures is hard-coded. It is an argument: `keras.Input(input_shape)`.",
            ("keras.Input(input_shape)", "keras.Input((32, 32, 3))"),
        ),
        wrong(
            "no_softmax",
            "The last layer outputs logits. Apply a softmax to get probabilities.",
            (LAST, "layers.Dense(classes)"),
        ),
        wrong(
            "sigmoids",
            "With sigmoids the probabilities do not sum to 1. The classes exclude each other, so use a softmax.",
            (LAST, LAST.replace("softmax", "sigmoid")),
        ),
        not_told_the_shape(("            keras.Input(input_shape),\n", "")),
        wrong(
            "output_returned",
            NOT_A_MODEL,
            code="""
def lenet5(input_shape, classes):
    A = keras.Input(input_shape)
    for filters in (8, 16):
        A = layers.MaxPooling2D(2)(layers.Conv2D(filters, 5, activation="relu")(A))
    A = layers.Dense(84, activation="relu")(layers.Dense(120, activation="relu")(layers.Flatten()(A)))
    return layers.Dense(classes, activation="softmax")(A)
""",
        ),
        nothing_returned("""
def lenet5(input_shape, classes):
    model = keras.Sequential([keras.Input(input_shape), layers.Conv2D(8, 5, activation="relu")])
    model.add(layers.MaxPooling2D(2))
"""),
        wrong(
            "dense_84_linear",
            "The dense layer of 84 units has no activation. It needs a ReLU.",
            (DENSE2, "layers.Dense(84)"),
        ),
        wrong(
            "dense_120_linear",
            "The dense layer of 120 units has no activation. It needs a ReLU.",
            (DENSE1, "layers.Dense(120)"),
        ),
        wrong(
            "second_average",
            "The second pooling layer averages. Use MaxPooling2D.",
            (POOL2, f"            {CONV2},\n            layers.AveragePooling2D(2),\n"),
        ),
        wrong(
            "first_average",
            "The first pooling layer averages. Use MaxPooling2D.",
            (POOL1, f"            {CONV1},\n            layers.AveragePooling2D(2),\n"),
        ),
        wrong(
            "second_padded",
            "The second convolution is padded. LeNet-5 has no padding.",
            (CONV2, CONV2.replace("5,", '5, padding="same",')),
        ),
        wrong(
            "first_padded",
            "The first convolution is padded. LeNet-5 has no padding.",
            (CONV1, CONV1.replace("5,", '5, padding="same",')),
        ),
        wrong(
            "second_pooling_stride_one",
            "The second pooling window moves by 1. It should move by 2.",
            (POOL2, f"            {CONV2},\n            layers.MaxPooling2D(2, strides=1),\n"),
        ),
        wrong(
            "first_pooling_stride_one",
            "The first pooling window moves by 1. It should move by 2.",
            (POOL1, f"            {CONV1},\n            layers.MaxPooling2D(2, strides=1),\n"),
        ),
        wrong(
            "softmax_over_the_batch",
            "The softmax runs over the examples, axis 0. It should run over the classes, the last axis.",
            (LAST, "layers.Dense(classes), layers.Softmax(axis=0)"),
        ),
        wrong(
            "second_filters_of_three",
            "The second filters are 3 x 3. LeNet-5 uses 5 x 5.",
            (CONV2, CONV2.replace("5,", "3,")),
        ),
        wrong(
            "first_linear", "The first convolution has no activation. It needs a ReLU.", (CONV1, "layers.Conv2D(8, 5)")
        ),
        wrong(
            "second_linear",
            "The second convolution has no activation. It needs a ReLU.",
            (CONV2, "layers.Conv2D(16, 5)"),
        ),
        unknown_name(("Dense(classes", "Dense(n_classes")),
    ),
    accepted=(
        accepted(
            "pooled_before_relu",
            "Right: max pooling and ReLU can be swapped without changing the result. Usually the activation comes "
            "first.",
            (
                POOL1,
                "            layers.Conv2D(8, 5),\n            layers.MaxPooling2D(2),\n            layers.ReLU(),\n",
            ),
            (
                POOL2,
                "            layers.Conv2D(16, 5),\n            layers.MaxPooling2D(2),\n            layers.ReLU(),\n",
            ),
        ),
    ),
    alternatives=(
        also_right(
            "functional",
            "a chain of calls in loops, with separate activations",
            code="""
def lenet5(input_shape, classes):
    A = inputs = keras.Input(input_shape)
    for filters in (8, 16):
        A = layers.ReLU()(layers.Conv2D(filters, (5, 5), strides=1, padding="valid")(A))
        A = layers.MaxPool2D(pool_size=2, strides=2)(A)
    A = layers.Flatten()(A)
    for units in (120, 84):
        A = layers.Activation("relu")(layers.Dense(units)(A))
    return keras.Model(inputs, layers.Softmax()(layers.Dense(classes)(A)))
""",
        ),
        also_right(
            "a_class",
            "a subclass of Model that uses Keras's own functions",
            code="""
def lenet5(input_shape, classes):
    class LeNet(keras.Model):
        def __init__(self):
            super().__init__()
            self.last = layers.Dense(classes, activation="softmax")
            self.dense = [layers.Dense(units, activation="relu") for units in (120, 84)]
            self.conv = [layers.Conv2D(filters, 5) for filters in (8, 16)]
            self.pool, self.flatten = [layers.MaxPooling2D() for _ in range(2)], layers.Flatten()

        def call(self, A):
            for conv, pool in zip(self.conv, self.pool):
                A = pool(keras.ops.relu(conv(A)))
            A = self.flatten(A)
            for dense in self.dense:
                A = dense(A)
            return self.last(A)

    return LeNet()
""",
        ),
        also_right(
            "two_parts",
            "feature extractor and classifier as separate models",
            code="""
def lenet5(input_shape, classes):
    seen = keras.Sequential([keras.Input(input_shape)], name="sees")
    for filters in (8, 16):
        seen.add(layers.Conv2D(filters, 5, activation=keras.activations.relu))
        seen.add(layers.MaxPooling2D())
    seen.add(layers.Flatten())
    decides = keras.Sequential([keras.Input(seen.output_shape[1:])], name="decides")
    for units, activation in ((120, "relu"), (84, "relu"), (classes, "softmax")):
        decides.add(layers.Dense(units, activation))
    return keras.Sequential([keras.Input(input_shape), seen, decides])
""",
        ),
    ),
)
