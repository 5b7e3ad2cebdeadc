"""happyModel: a first network, layer by layer."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import Case, Exercise, accepted, also_right, wrong

from .common import NOT_A_MODEL, model_cases, not_told_the_shape, nothing_returned, unknown_name


def cases(rng: np.random.Generator) -> Iterable[Case]:
    yield from model_cases(rng, input_shape=(64, 64, 3), named="64 x 64 x 3")


PAD = "            layers.ZeroPadding2D(3),\n"
CONV = "layers.Conv2D(32, 7)"
NORM = "            layers.BatchNormalization(axis=3),\n"
RELU = "            layers.ReLU(),\n"
POOL = "            layers.MaxPooling2D(),\n"
FLATTEN = "            layers.Flatten(),\n"
DENSE = 'layers.Dense(1, activation="sigmoid")'

HAPPY_MODEL = Exercise(
    name="happyModel",
    cases=cases,
    hints=(
        "The docstring lists seven layers. Each is a class of `keras.layers` with that name; next to it are its "
        "arguments. Which of them are the defaults?",
        "`keras.Sequential([keras.Input((64, 64, 3)), layers.ZeroPadding2D(3), ...])` stacks layers. Look at "
        "`happyModel().summary()`: the parameters should be 4,736, then 128, then 32,769.",
        "Conv2D takes the number of filters first, then their size. ReLU is a separate layer here, because the batch "
        "norm comes between it and the convolution.",
    ),
    equivalent={
        "return keras.Sequential([keras.Input((64, 64, 3)), layers.ZeroPadding2D(3), layers.Conv2D(32, 7), "
        "layers.BatchNormalization(), layers.ReLU(), layers.MaxPooling2D(), layers.Flatten(), layers.Dense(1, "
        "activation='sigmoid')])": "the last axis is the default, and the last of four axes is axis 3",
    },
    variants=(
        wrong("no_padding", "The zeros around the picture are missing: start with ZeroPadding2D(3).", (PAD, "")),
        wrong(
            "padding_of_one",
            "ZeroPadding2D adds one row of zeros on every side by default. Use three, so that a 7 x 7 filter can be "
            "centred on every pixel.",
            ("ZeroPadding2D(3)", "ZeroPadding2D()"),
        ),
        wrong(
            "padded_twice",
            'The convolution pads again. ZeroPadding2D has already done so: leave `padding` at "valid".',
            (CONV, 'layers.Conv2D(32, 7, padding="same")'),
        ),
        wrong(
            "filters_and_size_swapped",
            "These are 7 filters of 32 x 32. Conv2D takes the number of filters first, then their size.",
            (CONV, "layers.Conv2D(7, 32)"),
        ),
        wrong(
            "stride_two", "The filter moves by 2. Its stride should be 1.", (CONV, "layers.Conv2D(32, 7, strides=2)")
        ),
        wrong("small_filters", "The filters are 3 x 3. They should be 7 x 7.", (CONV, "layers.Conv2D(32, 3)")),
        wrong(
            "no_bias",
            "The biases of the filters are missing. (The batch norm would make up for them, but 4,736 includes them: "
            "(7 * 7 * 3 + 1) * 32.)",
            (CONV, "layers.Conv2D(32, 7, use_bias=False)"),
        ),
        wrong(
            "relu_before_norm_too",
            "There is a ReLU inside Conv2D *and* one as a layer. The batch norm should receive the linear output: "
            "remove the activation from Conv2D.",
            (CONV, 'layers.Conv2D(32, 7, activation="relu")'),
        ),
        wrong(
            "relu_before_norm",
            "The ReLU comes before the batch norm. It should come after it.",
            (NORM + RELU, RELU + NORM),
        ),
        wrong("no_norm", "The batch normalization is missing.", (NORM, "")),
        wrong(
            "norm_over_rows",
            "The batch norm normalizes each row of the picture. It should normalize each channel: axis 3, the last of "
            "(m, height, width, channels).",
            ("axis=3", "axis=1"),
        ),
        wrong("no_relu", "The ReLU is missing: without it the network is hardly more than a linear map.", (RELU, "")),
        wrong("no_pooling", "The pooling layer is missing.", (POOL, "")),
        wrong(
            "pooling_stride_one",
            "The pooling window moves by 1, so the picture hardly shrinks. Without `strides` it moves by its own size.",
            ("MaxPooling2D()", "MaxPooling2D(strides=1)"),
        ),
        wrong("average", "This is average pooling. Use MaxPooling2D.", ("MaxP", "AverageP")),
        wrong("pooling_of_three", "The pooling windows are 3 x 3. They should be 2 x 2.", ("2D()", "2D(3)")),
        wrong(
            "no_flatten",
            "Flatten is missing: a Dense layer acts on the last axis only, so it gives one number for every position "
            "of the picture.",
            (FLATTEN, ""),
        ),
        wrong(
            "global_pooling",
            "This averages each channel, which leaves 32 numbers. Flatten keeps all 32,768.",
            ("Flatten()", "GlobalAveragePooling2D()"),
        ),
        wrong(
            "two_softmax_units",
            "There are two units with a softmax. For two classes, use one unit with a sigmoid.",
            (DENSE, 'layers.Dense(2, activation="softmax")'),
        ),
        wrong(
            "softmax_of_one",
            "A softmax over a single unit is always 1. For one unit, use a sigmoid.",
            ('"sigmoid"', '"softmax"'),
        ),
        wrong(
            "no_sigmoid",
            "The last layer outputs logits. Apply a sigmoid to get a probability.",
            (DENSE, "layers.Dense(1)"),
        ),
        wrong(
            "relu_at_the_end",
            "The last activation is a ReLU. Use a sigmoid to get a probability.",
            ('"sigmoid"', '"relu"'),
        ),
        wrong(
            "grey",
            "These are greyscale pictures. Colour pictures have three channels: (64, 64, 3).",
            ("64, 3))", "64, 1))"),
        ),
        not_told_the_shape(("            keras.Input((64, 64, 3)),\n", "")),
        wrong(
            "output_returned",
            NOT_A_MODEL,
            code="""
