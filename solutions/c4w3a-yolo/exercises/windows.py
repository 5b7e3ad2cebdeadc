"""All windows of a picture in one pass: dense layers become convolutions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, Rule, also_right, call, close, wrong
from autograder.script import Recipe


def classifier(rng: np.random.Generator, window: tuple[int, int, int], *layers: dict[str, object]) -> Recipe:
    """A Keras Sequential for windows of this shape, with random weights and biases far from 0."""
    config = {
        "module": "keras",
        "class_name": "Sequential",
        "config": {
            "name": "classifier",
            "layers": [_layer("InputLayer", batch_shape=(None, *window), name="window"), *layers],
        },
    }
    weights: list[np.ndarray] = []
    height, width, channels = window
    flat = 0
    for layer in layers:
        kind, its = layer["class_name"], layer["config"]
        assert isinstance(its, dict)
        if kind == "Flatten":
            flat = height * width * channels
        elif kind == "Dense":
            weights += _drawn(rng, (flat, its["units"]))
            flat = its["units"]
        else:
            f = its.get("kernel_size", its.get("pool_size"))
            if kind == "Conv2D":
                weights += _drawn(rng, (*f, channels, its["filters"]))
                channels = its["filters"]
            height, width = ((n - side) // its["strides"][0] + 1 for n, side in zip((height, width), f, strict=True))
    return Recipe("keras_model", {"config": config, "weights": weights})


def _drawn(rng: np.random.Generator, shape: Sequence[int]) -> list[np.ndarray]:
    fan_in = int(np.prod(shape[:-1]))
    W = rng.normal(0, 1.6 / np.sqrt(fan_in), shape).astype(np.float32)
    return [W, rng.uniform(0.2, 0.6, shape[-1]).astype(np.float32)]


def _layer(kind: str, **config: object) -> dict[str, object]:
    return {"module": "keras.layers", "class_name": kind, "config": config}


def conv(filters: int, f: tuple[int, int], stride: int = 1) -> dict[str, object]:
    return _layer("Conv2D", filters=filters, kernel_size=f, strides=(stride, stride), activation="relu")


def pool(kind: str = "MaxPooling2D") -> dict[str, object]:
    return _layer(kind, pool_size=(2, 2), strides=(2, 2))


def dense(units: int, activation: str) -> dict[str, object]:
    return _layer("Dense", units=units, activation=activation)


FLAT = _layer("Flatten")


def cases(rng: np.random.Generator) -> Iterable[Case]:
    def picture(*shape: int) -> np.ndarray:
        return rng.uniform(-1, 1, shape).astype(np.float32)

    check = close(operations=1000)
    one_pool = (conv(3, (3, 3)), pool(), FLAT, dense(5, "relu"), dense(4, "softmax"))
    yield call(
        classifier(rng, (10, 8, 3), *one_pool), picture(14, 14, 3), check=check, label="3 x 4 windows, 2 pixels apart"
    )
    two_pools = (conv(2, (3, 3)), pool("AveragePooling2D"), conv(3, (2, 2)), pool(), FLAT, dense(3, "tanh"))
    yield call(
        classifier(rng, (12, 14, 2), *two_pools),
        picture(21, 18, 2),
        check=check,
        label="two pooling layers: 4 pixels apart",
    )
    strided = (conv(4, (2, 3), stride=3), FLAT, dense(1, "sigmoid"))
    yield call(
        classifier(rng, (5, 9, 1), *strided), picture(8, 21, 1), check=check, label="a stride instead of pooling"
    )
    three_dense = (FLAT, dense(4, "relu"), dense(3, "relu"), dense(2, "linear"))
    yield call(classifier(rng, (3, 2, 2), *three_dense), picture(4, 6, 2), check=check, label="only dense layers")


FILTERS = "tf.reshape(W, (*shape, W.shape[1]))"
CONV = 'tf.nn.conv2d(A, filters, strides=1, padding="VALID")'
DENSE = f"A = layer.activation({CONV} + b)"

ALL_AT_ONCE = Rule(
    "loops_over",
    "This loop has as many iterations as there are windows. Apply every layer to the whole picture, so that nothing "
    "is computed twice. A loop over the model's layers is enough.",
    {"names": ("model",)},
)

WINDOWS = Exercise(
    name="convolutional_sliding_window",
    cases=cases,
    rules=(ALL_AT_ONCE,),
    hints=(
        "Convolution and pooling accept a picture of any size. Which layers do not, and how is a dense unit on a "
        "volume of 5 x 5 x 16 like a filter of that size?",
        "Remember the input shape of Flatten, say (5, 5, 16). Reshape the first Dense layer's W from (400, units) to "
        "(5, 5, 16, units): these are its filters. The next Dense layer has filters of (1, 1, units, ...).",
        "Add a batch axis, then loop over `model.layers`. Flatten only stores a shape; Dense becomes `tf.nn.conv2d(A, "
        "filters, strides=1, padding='VALID') + b` and its activation; call all other layers as they are. Remove the "
        "batch axis at the end.",
    ),
    variants=(
        wrong(
            "height_and_width_swapped",
            "Height and width were swapped when W was reshaped. Flatten goes through rows, then columns, then "
            "channels.",
            (FILTERS, "tf.transpose(tf.reshape(W, (*shape, W.shape[1])), (1, 0, 2, 3))"),
        ),
        wrong(
            "channels_first",
            "W was reshaped with the channels first. Flatten goes through rows, then columns, then channels: use "
            "(height, width, channels, units).",
            (FILTERS, "tf.transpose(tf.reshape(W, (shape[2], shape[0], shape[1], W.shape[1])), (1, 2, 0, 3))"),
        ),
        wrong(
            "filters_turned",
            "The filters were rotated by 180 degrees. `tf.nn.conv2d` applies them as they are.",
            (FILTERS, FILTERS + "[::-1, ::-1]"),
        ),
        wrong("bias_forgotten", "The biases of the dense layers are missing.", (f"{CONV} + b", CONV)),
        wrong(
            "no_activation",
            "The activations of the dense layers are missing: `layer.activation`.",
            (DENSE, f"A = {CONV} + b"),
        ),
        wrong(
            "always_relu",
            "Every dense layer uses ReLU. Each has its own activation: `layer.activation`.",
            ("layer.activation(", "tf.nn.relu("),
        ),
        wrong(
            "always_softmax",
            "Every dense layer uses a softmax. Each has its own activation: `layer.activation`.",
            ("layer.activation(", "tf.nn.softmax("),
        ),
        wrong(
            "padded",
            "Padding adds positions where the window sticks out of the picture. Use padding='VALID'.",
            ('padding="VALID"', 'padding="SAME"'),
        ),
        wrong(
            "strided",
            "The dense layers' filters move by 2, so every other window is skipped. Pooling already provides the "
            "step: use stride 1.",
            ("strides=1", "strides=2"),
        ),
        wrong(
            "side_by_side",
            "The filters move by their own size, so the windows do not overlap. Move them by 1.",
            ("strides=1", "strides=(shape[0], shape[1])"),
        ),
        wrong(
            "batch_axis_left",
            "The result still has the batch axis. Remove it.",
            ("return A[0]", "return A"),
        ),
        wrong(
            "first_window_only",
            "This is the output for the first window only. Return one for every position.",
            ("return A[0]", "return A[0, :1, :1]"),
        ),
        wrong(
            "summed_up",
            "The outputs of all windows were averaged. Return one for each window.",
            ("return A[0]", "return tf.reduce_mean(A[0], axis=[0, 1])"),
        ),
        wrong(
            "picture_shrunk",
            "The picture was shrunk to the size of a window, which gives one output for all. Evaluate every window at "
            "its own position, at full size.",
            code="""
