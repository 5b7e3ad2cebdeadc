"""The whole model. What it returns is random, so its statistics are judged."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Check, Exercise, Rule, also_right, script, wrong
from autograder.script import Step

from .common import labels

RUNS = 6
LOOSE = Check("distribution", {"statistics": ("mean", "spread"), "chances": 14.0})


def nn_model_cases(rng: np.random.Generator) -> Iterable[Case]:
    """A few steps from small weights: b2 is then nearly the same in every run, and depends on every step.

    With weights near 0 the scores are b2 alone, so b2 learns the share of ones whatever the random weights are, up to
    about 1e-4. It depends on the number, length and direction of the steps and on the start; b1 and the weights show
    their sizes. Three quarters of the labels are 1 in every run, so that all runs go the same way. Sizes differ from
    run to run, so that a seed inside the function, as in older versions of this exercise, does not make the runs
    identical. It still makes them more alike than chance would, hence the wide bounds.
    """

    def runs(iterations: int, printed: bool = False, size: float = 1.0) -> Iterable[Step]:
        for number, n_h in enumerate(rng.permutation([5, 6, 7, 8, 9, 10])[:RUNS]):
            n_x, m = int(rng.integers(2, 4)), 4 * int(rng.integers(3, 6))
            Y = labels(rng, 1, m)
            Y[0, np.flatnonzero(Y[0] == 0)[: m // 4]] = 1
            X = size * rng.normal(2 * Y - 1, 0.5, (n_x, m)) if size > 1 else rng.normal(0, 1, (n_x, m))
            if printed:
                yield Step("", (X, Y, int(n_h), iterations, number == 0))  # one printed cost is enough on a card
            else:
                yield Step("", (X, Y, int(n_h)), {"num_iterations": iterations})

    yield script(*runs(1), check=LOOSE, label="a single step")
    yield script(*runs(3), check=LOOSE, label="three steps")
    yield script(*runs(5, printed=True), check=LOOSE, label="five steps, the cost printed once")
    # Here W1 moves far from its start at once, so it shows what dW1 was computed from.
    yield script(*runs(1, size=40.0), check=LOOSE, label="a single step, large inputs")


INITIALIZE = "parameters = initialize_parameters(n_x, n_h, n_y)"
FORWARD = "A2, cache = forward_propagation(X, parameters)"
BACKWARD = "grads = backward_propagation(parameters, cache, X, Y)"
UPDATE = "parameters = update_parameters(parameters, grads)"
LOOP = "    for i in range(num_iterations):\n"

NN_MODEL = Exercise(
    name="nn_model",
    cases=nn_model_cases,
    unavoidable={
        "`X` never has a single column": "three quarters of the labels are 1; the functions that it calls have one",
        "`Y` never has a single column": "three quarters of the labels are 1; the functions that it calls have one",
    },
    no_gradients="it calls the function that computes the gradients, and returns parameters",
    quantities=("b2", "W2", "b1", "W1"),
    uses=(
        "layer_sizes",
        "initialize_parameters",
        "forward_propagation",
        "compute_cost",
        "backward_propagation",
        "update_parameters",
    ),
    # A call with the default of 10,000 steps would take longer than all other cases together.
    rules=(
        Rule(
            "defaults",
            "The default value in the first line of `nn_model` was changed. It should be 10000 iterations.",
            {"num_iterations": 10000},
        ),
    ),
    hints=(
        "Functions that you have already written do all the work. Once: make parameters. In every iteration: "
        "forward, backward, a step. Which result of one does the next one need?",
        "Take the sizes of input and output from X and Y, and that of the hidden layer from the argument `n_h`.",
        "`update_parameters` returns new parameters. Assign them to the old name, so that the next iteration "
        "starts from them.",
    ),
    variants=(
        wrong(
            "nothing_learned",
            "You returned the initial parameters. `update_parameters` returns new ones: assign them to the old "
            "name, `parameters = update_parameters(...)`, and return those.",
            (UPDATE, "update_parameters(parameters, grads)"),
        ),
        wrong(
            "one_step_alone",
            "Whatever the number of iterations, your result is one step away from the start. Is `return` inside "
            "the loop, or do you make new parameters in every iteration?",
            ("    return parameters", "        return parameters"),
        ),
        wrong(
            "gradient_never_recomputed",
            "Every step used the gradients of the first. The network changes after each step: go forward and "
            "backward again in every iteration.",
            (
                f"{LOOP}        {FORWARD}\n        {BACKWARD}\n",
                f"    {FORWARD}\n    {BACKWARD}\n{LOOP}",
            ),
        ),
        wrong(
            "one_step_too_few",
            "The loop runs one time too few.",
            ("range(num_iterations)", "range(num_iterations - 1)"),
        ),
        wrong(
            "one_step_too_many",
            "The loop runs one time too many.",
            ("range(num_iterations)", "range(num_iterations + 1)"),
        ),
        wrong(
            "iterations_fixed",
            "The number of steps is a fixed number in your code. Use the argument `num_iterations`.",
            ("range(num_iterations)", "range(30)"),
        ),
        wrong(
            "learning_rate_half",
            "The steps have the wrong length. `update_parameters` uses the right learning rate, 1.2, by default.",
            (UPDATE, "parameters = update_parameters(parameters, grads, learning_rate=0.5)"),
        ),
        wrong(
            "learning_rate_hundredth",
            "The steps are far too short. `update_parameters` uses the right learning rate, 1.2, by default.",
            (UPDATE, "parameters = update_parameters(parameters, grads, 0.01)"),
        ),
        wrong(
            "two_updates",
            "Each iteration takes two steps, both with the gradients of the first.",
            (UPDATE, f"{UPDATE}\n        {UPDATE}"),
        ),
        wrong(
            "uphill",
            "The cost rises: the steps go along the gradient, not against it.",
            (UPDATE, "parameters = update_parameters(parameters, grads, -1.2)"),
        ),
        wrong(
            "hidden_size_not_used",
            "The hidden layer does not have the requested size. Use the argument `n_h`, not 4 or the result of "
            "`layer_sizes`.",
            ("n_x, _, n_y = layer_sizes(X, Y)", "n_x, n_h, n_y = layer_sizes(X, Y)"),
        ),
        wrong(
            "sizes_do_not_fit",
            "The shapes of a matrix product do not fit. `initialize_parameters` needs the numbers of inputs, "
            "hidden neurons and outputs, in this order; `forward_propagation` needs X first.",
            (INITIALIZE, "parameters = initialize_parameters(n_h, n_x, n_y)"),
        ),
        wrong(
            "started_from_zeros",
            "The network starts from zeros, so its hidden neurons are all alike and stay alike.",
            (INITIALIZE, INITIALIZE + "\n    parameters = {name: 0 * value for name, value in parameters.items()}"),
        ),
        wrong(
            "gradients_returned",
            "You returned the gradients. Return the parameters.",
            ("return parameters", "return grads"),
        ),
        wrong(
            "cost_too",
            "You returned two things. Return only the parameters.",
            ("return parameters", "return parameters, compute_cost(A2, Y)"),
        ),
        wrong(
            "predictions_returned",
            "You returned the outputs of the network. Return its parameters.",
            ("return parameters", "return A2"),
        ),
        wrong(
            "order_of_the_pair",
            "`forward_propagation` returns A2 first, then the cache.",
            (FORWARD, "cache, A2 = forward_propagation(X, parameters)"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (BACKWARD, "grads = backward_propagation(parameters, cache, X, labels)")),
    ),
    alternatives=(
        also_right(
            "with_a_seed",
            "a seed inside, the cost in every iteration, arguments by keyword",
            code="""
