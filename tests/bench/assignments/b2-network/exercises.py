"""What is asked in the bench's TensorFlow assignment, with the mistakes that a class makes."""

import numpy as np

from autograder.exercise import Alternative, Assignment, Check, Edit, Exercise, Variant, call, script
from autograder.script import Step


def normal(rng, *shape):
    return rng.normal(size=shape).astype(np.float32)


def classes(rng):
    yield call(rng.integers(0, 4, 7), 4)
    yield call(np.array([2, 0, 1]), 5)


def layers(rng):
    for n_x, n, m in ((3, 2, 5), (2, 4, 7)):
        yield call(normal(rng, n_x, m), normal(rng, n, n_x), normal(rng, n, 1))


def matrices(rng):
    yield call(normal(rng, 3, 5))
    yield call(normal(rng, 4, 2))


def batches(rng):
    for C, m in ((3, 5), (4, 7)):
        yield call(normal(rng, C, m), np.eye(C, dtype=np.float32)[:, rng.integers(0, C, m)])


def slopes(rng):
    for n_x, n, m in ((3, 2, 5), (2, 4, 7)):
        yield call(normal(rng, n_x, m), normal(rng, n, m), normal(rng, n, n_x))


def models(rng):
    def ask(question, *args):
        return Step(question, args, on="model", action="ask")

    yield script(Step("", (2, 7), keep="model"), ask("layer_table"), check=Check("layer_table"), label="the layers")
    weights = [normal(rng, *shape) for shape in ((3, 5), (5,), (5, 1), (1,))]
    given = ask("set_weights", weights), ask("predict", normal(rng, 4, 3))
    yield script(Step("", (3, 5), keep="model"), *given, check=Check("outputs"), label="given weights")


ONE_HOT = Exercise(
    "one_hot",
    classes,
    hints=("Which axis are the classes?", "`tf.one_hot` has an argument for it."),
    variants=(Variant("rows", "The classes are the rows.", (Edit(", axis=0", ""),)),),
    alternatives=(
        Alternative(
            "transposed",
            "by transpose",
            (Edit("tf.one_hot(labels, C, axis=0)", "tf.transpose(tf.one_hot(labels, C))"),),
        ),
    ),
)
LINEAR = Exercise(
    "linear",
    layers,
    hints=("Which shape has Z?", "`tf.matmul`."),
    variants=(
        Variant("no_bias", "The bias is missing.", (Edit(" + b", ""),)),
        Variant("subtracted", "The bias is subtracted.", (Edit(" + b", " - b"),)),
    ),
    alternatives=(Alternative("at", "with @", (Edit("tf.matmul(W, X)", "tf.constant(W) @ X"),)),),
)
RELU = Exercise(
    "relu",
    matrices,
    hints=("What becomes of negative entries?", "`tf.maximum`."),
    variants=(
        Variant("minimum", "That keeps the negative entries.", (Edit("tf.maximum", "tf.minimum"),)),
        Variant("absolute", "That is the absolute value.", (Edit("tf.maximum(Z, tf.zeros_like(Z))", "tf.abs(Z)"),)),
    ),
    alternatives=(
        Alternative("built_in", "TensorFlow's own", (Edit("tf.maximum(Z, tf.zeros_like(Z))", "tf.nn.relu(Z)"),)),
    ),
)
COST = Exercise(
    "cost",
    batches,
    hints=("TensorFlow wants examples as rows.", "The mean over the examples."),
    variants=(
        Variant("sum", "The sum was not divided by m.", (Edit("reduce_mean", "reduce_sum"),)),
        Variant(
            "not_transposed",
            "Examples and classes are mixed up.",
            (Edit("tf.transpose(labels), tf.transpose(logits)", "labels, logits"),),
        ),
    ),
    alternatives=(
        Alternative(
            "by_keras",
            "Keras's own",
            (
                Edit(
                    "losses = tf.nn.softmax_cross_entropy_with_logits(",
                    "losses = keras.losses.categorical_crossentropy(",
                ),
                Edit("tf.transpose(logits))", "tf.transpose(logits), from_logits=True)"),
            ),
        ),
    ),
)
GRADIENTS = Exercise(
    "gradients",
    slopes,
    hints=("What must the tape watch?", "`tape.gradient(loss, W)`."),
    variants=(
        Variant("sum", "The loss is the mean.", (Edit("reduce_mean", "reduce_sum"),)),
        Variant("half", "The factor 2 is missing.", (Edit("- Y) ** 2)", "- Y) ** 2) / 2"),)),
    ),
    alternatives=(
        Alternative("square", "tf.square", (Edit("(tf.matmul(W, X) - Y) ** 2", "tf.square(tf.matmul(W, X) - Y)"),)),
    ),
)
BUILD = Exercise(
    "build",
    models,
    hints=("Two layers, one after the other.", "`keras.layers.Dense(units, activation=...)(inputs)`"),
    variants=(
        Variant("tanh", "The hidden layer should use relu.", (Edit('activation="relu"', 'activation="tanh"'),)),
        Variant("linear", "The last layer has no sigmoid.", (Edit(', activation="sigmoid"', ""),)),
    ),
    alternatives=(
        Alternative(
            "sequential",
            "the other way to build it",
            code="""
def build(n_x, units):
    return keras.Sequential(
        [
            keras.Input((n_x,)),
            keras.layers.Dense(units, activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
""",
        ),
    ),
)

ASSIGNMENT = Assignment(
    "b2-network",
    "network",
    "A small network",
    (ONE_HOT, LINEAR, RELU, COST, GRADIENTS, BUILD),
    packages=("numpy", "tensorflow", "keras"),
    seconds=60.0,
)
