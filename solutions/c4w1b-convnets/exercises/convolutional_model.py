"""convolutional_model: a chain of calls, with "same" padding everywhere."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import Case, Exercise, accepted, also_right, wrong

from .common import NOT_A_MODEL, model_cases, unknown_name


def cases(rng: np.random.Generator) -> Iterable[Case]:
    for shape, tried in (((40, 68, 2), True), ((64, 33, 3), False)):
        height, width, channels = shape
        yield from model_cases(rng, shape, input_shape=shape, named=f"{height} x {width} x {channels}", tried=tried)


Z1 = 'layers.Conv2D(8, 4, padding="same")'
Z2 = 'layers.Conv2D(16, 2, padding="same")'
P1 = 'layers.MaxPooling2D(8, strides=8, padding="same")'
P2 = 'layers.MaxPooling2D(4, strides=4, padding="same")'
DENSE = 'layers.Dense(6, activation="softmax")'

CONVOLUTIONAL_MODEL = Exercise(
    name="convolutional_model",
    cases=cases,
    hints=(
        "A layer is a function: `layers.Conv2D(...)` creates it, and then you call it with its input. What is the "
        "input of the first layer, and of the second?",
        '`inputs = keras.Input(input_shape)`, then `Z1 = layers.Conv2D(8, 4, padding="same")(inputs)`, and so on. The '
        "model is `keras.Model(inputs, outputs)`.",
        '`layers.ReLU()(Z1)` and `layers.MaxPooling2D(8, strides=8, padding="same")(A1)`. With (64, 64, 3) the '
        "parameters should be 392, 528 and 390.",
    ),
    equivalent={
        "P1 = layers.MaxPooling2D(8, padding='same')(A1)": "without strides, a pooling window moves by its own size",
        "P2 = layers.MaxPooling2D(4, padding='same')(A2)": "without strides, a pooling window moves by its own size",
    },
    variants=(
        wrong(
            "filters_and_size_swapped",
            "The number of filters and their size were swapped: Conv2D takes the number first, then the size.",
            (Z1, 'layers.Conv2D(4, 8, padding="same")'),
            (Z2, 'layers.Conv2D(2, 16, padding="same")'),
        ),
        wrong(
            "convolutions_not_padded",
            'The convolutions make the picture smaller: they lack `padding="same"`.',
            (Z1, "layers.Conv2D(8, 4)"),
            (Z2, "layers.Conv2D(16, 2)"),
        ),
        wrong(
            "first_not_padded",
            'The first convolution makes the picture smaller: it lacks `padding="same"`.',
            (Z1, "layers.Conv2D(8, 4)"),
        ),
        wrong(
            "second_not_padded",
            'The second convolution makes the picture smaller: it lacks `padding="same"`.',
            (Z2, "layers.Conv2D(16, 2)"),
        ),
        wrong(
            "pooling_not_padded",
            'The pooling layers drop pixels that do not fill a window. With `padding="same"` those pixels get a '
            "window as well.",
            (P1, "layers.MaxPooling2D(8, strides=8)"),
            (P2, "layers.MaxPooling2D(4, strides=4)"),
        ),
        wrong(
            "first_pooling_not_padded",
            'The first pooling layer drops pixels that do not fill a window: it lacks `padding="same"`.',
            (P1, "layers.MaxPooling2D(8, strides=8)"),
        ),
        wrong(
            "second_pooling_not_padded",
            'The second pooling layer drops pixels that do not fill a window: it lacks `padding="same"`.',
            (P2, "layers.MaxPooling2D(4, strides=4)"),
        ),
        wrong(
            "pooling_strides_of_one",
            "The pooling windows move by 1, so the picture does not shrink. Their strides should be 8 and 4.",
            ("strides=8", "strides=1"),
            ("strides=4", "strides=1"),
        ),
        wrong(
            "default_windows",
            "The windows are 2 x 2, the default, with the right strides: most pixels are ignored.",
            ("MaxPooling2D(8, ", "MaxPooling2D("),
            ("MaxPooling2D(4, ", "MaxPooling2D("),
        ),
        wrong(
            "poolings_swapped",
            "The two pooling layers were swapped: first 8 x 8, then 4 x 4.",
            ("MaxPooling2D(8, strides=8", "MaxPooling2D(4, strides=4"),
            ('MaxPooling2D(4, strides=4, padding="same")(A2)', 'MaxPooling2D(8, strides=8, padding="same")(A2)'),
        ),
        wrong(
            "averages",
            "This is average pooling. Use MaxPooling2D.",
            ("layers.MaxPooling2D(8", "layers.AveragePooling2D(8"),
            ("layers.MaxPooling2D(4", "layers.AveragePooling2D(4"),
        ),
        wrong("first_relu_missing", "The ReLU after the first convolution is missing.", ("layers.ReLU()(Z1)", "Z1")),
        wrong("second_relu_missing", "The ReLU after the second convolution is missing.", ("layers.ReLU()(Z2)", "Z2")),
        wrong(
            "no_relu",
            "There is no ReLU. Without one, a stack of layers is hardly more than a single linear map.",
            ("layers.ReLU()(Z1)", "Z1"),
            ("layers.ReLU()(Z2)", "Z2"),
        ),
        wrong(
            "pooling_bypassed",
            "The second convolution takes A1, which skips the first pooling layer. Pass it P1.",
            ("(P1)", "(A1)"),
        ),
        wrong(
            "one_stage",
            "The last layers take P1, which skips everything in between. Pass them P2.",
            ("(P2)", "(P1)"),
        ),
        wrong(
            "begins_again",
            "The second convolution takes the inputs, which skips the first one. Pass it P1.",
            ("(P1)", "(inputs)"),
        ),
        wrong(
            "no_flatten",
            "Flatten is missing: Dense acts on the last axis only, so it gives an output for every position of the "
            "picture.",
            ("layers.Flatten()(P2)", "P2"),
        ),
        wrong(
            "no_softmax",
            "The last layer outputs logits. Apply a softmax to get probabilities.",
            (DENSE, "layers.Dense(6)"),
        ),
        wrong(
            "sigmoids",
            "With sigmoids the probabilities do not sum to 1. The classes exclude each other, so use a softmax.",
            ('"softmax"', '"sigmoid"'),
        ),
        wrong(
            "one_unit",
            "One unit with a sigmoid distinguishes two classes. There are six: Dense(6) with a softmax.",
            (DENSE, 'layers.Dense(1, activation="sigmoid")'),
        ),
        wrong(
            "shape_written_in",
            "The shape of the pictures is hard-coded. It is an argument: `keras.Input(input_shape)`.",
            ("keras.Input(input_shape)", "keras.Input((64, 64, 3))"),
        ),
        wrong(
            "filters_changed_places",
            "The numbers of filters were swapped: first 8, then 16.",
            (Z1, 'layers.Conv2D(16, 4, padding="same")'),
            (Z2, 'layers.Conv2D(8, 2, padding="same")'),
        ),
        wrong("output_returned", NOT_A_MODEL, ("return keras.Model(inputs, outputs)", "return outputs")),
        wrong(
            "nothing_returned",
            "The model was built but not returned.",
            ("return keras.Model(inputs, outputs)", "keras.Model(inputs, outputs)"),
        ),
        wrong(
            "first_pooling_stride_one",
            "The first pooling window moves by 1. It should move by 8.",
            ("strides=8", "strides=1"),
        ),
        wrong(
            "second_pooling_stride_one",
            "The second pooling window moves by 1. It should move by 4.",
            ("strides=4", "strides=1"),
        ),
        wrong(
            "global_pooling",
            "This averages each channel, which leaves 16 numbers. Use Flatten.",
            ("Flatten()(P2)", "GlobalAveragePooling2D()(P2)"),
        ),
        wrong(
            "second_average",
            "The second pooling layer averages. Use MaxPooling2D.",
            ("layers.MaxPooling2D(4", "layers.AveragePooling2D(4"),
        ),
        wrong(
            "first_average",
            "The first pooling layer averages. Use MaxPooling2D.",
            ("layers.MaxPooling2D(8", "layers.AveragePooling2D(8"),
        ),
        wrong(
            "second_stride_two",
            "The second convolution moves by 2. Its stride should be 1.",
            (Z2, 'layers.Conv2D(16, 2, strides=2, padding="same")'),
        ),
        wrong(
            "first_stride_two",
            "The first convolution moves by 2. Its stride should be 1.",
            (Z1, 'layers.Conv2D(8, 4, strides=2, padding="same")'),
        ),
        wrong(
            "leaky",
            "The first activation is a leaky ReLU. Use a plain one.",
            ("layers.ReLU()(Z1)", "layers.LeakyReLU()(Z1)"),
        ),
        unknown_name(("keras.Input(input_shape)", "keras.Input(shape)")),
    ),
    accepted=(
        accepted(
            "relu_twice",
            "Right, but each ReLU appears twice: inside Conv2D and as a layer. The second has no effect; remove one "
            "of them.",
            (Z1, 'layers.Conv2D(8, 4, padding="same", activation="relu")'),
            (Z2, 'layers.Conv2D(16, 2, padding="same", activation="relu")'),
        ),
        accepted(
            "pooled_before_relu",
            "Right: max pooling and ReLU can be swapped without changing the result. Usually the activation comes "
            "first.",
            ("layers.ReLU()(Z1)", P1 + "(Z1)"),
            (P1 + "(A1)", "layers.ReLU()(A1)"),
            ("layers.ReLU()(Z2)", P2 + "(Z2)"),
            (P2 + "(A2)", "layers.ReLU()(A2)"),
        ),
    ),
    alternatives=(
        also_right(
            "sequential",
            "a Sequential model with the activations inside its layers",
            code="""
