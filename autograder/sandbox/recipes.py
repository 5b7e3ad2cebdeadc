"""Builds the arguments that are not plain values, where the learner's code runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from autograder.script import Callback, Handle, Recipe


def build(value: Any, kept: Mapping[str, Any], proxy: Callable[[Callback], Any]) -> Any:
    """The value with every Recipe, Handle and Callback replaced by the object that it describes.

    kept   objects that earlier steps stored, by handle
    proxy  makes the function that asks the grader's side
    """
    if isinstance(value, Recipe):
        return _KINDS[value.kind](build(dict(value.params), kept, proxy))
    if isinstance(value, Handle):
        return kept[value.name]
    if isinstance(value, Callback):
        return proxy(value)
    if type(value) is list:
        return [build(item, kept, proxy) for item in value]
    if type(value) is tuple:
        return tuple(build(item, kept, proxy) for item in value)
    if type(value) is dict:
        return {key: build(item, kept, proxy) for key, item in value.items()}
    return value


def has_marks(value: Any) -> bool:
    """Whether the value contains a Recipe, Handle or Callback."""
    if isinstance(value, Recipe | Handle | Callback):
        return True
    if isinstance(value, dict):
        return any(has_marks(item) for item in value.values())
    return isinstance(value, list | tuple) and any(has_marks(item) for item in value)


def _generator(params: dict[str, Any]) -> Any:
    import numpy as np

    return np.random.default_rng(params["seed"])


def _tensor(params: dict[str, Any]) -> Any:
    import tensorflow as tf

    return tf.constant(params["value"], dtype=params.get("dtype"))


def _variable(params: dict[str, Any]) -> Any:
    import tensorflow as tf

    return tf.Variable(params["value"], dtype=params.get("dtype"))


def _keras_layer(params: dict[str, Any]) -> Any:
    import keras

    return _with_weights(keras.layers.deserialize(params["config"]), params)


def _keras_model(params: dict[str, Any]) -> Any:
    import keras

    return _with_weights(keras.saving.deserialize_keras_object(params["config"]), params)


def _initializer(params: dict[str, Any]) -> Any:
    import keras

    return getattr(keras.initializers, params["name"])


def _with_weights(made: Any, params: dict[str, Any]) -> Any:
    if params.get("input_shape") is not None and not made.built:
        made.build(params["input_shape"])
    if params.get("weights") is not None:
        made.set_weights(params["weights"])
    return made


_KINDS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "generator": _generator,
    "tensor": _tensor,
    "variable": _variable,
    "keras_layer": _keras_layer,
    "keras_model": _keras_model,
    "initializer": _initializer,
    "list_of": lambda params: list(params["items"]),
    "dict_of": lambda params: dict(params["items"]),
}