def convolutional_sliding_window(model, image):
    small = tf.image.resize(image[tf.newaxis], model.input_shape[1:3])
    return model(small)[:, tf.newaxis][0]
""",
        ),
        wrong(
            "columns_first",
            "Rows and columns of the result are swapped.",
            ("return A[0]", "return tf.transpose(A[0], (1, 0, 2))"),
        ),
        wrong(
            "dense_skipped",
            "The layers after the first dense layer are missing.",
            ("            shape = (1, 1, W.shape[1])", "            break"),
        ),
        wrong(
            "window_by_window",
            "This loop has as many iterations as there are windows.",
            code="""
def convolutional_sliding_window(model, image):
    height, width = model.input_shape[1:3]
    stride = 1
    for layer in model.layers:
        stride *= layer.strides[0] if hasattr(layer, "strides") else 1
    rows = []
    for top in range(0, image.shape[0] - height + 1, stride):
        row = []
        for left in range(0, image.shape[1] - width + 1, stride):
            row.append(model(image[np.newaxis, top : top + height, left : left + width])[0])
        rows.append(tf.stack(row))
    return tf.stack(rows)
""",
        ),
        wrong(
            "bias_subtracted",
            "The bias of the dense layers was subtracted. Add it.",
            (DENSE, f"A = layer.activation({CONV} - b)"),
        ),
        wrong(
            "bias_after_activation",
            "The bias was added after the activation. Add it before.",
            (DENSE, f"A = layer.activation({CONV}) + b"),
        ),
        wrong(
            "always_sigmoid",
            "Every dense layer uses a sigmoid. Use `layer.activation`.",
            (DENSE, f"A = tf.nn.sigmoid({CONV} + b)"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("+ b)", "+ bias)")),
    ),
    alternatives=(
        also_right(
            "keras_layers",
            "new Conv2D layers that receive the weights",
            code="""
def convolutional_sliding_window(model, image):
    A = tf.expand_dims(tf.cast(image, "float32"), 0)
    f = None
    for layer in model.layers:
        kind = type(layer).__name__
        if kind == "Flatten":
            f = tuple(layer.input.shape[1:3])
        elif kind == "Dense":
            new = tf.keras.layers.Conv2D(layer.units, f, activation=layer.activation)
            new.build(A.shape)
            W, b = layer.get_weights()
            new.set_weights([W.reshape(*f, -1, layer.units), b])
            A, f = new(A), (1, 1)
        else:
            A = layer(A)
    return tf.squeeze(A, 0)
""",
        ),
        also_right(
            "matrix_on_patches",
            "all patches extracted at once, then the dense layers themselves",
            code="""
def convolutional_sliding_window(model, image):
    A, flat = image[np.newaxis], False
    for layer in model.layers:
        if isinstance(layer, tf.keras.layers.Flatten):
            height, width, channels = layer.input.shape[1:]
            A = np.lib.stride_tricks.sliding_window_view(np.asarray(A)[0], (height, width), axis=(0, 1))
            A = np.moveaxis(A, 2, -1)
            A = A.reshape(*A.shape[:2], -1)
        else:
            A = layer(A)
    return A
""",
        ),
    ),
)
