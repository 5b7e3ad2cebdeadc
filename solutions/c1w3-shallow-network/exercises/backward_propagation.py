"""From the output back to the inputs: the slopes of the cost."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, Gradient, accepted, also_right, call, wrong

from .common import NAMES, cache_of, labels, network


def backward_cases(rng: np.random.Generator) -> Iterable[Case]:
    """The cache matches the parameters and X, so that code that starts from A1 and code that starts from Z1 agree."""

    def drawn(n_x: int, n_h: int, n_y: int, m: int) -> tuple[dict, dict, np.ndarray, np.ndarray]:
        X, parameters = rng.normal(0, 1, (n_x, m)), network(rng, n_x, n_h, n_y)
        return parameters, cache_of(X, parameters), X, labels(rng, n_y, m)

    yield call(*drawn(2, 4, 1, 5), label="2 inputs, 4 hidden neurons, 5 examples")
    yield call(*drawn(5, 3, 1, 7), label="more inputs than hidden neurons")
    # With one output, W2.T times dZ2 is the same entry by entry and as a matrix product; with two it is not.
    yield call(*drawn(3, 5, 2, 4), label="two outputs")
    yield call(*drawn(3, 4, 1, 2), label="fewer examples than inputs")
    yield call(*drawn(2, 3, 1, 1), label="a single example")
    # Outputs that are almost 0 or 1, as after long training.
    X, parameters = rng.normal(0, 1, (2, 6)), network(rng, 2, 5, 1)
    parameters["W2"] *= 25
    yield call(parameters, cache_of(X, parameters), X, labels(rng, 1, 6), label="almost certain outputs")


def backward_gradients(module: ModuleType, rng: np.random.Generator) -> Iterable[Gradient]:
    """The slopes of the cost at the end of the module's own forward pass."""
    for n_x, n_h, m in ((2, 3, 5), (3, 2, 4)):
        X, Y, parameters = rng.normal(0, 1, (n_x, m)), labels(rng, 1, m), network(rng, n_x, n_h, 1)
        _, cache = module.forward_propagation(X, parameters)
        grads = module.backward_propagation(parameters, cache, X, Y)
        yield Gradient(
            of=lambda parameters, X=X, Y=Y: module.compute_cost(module.forward_propagation(X, parameters)[0], Y),
            at={"parameters": parameters},
            claimed={"parameters": {name: grads[f"d{name}"] for name in NAMES}},
        )


DZ2, SLOPE = 'cache["A2"] - Y', 'activation_derivative(cache["Z1"], "tanh")'
BACK = 'np.dot(parameters["W2"].T, dZ2)'
DW2, DW1 = 'np.dot(dZ2, cache["A1"].T) / m', "np.dot(dZ1, X.T) / m"
DB2, DB1 = "np.sum(dZ2, axis=1, keepdims=True) / m", "np.sum(dZ1, axis=1, keepdims=True) / m"
RESULT = '{"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}'


def each(edit: str, *old: str) -> list[tuple[str, str]]:
    """Every text with `edit` in place of its division by m."""
    return [(text, text.removesuffix(" / m") + edit) for text in old]


