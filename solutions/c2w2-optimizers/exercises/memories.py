"""Averages before the first step: zeros with the shapes of the gradients, and two sets of them for Adam."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, Variant, also_right, call, equal, script, wrong
from autograder.script import Step

from .common import NO_GRADIENTS, SLOPES, network

LOOP = "for name in parameters:"
HINTS = (
    "There is nothing to remember yet: each average starts at 0, with the shape of the gradient that it will average.",
    'A gradient has the shape of its parameter, and its key has a d in front: "W1" becomes "dW1".',
    "`np.zeros(parameters[name].shape)` is an array of zeros with the shape of the parameter.",
)


def sizes_cases(rng: np.random.Generator) -> Iterable[Case]:
    check = equal(keys="exact", dtype="exact")
    yield call(network(rng, (3, 4, 2)), check=check, label="two layers")
    yield call(network(rng, (4, 2)), check=check, label="a single layer")
    yield call(network(rng, (2, 5, 4, 3)), check=check, label="three layers")
    yield call(network(rng, [2, 3] * 6), check=check, label="eleven layers")
    yield call(whole(network(rng, (3, 2))), check=check, label="weights that are whole numbers")


def whole(parameters: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The parameters as integers, from which `zeros_like` makes integers."""
    return {name: np.round(3 * value).astype(int) for name, value in parameters.items()}


def adam_cases(rng: np.random.Generator) -> Iterable[Case]:
    check = equal(keys="exact", dtype="exact", names=["v", "s"])
    yield call(network(rng, (3, 4, 2)), check=check, label="two layers")
    yield call(network(rng, (2, 5, 4, 3)), check=check, label="three layers")
    yield call(network(rng, [2, 3] * 6), check=check, label="eleven layers")
    yield call(whole(network(rng, (3, 2))), check=check, label="weights that are whole numbers")
    yield script(
        Step("", (network(rng, (4, 2)),), keep="both"),
        Step("__getitem__", (0,), on="both", keep="v"),
        Step("__getitem__", ("dW1",), on="v", keep="averages"),
        Step("fill", (7.0,), on="averages", keep="nothing"),
        Step("__getitem__", (1,), on="both"),
        check=equal(keys="exact", last=True),
        label="s, after dW1 of v has been filled with sevens",
    )


def mistakes(lines: tuple[str, ...]) -> tuple[Variant, ...]:
    """Mistakes common to all three exercises. `lines`: the reference's assignments of zeros."""

    def every(change: Callable[[str], str]) -> tuple[tuple[str, str], ...]:
        return tuple((line, change(line)) for line in lines)

    return (
        wrong(
            "whole_zeros",
            "`zeros_like` makes whole numbers if the weights are whole numbers. The averages should be floats: "
            "`np.zeros`.",
            *every(lambda x: x.replace("np.zeros(parameters[name].shape)", "np.zeros_like(parameters[name])")),
        ),
        wrong("ones", "The averages start at 1. They should start at 0.", *every(lambda x: x.replace("zeros", "ones"))),
        wrong(
            "parameters_copied",
            "The parameters themselves are returned. Return zeros with their shapes.",
            *every(lambda x: x.replace("np.zeros(parameters[name].shape)", "parameters[name].copy()")),
        ),
        wrong(
            "keys_of_parameters",
            'The keys are those of the parameters. An average of gradients has the gradients\' keys: "dW1", "db1".',
            *every(lambda x: x.replace('"d" + name', "name")),
        ),
        wrong(
            "transposed",
            "The arrays are transposed. They should have the shapes of the parameters.",
            *every(lambda x: x.replace("parameters[name].shape", "parameters[name].T.shape")),
        ),
        wrong(
            "plain_zeros",
            "Each average is a plain 0. It should be an array with the shape of the parameter.",
            *every(lambda x: x.replace("np.zeros(parameters[name].shape)", "0.0")),
        ),
        wrong(
            "rank_one",
            "The arrays have only one axis. They should have the shapes of the parameters, (n, k) and (n, 1).",
            *every(lambda x: x.replace("parameters[name].shape", "parameters[name].shape[0]")),
        ),
        wrong(
            "biases_missing",
            "The averages for the biases are missing: db1, db2, and so on.",
            (LOOP, 'for name in [name for name in parameters if name[0] == "W"]:'),
        ),
        wrong(
            "last_layer_missing",
            "The last layer is missing: `range(1, n)` stops before n.",
            (LOOP, "for name in list(parameters)[:-2]:"),
        ),
        wrong(
            "two_layers_written_in",
            "The number of layers is hard-coded. There are `len(parameters) // 2` of them.",
            (LOOP, 'for name in ("W1", "b1", "W2", "b2"):'),
        ),
        wrong(
            "counted_from_zero",
            "The layers are numbered from 0. The first layer has dW1 and db1.",
            *every(lambda x: x.replace('"d" + name]', '"d" + name[0] + str(int(name[1:]) - 1)]')),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (LOOP, "for name in params:")),
    )


