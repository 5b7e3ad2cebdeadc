"""One step of gradient descent: the cost before it, and the variables changed in place."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, close, script, wrong
from autograder.script import Handle, Step

from .common import away_from_kinks, one_hot, tensor, variables


def cases(rng: np.random.Generator) -> Iterable[Case]:
    def steps(sizes: tuple[int, int, int, int], m: int, rate: float, turns: int, label: str) -> Case:
        X, parameters = away_from_kinks(rng, sizes, m)
        step = Step("", (tensor(X), tensor(one_hot(rng, sizes[3], m)), Handle("parameters"), rate))
        costs = tuple(f"cost of step {turn + 1}" for turn in range(turns)) if turns > 1 else ("cost",)
        return script(
            Step("", (variables(parameters),), keep="parameters", action="keep"),
            *[step] * turns,
            Step("form", on="parameters", action="ask"),
            Step("value", on="parameters", action="ask"),
            check=close(operations=2000, names=(*costs, "types", "parameters")),
            label=label,
        )

    yield steps((3, 4, 3, 2), 5, 0.3, 1, "one step")
    yield steps((4, 3, 2, 3), 7, 0.05, 2, "two steps, one after the other")
    X, parameters = away_from_kinks(rng, (2, 3, 2, 3), 5)
    yield script(
        Step("", (tensor(X), tensor(one_hot(rng, 3, 5)), variables(parameters), 0.1), keep="cost"),
        Step("form", on="cost", action="ask"),
        check=close(names=("type",)),
        label="the type of the cost",
    )


COST = "compute_total_loss(forward_propagation(X, parameters), Y) / m"
TAPE = "    with tf.GradientTape() as tape:\n"
UPDATE = "variable.assign_sub(learning_rate * gradients[name])"
GRADIENTS = "    gradients = tape.gradient(cost, parameters)\n"

TRAIN_STEP = Exercise(
    name="train_step",
    cases=cases,
    uses=("forward_propagation", "compute_total_loss"),
    hints=(
        "There are three parts: compute the cost under a tape, get the gradients from the tape, change the variables. "
        "What must be inside the `with` block?",
        "`tape.gradient(cost, parameters)` returns a dictionary with the same keys, with a gradient for each variable. "
        "And compute_total_loss returns a sum: how do you make it a mean?",
        "`variable.assign_sub(learning_rate * gradient)` changes a variable in place. `parameters[name] = ...` would "
        "replace it with a tensor.",
    ),
    equivalent={
        "m = tf.cast(tf.shape(Y)[1], tf.float32)": "X and Y both have one column for each example",
    },
    variants=(
        wrong(
            "rebound",
            "The variables are replaced by tensors: `parameters[name] = ...` stores a new object under the name. "
            "Change the variable itself, with `assign_sub`.",
            (UPDATE, "parameters[name] = variable - learning_rate * gradients[name]"),
        ),
        wrong(
            "nothing_assigned",
            "The new values are computed but not stored: the variables are unchanged. Use `assign_sub`.",
            (UPDATE, "variable - learning_rate * gradients[name]"),
        ),
        wrong("uphill", "The step goes uphill. Subtract the gradient (`assign_sub`).", ("assign_sub", "assign_add")),
        wrong(
            "slope_assigned",
            "Each variable now *is* the step. Subtract the step from it: `assign_sub`, or `assign(variable - ...)`.",
            ("assign_sub", "assign"),
        ),
        wrong(
            "sum_not_mean",
            "The cost is the sum over the batch. Return the mean: divide by the number of examples, m.",
            (COST, COST.replace(" / m", "")),
        ),
        wrong(
            "mean_only_told",
            "The returned cost is the mean, but the gradients are those of the sum. Divide inside the `with` block.",
            (COST, COST.replace(" / m", "")),
            ("return cost", "return cost / m"),
        ),
        wrong(
            "m_counts_inputs",
            "m comes from the wrong axis: examples are columns, so it is the second entry of the shape.",
            ("tf.shape(X)[1]", "tf.shape(X)[0]"),
        ),
        wrong(
            "divided_by_classes",
            "The cost is divided by the number of classes. Divide by the number of examples, m.",
            ("tf.shape(X)[1]", "tf.shape(Y)[0]"),
        ),
        wrong(
            "outside_the_tape",
            "The cost is computed outside the `with` block, so the tape records nothing and returns None.",
            (TAPE + f"        cost = {COST}\n", f"    cost = {COST}\n{TAPE}        pass\n"),
        ),
        wrong(
            "rate_forgotten",
            "The gradients are not multiplied by the learning rate.",
            ("learning_rate * gradients[name]", "gradients[name]"),
        ),
        wrong(
            "cost_after",
            "This is the cost after the step. Return the cost before it, which you computed under the tape.",
            ("return cost", f"return {COST}"),
        ),
        wrong("nothing_returned", "The cost is not returned.", ("    return cost\n", "")),
        wrong(
            "weights_alone",
            "Only the weights are updated. The biases need a step too.",
            (UPDATE, f"name[0] == 'W' and {UPDATE}"),
        ),
        wrong(
            "last_layer_alone",
            "Only the last layer is updated. All six variables need a step.",
            (UPDATE, f"name[1] == '3' and {UPDATE}"),
        ),
        wrong(
            "inside_the_tape",
            "A variable is updated before the remaining gradients are computed, so these belong to a changed network. "
            "Compute all gradients first.",
            code="""
