"""Gradient descent, step by step."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, Gradient, accepted, also_right, call, close, wrong

from .common import neuron


def optimize_cases(rng: np.random.Generator) -> Iterable[Case]:
    def step() -> float:
        return round(float(rng.uniform(0.05, 0.4)), 3)

    check = close(operations=1000)
    yield call(*neuron(rng, 3, 5), num_iterations=3, learning_rate=step(), check=check, label="three steps")
    yield call(*neuron(rng, 4, 3), 101, step(), check=check, label="101 steps")
    yield call(*neuron(rng, 2, 4), 20, step(), True, check=check, label="costs printed")
    yield call(*neuron(rng, 1, 6), check=check, label="default values")
    yield call(*neuron(rng, 5, 1), 1, step(), check=check, label="a single step, a single example")


def optimize_gradients(module: ModuleType, rng: np.random.Generator) -> Iterable[Gradient]:
    """The gradients of the last step belong to its start: after two steps, that is where one step leads."""
    w, b, X, Y = neuron(rng, 3, 5)
    at, _, _ = module.optimize(w, b, X, Y, 1, 0.3)
    _, grads, _ = module.optimize(w, b, X, Y, 2, 0.3)
    yield Gradient(
        of=lambda w, b: module.propagate(w, b, X, Y)[1],
        at=at,
        claimed={"w": grads["dw"], "b": grads["db"]},
    )


UPDATE_W = 'w = w - learning_rate * grads["dw"]'
UPDATE_B = 'b = b - learning_rate * grads["db"]'
CALL = "grads, cost = propagate(w, b, X, Y)"
LOOP = "    for i in range(num_iterations):\n"

OPTIMIZE = Exercise(
    name="optimize",
    cases=optimize_cases,
    gradients=optimize_gradients,
    quantities=("w", "b", "dw", "db", "costs"),
    uses=("propagate",),
    hints=(
        "One iteration has three parts: ask `propagate` for the gradients and the cost, step against the "
        "gradients, and store the cost if it is its turn.",
        '`propagate` returns a pair. The gradients are in its first part, under "dw" and "db".',
        "'Every hundredth' depends on the remainder of i divided by 100: for which i is it 0? The first is i = 0.",
        "`w = w - ...` makes a new array. `w -= ...` changes the array that was passed in, which belongs to the "
        "caller.",
    ),
    variants=(
        wrong(
            "uphill",
            "The step goes uphill. Gradients point to where the cost rises, so subtract them.",
            (UPDATE_W, UPDATE_W.replace("w - ", "w + ")),
            (UPDATE_B, UPDATE_B.replace("b - ", "b + ")),
        ),
        wrong(
            "w_uphill",
            "The step of w goes uphill: subtract the gradient, do not add it.",
            (UPDATE_W, UPDATE_W.replace("w - ", "w + ")),
        ),
        wrong(
            "b_uphill",
            "The step of b goes uphill: subtract the gradient, do not add it.",
            (UPDATE_B, UPDATE_B.replace("b - ", "b + ")),
        ),
        wrong("w_not_updated", "w never changes.", (UPDATE_W, "pass")),
        wrong("b_not_updated", "b never changes.", (UPDATE_B, "pass")),
        wrong(
            "learning_rate_fixed",
            "The learning rate is a fixed number in your code. Use the argument `learning_rate`.",
            (UPDATE_W, 'w = w - 0.009 * grads["dw"]'),
            (UPDATE_B, 'b = b - 0.009 * grads["db"]'),
        ),
        wrong(
            "learning_rate_forgotten",
            "The whole gradient is subtracted. Multiply it by the learning rate first.",
            (UPDATE_W, 'w = w - grads["dw"]'),
            (UPDATE_B, 'b = b - grads["db"]'),
        ),
        wrong(
            "averaged_again",
            "The step is divided by m a second time. `propagate` has already taken the mean.",
            (UPDATE_W, UPDATE_W + " / X.shape[1]"),
            (UPDATE_B, UPDATE_B + " / X.shape[1]"),
        ),
        wrong(
            "gradient_never_recomputed",
            "The gradients are computed once, before the loop. They change after every step: call `propagate` in "
            "every iteration.",
            (LOOP + f"        {CALL}\n", f"    {CALL}\n" + LOOP),
        ),
        wrong(
            "gradient_between_updates",
            "The gradients were computed again between the steps of w and b. Both steps must use the gradients "
            "of the same point.",
            (UPDATE_W, UPDATE_W + "\n        grads, _ = propagate(w, b, X, Y)"),
        ),
        wrong(
            "b_stepped_by_dw",
            'The step of b uses the gradient of w. The gradient of b is under "db".',
            (UPDATE_B, 'b = b - learning_rate * np.mean(grads["dw"])'),
        ),
        wrong(
            "one_step_too_few",
            "One step is missing: the loop runs one time too few.",
            ("range(num_iterations)", "range(num_iterations - 1)"),
            ("    costs = []\n", f"    costs = []\n    {CALL}\n"),
        ),
        wrong(
            "one_step_too_many",
            "The loop runs one time too many.",
            ("range(num_iterations)", "range(num_iterations + 1)"),
        ),
        wrong(
            "iterations_fixed",
            "The number of steps is a fixed number in your code. Use the argument `num_iterations`.",
            ("range(num_iterations)", "range(100)"),
        ),
        wrong(
            "returns_in_the_loop",
            "`return` is inside the loop, so the function ends after one step. Indent it less.",
            (
                '    params = {"w": w, "b": b}\n    return params, grads, costs',
                '        return {"w": w, "b": b}, grads, costs',
            ),
        ),
        wrong(
            "start_returned",
            "You returned the initial parameters. Return those after the last step.",
            ("    costs = []\n", '    costs = []\n    start = {"w": w, "b": b}\n'),
            ('params = {"w": w, "b": b}', "params = start"),
        ),
        wrong(
            "gradients_after_last_step",
            "The gradients were computed again after the last step. Return those that the last step used.",
            ("    return params", f"    {CALL}\n    return params"),
        ),
        wrong(
            "every_cost",
            "Every cost is stored. Store only those of iterations 0, 100, 200, ...",
            ("if i % 100 == 0:", "if True:"),
        ),
        wrong(
            "costs_empty",
            "No cost is stored. Store those of iterations 0, 100, 200, ...",
            ("            costs.append(cost)\n", ""),
        ),
        wrong(
            "first_cost_missing",
            "The cost of iteration 0 is missing: the one before the first step.",
            ("if i % 100 == 0:", "if i > 0 and i % 100 == 0:"),
        ),
        wrong(
            "costs_counted_from_one",
            "Costs are stored at iterations 99, 199, ... Store them at 0, 100, 200, ...",
            ("if i % 100 == 0:", "if (i + 1) % 100 == 0:"),
        ),
        wrong(
            "last_cost_too",
            "The cost of the last iteration is stored as well. Store only those of iterations 0, 100, 200, ...",
            ("if i % 100 == 0:", "if i % 100 == 0 or i == num_iterations - 1:"),
        ),
        wrong("costs_every_tenth", "Costs are stored every 10 iterations, not every 100.", ("i % 100", "i % 10")),
        wrong(
            "last_cost_alone",
            "Only the last cost is kept: a new list is started each time.",
            ("costs.append(cost)", "costs = [cost]"),
        ),
        wrong(
            "costs_only_when_printed",
            "Costs are stored only when they are printed. `print_cost` should affect only the printing.",
            ("if i % 100 == 0:", "if print_cost and i % 100 == 0:"),
        ),
        wrong(
            "costs_after_the_step",
            "Each cost was computed after the step. Store the cost that `propagate` returned before it.",
            ("costs.append(cost)", "costs.append(propagate(w, b, X, Y)[1])"),
        ),
        wrong(
            "cost_and_gradients_exchanged",
            "`propagate` returns the gradients first, then the cost.",
            (CALL, "cost, grads = propagate(w, b, X, Y)"),
        ),
        wrong(
            "swapped",
            "The three results are returned in the wrong order. Return params, grads, costs.",
            ("return params, grads, costs", "return costs, params, grads"),
        ),
        wrong(
            "costs_missing",
            "The costs are not returned. Return params, grads, costs.",
            ("return params, grads, costs", "return params, grads"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (CALL, "grads, cost = propagate(w, b, X_train, Y_train)")),
    ),
    accepted=(
        accepted(
            "costs_as_array",
            "You returned the costs as an array; please return a list.",
            ("return params, grads, costs", "return params, grads, np.array(costs)"),
        ),
    ),
    alternatives=(
        also_right(
            "copies_and_while",
            "copies first, then changes in place; a while loop; propagate called by keyword",
            code="""
