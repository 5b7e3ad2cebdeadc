"""The same models from a plan, rows of (class, settings), which Keras builds from its plain form.

A plan lists every setting, including the defaults. tests/content/test_c4w1b.py computes the output of such a model
without Keras; `layer_table` counts parameters from the arrays themselves.

"""

import keras
import numpy as np


def _built(input_shape, plan):
    """A chain of layers, from a functional model's plain form."""
    tensors = keras.Input(input_shape)
    inputs = tensors
    for kind, settings in plan:
        tensors = getattr(keras.layers, kind).from_config(settings)(tensors)
    return keras.Model(inputs, tensors)


def _conv(filters, size, padding):
    return "Conv2D", {"filters": filters, "kernel_size": (size, size), "strides": (1, 1), "padding": padding}


def _pool(size, padding):
    return "MaxPooling2D", {"pool_size": (size, size), "strides": (size, size), "padding": padding}


def _activation(name):
    return "Activation", {"activation": name}


def _dense(units):
    return "Dense", {"units": units, "activation": "linear"}


FLAT = ("Flatten", {})


def happyModel():
    return _built(
        (64, 64, 3),
        [
            ("ZeroPadding2D", {"padding": ((3, 3), (3, 3))}),
            _conv(32, 7, "valid"),
            ("BatchNormalization", {"axis": 3, "momentum": 0.99, "epsilon": 0.001}),
            _activation("relu"),
            _pool(2, "valid"),
            FLAT,
            _dense(1),
            _activation("sigmoid"),
        ],
    )


def convolutional_model(input_shape):
    plan = [_conv(8, 4, "same"), _activation("relu"), _pool(8, "same")]
    plan += [_conv(16, 2, "same"), _activation("relu"), _pool(4, "same")]
    return _built(input_shape, [*plan, FLAT, _dense(6), _activation("softmax")])


def lenet5(input_shape, classes):
    plan = []
    for filters in (8, 16):
        plan += [_conv(filters, 5, "valid"), _activation("relu"), _pool(2, "valid")]
    plan.append(FLAT)
    for units in (120, 84):
        plan += [_dense(units), _activation("relu")]
    return _built(input_shape, [*plan, _dense(classes), _activation("softmax")])


def layer_table(model):
    """Counts the numbers in each weight, and passes a picture through the model up to each layer."""
    pictures = [np.zeros((1, *given.shape[1:]), "float32") for given in model.inputs]
    rows = []
    for layer in model.layers:
        if type(layer).__name__ == "InputLayer":
            continue
        seen = keras.Model(model.inputs, layer.output)(pictures)
        rows.append((type(layer).__name__, tuple(seen.shape)[1:], sum(int(np.size(w)) for w in layer.get_weights())))
    return rows
