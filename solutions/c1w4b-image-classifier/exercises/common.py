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
    """Inputs (n_x, m) and labels (1, m) in which both classes occur, one more often than the other."""
    Y = np.zeros((1, m), dtype=int)
    Y[0, rng.permutation(m)[: (m + 1) // 2 + 1]] = 1
    return rng.normal(0, 1, (n_x, m)), Y


def rate(rng: np.random.Generator) -> float:
    """A learning rate that moves the parameters far within a few steps, and is not the default."""
    return round(float(rng.uniform(0.2, 0.5)), 3)


# On a learner's machine the import may work; where it is graded, no other file of theirs is there.
ALONE = Rule(
    "forbid_imports",
    "Your deep_network.py is not there when this is graded. Paste the functions that you want to use into "
    "image_classifier.py.",
    {"names": ["deep_network"]},
)


def training_rules(function: str) -> tuple[Rule, ...]:
    """3,000 steps would take longer than all the cases together, so the default is read and not tried."""
    text = f"The default values in the first line of `{function}` were changed: a learning rate of 0.0075, 3000 steps."
    return Rule("defaults", text, {"learning_rate": 0.0075, "num_iterations": 3000}), ALONE


def shared_variants() -> tuple[Variant, ...]:
    """Mistakes about the start, the number of steps, the costs and what comes back."""
    return (
        wrong(
            "start_at_zero",
            "All parameters begin at 0, so all units of a layer do the same for ever. Start from "
            "`initial_parameters(layers_dims)`.",
            (START, START.replace("layers_dims", "layers_dims, 0")),
        ),
        wrong(
            "start_with_own_numbers",
            "The weights begin at random numbers of your own. The check compares with what comes of "
            "`initial_parameters(layers_dims)`, which gives everybody the same ones.",
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
            "Each turn of the loop begins from the first numbers again. Make them once, before the loop.",
            (f"    for i in {LOOP}:\n", f"    for i in {LOOP}:\n        {START.replace('=', '= ')}\n"),
        ),
        wrong("one_step_too_few", "The loop runs one time too few.", (LOOP, "range(num_iterations - 1)")),
        wrong("one_step_too_many", "The loop runs one time too many.", (LOOP, "range(num_iterations + 1)")),
        wrong(
            "iterations_fixed",
            "The number of steps is written into the function. Use the argument `num_iterations`.",
            (LOOP, "range(100)"),
        ),
        wrong(
            "returns_in_the_loop",
            "`return` stands inside the loop, so the function ends after one step. Move it to the left.",
            (f"    {RETURN}", f"        {RETURN}"),
        ),
        wrong(
            "start_returned",
            "The parameters come back as they began. Return those after the last step.",
            (RETURN, "return initial_parameters(layers_dims), costs"),
        ),
        wrong(
            "every_cost", "Every cost is stored. Wanted are those of iterations 0, 100, 200, ...", (WHEN, "if True:")
        ),
        wrong("costs_empty", "No cost is stored.", (APPEND, "")),
        wrong(
            "first_cost_missing",
            "The cost of iteration 0 is missing, the one before any step.",
            (WHEN, "if i > 0 and i % 100 == 0:"),
        ),
        wrong(
            "costs_counted_from_one",
            "Costs are stored at iterations 99, 199, ...; wanted are 0, 100, 200, ...",
            (WHEN, "if (i + 1) % 100 == 0:"),
        ),
        wrong(
            "last_cost_too",
            "The cost of the last iteration is stored as well. Wanted are those of iterations 0, 100, 200, ... alone.",
            (WHEN, "if i % 100 == 0 or i == num_iterations - 1:"),
        ),
        wrong("costs_every_tenth", "Costs are stored every 10 iterations, not every 100.", ("i % 100", "i % 10")),
        wrong(
            "last_cost_alone",
            "Only the last cost is kept: a new list begins each time.",
            ("costs.append(cost)", "costs = [cost]"),
        ),
        wrong(
            "costs_only_when_printed",
            "Costs are stored only when they are printed. `print_cost` should decide about printing alone.",
            (WHEN, "if print_cost and i % 100 == 0:"),
        ),
        wrong(
            "swapped",
            "The results come back in the wrong order: first the parameters, then the costs.",
            (RETURN, "return costs, parameters"),
        ),
        wrong(
            "costs_missing",
            "Only the parameters come back, as in an old version of this exercise. The costs are wanted too.",
            (RETURN, "return parameters"),
        ),
    )


def shared_accepted() -> tuple[Accepted, ...]:
    return (
        accepted(
            "costs_as_array",
            "The costs are an array; a list was meant.",
            (RETURN, RETURN.replace("costs", "np.array(costs)")),
        ),
        accepted(
            "more_parameters",
            "There is more in the dictionary than was asked for.",
            (RETURN, 'return {**parameters, "learning_rate": learning_rate}, costs'),
        ),
    )