def happyModel():
    inputs = keras.Input((64, 64, 3))
    X = layers.ZeroPadding2D(3)(inputs)
    X = layers.Conv2D(32, 7)(X)
    X = layers.BatchNormalization(axis=3)(X)
    X = layers.MaxPooling2D()(layers.ReLU()(X))
    return layers.Dense(1, activation="sigmoid")(layers.Flatten()(X))
""",
        ),
        nothing_returned("""
def happyModel():
    model = keras.Sequential([keras.Input((64, 64, 3)), layers.ZeroPadding2D(3)])
    model.add(layers.Conv2D(32, 7))
"""),
        wrong(
            "padding_of_two",
            "ZeroPadding2D adds 2 rows of zeros on every side. Use three.",
            ("ZeroPadding2D(3)", "ZeroPadding2D(2)"),
        ),
        wrong(
            "leaky",
            "This is a leaky ReLU. Use a plain one, `layers.ReLU()`.",
            (RELU, RELU.replace("ReLU", "LeakyReLU")),
        ),
        wrong(
            "tanh",
            "The activation after the batch norm is tanh. Use a ReLU.",
            (RELU, RELU.replace("ReLU()", 'Activation("tanh")')),
        ),
        wrong(
            "sigmoid_for_relu",
            "The activation after the batch norm is a sigmoid. Use a ReLU.",
            (RELU, RELU.replace("ReLU()", 'Activation("sigmoid")')),
        ),
        wrong(
            "other_epsilon",
            "The batch norm has another epsilon. Leave its settings at their defaults.",
            ("(axis=3)", "(axis=3, epsilon=0.1)"),
        ),
        wrong(
            "layer_norm",
            "This is a layer norm. Use BatchNormalization.",
            ("BatchNormalization(axis=3)", "LayerNormalization(axis=3)"),
        ),
        wrong("filters_of_five", "The filters are 5 x 5. They should be 7 x 7.", (CONV, "layers.Conv2D(32, 5)")),
        wrong("sixteen_filters", "There are 16 filters. There should be 32.", (CONV, "layers.Conv2D(16, 7)")),
        wrong(
            "two_sigmoid_units",
            "There are two units. One is enough for two classes.",
            (DENSE, DENSE.replace("1,", "2,")),
        ),
        wrong(
            "pooled_twice",
            "There are two pooling layers. One is enough.",
            (POOL, POOL + POOL),
        ),
        wrong(
            "dropout",
            "There is a dropout layer that the task doesn't ask for.",
            (FLATTEN, FLATTEN + "            layers.Dropout(0.5),\n"),
        ),
        unknown_name(("layers.ReLU()", "ReLU()")),
    ),
    accepted=(
        accepted(
            "padding_inside",
            'Right: for a 7 x 7 filter, padding="same" adds three zeros on every side, so the model computes the '
            "same. The task asks for a separate padding layer.",
            (PAD, ""),
            (CONV, 'layers.Conv2D(32, 7, padding="same")'),
        ),
        accepted(
            "pooled_before_relu",
            "Right: max pooling and ReLU can be swapped without changing the result. Usually the activation comes "
            "first.",
            (RELU + POOL, POOL + RELU),
        ),
        accepted(
            "pooling_padded",
            'Right, since 64 is even: padding="same" adds nothing here. The plain MaxPooling2D() is clearer.',
            ("MaxPooling2D()", 'MaxPooling2D(padding="same")'),
        ),
    ),
    alternatives=(
        also_right(
            "functional",
            "a chain of calls",
            code="""