def comprehension(name: str) -> str:
    return f"""
def {name}(parameters):
    return {{f"d{{key}}": np.zeros_like(value, dtype=float) for key, value in parameters.items()}}
"""


def by_layer(name: str) -> str:
    return f"""
def {name}(parameters):
    L = len(parameters) // 2
    memory = {{}}
    for l in range(L):
        rows, columns = parameters["W" + str(l + 1)].shape
        memory["dW" + str(l + 1)] = np.zeros((rows, columns))
        memory["db" + str(l + 1)] = 0.0 * parameters["b" + str(l + 1)]
    return memory
"""


def one_memory(name: str, letter: str) -> Exercise:
    line = f'{letter}["d" + name] = np.zeros(parameters[name].shape)'
    return Exercise(
        name=name,
        cases=sizes_cases,
        quantities=SLOPES,
        no_gradients=NO_GRADIENTS,
        unavoidable={"every expected number is 0 in every case: a forgotten computation would pass": "zeros are asked"},
        hints=HINTS,
        variants=(
            *mistakes((line,)),
            wrong(
                "one_key_for_all",
                'The only keys are "dW" and "db", so each layer overwrites the one before. Number them.',
                (line, line.replace('"d" + name', '"d" + name[0]')),
            ),
        ),
        alternatives=(
            also_right("comprehension", "a comprehension with zeros_like", code=comprehension(name)),
            also_right("by_layer", "a loop over the layers, weights and biases separately", code=by_layer(name)),
        ),
    )


VELOCITY = one_memory("initialize_velocity", "v")
RMSPROP_MEMORY = one_memory("initialize_rmsprop", "s")

V = 'v["d" + name] = np.zeros(parameters[name].shape)'
S = V.replace("v[", "s[")

ADAM_MEMORY = Exercise(
    name="initialize_adam",
    cases=adam_cases,
    quantities=("v", "s"),
    equivalent={"return (s, v)": "at first both are the same zeros"},
    no_gradients=NO_GRADIENTS,
    unavoidable={"every expected number is 0 in every case: a forgotten computation would pass": "zeros are asked"},
    hints=(
        "Adam needs the averages of both momentum and RMSprop: two dictionaries.",
        *HINTS[1:],
        "Make the arrays of v and s with separate calls of `np.zeros`, and return v, s.",
    ),
    variants=(
        *mistakes((V, S)),
        wrong(
            "shared",
            "v and s share their arrays, or are the same dictionary (`v = s = {}`), so a change in one changes the "
            "other. Make two dictionaries with separate zeros.",
            ("v, s = {}, {}", "v = s = {}"),
        ),
        wrong(
            "s_forgotten",
            "The averages of the squares, s, are empty.",
            (S, "pass"),
        ),
        wrong("v_alone", "Only one dictionary is returned. Adam needs two: v and s.", ("return v, s", "return v")),
    ),
    alternatives=(
        also_right(
            "comprehensions",
            "one comprehension each",
            code="""
def initialize_adam(parameters):
    v = {"d" + key: np.zeros_like(value, dtype=float) for key, value in parameters.items()}
    s = {"d" + key: np.zeros_like(value, dtype=float) for key, value in parameters.items()}
    return v, s
""",
        ),
        also_right(
            "from_earlier_functions",
            "calls the functions for momentum and RMSprop",
            code="""
def initialize_adam(parameters):
    return initialize_velocity(parameters), initialize_rmsprop(parameters)
""",
        ),
    ),
)
