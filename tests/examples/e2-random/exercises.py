"""The exercises of the example "random function"."""

import numpy as np

from autograder.exercise import Alternative, Assignment, Check, Edit, Exercise, Variant, script
from autograder.script import Recipe, Step


def cases(rng):
    a, b, c = (int(seed) for seed in rng.integers(1, 1 << 30, 3))
    yield script(
        *(Step("", (60, 40, Recipe("generator", {"seed": seed}))) for seed in (a, b)),
        check=Check("distribution"),
        label="many weights",
    )
    yield script(
        *(Step("", (7, 5, Recipe("generator", {"seed": seed}))) for seed in (b, c)),
        check=Check("independence"),
        label="two generators",
    )


INITIALIZE = Exercise(
    name="initialize",
    cases=cases,
    quantities=("W", "b"),
    hints=("Return two arrays.", "`rng.standard_normal` takes a shape."),
    variants=(
        Variant("no_factor", "The factor 0.1 is missing.", (Edit("0.1 * ", ""),)),
        Variant(
            "uniform",
            "The weights are uniform. Use a normal distribution.",
            (
                Edit("0.1 * rng.standard_normal", "0.1 * 3**0.5 * rng.uniform"),
                Edit("(n_out, n_in)", "-1, 1, (n_out, n_in)"),
            ),
        ),
        Variant("transposed", "W is transposed.", (Edit("(n_out, n_in)", "(n_in, n_out)"),)),
        Variant(
            "own_seed",
            "A seed is set inside the function. Use rng.",
            (Edit("W = 0.1", "rng = np.random.default_rng(0)\n    W = 0.1"),),
        ),
        Variant("same_rows", "All rows are the same.", (Edit("(n_out, n_in))", "n_in) * np.ones((n_out, 1))"),)),
        Variant(
            "random_bias",
            "The bias is random. It should be zeros.",
            (Edit("np.zeros((n_out, 1))", "0.1 * rng.standard_normal((n_out, 1))"),),
        ),
    ),
    alternatives=(
        Alternative(
            "by_normal",
            "with rng.normal",
            (Edit("0.1 * rng.standard_normal((n_out, n_in))", "rng.normal(0, 0.1, size=(n_out, n_in))"),),
        ),
    ),
)


def deal_cases(rng):
    a, b = (int(seed) for seed in rng.integers(1, 1 << 30, 2))
    X, Y = np.sort(rng.normal(size=(2, 19))), rng.integers(0, 2, (1, 19))
    yield script(
        *(Step("", (X, Y, 6, Recipe("generator", {"seed": seed}))) for seed in (a, b, a)),
        check=Check("rearrangement"),
        label="two generators, then the first again",
    )
    yield script(
        Step("", (X[:, :16], Y[:, :16], 4, Recipe("generator", {"seed": a}))),
        check=Check("rearrangement"),
        label="a number of examples that divides evenly",
    )


DEAL = Exercise(
    name="deal",
    unavoidable={
        "`X` never has a single column": "a small example",
        "`Y` never has a single column": "a small example",
    },
    cases=deal_cases,
    hints=("Draw one order for both X and Y.", "`rng.permutation` gives the integers from 0 in random order."),
    variants=(
        Variant("not_shuffled", "The examples were not shuffled.", (Edit("rng.permutation(m)", "np.arange(m)"),)),
        Variant(
            "parted", "X and Y were shuffled in different orders.", (Edit("Y[:, chosen]", "Y[:, ::-1][:, chosen]"),)
        ),
        Variant("repeated", "Some examples appear twice.", (Edit("rng.permutation(m)", "rng.integers(0, m, m)"),)),
        Variant(
            "rest_lost",
            "The last, smaller part is missing.",
            (Edit("range(0, m, size)", "range(0, m - m % size, size)"),),
        ),
        Variant(
            "own_generator", "rng is not used.", (Edit("rng.permutation(m)", "np.random.default_rng().permutation(m)"),)
        ),
        Variant(
            "own_seed",
            "A seed is set inside the function. Use rng.",
            (Edit("rng.permutation", "np.random.default_rng(3).permutation"),),
        ),
    ),
    alternatives=(
        Alternative(
            "by_shuffle", "shuffled in place", (Edit("rng.permutation(m)", "np.arange(m)\n    rng.shuffle(order)"),)
        ),
    ),
)

ASSIGNMENT = Assignment("e2-random", "starting", "Random functions", (INITIALIZE, DEAL))
