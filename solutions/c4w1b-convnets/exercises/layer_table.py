"""layer_table: a model as rows of kind, shape and parameters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, accepted, also_right, call, equal, wrong
from autograder.script import Recipe


def in_a_row(shape: tuple[int, ...], *plan: tuple[str, dict[str, Any]]) -> Recipe:
    """A Sequential model in Keras's plain form, from pairs of a layer class and its settings."""
    named = [_layer("InputLayer", {"batch_shape": [None, *shape], "name": "comes_in"})]
    named += [_layer(kind, {**settings, "name": f"number_{place}"}) for place, (kind, settings) in enumerate(plan, 1)]
    config = {"name": "row", "layers": named}
    return Recipe("keras_model", {"config": {"module": "keras", "class_name": "Sequential", "config": config}})


def by_calls(inputs: dict[str, tuple[int, ...]], *plan: tuple[str, str, dict[str, Any], tuple[str, ...]]) -> Recipe:
    """A functional model, from rows of a name, a class, its settings, and the names of its inputs."""
    made = [_layer("InputLayer", {"batch_shape": [None, *shape], "name": name}) for name, shape in inputs.items()]
    for name, kind, settings, sources in plan:
        given = [
            {
                "class_name": "__keras_tensor__",
                "config": {"shape": [None], "dtype": "float32", "keras_history": [s, 0, 0]},
            }
            for s in sources
        ]
        nodes: list[dict[str, Any]] = [{"args": given if len(given) == 1 else [given], "kwargs": {}}]
        made.append({**_layer(kind, {**settings, "name": name}), "inbound_nodes": nodes})
    firsts = [[name, 0, 0] for name in inputs]
    config = {"name": "graph", "layers": made, "input_layers": firsts, "output_layers": [[plan[-1][0], 0, 0]]}
    module = {"module": "keras.src.models.functional", "class_name": "Functional", "config": config}
    return Recipe("keras_model", {"config": module})


def _layer(kind: str, settings: dict[str, Any]) -> dict[str, Any]:
    made = {"module": "keras.layers", "class_name": kind, "config": settings, "name": settings["name"]}
    return {**made, "registered_name": None, "inbound_nodes": []}


def cases(rng: np.random.Generator) -> Iterable[Case]:
    few, many, size = (int(n) for n in (rng.integers(3, 6), rng.integers(7, 12), rng.integers(2, 4)))
    row = in_a_row(
        (15, 11, 3),
        ("ZeroPadding2D", {"padding": (1, 2)}),
        ("Conv2D", {"filters": few, "kernel_size": size}),
        ("BatchNormalization", {}),
        ("ReLU", {}),
        ("MaxPooling2D", {"pool_size": 2}),
        ("Flatten", {}),
        ("Dropout", {"rate": 0.3}),
        ("Dense", {"units": many}),
    )
    yield call(row, check=equal(), label="a Sequential model with a batch norm")
    meeting = by_calls(
        {"picture": (9, 14, 2), "number": (few,)},
        ("left", "Conv2D", {"filters": many, "kernel_size": 3, "strides": 2, "padding": "same"}, ("picture",)),
        ("right", "Conv2D", {"filters": many, "kernel_size": 1, "strides": 2, "use_bias": False}, ("picture",)),
        ("both", "Add", {}, ("left", "right")),
        ("mean", "GlobalAveragePooling2D", {}, ("both",)),
        ("all", "Concatenate", {}, ("mean", "number")),
        ("chance", "Dense", {"units": 1, "activation": "sigmoid"}, ("all",)),
    )
    yield call(meeting, check=equal(), label="two inputs and two branches that merge")
    length = int(rng.integers(12, 20))
    signal = by_calls(
        {"signal": (length, few)},
        ("heard", "Conv1D", {"filters": many, "kernel_size": size}, ("signal",)),
        ("told", "Dense", {"units": few}, ("heard",)),
    )
    yield call(signal, check=equal(), label="a one-dimensional signal instead of a picture")
    frozen = in_a_row(
        (6, 8, few),
        ("Conv2D", {"filters": many, "kernel_size": 2, "trainable": False}),
        ("Conv2D", {"filters": 3, "kernel_size": 2, "padding": "same"}),
    )
    yield call(frozen, check=equal(), label="a frozen layer")


ROW = "(type(layer).__name__, tuple(layer.output.shape[1:]), layer.count_params())"
SHAPE = "tuple(layer.output.shape[1:])"
NOT_INPUT = "not isinstance(layer, layers.InputLayer)"

