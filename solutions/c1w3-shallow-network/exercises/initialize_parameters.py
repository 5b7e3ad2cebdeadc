"""The starting point of learning: small random weights, no two alike."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Check, Exercise, accepted, also_right, script, wrong
from autograder.script import Step

from .common import NAMES


def initialize_cases(rng: np.random.Generator) -> Iterable[Case]:
    """Many weights to test the distribution, few to test the shapes, and two calls that must differ.

    1,200 weights or more distinguish a standard deviation of 0.012 from 0.01, and detect every variant below, with a
    probability of a miss below 1e-12. One call: a seed inside the function draws the same in every call.
    """
    n_x, n_h, n_y = (int(n) for n in rng.permutation([30, 40, 50]))
    law = {"W1": ("normal", 0.0, 0.01), "W2": ("normal", 0.0, 0.01)}
    yield script(Step("", (n_x, n_h, n_y)), check=Check("distribution", {"law": law}), label="many weights")
    few = script(
        Step("", (2, 4, 1)), check=Check("distribution", {"statistics": ()}), label="2 inputs, 4 hidden neurons"
    )
    yield few
    n_x, n_h, n_y = (int(n) for n in rng.permutation([5, 6, 7]))
    yield script(*(Step("", (n_x, n_h, n_y)) for _ in range(2)), check=Check("independence"), label="two calls")


FIRST, SECOND = "np.random.randn(n_h, n_x) * 0.01", "np.random.randn(n_y, n_h) * 0.01"
RESULT = '{"W1": W1, "b1": b1, "W2": W2, "b2": b2}'


def both(new: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """Edits that replace both draws; `{}` in `new` is replaced by the shape."""
    return (FIRST, new.format("n_h, n_x")), (SECOND, new.format("n_y, n_h"))


INITIALIZE = Exercise(
    name="initialize_parameters",
    cases=initialize_cases,
    quantities=NAMES,
    hints=(
        "W1 takes n_x numbers and gives n_h numbers; W2 takes n_h and gives n_y. A matrix that gives n numbers "
        "has n rows.",
        "`np.random.randn(rows, columns)` draws from the normal distribution with standard deviation 1. Multiply "
        "by a factor to make the numbers smaller.",
        "`np.zeros` takes the shape as a tuple, so you need two pairs of brackets: `np.zeros((rows, 1))`.",
    ),
    variants=(
        wrong(
            "uniform_within_a_hundredth",
            "The weights come from a uniform distribution. Use the normal one, `np.random.randn`, with standard "
            "deviation "
            "0.01.",
            *both("np.random.uniform(-0.01, 0.01, ({}))"),
        ),
        wrong(
            "rows_repeated",
            "All rows of W1 are equal, so all hidden neurons are alike. Draw each entry.",
            (FIRST, "np.tile(np.random.randn(1, n_x) * 0.01, (n_h, 1))"),
        ),
        wrong(
            "columns_repeated",
            "All columns of W1 are equal. Draw each entry.",
            (FIRST, "np.tile(np.random.randn(n_h, 1) * 0.01, (1, n_x))"),
        ),
        wrong(
            "no_factor",
            "The factor 0.01 is missing, so the weights have standard deviation 1. tanh is flat for large z, and "
            "learning would start slowly.",
            *both("np.random.randn({})"),
        ),
        wrong(
            "factor_a_tenth",
            "The weights are ten times too large. The factor is 0.01.",
            *both("np.random.randn({}) * 0.1"),
        ),
        wrong(
            "factor_a_thousandth",
            "The weights are ten times too small. The factor is 0.01.",
            *both("np.random.randn({}) * 0.001"),
        ),
        wrong(
            "factor_by_inputs",
            "The weights are divided by the square root of the number of inputs. That is a good idea for deeper "
            "networks, but here the factor is 0.01.",
            (FIRST, "np.random.randn(n_h, n_x) / np.sqrt(n_x)"),
            (SECOND, "np.random.randn(n_y, n_h) / np.sqrt(n_h)"),
        ),
        wrong("factor_missing_in_W2", "The factor 0.01 is missing from W2.", (SECOND, "np.random.randn(n_y, n_h)")),
        wrong("factor_missing_in_W1", "The factor 0.01 is missing from W1.", (FIRST, "np.random.randn(n_h, n_x)")),
        wrong(
            "uniform",
            "`np.random.rand` draws between 0 and 1, so no weight is negative. Use `np.random.randn` (with an "
            "n), which draws from the normal distribution around 0.",
            *both("np.random.rand({}) * 0.01"),
        ),
        wrong(
            "only_positive",
            "No weight is negative. The weights should be on both sides of 0.",
            *both("np.abs(np.random.randn({})) * 0.01"),
        ),
        wrong(
            "zeros",
            "All weights are 0. Then every hidden neuron computes the same thing and gets the same update, so "
            "the neurons stay identical forever.",
            *both("np.zeros(({}))"),
        ),
        wrong(
            "constant",
            "All weights are the same number. Then every hidden neuron computes the same thing and gets the same "
            "update, so the neurons stay identical forever.",
            *both("np.ones(({})) * 0.01"),
        ),
        wrong(
            "second_layer_zero",
            "W2 is 0. Draw it like W1.",
            (SECOND, "np.zeros((n_y, n_h))"),
        ),
        wrong(
            "transposed",
            "The weights are transposed. W1 has a row for each hidden neuron, (n_h, n_x), and W2 a row for each "
            "output, (n_y, n_h).",
            (FIRST, "np.random.randn(n_x, n_h) * 0.01"),
            (SECOND, "np.random.randn(n_h, n_y) * 0.01"),
        ),
        wrong(
            "W1_transposed",
            "W1 is transposed. Its shape should be (n_h, n_x).",
            (FIRST, "np.random.randn(n_x, n_h) * 0.01"),
        ),
        wrong(
            "W2_transposed",
            "W2 is transposed. Its shape should be (n_y, n_h).",
            (SECOND, "np.random.randn(n_h, n_y) * 0.01"),
        ),
        wrong(
            "random_biases",
            "The biases are random. They can start at 0: the weights alone make the neurons different.",
            ("np.zeros((n_h, 1))", "np.random.randn(n_h, 1) * 0.01"),
            ("np.zeros((n_y, 1))", "np.random.randn(n_y, 1) * 0.01"),
        ),
        wrong(
            "biases_one",
            "The biases are 1. They should start at 0.",
            ("np.zeros((n_h, 1))", "np.ones((n_h, 1))"),
            ("np.zeros((n_y, 1))", "np.ones((n_y, 1))"),
        ),
        wrong(
            "biases_without_second_axis",
            "The biases have only one axis. They should be columns, (n_h, 1) and (n_y, 1), so that NumPy can add "
            "them to every column of a matrix.",
            ("np.zeros((n_h, 1))", "np.zeros(n_h)"),
            ("np.zeros((n_y, 1))", "np.zeros(n_y)"),
        ),
        wrong(
            "biases_as_rows",
            "The biases are rows. They should be columns, (n_h, 1) and (n_y, 1).",
            ("np.zeros((n_h, 1))", "np.zeros((1, n_h))"),
            ("np.zeros((n_y, 1))", "np.zeros((1, n_y))"),
        ),
        wrong(
            "b1_per_input",
            "b1 has one entry per input. There is one bias per hidden *neuron*: (n_h, 1).",
            ("np.zeros((n_h, 1))", "np.zeros((n_x, 1))"),
        ),
        wrong(
            "shape_in_two_arguments",
            "`np.zeros(n_h, 1)` takes the 1 for a data type. The shape is one argument, a tuple, so use two "
            "pairs of brackets. (One slide of the lecture has this slip.)",
            ("np.zeros((n_h, 1))", "np.zeros(n_h, 1)"),
        ),
        wrong(
            "shape_as_tuple",
            "`np.random.randn` takes rows and columns as two arguments, not as a tuple.",
            *both("np.random.randn(({})) * 0.01"),
        ),
        wrong(
            "fixed_sizes",
            "The sizes are fixed numbers in your code. Take them from the arguments.",
            (FIRST, "np.random.randn(4, 2) * 0.01"),
            (SECOND, "np.random.randn(1, 4) * 0.01"),
            ("np.zeros((n_h, 1))", "np.zeros((4, 1))"),
            ("np.zeros((n_y, 1))", "np.zeros((1, 1))"),
        ),
        wrong(
            "same_numbers",
            "W2 contains the same numbers as W1. Draw new ones.",
            (SECOND, "np.resize(W1, (n_y, n_h))"),
        ),
        wrong(
            "tuple",
            'You returned four arrays without names. Return a dictionary with the keys "W1", "b1", "W2", "b2".',
            (RESULT, "W1, b1, W2, b2"),
        ),
        wrong(
            "other_keys",
            'The keys should be "W1", "b1", "W2" and "b2".',
            (RESULT, '{"w1": W1, "b1": b1, "w2": W2, "b2": b2}'),
        ),
        wrong("biases_missing", "The biases are missing from the dictionary.", (RESULT, '{"W1": W1, "W2": W2}')),
        wrong("unknown_name", UNKNOWN_NAME, (FIRST, "np.random.randn(n_h, X.shape[0]) * 0.01")),
    ),
    accepted=(
        accepted(
            "seed_inside",
            "You set a seed inside the function, so every call gives the same numbers. Set the seed outside, "
            "where you want to repeat a run.",
            ("    W1 = np", "    np.random.seed(2)\n    W1 = np"),
        ),
    ),
    alternatives=(
        also_right("by_normal", "another name for the same draw", *both("np.random.normal(0, 0.01, ({}))")),
        also_right(
            "generator",
            "NumPy's newer generators, drawing in another order",
            code="""