def optimize(w, b, X, Y, num_iterations=100, learning_rate=0.009, print_cost=False):
    import copy
    w, b, costs, i = copy.deepcopy(w), copy.deepcopy(b), [], 0
    while i < num_iterations:
        grads, cost = propagate(w=w, b=b, X=X, Y=Y)
        dw, db = grads["dw"], grads["db"]
        if not i % 100:
            costs += [cost]
        w -= learning_rate * dw
        b -= learning_rate * db
        i += 1
    return {"b": b, "w": w}, {"db": db, "dw": dw}, costs
""",
        ),
        also_right(
            "all_costs_then_every_hundredth",
            "every cost stored, every hundredth returned",
            code="""
def optimize(w, b, X, Y, num_iterations=100, learning_rate=0.009, print_cost=False):
    params, history = dict(w=w, b=b), []
    for _ in range(num_iterations):
        grads, cost = propagate(params["w"], params["b"], X, Y)
        history.append(float(cost))
        params = {name: params[name] - learning_rate * grads["d" + name] for name in params}
    if print_cost:
        print(*history[::100], sep="\\n")
    return params, grads, history[::100]
""",
        ),
    ),
    # Distinguishes its three results, both sizes and both settings.
    stand_in="""
def optimize(w, b, X, Y, num_iterations=100, learning_rate=0.009, print_cost=False):
    dw = np.dot(X, Y.T - 0.3)
    db = np.mean(Y) - 0.1
    step = learning_rate + 0.01 * num_iterations
    return {"w": w + step * dw, "b": b - step * db}, {"dw": dw, "db": db}, [np.mean(X), 2 * step]
""",
)