def train_step(X, Y, parameters, learning_rate):
    m = tf.cast(tf.shape(X)[1], tf.float32)
    first = None
    for name, variable in parameters.items():
        with tf.GradientTape() as tape:
            cost = compute_total_loss(forward_propagation(X, parameters), Y) / m
        first = cost if first is None else first
        variable.assign_sub(learning_rate * tape.gradient(cost, variable))
    return first
""",
        ),
        wrong(
            "squashed",
            "compute_total_loss applies the softmax itself. Pass it the logits.",
            ("forward_propagation(X, parameters), Y", "tf.nn.softmax(forward_propagation(X, parameters), axis=0), Y"),
        ),
        wrong(
            "arguments_swapped",
            "compute_total_loss takes the logits first, then the labels.",
            ("forward_propagation(X, parameters), Y", "Y, forward_propagation(X, parameters)"),
        ),
        wrong(
            "a_float",
            "The cost is converted to a plain number. Keep it a tensor: under `tf.function` it has no value yet.",
            ("return cost", "return float(cost)"),
        ),
        wrong(
            "sum_returned",
            "The sum over the examples is returned. Return their mean, the cost.",
            ("return cost", "return cost * m"),
        ),
        wrong(
            "rate_written_in",
            "The learning rate is fixed at 0.1. Use `learning_rate`.",
            (UPDATE, UPDATE.replace("learning_rate", "0.1")),
        ),
        wrong(
            "m_written_in",
            "The number of examples is fixed at 32. It is the number of columns of X.",
            ("tf.cast(tf.shape(X)[1], tf.float32)", "32.0"),
        ),
        wrong(
            "step_twice",
            "Each variable was changed twice. One step is enough.",
            (UPDATE, UPDATE.replace("learning_rate", "2 * learning_rate")),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("learning_rate * gradients", "alpha * gradients")),
    ),
    alternatives=(
        also_right(
            "keras_optimizer",
            "SGD from Keras",
            code="""
def train_step(X, Y, parameters, learning_rate):
    variables = list(parameters.values())
    with tf.GradientTape() as tape:
        total = compute_total_loss(forward_propagation(X, parameters), Y)
        cost = total / X.shape[1]
    slopes = tape.gradient(cost, variables)
    tf.keras.optimizers.SGD(learning_rate).apply_gradients(zip(slopes, variables))
    return cost
""",
        ),
        also_right(
            "one_by_one",
            "a persistent tape, one gradient after the other, and assign",
            code="""
def train_step(X, Y, parameters, learning_rate):
    with tf.GradientTape(persistent=True) as tape:
        cost = compute_total_loss(labels=Y, logits=forward_propagation(X=X, parameters=parameters))
        cost = cost * (1.0 / int(Y.shape[1]))
    steps = {key: learning_rate * tape.gradient(cost, value) for key, value in parameters.items()}
    for key, step in steps.items():
        parameters[key].assign(parameters[key] - step)
    return cost
""",
        ),
    ),
)