def convolutional_model(input_shape):
    return keras.Sequential(
        [
            keras.Input(input_shape),
            layers.Conv2D(8, (4, 4), activation="relu", padding="same"),
            layers.MaxPool2D((8, 8), padding="same"),
            layers.Conv2D(16, (2, 2), activation=tf.nn.relu, padding="SAME"),
            layers.MaxPool2D((4, 4), padding="same"),
            layers.Flatten(),
            layers.Dense(6),
            layers.Softmax(),
        ]
    )
""",
        ),
        also_right(
            "as_it_is_known",
            "functional, with all settings named, activations as layers and as functions",
            code="""
def convolutional_model(input_shape):
    tfl = tf.keras.layers
    input_img = tf.keras.Input(shape=input_shape)
    Z1 = tfl.Conv2D(filters=8, kernel_size=(4, 4), strides=(1, 1), padding="same")(input_img)
    A1 = tfl.Activation("relu")(Z1)
    P1 = tfl.MaxPool2D(pool_size=(8, 8), strides=(8, 8), padding="same")(A1)
    Z2 = tfl.Conv2D(filters=16, kernel_size=(2, 2), strides=(1, 1), padding="same")(P1)
    A2 = tf.keras.activations.relu(Z2)
    P2 = tfl.MaxPool2D(pool_size=(4, 4), strides=(4, 4), padding="same")(A2)
    outputs = tfl.Dense(units=6, activation="softmax")(tfl.Flatten()(P2))
    return tf.keras.Model(inputs=input_img, outputs=outputs)
""",
        ),
        also_right(
            "a_class",
            "a subclass of Model that creates its layers from last to first",
            code="""
def convolutional_model(input_shape):
    class Signs(keras.Model):
        def __init__(self):
            super().__init__()
            self.last = layers.Dense(6, activation="softmax")
            self.stages = [
                (layers.Conv2D(8, 4, padding="same"), layers.MaxPooling2D(8, padding="same")),
                (layers.Conv2D(16, 2, padding="same"), layers.MaxPooling2D(4, padding="same")),
            ]

        def call(self, A):
            for conv, pool in self.stages:
                A = pool(layers.ReLU()(conv(A)))
            return self.last(layers.Flatten()(A))

    return Signs()
""",
        ),
    ),
)
