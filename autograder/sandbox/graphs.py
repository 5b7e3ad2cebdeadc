"""Questions about how Keras layers are connected, for networks whose paths split and join.

A network with branches can be written in many orders, and `model.layers` follows that order. Here the layers are read
from the outputs back to the inputs, so that the same network gives the same rows, and gets the same weights, however
it was written. Keys store the rows: see `autograder.sandbox.models`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from autograder.sandbox import layers
from autograder.sandbox.tensors import QuestionError, form

COMMUTATIVE = frozenset({"Add", "Average", "Maximum", "Minimum", "Multiply"})
JOINING = ("Add", "Subtract", "Multiply", "Maximum", "Minimum", "Concatenate")
FUNCTIONS = {"Relu": "relu", "Softmax": "softmax", "Sigmoid": "sigmoid", "Tanh": "tanh"}
"""Functions of keras.ops and layers that are only an activation, by their class."""
ONES = (1, 1)


@dataclass(eq=False)
class Node:
    """One use of a layer: its sources, and the number of layers on the longest path from the inputs."""

    layer: Any
    sources: tuple[Node, ...] = ()
    sizes: tuple[int | None, ...] = ()
    depth: int = 0
    arguments: tuple[Any, ...] = field(default=(), repr=False)

    @property
    def kind(self) -> str:
        return type(self.layer).__name__


def wired(function: Callable[..., Any], input_shape: Sequence[int], *args: Any, **kwargs: Any) -> Any:
    """The model that a function of a tensor describes: from an input of this shape to the tensor that it returns."""
    import keras

    inputs = keras.Input(tuple(input_shape))
    outputs = function(inputs, *args, **kwargs)
    if not isinstance(outputs, keras.KerasTensor):
        kind = "a Keras model" if isinstance(outputs, keras.Model) else _article(form(outputs))
        raise QuestionError(f"the function should return the tensor that comes out of its last layer, not {kind}")
    return keras.Model(inputs, outputs)


def sketched(function: Callable[..., Any], input_shape: Sequence[int], *args: Any, **kwargs: Any) -> Any:
    """As `wired`, but paths of different shapes may meet, so that `wiring` can show why they do not fit."""
    with _meeting_anyway():
        return wired(function, input_shape, *args, **kwargs)


def planned(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """The model that a function makes, without values in its weights: a large network in little time and memory.

    Paths of different shapes may meet, as in `sketched`. A function that needs the values, because it calls the model,
    makes it in the ordinary way.
    """
    import keras

    try:
        with keras.StatelessScope(initialize_variables=False), _meeting_anyway():
            return function(*args, **kwargs)
    except Exception:
        return function(*args, **kwargs)


@contextmanager
def _meeting_anyway() -> Iterator[None]:
    """Within it, a sum or concatenation of tensors whose shapes do not fit has the shape of the first."""
    import keras
    from keras.src.layers.merging.base_merge import Merge  # public classes do not include the base of all sums
    from keras.src.ops import numpy as functions

    def unchecked(build: Callable[..., Any]) -> Callable[..., Any]:
        def built(layer: Any, input_shape: Any) -> None:
            try:
                build(layer, input_shape)
            except ValueError:
                if not isinstance(input_shape[0], list | tuple):
                    raise
                layer._reshape_required = False

        return built

    def shaped(spec: Callable[..., Any]) -> Callable[..., Any]:
        def made(layer: Any, *inputs: Any) -> Any:
            try:
                return spec(layer, *inputs)
            except ValueError:
                first = inputs[0][0] if isinstance(inputs[0], list | tuple) else inputs[0]
                if not isinstance(first, keras.KerasTensor):
                    raise
                return keras.KerasTensor(first.shape, dtype=first.dtype)

        return made

    with ExitStack() as stack:
        for owner in (Merge, keras.layers.Concatenate):
            stack.enter_context(patch.object(owner, "build", unchecked(owner.build)))
        for owner in (Merge, *(getattr(functions, name) for name in JOINING)):
            stack.enter_context(patch.object(owner, "compute_output_spec", shaped(owner.compute_output_spec)))
        yield


def wiring(model: Any, initializers: bool = False) -> list[dict[str, Any]]:
    """A row for each layer, sources first: class, settings, what comes in, whether weights are shared, shape, number.

    Activations have rows of their own, and layers that change nothing have none. At a sum, the longer path comes
    first. initializers: also how the initial weights of filters and matrices are drawn.
    """
    import keras

    if not isinstance(model, keras.Model):
        raise QuestionError(f"this should be a Keras model, not an object of type {type(model).__name__}")
    rows: list[dict[str, Any]] = []
    names: dict[int, str] = {}
    counts: dict[str, int] = {}
    owners: dict[int, str] = {}

    def named(kind: str) -> str:
        counts[kind] = counts.get(kind, 0) + 1
        return f"{kind} {counts[kind]}"

    for node in nodes(model):
        if node.kind == "InputLayer":
            names[id(node)] = "the input"
            continue
        told = [names[id(source)] for source in _ordered(node)]
        inputs = " and ".join(told)
        for row in _rows(node, initializers):
            name = named(row["class"].removeprefix("the activation "))
            shared = {"weights": f"those of {owners.setdefault(id(node.layer), name)}"} if row.get("parameters") else {}
            size, number = row.pop("output_shape"), row.pop("parameters", None)
            counted = {} if number is None else {"parameters": number}
            rows.append({**row, "inputs": inputs, **shared, "output_shape": size, **counted})
            inputs = name
        names[id(node)] = inputs
    return rows


def fill_wiring(model: Any, seed: int) -> None:
    """Give the model weights drawn from a seed, layer by layer in the order of `wiring`."""
    import numpy as np

    rng = np.random.default_rng(seed)
    filled: set[int] = set()
    for node in nodes(model):
        if getattr(node.layer, "weights", None) and id(node.layer) not in filled:
            filled.add(id(node.layer))
            node.layer.set_weights(layers.drawn(node.layer.weights, rng, None))


def computed(model: Any, X: Any) -> dict[str, Any]:
    """The model's output for these inputs, under the name `output`."""
    return {"output": model(X, training=False)}