BACKWARD = Exercise(
    name="backward_propagation",
    cases=backward_cases,
    gradients=backward_gradients,
    quantities=("dW2", "db2", "dW1", "db1"),
    credit={"dW2": 0.2, "db2": 0.15, "dW1": 0.4, "db1": 0.25},
    uses=("activation_derivative",),
    hints=(
        "Six lines, from the end to the beginning: dZ2, dW2, db2, then dZ1, dW1, db1. The boxed formulas of "
        "section 7 are in this order.",
        "Write the shape next to every line. A gradient has the shape of its parameter, and every dZ has the "
        "shape of its Z. This tells you what to transpose and in which order to multiply.",
        "Matrix products add up over examples (dW) or over outputs (W2.T and dZ2). The slope of tanh is "
        "different for each entry: use `*`.",
        "The slope of tanh at Z1 is `activation_derivative` of Z1, or 1 - A1^2, since A1 is already tanh(Z1).",
    ),
    variants=(
        wrong(
            "db1_plain_number",
            "db1 is summed to one number. Add up over the examples: axis=1, keepdims=True.",
            (DB1, "np.sum(dZ1) / m"),
        ),
        wrong(
            "db2_plain_number",
            "db2 is summed to one number. Add up over the examples: axis=1, keepdims=True.",
            (DB2, "np.sum(dZ2) / m"),
        ),
        wrong(
            "db1_over_neurons",
            "db1 adds up over the neurons. Add up over the examples: axis=1.",
            (DB1, DB1.replace("axis=1", "axis=0")),
        ),
        wrong("db1_without_keepdims", "db1 lost its second axis. Use keepdims=True.", (DB1, "np.sum(dZ1, axis=1) / m")),
        wrong("db2_without_keepdims", "db2 lost its second axis. Use keepdims=True.", (DB2, "np.sum(dZ2, axis=1) / m")),
        wrong(
            "db2_mean_over_outputs",
            "db2 is the same for all outputs. Each output has its own.",
            (DB2, "np.full((dZ2.shape[0], 1), np.mean(dZ2))"),
        ),
        wrong(
            "W2_after_its_step",
            "dZ1 was computed with W2 after a step. The backward pass uses the parameters of the forward pass.",
            (BACK, 'np.dot((parameters["W2"] - 1.2 * dW2).T, dZ2)'),
        ),
        # the output layer
        wrong("sign", "The gradients have the wrong sign: dZ2 is A2 - Y, not Y - A2.", (DZ2, 'Y - cache["A2"]')),
        wrong("dZ2_without_labels", "The labels are missing: dZ2 is A2 - Y, not A2.", (DZ2, 'cache["A2"]')),
        wrong(
            "dZ2_with_slope",
            "dZ2 has an extra factor A2 (1 - A2). With the cross-entropy this factor cancels, which leaves A2 - Y.",
            (DZ2, '(cache["A2"] - Y) * cache["A2"] * (1 - cache["A2"])'),
        ),
        wrong(
            "dZ2_is_slope",
            "You took A2 (1 - A2) for dZ2, which is the slope of the sigmoid alone. By the chain rule dZ2 is A2 - Y.",
            (DZ2, 'cache["A2"] * (1 - cache["A2"])'),
        ),
        wrong("dZ2_from_Z2", "You took Z2 - Y for dZ2. Use the probabilities: A2 - Y.", (DZ2, 'cache["Z2"] - Y')),
        wrong(
            "dW2_from_Z1",
            "dW2 was computed from Z1. The input of the second layer is A1.",
            (DW2, DW2.replace("A1", "Z1")),
        ),
        wrong("dW2_sign", "dW2 has the wrong sign.", (DW2, "-" + DW2)),
        wrong(
            "dW2_on_its_side",
            "dW2 is transposed. It must have the shape of W2: dZ2 comes first, then A1 transposed.",
            (DW2, 'np.dot(cache["A1"], dZ2.T) / m'),
        ),
        # backward through the hidden layer
        wrong(
            "hidden_slope_forgotten",
            "dZ1 leaves out the slope of the hidden layer: multiply by tanh' = 1 - A1^2, entry by entry.",
            (f"{BACK} * {SLOPE}", BACK),
        ),
        wrong(
            "hidden_slope_of_sigmoid",
            "dZ1 uses the slope of the sigmoid, A1 (1 - A1). The hidden layer uses tanh, whose slope is 1 - A1^2.",
            (SLOPE, '(cache["A1"] * (1 - cache["A1"]))'),
        ),
        wrong(
            "sigmoid_at_Z1",
            "dZ1 uses the slope of the sigmoid at Z1. The hidden layer uses tanh.",
            (SLOPE, SLOPE.replace("tanh", "sigmoid")),
        ),
        wrong(
            "relu_at_Z1",
            "dZ1 uses the slope of the ReLU. The hidden layer uses tanh.",
            (SLOPE, SLOPE.replace("tanh", "relu")),
        ),
        wrong(
            "tanh_twice",
            "You applied tanh twice: A1 is already tanh(Z1), so its slope is 1 - A1^2. (`activation_derivative` "
            "takes Z1.)",
            (SLOPE, '(1 - np.tanh(cache["A1"]) ** 2)'),
        ),
        wrong(
            "slope_without_square",
            "The slope of tanh is 1 - A1^2. The square is missing.",
            (SLOPE, '(1 - cache["A1"])'),
        ),
        wrong("slope_of_Z1", "The slope of tanh is 1 - A1^2, not 1 - Z1^2.", (SLOPE, '(1 - cache["Z1"] ** 2)')),
        wrong("slope_plus", "The slope of tanh is 1 *minus* A1^2.", (SLOPE, '(1 + cache["A1"] ** 2)')),
        wrong("slope_is_square", "The slope of tanh is 1 - A1^2, not A1^2.", (SLOPE, 'cache["A1"] ** 2')),
        wrong(
            "slope_brackets",
            "The brackets around 1 - A1^2 are missing: without them only the 1 is multiplied.",
            (SLOPE, '1 - cache["A1"] ** 2'),
        ),
        wrong(
            "slope_of_the_output",
            "dZ1 was multiplied by the slope of the *output* layer, A2 (1 - A2). Use the slope at Z1.",
            (SLOPE, '(cache["A2"] * (1 - cache["A2"])).mean(axis=0, keepdims=True)'),
        ),
        wrong(
            "W2_entry_by_entry",
            "`W2.T * dZ2` multiplies entry by entry, which is right only for a single output. Backward, you must "
            "add up over the outputs: use a matrix product.",
            (BACK, 'parameters["W2"].T * dZ2'),
        ),
        wrong(
            "through_dW2",
            "dZ1 was computed with dW2, the gradient. Use the weights themselves, W2. (One slide of the lecture "
            "has this slip.)",
            (BACK, "np.dot(dW2.T, dZ2)"),
        ),
        wrong(
            "W2_forgotten",
            "dZ1 leaves out the weights W2. Each hidden neuron affects the output through its weight.",
            (BACK, "np.sum(dZ2, axis=0, keepdims=True)"),
        ),
        wrong("hidden_sign", "dW1 and db1 have the wrong sign.", (f"dZ1 = {BACK}", f"dZ1 = -{BACK}")),
        wrong("dW1_sign", "dW1 has the wrong sign.", (DW1, "-" + DW1)),
        wrong(
            "dW1_on_its_side",
            "dW1 is transposed. It must have the shape of W1: dZ1 comes first, then X transposed.",
            (DW1, "np.dot(X, dZ1.T) / m"),
        ),
        wrong(
            "dW1_from_A1",
            "dW1 was computed from A1. The input of the first layer is X.",
            (DW1, 'np.dot(dZ1, cache["A1"].T) / m'),
        ),
        wrong(
            "product_does_not_fit",
            "The shapes of a matrix product do not fit. Use dZ2 (n_y, m) times A1 transposed, W2 transposed "
            "times dZ2, and dZ1 (n_h, m) times X transposed. Multiply by the slope of tanh with `*`.",
            (DW1, DW1.replace(".T", "")),
        ),
        # the means over the examples
        wrong(
            "not_averaged",
            "No gradient was divided by m. They are sums over the examples and should be means.",
            *each("", DW2, DB2, DW1, DB1),
        ),
        wrong("weights_not_averaged", "dW1 and dW2 were not divided by m.", *each("", DW2, DW1)),
        wrong("biases_not_averaged", "db1 and db2 were not divided by m.", *each("", DB2, DB1)),
        wrong("dW1_not_averaged", "dW1 was not divided by m.", *each("", DW1)),
        wrong("db1_not_averaged", "db1 was not divided by m.", *each("", DB1)),
        wrong("dW2_not_averaged", "dW2 was not divided by m.", *each("", DW2)),
        wrong("db2_not_averaged", "db2 was not divided by m.", *each("", DB2)),
        wrong(
            "everything_averaged_twice",
            "Both dZ2 and the gradients were divided by m. Each column of a dZ is for one example and has no "
            "factor 1/m.",
            (DZ2, f"({DZ2}) / m"),
        ),
        wrong(
            "hidden_averaged_twice",
            "dZ1 was divided by m, and so were dW1 and db1. Each column of a dZ is for one example and has no "
            "factor 1/m.",
            (SLOPE, SLOPE + " / m"),
        ),
        wrong("dW1_averaged_twice", "dW1 was divided by m twice.", *each(" / m**2", DW1)),
        wrong("dW2_averaged_twice", "dW2 was divided by m twice.", *each(" / m**2", DW2)),
        wrong(
            "m_is_number_of_inputs",
            "m was taken from the wrong axis. `X.shape[0]` counts the inputs; the examples are the columns.",
            ("X.shape[1]", "X.shape[0]"),
        ),
        wrong(
            "m_is_number_of_entries",
            "You took m to be the number of all entries of X. It is the number of examples, the columns.",
            ("X.shape[1]", "X.size"),
        ),
        # the shapes of the biases
        wrong(
            "db_without_second_axis",
            "db1 and db2 have only one axis. `keepdims=True` keeps them as columns, (n_h, 1) and (n_y, 1).",
            (DB2, DB2.replace(", keepdims=True", "")),
            (DB1, DB1.replace(", keepdims=True", "")),
        ),
        wrong(
            "db_one_number",
            "db1 and db2 are one number each. Each neuron has its own bias: add up over the examples only, `axis=1`.",
            (DB2, "np.sum(dZ2) / m"),
            (DB1, "np.sum(dZ1) / m"),
        ),
        wrong(
            "db1_one_number",
            "db1 is one number. Each neuron has its own bias: add up over the examples only, `axis=1`.",
            (DB1, "np.sum(dZ1, keepdims=True) / m"),
        ),
        wrong(
            "db_over_neurons",
            "db1 and db2 were added up over the neurons, which gives one number per example. Add up over the "
            "examples, `axis=1`.",
            (DB2, DB2.replace("axis=1", "axis=0")),
            (DB1, DB1.replace("axis=1", "axis=0")),
        ),
        wrong(
            "db_per_example",
            "db1 and db2 were not added up over the examples: they still have one column per example.",
            (DB2, "dZ2 / m"),
            (DB1, "dZ1 / m"),
        ),
        wrong("db2_from_dW2", "db2 was computed from dW2. It is the mean of dZ2.", (DB2, DB2.replace("dZ2", "dW2"))),
        # what is returned
        wrong(
            "layers_exchanged",
            "The layers are swapped in the result: dW1 is for the hidden layer, dW2 for the output layer.",
            (RESULT, '{"dW1": dW2, "db1": db2, "dW2": dW1, "db2": db1}'),
        ),
        wrong(
            "keys_without_d",
            'The keys should be "dW1", "db1", "dW2" and "db2".',
            (RESULT, '{"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}'),
        ),
        wrong(
            "tuple",
            'You returned four arrays without names. Return a dictionary with the keys "dW1", "db1", "dW2", "db2".',
            (RESULT, "dW1, db1, dW2, db2"),
        ),
        wrong(
            "biases_missing", '"db1" and "db2" are missing from the dictionary.', (RESULT, '{"dW1": dW1, "dW2": dW2}')
        ),
        wrong("unknown_name", UNKNOWN_NAME, (BACK, "np.dot(W2.T, dZ2)")),
    ),
    accepted=(
        accepted(
            "more_gradients",
            "The dictionary contains more than the exercise asks for.",
            (RESULT, RESULT.replace("}", ', "dZ1": dZ1, "dZ2": dZ2}')),
        ),
    ),
    alternatives=(
        also_right(
            "from_the_cache",
            "the slope of tanh from A1; sums times 1 / m",
            code="""
def backward_propagation(parameters, cache, X, Y):
    m = X.shape[1]
    W1 = parameters["W1"]
    W2 = parameters["W2"]
    A1 = cache["A1"]
    A2 = cache["A2"]
    dZ2 = A2 - Y
    dW2 = (1 / m) * np.dot(dZ2, A1.T)
    db2 = (1 / m) * np.sum(dZ2, axis=1, keepdims=True)
    dZ1 = np.multiply(np.dot(W2.T, dZ2), (1 - np.power(A1, 2)))
    dW1 = (1 / m) * np.dot(dZ1, X.T)
    db1 = (1 / m) * np.sum(dZ1, axis=1, keepdims=True)
    grads = {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}
    return grads
""",
        ),
        also_right(
            "one_example_at_a_time",
            "outer products of one example at a time, added up",
            code="""
def backward_propagation(parameters, cache, X, Y):
    grads = {"d" + name: np.zeros(parameters[name].shape) for name in ("W1", "b1", "W2", "b2")}
    m = Y.shape[1]
    for i in range(m):
        x, a1 = X[:, i], cache["A1"][:, i]
        dz2 = cache["A2"][:, i] - Y[:, i]
        dz1 = (dz2 @ parameters["W2"]) * (1 - a1 * a1)
        for layer, dz, a in ((1, dz1, x), (2, dz2, a1)):
            grads["dW%d" % layer] += np.outer(dz, a) / m
            grads["db%d" % layer][:, 0] += dz / m
    return grads
""",
        ),
        also_right(
            "means_and_einsum",
            "means instead of sums; nothing but Z1 and Z2 taken from the cache",
            code="""
def backward_propagation(parameters, cache, X, Y):
    Z1, Z2 = cache["Z1"], cache["Z2"]
    error = 1 / (1 + np.exp(-Z2)) - Y
    blame = np.einsum("oh,om->hm", parameters["W2"], error) / np.cosh(Z1) ** 2
    m = len(X.T)
    return dict(
        db2=error.mean(axis=1).reshape(-1, 1),
        dW2=np.einsum("om,hm->oh", error, np.tanh(Z1)) / m,
        db1=np.mean(blame, 1, keepdims=True),
        dW1=blame @ X.T / m,
    )
""",
        ),
    ),
    # The right keys and shapes, other numbers.
    stand_in="""
def backward_propagation(parameters, cache, X, Y):
    m = X.shape[1]
    dZ2 = cache["A2"] - Y
    dZ1 = np.dot(parameters["W2"].T, dZ2)
    return {
        "dW1": 0.5 * np.dot(dZ1, X.T) / m,
        "db1": 0.6 * np.sum(dZ1, axis=1, keepdims=True) / m,
        "dW2": 0.7 * np.dot(dZ2, cache["A1"].T) / m,
        "db2": 0.8 * np.sum(dZ2, axis=1, keepdims=True) / m,
    }
""",
)
