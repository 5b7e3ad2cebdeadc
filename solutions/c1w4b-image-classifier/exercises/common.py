"""What the exercises of c1w4b draw, and the mistakes that training loops of every depth share."""

from __future__ import annotations

import numpy as np

from autograder.exercise import Accepted, Rule, Variant, accepted, wrong

START = "parameters = initial_parameters(layers_dims)"
LOOP = "range(num_iterations)"
APPEND = "            costs.append(cost)\n"
WHEN = "if i % 100 == 0:"
RETURN = "return parameters, costs"
COST = "cost, {slope} = cost_and_slope({output}, Y)"


def examples(rng: np.random.Generator, n_x: int, m: int) -> tuple[np.ndarray, np.ndarray]:
    """Inputs (n_x, m) and labels (1, m) that contain both classes, one more often than the other."""
    Y = np.zeros((1, m), dtype=int)
    Y[0, rng.permutation(m)[: (m + 1) // 2 + 1]] = 1
    return rng.normal(0, 1, (n_x, m)), Y


def rate(rng: np.random.Generator) -> float:
    """A learning rate that moves the parameters far in a few steps and is not the default."""
    return round(float(rng.uniform(0.2, 0.5)), 3)


# On a learner's machine the import may work; where the file is graded, the learner's other files are missing.
ALONE = Rule(
    "forbid_imports",
    "Your deep_network.py is not available when this file is graded. Paste the functions that you want to use "
    "into image_classifier.py.",
    {"names": ["deep_network"]},
)


def training_rules(function: str) -> tuple[Rule, ...]:
    """3,000 steps would take longer than all the cases together, so the default is read from the source and not run."""
    text = (
        f"The default values in the first line of `{function}` were changed. "
        "They should be a learning rate of 0.0075 and 3000 iterations."
    )
    return Rule("defaults", text, {"learning_rate": 0.0075, "num_iterations": 3000}), ALONE


def shared_variants() -> tuple[Variant, ...]:
    """Mistakes about the start, the number of steps, the costs and the return value."""
    return (
        wrong(
            "start_at_zero",
            "All parameters start at 0, so all units of a layer always compute the same thing. Start from "
            "`initial_parameters(layers_dims)`.",
            (START, START.replace("layers_dims", "layers_dims, 0")),
        ),
        wrong(
            "start_with_own_numbers",
            "The weights start at random numbers of your own. Start from `initial_parameters(layers_dims)`: it "
            "gives everyone the same numbers, and the check expects them.",
            (
                START,
                "np.random.seed(3)\n    parameters = {}\n    for layer in range(1, len(layers_dims)):\n"
                "        shape = layers_dims[layer], layers_dims[layer - 1]\n"
                '        parameters[f"W{layer}"] = np.random.randn(*shape) * 0.01\n'
                '        parameters[f"b{layer}"] = np.zeros((shape[0], 1))',
            ),
        ),
        wrong(
            "starts_anew_in_each_turn",
            "Each iteration starts again from the initial parameters. Make them once, before the loop.",
            (f"    for i in {LOOP}:\n", f"    for i in {LOOP}:\n        {START.replace('=', '= ')}\n"),
        ),
        wrong("one_step_too_few", "The loop runs one time too few.", (LOOP, "range(num_iterations - 1)")),
        wrong("one_step_too_many", "The loop runs one time too many.", (LOOP, "range(num_iterations + 1)")),
        wrong(
            "iterations_fixed",
            "The number of steps is a fixed number in your code. Use the argument `num_iterations`.",
            (LOOP, "range(100)"),
        ),
        wrong(
            "returns_in_the_loop",
            "`return` is inside the loop, so the function ends after one step. Indent it less.",
            (f"    {RETURN}", f"        {RETURN}"),
        ),
        wrong(
            "start_returned",
            "You returned the initial parameters. Return those after the last step.",
            (RETURN, "return initial_parameters(layers_dims), costs"),
        ),
        wrong(
            "every_cost", "Every cost is stored. Store only those of iterations 0, 100, 200, ...", (WHEN, "if True:")
        ),
        wrong("costs_empty", "No cost is stored. Store those of iterations 0, 100, 200, ...", (APPEND, "")),
        wrong(
            "first_cost_missing",
            "The cost of iteration 0 is missing: the one before the first step.",
            (WHEN, "if i > 0 and i % 100 == 0:"),
        ),
        wrong(
            "costs_counted_from_one",
            "Costs are stored at iterations 99, 199, ... Store them at 0, 100, 200, ...",
            (WHEN, "if (i + 1) % 100 == 0:"),
        ),
        wrong(
            "last_cost_too",
            "The cost of the last iteration is stored as well. Store only those of iterations 0, 100, 200, ...",
            (WHEN, "if i % 100 == 0 or i == num_iterations - 1:"),
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
            (WHEN, "if print_cost and i % 100 == 0:"),
        ),
        wrong(
            "swapped",
            "The results are returned in the wrong order: first the parameters, then the costs.",
            (RETURN, "return costs, parameters"),
        ),
        wrong(
            "costs_missing",
            "You returned only the parameters, as in an old version of this exercise. Return the costs too.",
            (RETURN, "return parameters"),
        ),
    )


def shared_accepted() -> tuple[Accepted, ...]:
    return (
        accepted(
            "costs_as_array",
            "You returned the costs as an array; please return a list.",
            (RETURN, RETURN.replace("costs", "np.array(costs)")),
        ),
        accepted(
            "more_parameters",
            "The dictionary contains more than the exercise asks for.",
            (RETURN, 'return {**parameters, "learning_rate": learning_rate}, costs'),
        ),
    )
