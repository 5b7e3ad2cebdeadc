"""Gradient descent on a parabola, with the slope from a tape."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, Rule, also_right, call, close, wrong


def cases(rng: np.random.Generator) -> Iterable[Case]:
    check = close(operations=200, names=("path", "costs"))
    lecture = (1, -10, 25)
    yield call(int(rng.integers(-3, 3)), lecture, 4, 0.1, check=check, label="the lecture's parabola, from an integer")
    for label, steps, rate in (("another parabola", 5, 0.15), ("a single step", 1, 0.4)):
        a, w0 = rng.uniform(0.5, 2), rng.uniform(-2, 2)
        b, c = rng.uniform(2, 6) * rng.choice([-1, 1]), rng.uniform(3, 8)
        yield call(float(w0), (float(a), float(b), float(c)), steps, rate, check=check, label=label)
    yield call(float(rng.uniform(1, 4)), (0.0, 2.5, -1.0), 3, 0.2, check=check, label="a straight line")
    yield call(float(rng.uniform(1, 4)), (1.5, 2.0, 3.0), 0, 0.2, check=check, label="no steps")


VARIABLE = "tf.Variable(w0, dtype=tf.float32)"
STEP = "        w.assign_sub(learning_rate * tape.gradient(J, w))\n"
J = "            J = a * w**2 + b * w + c\n"
TAPE = "        with tf.GradientTape() as tape:\n"
KEEP = "        path.append(float(w.numpy()))\n"

MINIMIZE = Exercise(
    name="minimize_quadratic",
    cases=cases,
    quantities=("costs", "path"),
    rules=(
        Rule(
            "require_call",
            "Get the slope from TensorFlow here: compute J inside `with tf.GradientTape() as tape:` and call "
            "`tape.gradient(J, w)`.",
            {"name": "tf.GradientTape"},
        ),
    ),
    hints=(
        "Which number changes from step to step, and must therefore be a variable? What must the tape record, and what "
        "happens after it?",
        "In each round, compute J inside the `with` block of a new tape, get the slope, then take the step. "
        "`w.assign_sub(...)` changes a variable in place, so it remains a variable.",
        "The path has steps + 1 entries, so it starts with w0 before the loop. The costs have one entry for each step.",
    ),
    variants=(
        wrong(
            "uphill",
            "The steps go uphill: subtract the slope times the learning rate (`assign_sub`).",
            ("w.assign_sub", "w.assign_add"),
        ),
        wrong(
            "not_on_the_tape",
            "The tape returned None. Either w is a constant (a tape only watches a `tf.Variable`), or J is computed "
            "outside the `with` block.",
            (VARIABLE, "tf.constant(float(w0))"),
            (STEP, "        w = w - learning_rate * tape.gradient(J, w)\n"),
        ),
        wrong(
            "rebound",
            "`w = w - ...` makes w a new tensor instead of a variable, so the tape no longer watches it from the "
            "second step on. Change the variable in place: `w.assign_sub(...)`.",
            (STEP, "        w = w - learning_rate * tape.gradient(J, w)\n"),
        ),
        wrong(
            "integer_variable",
            "An integer w0 makes an integer variable, and integers have no gradients: `tf.Variable(w0, "
            "dtype=tf.float32)`.",
            (VARIABLE, "tf.Variable(w0)"),
        ),
        wrong(
            "value_for_slope",
            "J itself is used as the slope. `tape.gradient(J, w)` is the slope.",
            ("tape.gradient(J, w)", "J"),
        ),
        wrong(
            "rate_forgotten",
            "The slope is not multiplied by the learning rate.",
            ("learning_rate * tape", "tape"),
        ),
        wrong(
            "coefficients_reversed",
            "The coefficients are in reverse order: (a, b, c) belong to w^2, w and 1.",
            ("a, b, c = coefficients", "c, b, a = coefficients"),
        ),
        wrong("constant_forgotten", "J is missing its constant c: a w^2 + b w + c.", ("b * w + c", "b * w")),
        wrong("linear_forgotten", "J is missing the term b w.", (" + b * w", "")),
        wrong("not_squared", "The first term is a w. It should be a w^2.", ("w**2", "w")),
        wrong("halved", "J has an extra factor 1/2: it is a w^2 + b w + c.", ("a * w**2", "a * w**2 / 2")),
        wrong(
            "start_missing",
            "The path should start with w0, so it has steps + 1 entries.",
            ("[float(w.numpy())], []", "[], []"),
        ),
        wrong(
            "last_missing",
            "The last w is missing: store w after each step.",
            ("[float(w.numpy())], []", "[], []"),
            (TAPE, KEEP + TAPE),
            (STEP + KEEP, STEP),
        ),
        wrong(
            "only_the_end",
            "Return the whole path: a list with w at the start and after each step.",
            ("return path, costs", "return path[-1], costs"),
        ),
        wrong("costs_missing", "The costs are missing: return path, costs.", ("return path, costs", "return path")),
        wrong(
            "cost_after",
            "These are the costs after each step. Return J before the step, as computed under the tape.",
            ("float(J.numpy())", "float(a * w.numpy() ** 2 + b * w.numpy() + c)"),
        ),
        wrong(
            "tape_around_all",
            "One tape covers all steps. Each step needs a new one, inside the loop.",
            code="""