def initialize_parameters(n_x, n_h, n_y):
    rng = np.random.default_rng()
    W2 = 0.01 * rng.standard_normal((n_y, n_h))
    W1 = 0.01 * rng.standard_normal((n_h, n_x))
    return dict(W1=W1, b1=np.zeros(shape=(n_h, 1)), W2=W2, b2=np.zeros(shape=(n_y, 1)))
""",
        ),
        also_right(
            "with_assertions",
            "shapes asserted; drawn one row at a time",
            code="""
def initialize_parameters(n_x, n_h, n_y):
    W1 = np.array([np.random.randn(n_x) for _ in range(n_h)]) / 100
    W2 = np.array([np.random.randn(n_h) for _ in range(n_y)]) / 100
    b1 = np.full((n_h, 1), 0.0)
    b2 = np.full((n_y, 1), 0.0)
    assert W1.shape == (n_h, n_x) and b1.shape == (n_h, 1)
    assert W2.shape == (n_y, n_h) and b2.shape == (n_y, 1)
    parameters = {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
    return parameters
""",
        ),
    ),
    # Small and no two alike, but not random.
    stand_in="""
def initialize_parameters(n_x, n_h, n_y):
    def small(rows, columns):
        return 0.01 * np.cos(1.0 + np.arange(rows * columns)).reshape(rows, columns)
    return {"W1": small(n_h, n_x), "b1": np.zeros((n_h, 1)), "W2": small(n_y, n_h), "b2": np.zeros((n_y, 1))}
""",
)
