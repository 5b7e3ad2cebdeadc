"""The exercises of the example "Keras model"."""

import numpy as np

from autograder.exercise import Alternative, Assignment, Check, Edit, Exercise, Variant, script
from autograder.script import Step


def ask(question, *args, **kwargs):
    return Step(question, args, kwargs, on="model", action="ask")


def cases(rng):
    yield script(Step("", (2, 7), keep="model"), ask("layer_table"), check=Check("layer_table"), label="the layers")
    build = Step("", (3, 5), keep="model")
    shapes = [(3, 5), (5,), (5, 1), (1,)]
    weights = [rng.normal(0, 1, shape).astype(np.float32) for shape in shapes]
    X = rng.normal(0, 1, (4, 3)).astype(np.float32)
    yield script(build, ask("set_weights", weights), ask("predict", X), check=Check("outputs"), label="given weights")
    Y = (X.sum(axis=1, keepdims=True) > 0).astype(np.float32)
    train = ask("train", X, Y, steps=12, loss="binary_crossentropy", optimizer="sgd", learning_rate=0.9)
    yield script(
        build, ask("set_weights", weights), train, check=Check("loss_falls", {"factor": 0.8}), label="twelve steps"
    )


BUILD = Exercise(
    name="build",
    cases=cases,
    hints=("Two layers, one after the other.", "`keras.layers.Dense(units, activation=...)(inputs)`"),
    variants=(
        Variant("relu", "The hidden layer should use tanh.", (Edit('activation="tanh"', 'activation="relu"'),)),
        Variant("linear", "The last layer has no sigmoid.", (Edit(', activation="sigmoid"', ""),)),
        Variant("two_outputs", "The last layer should have a single unit.", (Edit("Dense(1,", "Dense(2,"),)),
        Variant("one_layer", "The hidden layer is not connected.", (Edit("(hidden)\n", "(inputs)\n"),)),
    ),
    alternatives=(
        Alternative(
            "sequential",
            "as a Sequential model",
            code="""
def build(n_in, units):
    model = keras.Sequential()
    model.add(keras.Input((n_in,)))
    model.add(keras.layers.Dense(units, activation=keras.activations.tanh))
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    return model
""",
        ),
    ),
)

ASSIGNMENT = Assignment(
    "e3-keras", "small_net", "Keras models", (BUILD,), packages=("numpy", "tensorflow", "keras"), seconds=60.0
)