def minimize_quadratic(w0, coefficients, steps, learning_rate):
    a, b, c = coefficients
    w = tf.Variable(w0, dtype=tf.float32)
    path, costs = [float(w.numpy())], []
    with tf.GradientTape() as tape:
        J = a * w**2 + b * w + c
    slope = tape.gradient(J, w)
    for _ in range(steps):
        costs.append(float(J.numpy()))
        w.assign_sub(learning_rate * slope)
        path.append(float(w.numpy()))
    return path, costs
""",
        ),
        wrong("one_step_less", "There is one step too few.", ("range(steps)", "range(steps - 1)")),
        wrong(
            "one_step_more", "One step too many: take exactly `steps` of them.", ("range(steps)", "range(steps + 1)")
        ),
        wrong(
            "coefficients_written_in",
            "The coefficients of the lecture's parabola are written in. Use those that were passed in.",
            ("a, b, c = coefficients", "a, b, c = 1.0, -10.0, 25.0"),
        ),
        wrong(
            "rate_written_in",
            "The learning rate is fixed at 0.1. Use `learning_rate`.",
            ("learning_rate * tape", "0.1 * tape"),
        ),
        wrong(
            "stops_early",
            "The loop ends early when the cost hardly changes. Take exactly `steps` steps.",
            (
                KEEP,
                KEEP + "        if len(costs) > 1 and abs(costs[-1] - float(J.numpy())) < 0.5:\n            break\n",
            ),
        ),
        wrong("start_always_zero", "The path starts at 0. It should start at w0.", (VARIABLE, "tf.Variable(0.0)")),
        wrong("unknown_name", UNKNOWN_NAME, ("learning_rate * tape", "alpha * tape")),
    ),
    alternatives=(
        also_right(
            "watched_tensor",
            "a tensor that the tape is told to watch",
            code="""
def minimize_quadratic(w0, coefficients, steps, learning_rate):
    a, b, c = (tf.cast(number, tf.float32) for number in coefficients)
    w = tf.cast(w0, tf.float32)
    path, costs = [w], []
    for step in range(steps):
        with tf.GradientTape() as tape:
            tape.watch(w)
            J = (a * w + b) * w + c
        dw = tape.gradient(J, w)
        w = w - learning_rate * dw
        costs.append(J)
        path.append(w)
    return [float(w) for w in path], [float(J) for J in costs]
""",
        ),
        also_right(
            "keras_optimizer",
            "SGD from Keras",
            code="""
def minimize_quadratic(w0, coefficients, steps, learning_rate):
    w = tf.Variable(float(w0))
    sgd = tf.keras.optimizers.SGD(learning_rate)
    path = [w.numpy().item()]
    costs = []
    while len(costs) < steps:
        with tf.GradientTape() as tape:
            J = coefficients[0] * tf.square(w) + coefficients[1] * w + coefficients[2]
        sgd.apply_gradients([(tape.gradient(J, w), w)])
        costs.append(J.numpy().item())
        path.append(w.numpy().item())
    return path, costs
""",
        ),
    ),
)
