"""What a Keras layer tells about itself, and weights for it: shared by the questions about models and about wiring.

Keys store the rows that the references give: if this file changes, the keys must be built again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

# Settings of the layer itself, not of the run, the machine or the Keras version.
SETTINGS = (
    "units", "filters", "kernel_size", "strides", "padding", "dilation_rate", "pool_size", "activation", "use_bias",
    "rate", "axis", "momentum", "epsilon", "target_shape", "size", "input_dim", "output_dim", "mask_zero",
    "return_sequences", "return_state", "go_backwards", "merge_mode", "num_heads", "key_dim", "value_dim", "n", "dims",
    "max_value", "negative_slope", "threshold", "trainable",
)  # fmt: skip


def row(layer: Any) -> dict[str, Any]:
    """A layer's class, name, output shape, number of parameters, and settings."""
    told: dict[str, Any] = {"class": type(layer).__name__, "name": str(layer.name)}
    try:
        told["output_shape"] = shape(layer.output.shape)
    except (AttributeError, ValueError):  # a layer that was never called
        told["output_shape"] = None
    if not hasattr(layer, "count_params"):  # a function of keras.ops
        return {**told, "parameters": 0}
    told["parameters"] = int(layer.count_params()) if layer.built else None
    config = layer.get_config()
    for name in SETTINGS:
        if name in config:
            told[name] = setting(config[name])
    if told["output_shape"] and isinstance(told.get("axis"), int) and told["axis"] < 0:
        told["axis"] += len(told["output_shape"])  # for example -1 and 3 are the same of four axes
    inner = getattr(layer, "layer", None) or getattr(layer, "forward_layer", None)
    if inner is not None:
        told["inner"] = row(inner)
    return told


def setting(value: Any) -> Any:
    """A setting of a layer's configuration as a plain value: a function or an object by its name."""
    if isinstance(value, Mapping):
        name = value.get("class_name", "")
        return str(value["config"] if name == "function" and isinstance(value.get("config"), str) else name) or None
    if isinstance(value, list | tuple):
        return tuple(setting(item) for item in value)
    return value if isinstance(value, bool | int | float | str) else None


def shape(sizes: Any) -> tuple[int | None, ...]:
    """A shape as plain numbers; None for an axis of any length."""
    return tuple(None if size is None else int(size) for size in sizes)


def drawn(variables: Sequence[Any], rng: Any, scale: float | None) -> list[Any]:
    """Values for these variables, uniform on [0.5, 1.5] * scale for a variance, otherwise around zero.

    Without a scale, matrices and filters get weights up to sqrt(6 / inputs), which keeps the size of a signal.
    """
    import numpy as np

    fixed = 0.5 if scale is None else scale
    made = []
    for variable in variables:
        sizes = tuple(variable.shape)
        values = rng.uniform(-1.0, 1.0, sizes)
        size = fixed if scale is not None or len(sizes) < 2 else float(np.sqrt(6 / np.prod(sizes[:-1])))
        made.append(fixed * (1.0 + 0.5 * values) if "variance" in variable.path else size * values)
    return made
