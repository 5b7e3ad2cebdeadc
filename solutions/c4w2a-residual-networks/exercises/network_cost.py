"""network_cost: the parameters and multiplications of a network."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from autograder.exercise import Case, Exercise, also_right, call, equal, wrong
from autograder.script import Recipe

from .common import unknown_name


def in_a_row(shape: tuple[int, ...], *plan: tuple[str, dict[str, Any]]) -> Recipe:
    """A Sequential model in Keras's plain form, from pairs of a layer class and its settings."""
    named = [_layer("InputLayer", {"batch_shape": [None, *shape], "name": "comes_in"})]
    named += [_layer(kind, {**settings, "name": f"number_{place}"}) for place, (kind, settings) in enumerate(plan, 1)]
    config = {"name": "row", "layers": named}
    return Recipe("keras_model", {"config": {"module": "keras", "class_name": "Sequential", "config": config}})


def _layer(kind: str, settings: dict[str, Any]) -> dict[str, Any]:
    made = {"module": "keras.layers", "class_name": kind, "config": settings, "name": settings["name"]}
    return {**made, "registered_name": None, "inbound_nodes": []}


def cases(rng: np.random.Generator) -> Iterable[Case]:
    few, many, size = (int(n) for n in (rng.integers(3, 6), rng.integers(7, 12), rng.integers(2, 4)))
    yield call(
        in_a_row(
            (15, 11, 3),
            ("Conv2D", {"filters": few, "kernel_size": size}),
            ("MaxPooling2D", {"pool_size": 2}),
            ("Flatten", {}),
            ("Dense", {"units": many}),
        ),
        check=equal(names=("parameters", "multiplications")),
        label="a convolution and a dense layer",
    )
    yield call(
        in_a_row(
            (14, 19, 2),
            ("ZeroPadding2D", {"padding": 0}),
            ("Conv2D", {"filters": many, "kernel_size": (3, 5), "strides": 2, "padding": "same", "use_bias": False}),
            ("BatchNormalization", {}),
            ("ReLU", {}),
            ("DepthwiseConv2D", {"kernel_size": 3, "strides": 2}),
            ("Conv2D", {"filters": few, "kernel_size": 1}),
            ("GlobalAveragePooling2D", {}),
            ("Dense", {"units": 4, "use_bias": False}),
        ),
        check=equal(names=("parameters", "multiplications")),
        label="strides, batch norm and a depthwise convolution",
    )
    yield call(
        in_a_row(
            (9, 6, few),
            ("Conv2D", {"filters": many, "kernel_size": 2, "trainable": False}),
            ("AveragePooling2D", {"pool_size": 2}),
            ("Dense", {"units": 5, "activation": "relu"}),
            ("Conv2D", {"filters": 3, "kernel_size": 1}),
        ),
        check=equal(names=("parameters", "multiplications")),
        label="a frozen layer, and a dense layer at every position of a picture",
    )


WEIGHTS = "            for size in layer.kernel.shape:\n                weights *= size\n"
POSITIONS = "            for size in layer.output.shape[1:-1]:\n                positions *= size\n"
ADDED = "multiplications += weights * positions"