def nodes(model: Any) -> list[Node]:
    """All uses of layers between the inputs and the outputs, sources first; models within the model are opened."""
    found: list[Node] = []
    seen: set[int] = set()

    def emit(node: Node) -> None:
        if id(node) in seen:
            return
        seen.add(id(node))
        for source in _ordered(node):
            emit(source)
        found.append(node)

    walk = _Walk()
    for tensor in model.outputs:
        emit(walk.node(tensor, {}))
    return found


class _Walk:
    """Follows tensors back to the layers that made them."""

    def __init__(self) -> None:
        self.known: dict[tuple[int, int, int], Node] = {}
        self.alive: list[Any] = []  # what is known by its id must not be collected

    def node(self, tensor: Any, given: dict[int, Node]) -> Node:
        """The node of this tensor; `given` has the nodes outside for the inputs of a model within the model."""
        if id(tensor) in given:
            return given[id(tensor)]
        layer, number, place = tensor._keras_history
        key = (id(layer), number, id(given))
        if key not in self.known:
            self.alive += [layer, given]
            self.known[key] = self._made(layer, number, place, given)
        return self.known[key]

    def _made(self, layer: Any, number: int, place: int, given: dict[int, Node]) -> Node:
        call = layer._inbound_nodes[number]
        sources = tuple(self.node(source, given) for source in call.input_tensors)
        if hasattr(layer, "layers") and getattr(layer, "outputs", None):
            inner = {id(inside): outside for inside, outside in zip(layer.inputs, sources, strict=True)}
            return self.node(layer.outputs[place], inner)
        if _changes_nothing(layer):
            return sources[0]
        depth = 1 + max((source.depth for source in sources), default=-1)
        return Node(layer, sources, layers.shape(call.output_tensors[place].shape), depth, call.arguments.args)


def _changes_nothing(layer: Any) -> bool:
    kind = type(layer).__name__
    return kind == "Identity" or (kind == "Activation" and layer.get_config()["activation"] == "linear")


def _ordered(node: Node) -> list[Node]:
    """The sources; those of a sum from the longest path to the shortest."""
    if node.kind in COMMUTATIVE:
        return sorted(node.sources, key=lambda source: -source.depth)
    return list(node.sources)


def _rows(node: Node, initializers: bool) -> list[dict[str, Any]]:
    """The layer, and its activation as a second row."""
    settings = {**layers.row(node.layer), "output_shape": node.sizes}
    if node.kind in FUNCTIONS or (node.kind == "Maximum" and len(node.sources) == 1 and 0 in _numbers(node)):
        return [_activation(FUNCTIONS.get(node.kind, "relu"), node)]
    if node.kind == "ReLU" and not any(settings.get(name) for name in ("max_value", "negative_slope", "threshold")):
        return [_activation("relu", node)]
    if node.kind == "ReLU":
        settings["class"] = "a ReLU with other settings"
    function = settings.pop("activation", None) or "linear"
    if node.kind == "Activation":
        return [_activation(str(function), node)]
    if not settings["parameters"]:
        settings.pop("trainable", None)
        settings.pop("parameters")
    if node.kind == "Concatenate":
        axis = int(node.layer.axis)
        settings["axis"] = axis + len(node.sizes) if axis < 0 else axis
    if settings.get("kernel_size") == ONES and settings.get("padding") == "same":
        settings["padding"] = "valid"  # a filter of one pixel never leaves the picture
    if initializers and hasattr(node.layer, "kernel_initializer"):
        settings["kernel_initializer"] = _initializer(node.layer.kernel_initializer)
    row = {name: value for name, value in settings.items() if name != "name"}
    return [row] if function == "linear" else [row, _activation(str(function), node)]


def _activation(name: str, node: Node) -> dict[str, Any]:
    return {"class": f"the activation {name}", "output_shape": node.sizes}


def _numbers(node: Node) -> list[float]:
    return [value for value in node.arguments if isinstance(value, int | float)]


def _initializer(made: Any) -> str:
    """The class and the seed, such as "HeNormal(seed=0)"; a seed that Keras drew itself is None."""
    config = made.get_config() if hasattr(made, "get_config") else {}
    seed = config.get("seed")
    return f"{type(made).__name__}(seed={seed if isinstance(seed, int) else None})"


def _article(kind: Any) -> str:
    text = kind if isinstance(kind, str) else type(kind).__name__
    return "None" if text == "NoneType" else f"a {text}"


QUESTIONS: dict[str, Callable[..., Any]] = {
    "wired": wired,
    "sketched": sketched,
    "computed": computed,
    "planned": planned,
    "wiring": wiring,
    "fill_wiring": fill_wiring,
}
