"""The same as a Sequential model."""

import keras


def build(n_in, units):
    return keras.Model.from_config(
        keras.Sequential(
            [keras.Input((n_in,)), keras.layers.Dense(units, "tanh"), keras.layers.Dense(1, "sigmoid")]
        )._functional.get_config()
    )