LAYER_TABLE = Exercise(
    name="layer_table",
    cases=cases,
    hints=(
        "`model.layers` is a list of layers. Which attributes of a layer give its class, its output and its weights?",
        "`type(layer).__name__`, `layer.output.shape` (its first entry is the batch size: None) and "
        "`layer.count_params()`.",
        "A functional model lists its input layers too; a Sequential model does not. Skip every layer for which "
        "`isinstance(layer, layers.InputLayer)` is true.",
    ),
    variants=(
        wrong(
            "inputs_listed",
            "Input layers are listed. They compute nothing: skip them wherever they are. (A functional model lists "
            "its input layers, a Sequential one does not.)",
            (NOT_INPUT, "True"),
        ),
        wrong(
            "first_dropped",
            "The first layer is always skipped. In a Sequential model it is a real layer, and a functional model may "
            "have several inputs: check the type of each layer.",
            ("in model.layers", "in model.layers[1:]"),
            (NOT_INPUT, "True"),
        ),
        wrong(
            "batch_kept",
            "The shapes begin with None, the batch size. Drop the first axis.",
            (SHAPE, "tuple(layer.output.shape)"),
        ),
        wrong(
            "channels_dropped",
            "The last axis, the channels, was dropped instead of the first, the batch size.",
            ("shape[1:]", "shape[:-1]"),
        ),
        wrong(
            "input_shapes",
            "This is the shape of each layer's input. Use its output: `layer.output`.",
            (SHAPE, "tuple(layer.input.shape[1:])"),
        ),
        wrong(
            "older_keras",
            "`layer.output_shape` is from Keras 2. In Keras 3 it is `layer.output.shape`.",
            (SHAPE, "tuple(layer.output_shape[1:])"),
        ),
        wrong(
            "size_not_shape",
            "This is the size of each layer's output. Return its shape, as a tuple.",
            (SHAPE, "int(tf.reduce_prod(layer.output.shape[1:]))"),
        ),
        wrong(
            "learned_alone",
            "Only the trainable weights are counted. A batch norm also holds a mean and a variance for each channel, "
            "and a frozen layer still has its weights.",
            ("layer.count_params()", "sum(int(tf.size(w)) for w in layer.trainable_weights)"),
        ),
        wrong(
            "arrays_counted",
            "This counts arrays: a matrix and a bias are 2. Count the numbers in them.",
            ("layer.count_params()", "len(layer.weights)"),
        ),
        wrong(
            "biases_left_out",
            "Only the first array of each layer is counted, so the biases are missing.",
            ("layer.count_params()", "sum(int(tf.size(w)) for w in layer.weights[:1])"),
        ),
        wrong(
            "whole_model",
            "Each row has the parameters of the whole model. Ask the layer: `layer.count_params()`.",
            ("layer.count_params()", "model.count_params()"),
        ),
        wrong(
            "names",
            "This is the name of the individual layer (`conv2d_3`). Its kind is the name of its class: "
            "`type(layer).__name__`.",
            ("type(layer).__name__", "layer.name"),
        ),
        wrong(
            "only_with_weights",
            "Layers without weights were skipped. The table lists them with 0 parameters.",
            (NOT_INPUT, "layer.weights"),
        ),
        wrong(
            "columns_swapped",
            "Shape and parameters were swapped: (kind, shape, parameters).",
            (ROW, "(type(layer).__name__, layer.count_params(), tuple(layer.output.shape[1:]))"),
        ),
        wrong(
            "total_row",
            "There is an extra row with the total. List only layers.",
            ("return rows", 'return [*rows, ("total", (), model.count_params())]'),
        ),
        wrong(
            "one_row",
            "Only the first layer is listed: `return` is inside the loop.",
            ("    return rows", "        return rows"),
        ),
        wrong(
            "last_row",
            "Only the last layer is listed: each iteration starts a new list. `append` a row to it instead.",
            (f"rows.append({ROW})", f"rows = [{ROW}]"),
        ),
        wrong(
            "extended",
            "All entries are in one flat list. Each row is a separate tuple: `append`, not `extend`.",
            ("rows.append", "rows.extend"),
        ),
        wrong(
            "printed",
            "The table was printed, not returned. (`model.summary()` also prints, and returns None.)",
            ("    return rows", "    print(rows)"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("model.layers", "net.layers")),
    ),
    accepted=(
        accepted(
            "shapes_as_texts",
            "Right, but the shapes are strings. As tuples of numbers they can be used in calculations.",
            (SHAPE, "str(tuple(layer.output.shape[1:]))"),
        ),
    ),
    alternatives=(
        also_right(
            "comprehension",
            "a list comprehension, with the numbers counted by hand",
            code="""
def layer_table(model):
    import math

    return [
        (layer.__class__.__name__, layer.output.shape[1:], sum(math.prod(weight.shape) for weight in layer.weights))
        for layer in model.layers
        if layer.__class__.__name__ != "InputLayer"
    ]
""",
        ),
        also_right(
            "computed",
            "the output shape computed from the input shape, and the sizes of the arrays",
            code="""
def layer_table(model):
    table = []
    for layer in model.layers:
        if layer.__class__ is keras.layers.InputLayer:
            continue
        comes_in = layer.input
        shapes = [t.shape for t in comes_in] if isinstance(comes_in, list) else comes_in.shape
        _, *shape = layer.compute_output_shape(shapes)
        table.append((type(layer).__name__, tuple(int(n) for n in shape), sum(w.size for w in layer.get_weights())))
    return table
""",
        ),
    ),
)
