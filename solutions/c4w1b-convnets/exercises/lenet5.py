"""lenet5: the lecture's form of LeNet-5, for pictures of any size and any number of classes."""

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
    """Both stages with other layers: `{}` stands for the number of filters."""
    first, second = (f"            layers.{conv.format(filters)},\n            layers.{pool},\n" for filters in (8, 16))
    return (POOL1, first), (POOL2, second)


LENET5 = Exercise(
    name="lenet5",
    cases=cases,
    hints=(
        "Two stages of convolution and pooling, then vectors: 120, 84, and one unit for each class. Which of the "
        "layers has an activation, and which one?",
        "Any way of building it will do. `layer_table(lenet5((32, 32, 3), 10))` should show 608, 3,216, 48,120, 10,164 "
        "and 850 parameters, and the shapes of section 5.",
        'A stage is `layers.Conv2D(8, 5, activation="relu"), layers.MaxPooling2D(2)`; nothing is padded. The shape and '
        "the number of classes are arguments.",
    ),
    variants=(
        wrong(
            "padded",
            'The convolutions are padded: 32 stays 32. LeNet-5 pads nothing: 32, 28, 14, 10, 5. Leave out "same".',
            *_stages('Conv2D({}, 5, padding="same", activation="relu")', "MaxPooling2D(2)"),
        ),
        wrong(
            "filters_of_three",
            "The filters are 3 x 3. LeNet-5 has 5 x 5.",
            *_stages('Conv2D({}, 3, activation="relu")', "MaxPooling2D(2)"),
        ),
        wrong(
            "filters_and_size_swapped",
            "The numbers of filters and their size changed places: Conv2D takes the number first.",
            (CONV1, 'layers.Conv2D(5, 8, activation="relu")'),
            (CONV2, 'layers.Conv2D(5, 16, activation="relu")'),
        ),
        wrong(
            "six_filters",
            "The first layer has 6 filters, as the paper of 1998 has. The lecture's table has 8.",
            ("Conv2D(8,", "Conv2D(6,"),
        ),
        wrong(
            "eight_twice",
            "The second convolution has 16 filters, twice as many as the first.",
            ("Conv2D(16,", "Conv2D(8,"),
        ),
        wrong(
            "averages",
            "These are means of the windows, as in 1998. The lecture's form takes the largest: MaxPooling2D.",
            *_stages('Conv2D({}, 5, activation="relu")', "AveragePooling2D(2)"),
        ),
        wrong(
            "tanh",
            "The activations are tanh, as in 1998. The lecture's form has ReLU.",
            (CONV1, CONV1.replace("relu", "tanh")),
            (CONV2, CONV2.replace("relu", "tanh")),
            (DENSE1, DENSE1.replace("relu", "tanh")),
            (DENSE2, DENSE2.replace("relu", "tanh")),
        ),
        wrong(
            "pooling_strides_of_one",
            "The pooling windows move on by 1, so little gets smaller. They move by 2.",
            *_stages('Conv2D({}, 5, activation="relu")', "MaxPooling2D(2, strides=1)"),
        ),
        wrong(
            "pooling_padded",
            "The pooling layers are padded, so an odd side is rounded up. Here it is rounded down: the rest that does "
            "not fill a window is dropped.",
            *_stages('Conv2D({}, 5, activation="relu")', 'MaxPooling2D(2, padding="same")'),
        ),
        wrong(
            "strides_for_pooling",
            "The convolutions have stride 2, and there is no pooling. Stride 1, then MaxPooling2D.",
            *_stages('Conv2D({}, 5, strides=2, activation="relu")', "Identity()"),
        ),
        wrong(
            "no_first_pooling",
            "The pooling behind the first convolution is missing.",
            (POOL1, f"            {CONV1},\n"),
        ),
        wrong(
            "no_second_pooling",
            "The pooling behind the second convolution is missing.",
            (POOL2, f"            {CONV2},\n"),
        ),
        wrong(
            "convolutions_linear",
            "The convolutions have no activation. A ReLU stands behind each.",
            *_stages("Conv2D({}, 5)", "MaxPooling2D(2)"),
        ),
        wrong(
            "dense_linear",
            "The dense layers have no activation, so two of them and the last are one linear map. A ReLU stands behind "
            "120 and behind 84.",
            (DENSE1, "layers.Dense(120)"),
            (DENSE2, "layers.Dense(84)"),
        ),
        wrong(
            "dense_swapped",
            "84 and 120 changed places: first 120.",
            (f"            {DENSE1},\n            {DENSE2},\n", f"            {DENSE2},\n            {DENSE1},\n"),
        ),
        wrong("no_84", "The layer of 84 units is missing.", (f"            {DENSE2},\n", "")),
        wrong("no_120", "The layer of 120 units is missing.", (f"            {DENSE1},\n", "")),
        wrong(
            "dropout",
            "There is a dropout layer. It is a good thing to try later; the lecture's table has none.",
            (f"            {LAST},\n", f"            layers.Dropout(0.5),\n            {LAST},\n"),
        ),
        wrong(
            "no_flatten",
            "Flatten is missing: the dense layers then work at each place of the picture by itself.",
            ("            layers.Flatten(),\n", ""),
        ),
        wrong(
            "ten_written_in",
            "Ten classes are written in. Their number is an argument: Dense(classes).",
            ("Dense(classes", "Dense(10"),
        ),
        wrong(
            "shape_written_in",
            "The pictures' shape is written in. It is an argument: `keras.Input(input_shape)`.",
            ("keras.Input(input_shape)", "keras.Input((32, 32, 3))"),
        ),
        wrong(
            "no_softmax", "The last layer gives logits. Chances are wanted: softmax.", (LAST, "layers.Dense(classes)")
        ),
        wrong(
            "sigmoids",
            "Each class has a chance of its own, and they do not add up to 1. The classes exclude each other: softmax.",
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
        unknown_name(("Dense(classes", "Dense(n_classes")),
    ),
    accepted=(
        accepted(
            "pooled_before_relu",
            "Right: the largest of a window stays the largest under a ReLU, so the order does not matter here. "
            "Usually the activation stands first.",
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
            "a chain of calls in loops, with the activations apart",
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
            "a class with its own call, on Keras's own functions",
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
            "what sees and what decides as models of their own",
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
