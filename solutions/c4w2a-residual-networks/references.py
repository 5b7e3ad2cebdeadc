"""The same networks from plans, rows of (class, settings), which Keras builds from their plain form; costs by formula.

tests/content/test_c4w2a.py computes what the blocks give without Keras.

"""

import keras

Plan = list


def _run(X, plan):
    """A chain of layers."""
    for kind, settings in plan:
        X = getattr(keras.layers, kind).from_config(settings)(X)
    return X


def _conv(filters, size, stride=1, padding="valid", initializer=None):
    settings = {"filters": filters, "kernel_size": (size, size), "strides": (stride, stride), "padding": padding}
    if initializer is not None:
        settings["kernel_initializer"] = keras.initializers.serialize(initializer(seed=0))
    return "Conv2D", settings


NORM = "BatchNormalization", {"axis": 3, "momentum": 0.99, "epsilon": 0.001}
RELU = "Activation", {"activation": "relu"}


def _bottleneck(f, filters, stride, initializer):
    """The three convolutions with batch norm, without the last ReLU."""
    first, second, third = filters
    return [
        _conv(first, 1, stride, initializer=initializer), NORM, RELU,
        _conv(second, f, padding="same", initializer=initializer), NORM, RELU,
        _conv(third, 1, initializer=initializer), NORM,
    ]  # fmt: skip


def plain_block(X, f, filters, initializer=keras.initializers.RandomUniform):
    return _run(X, [*_bottleneck(f, filters, 1, initializer), RELU])


def identity_block(X, f, filters, initializer=keras.initializers.RandomUniform):
    return _run(keras.layers.add([_run(X, _bottleneck(f, filters, 1, initializer)), X]), [RELU])


def convolutional_block(X, f, filters, s=2, initializer=keras.initializers.GlorotUniform):
    main = _run(X, _bottleneck(f, filters, s, initializer))
    shortcut = _run(X, [_conv(filters[2], 1, s, initializer=initializer), NORM])
    return _run(keras.layers.add([main, shortcut]), [RELU])


STAGES = (
    ((64, 64, 256), 1, 2),
    ((128, 128, 512), 2, 3),
    ((256, 256, 1024), 2, 5),
    ((512, 512, 2048), 2, 2),
)


def ResNet50(input_shape=(64, 64, 3), classes=6):
    inputs = keras.Input(input_shape)
    pool = "MaxPooling2D", {"pool_size": (3, 3), "strides": (2, 2), "padding": "valid"}
    X = _run(inputs, [("ZeroPadding2D", {"padding": ((3, 3), (3, 3))}), _conv(64, 7, 2), NORM, RELU, pool])
    for filters, stride, blocks in STAGES:
        X = convolutional_block(X, 3, list(filters), stride)
        for _ in range(blocks):
            X = identity_block(X, 3, list(filters))
    average = "AveragePooling2D", {"pool_size": (2, 2), "strides": (2, 2), "padding": "valid"}
    outputs = _run(X, [average, ("Flatten", {}), ("Dense", {"units": classes}), ("Softmax", {})])
    return keras.Model(inputs, outputs)


def vgg_block(X, filters, n):
    return _run(X, [_conv(filters, 3, padding="same"), RELU] * n + [("MaxPooling2D", {"pool_size": (2, 2)})])


def inception_module(X, filters):
    F1, R3, F3, R5, F5, FP = filters
    pool = "MaxPooling2D", {"pool_size": (3, 3), "strides": (1, 1), "padding": "same"}
    branches = [
        [_conv(F1, 1), RELU],
        [_conv(R3, 1), RELU, _conv(F3, 3, padding="same"), RELU],
        [_conv(R5, 1), RELU, _conv(F5, 5, padding="same"), RELU],
        [pool, _conv(FP, 1), RELU],
    ]
    return keras.layers.concatenate([_run(X, plan) for plan in branches], axis=3)


def _side(n, f, stride, padding):
    return -(-n // stride) if padding == "same" else (n - f) // stride + 1


def network_cost(model):
    """By formula from the settings and the input's shape alone; no layer's output or weights are looked at."""
    (_, *shape), parameters, multiplications = model.input_shape, 0, 0
    for layer in model.layers:
        kind, config = type(layer).__name__, layer.get_config()
        if kind in ("Conv2D", "DepthwiseConv2D"):
            (f, g), (s, t) = config["kernel_size"], config["strides"]
            size = [_side(shape[0], f, s, config["padding"]), _side(shape[1], g, t, config["padding"])]
            channels = config["filters"] if kind == "Conv2D" else shape[2] * config["depth_multiplier"]
            inputs = shape[2] // config.get("groups", 1) if kind == "Conv2D" else 1
            shape = [*size, channels]
            weights = f * g * inputs * channels
            multiplications += weights * size[0] * size[1]
            parameters += weights + config["use_bias"] * channels
        elif kind in ("MaxPooling2D", "AveragePooling2D"):
            (f, g), (s, t) = config["pool_size"], config["strides"]
            shape = [_side(shape[0], f, s, config["padding"]), _side(shape[1], g, t, config["padding"]), shape[2]]
        elif kind == "GlobalAveragePooling2D":
            shape = shape[-1:]
        elif kind == "BatchNormalization":
            parameters += 4 * shape[-1]
        elif kind == "Flatten":
            numbers = 1
            for n in shape:
                numbers *= n
            shape = [numbers]
        elif kind == "Dense":
            weights = shape[-1] * config["units"]
            places = 1
            for n in shape[:-1]:
                places *= n
            multiplications += weights * places
            parameters += weights + config["use_bias"] * config["units"]
            shape = [*shape[:-1], config["units"]]
    return parameters, multiplications


def widest_bottleneck(channels, f, budget):
    """The largest root of f^2 F^2 + 2 channels F = budget, rounded down in whole numbers."""
    from math import isqrt

    return max(0, (isqrt(channels**2 + f**2 * budget) - channels) // f**2)