def happyModel():
    inputs = keras.Input(shape=(64, 64, 3))
    X = layers.ZeroPadding2D(padding=(3, 3))(inputs)
    X = layers.Conv2D(filters=32, kernel_size=(7, 7), strides=(1, 1), padding="valid")(X)
    X = layers.BatchNormalization()(X)
    X = layers.Activation("relu")(X)
    X = layers.MaxPool2D((2, 2), strides=(2, 2))(X)
    X = layers.Flatten()(X)
    return keras.Model(inputs=inputs, outputs=layers.Dense(units=1, activation=tf.nn.sigmoid)(X))
""",
        ),
        also_right(
            "added",
            "layers added one by one, activations as functions",
            code="""
def happyModel():
    model = keras.models.Sequential()
    model.add(layers.InputLayer(shape=(64, 64, 3)))
    model.add(layers.ZeroPadding2D(((3, 3), (3, 3))))
    model.add(layers.Conv2D(32, (7, 7)))
    model.add(layers.BatchNormalization(axis=-1, momentum=0.9))
    model.add(layers.Activation(keras.activations.relu))
    model.add(layers.MaxPooling2D(pool_size=2))
    model.add(layers.Reshape((-1,)))
    model.add(layers.Dense(1))
    model.add(layers.Activation("sigmoid"))
    return model
""",
        ),
        also_right(
            "a_class",
            "a subclass of Model that creates its layers in another order",
            code="""
def happyModel():
    class Happy(keras.Model):
        def __init__(self):
            super().__init__()
            self.chance = layers.Dense(1, activation="sigmoid")
            self.filters = layers.Conv2D(32, 7)
            self.norm = layers.BatchNormalization()
            self.zeros, self.pool, self.flat = layers.ZeroPadding2D(3), layers.MaxPooling2D(), layers.Flatten()

        def call(self, pictures, training=None):
            seen = self.norm(self.filters(self.zeros(pictures)), training=training)
            return self.chance(self.flat(self.pool(keras.ops.relu(seen))))

    return Happy()
""",
        ),
        also_right(
            "parts",
            "a model within a model",
            code="""
def happyModel():
    seen = keras.Sequential([keras.Input((64, 64, 3)), layers.ZeroPadding2D(3), layers.Conv2D(32, 7)])
    seen.add(layers.BatchNormalization(axis=3))
    return keras.Sequential(
        [
            keras.Input((64, 64, 3)),
            seen,
            layers.ReLU(),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dense(1, "sigmoid"),
        ]
    )
""",
        ),
    ),
)
