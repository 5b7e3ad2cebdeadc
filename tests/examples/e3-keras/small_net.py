"""Example of the kind "Keras model": the layer table, the output under given weights, and a falling loss."""

import keras


def build(n_in, units):
    """
    Arguments:
        n_in: length of an input (int); units: size of the hidden layer (int)

    Returns:
        a Keras model: (m, n_in) -> Dense(units, tanh) -> Dense(1, sigmoid)
    """
    ### BEGIN SOLUTION
    inputs = keras.Input((n_in,))
    hidden = keras.layers.Dense(units, activation="tanh")(inputs)
    outputs = keras.layers.Dense(1, activation="sigmoid")(hidden)
    return keras.Model(inputs, outputs)
    ### END SOLUTION