NETWORK_COST = Exercise(
    name="network_cost",
    cases=cases,
    quantities=("parameters", "multiplications"),
    credit={"parameters": 0.3, "multiplications": 0.7},
    hints=(
        "A filter has few weights, and each is used at many places. At how many, and how can you see it in the shape "
        "of "
        "the layer's output?",
        "kernel (2, 2, 3, 5): 60 weights; output (None, 8, 6, 5): 8 × 6 positions; 60 · 48 multiplications. Dense: "
        "kernel (240, 4), output (None, 4): one position.",
        "If the dense layers are right and the convolutions are not, look at the positions: they are the output's axes "
        "between the first (the batch) and the last (the channels), and height and width may differ.",
        "Go through `model.layers`; those with a `kernel` count. The product of all sizes in `layer.kernel.shape`, "
        "times "
        "the product of the output's middle sizes, is added up. For the parameters Keras has a method.",
    ),
    variants=(
        wrong(
            "used_once",
            "Each weight is counted once. It is used at every position of the output.",
            (ADDED, "multiplications += weights"),
        ),
        wrong(
            "input_positions",
            "The positions of the input were counted. A filter is used once for each position of the output.",
            ("layer.output.shape", "layer.input.shape"),
        ),
        wrong(
            "whole_output",
            "The channels of the output were counted twice: once among the weights, once among the positions.",
            ("shape[1:-1]", "shape[1:]"),
        ),
        wrong(
            "square_output",
            "Only the height of the output is used, squared. Height and width may differ.",
            (
                POSITIONS,
                "            if len(layer.output.shape) == 4:\n                positions = layer.output.shape[1] ** "
                "2\n",
            ),
        ),
        wrong(
            "height_only",
            "Only the height of the output is used. The positions are height times width.",
            ("shape[1:-1]", "shape[1:2] if len(layer.output.shape) == 4 else ()"),
        ),
        wrong(
            "biases_counted",
            "Biases were counted. They are added, not multiplied: count the weights in `kernel`.",
            (ADDED, "multiplications += layer.count_params() * positions"),
        ),
        wrong(
            "convolutions_only",
            "Dense layers were left out.",
            ('hasattr(layer, "kernel")', "isinstance(layer, (layers.Conv2D, layers.DepthwiseConv2D))"),
        ),
        wrong(
            "no_depthwise",
            "DepthwiseConv2D was left out. It has a kernel as well.",
            (
                'hasattr(layer, "kernel")',
                'isinstance(layer, (layers.Conv2D, layers.Dense)) and "Depthwise" not in type(layer).__name__',
            ),
        ),
        wrong(
            "dense_only", "Convolutions were left out.", ('hasattr(layer, "kernel")', "isinstance(layer, layers.Dense)")
        ),
        wrong(
            "all_weights",
            "All layers with weights were counted, batch norm as well. Count the layers with a `kernel`.",
            ('hasattr(layer, "kernel")', "layer.weights"),
            ("layer.kernel.shape", "layer.weights[0].shape"),
        ),
        wrong(
            "trainable_only",
            "Only the trainable parameters were counted. `model.count_params()` counts all.",
            ("model.count_params()", "sum(int(tf.size(w)) for w in model.trainable_weights)"),
        ),
        wrong(
            "without_frozen",
            "Frozen layers were left out. They multiply all the same.",
            ('hasattr(layer, "kernel")', 'hasattr(layer, "kernel") and layer.trainable'),
        ),
        wrong(
            "adds_as_well",
            "Additions were counted, too: this is twice the number of multiplications.",
            (ADDED, "multiplications += 2 * weights * positions"),
        ),
        wrong(
            "last_layer",
            "Only the last layer is counted: add to the sum with `+=`.",
            (ADDED, "multiplications = weights * positions"),
        ),
        wrong(
            "swapped",
            "The two numbers were swapped: (parameters, multiplications).",
            ("model.count_params(), multiplications", "multiplications, model.count_params()"),
        ),
        wrong(
            "kernels_only",
            "The parameters lack biases and batch norm: use `model.count_params()`.",
            (
                "model.count_params()",
                'sum(int(tf.size(layer.kernel)) for layer in model.layers if hasattr(layer, "kernel"))',
            ),
        ),
        wrong(
            "filter_without_channels",
            "The filters' channels were left out: a filter has height · width · channels weights.",
            (
                "layer.kernel.shape:",
                "(*layer.kernel.shape[:2], layer.kernel.shape[-1]) if len(layer.kernel.shape) == 4 and "
                "layer.kernel.shape[-1] > 1 else layer.kernel.shape:",
            ),
        ),
        wrong(
            "one_filter",
            "Only one filter of each layer is counted. Multiply by their number as well.",
            ("layer.kernel.shape:", "layer.kernel.shape[:-1]:"),
        ),
        wrong(
            "first_layer",
            "Only the first layer with weights is counted: `return` is inside the loop.",
            (
                f"            {ADDED}\n",
                f"            {ADDED}\n            return model.count_params(), multiplications\n",
            ),
        ),
        wrong(
            "one_number",
            "Only one number is returned. Return both: (parameters, multiplications).",
            ("return model.count_params(), multiplications", "return multiplications"),
        ),
        wrong(
            "parameters_only",
            "Only the parameters are returned. Return both: (parameters, multiplications).",
            ("return model.count_params(), multiplications", "return model.count_params()"),
        ),
        wrong(
            "summed",
            "The sizes were added up. Their product is the number of positions.",
            ("positions *= size", "positions += size"),
        ),
        wrong(
            "nothing_returned",
            "Nothing is returned.",
            ("return model.count_params(), multiplications", "print(model.count_params(), multiplications)"),
        ),
        unknown_name(("model.layers", "net.layers")),
    ),
    alternatives=(
        also_right(
            "math_prod",
            "with math.prod and a sum",
            code="""
def network_cost(model):
    from math import prod

    counted = [layer for layer in model.layers if getattr(layer, "kernel", None) is not None]
    products = sum(prod(layer.kernel.shape) * prod(layer.output.shape[1:-1]) for layer in counted)
    return int(model.count_params()), products
""",
        ),
        also_right(
            "by_kind",
            "by the kind of layer, with NumPy arrays",
            code="""
def network_cost(model):
    import numpy as np

    total = 0
    for layer in model.layers:
        if isinstance(layer, (layers.Conv2D, layers.DepthwiseConv2D, layers.Dense)):
            weights = layer.get_weights()[0].size
            _, *places, _ = layer.compute_output_shape(layer.input.shape)
            total += weights * int(np.prod(places))
    return sum(w.size for w in model.get_weights()), total
""",
        ),
    ),
)