def nn_model(X, Y, n_h, num_iterations = 10000, print_cost=False):
    np.random.seed(3)
    n_x = layer_sizes(X, Y)[0]
    n_y = layer_sizes(X, Y)[2]
    parameters = initialize_parameters(n_x, n_h, n_y)
    W1 = parameters["W1"]
    b1 = parameters["b1"]
    W2 = parameters["W2"]
    b2 = parameters["b2"]
    for i in range(0, num_iterations):
        A2, cache = forward_propagation(X, parameters)
        cost = compute_cost(A2, Y)
        grads = backward_propagation(parameters, cache, X, Y)
        parameters = update_parameters(parameters, grads)
        if print_cost and i % 1000 == 0:
            print("Cost after iteration %i: %f" % (i, cost))
    return parameters
""",
        ),
        also_right(
            "by_keyword",
            "sizes from the shapes, functions called by keyword, a while loop, the default learning rate passed "
            "explicitly",
            code="""
def nn_model(X, Y, n_h, num_iterations=10000, print_cost=False, learning_rate=1.2):
    parameters = initialize_parameters(n_x=X.shape[0], n_h=n_h, n_y=len(Y))
    done = 0
    while done < num_iterations:
        output, cache = forward_propagation(X=X, parameters=parameters)
        if print_cost and done % 100 == 0:
            print(done, compute_cost(A2=output, Y=Y))
        grads = backward_propagation(parameters=parameters, cache=cache, X=X, Y=Y)
        parameters = update_parameters(parameters=parameters, grads=grads, learning_rate=learning_rate)
        done += 1
    return parameters
""",
        ),
    ),
)
