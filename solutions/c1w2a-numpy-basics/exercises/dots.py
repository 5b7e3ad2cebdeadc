"""The same sum of products with and without a loop. Rules on the source code enforce the difference."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, Rule, accepted, also_right, call, close, wrong

from .common import NUMBER_AS_ARRAY


def dot_cases(rng: np.random.Generator) -> Iterable[Case]:
    def number(size: int) -> np.ndarray:
        return rng.normal(0.5, 1, size)

    yield call(rng.permutation(np.arange(2, 7)), rng.permutation(np.arange(-3, 2)), label="whole numbers")
    yield call(number(8), number(8), label="decimal numbers")
    yield call(number(1), number(1), label="a single entry")
    yield call(number(40), number(40), check=close(operations=200), label="forty entries")


STEP = "total += w[i] * x[i]"
BY_HAND = Rule(
    "by_hand",
    "The vectors are not gone through entry by entry here. In `dot_loop`, write the loop yourself in plain Python: add "
    "one product in each iteration.",
)

DOT_LOOP = Exercise(
    name="dot_loop",
    cases=dot_cases,
    rules=(BY_HAND,),
    hints=(
        "Keep a running total, and add one product to it in each iteration of the loop.",
        "`len(w)` is the number of entries, `range(len(w))` counts from 0, and `w[i]` is entry number i.",
    ),
    variants=(
        wrong(
            "not_added_up",
            "The total is overwritten in each iteration, so only the last product is left. Add with `+=`.",
            (STEP, STEP.replace("+=", "=")),
        ),
        wrong(
            "first_left_out",
            "The first entry is left out: Python counts from 0.",
            ("range(len(w))", "range(1, len(w))"),
        ),
        wrong(
            "last_left_out",
            "The last entry is left out: `range(n)` already stops before n.",
            ("range(len(w))", "range(len(w) - 1)"),
        ),
        wrong(
            "one_too_many",
            "The loop runs past the end: the last index is n - 1.",
            ("range(len(w))", "range(len(w) + 1)"),
        ),
        wrong(
            "returns_in_the_loop",
            "`return` is inside the loop, so the function ends after one entry. Indent it less.",
            ("    return total", "        return total"),
        ),
        wrong("starts_at_one", "The total should start at 0.", ("total = 0", "total = 1")),
        wrong("added_entries", "The entries are added. Multiply w[i] by x[i].", ("w[i] * x[i]", "w[i] + x[i]")),
        wrong("w_with_itself", "w was multiplied by itself; x is missing.", ("* x[i]", "* w[i]")),
        wrong(
            "every_with_every",
            "Every entry of w is multiplied by every entry of x. Multiply only entries with the same index.",
            (STEP, "for j in range(len(x)):\n            total += w[i] * x[j]"),
        ),
        wrong("crossed", "x is read from its end. Multiply entries with the same index.", ("* x[i]", "* x[-1 - i]")),
        wrong(
            "products_as_list",
            "You returned a list of products. Add them up.",
            ("return total", "return [w[i] * x[i] for i in range(len(w))]"),
        ),
        wrong(
            "whole_vectors",
            "Each iteration multiplies the whole vectors. Use one entry of each: w[i] and x[i].",
            (STEP, "total += w * x"),
        ),
        wrong(
            "running_product",
            "The total is multiplied by each product. *Add* each product to it instead.",
            (STEP, "total *= w[i] * x[i]"),
            ("total = 0", "total = 1"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("range(len(w))", "range(n)")),
    ),
    accepted=(accepted("as_list", NUMBER_AS_ARRAY, ("return total", "return [total]")),),
    alternatives=(
        also_right("by_zip", "pairs by zip", code="def dot_loop(w, x):\n    return sum(a * b for a, b in zip(w, x))\n"),
        also_right(
            "while_loop",
            "a counter and floats",
            code="""
def dot_loop(w, x):
    total, i = 0.0, 0
    while i < w.shape[0]:
        total = total + float(w[i]) * float(x[i])
        i += 1
    return total
""",
        ),
        also_right("backwards", "adds from the end", ("range(len(w))", "reversed(range(len(x)))")),
    ),
    equivalent={"for i in range(len(x)):": "w and x have the same length"},
)

DOT = "w @ x"

DOT_VECTORIZED = Exercise(
    name="dot_vectorized",
    cases=dot_cases,
    rules=(
        Rule("forbid_loops", "There is a loop here. NumPy has a function that does the whole sum at once."),
        Rule(
            "forbid_calls",
            "This goes through the entries one by one in Python, like a loop. Let NumPy do the sum: `np.sum`, "
            "`np.dot`.",
            {"names": ("sum", "map", "functools.reduce", "math.sumprod", "math.fsum", "np.vectorize", "np.frompyfunc")},
        ),
    ),
    hints=(
        "One call is enough. What is this product of two vectors called?",
        "`w * x` multiplies entry by entry, and the products must then be added up. One NumPy function does both.",
    ),
    variants=(
        wrong(
            "not_summed", "`w * x` multiplies entry by entry. The products still have to be added up.", (DOT, "w * x")
        ),
        wrong(
            "outer_product",
            "This is the table of all products. Add up only the products of entries with the same index.",
            (DOT, "np.outer(w, x)"),
        ),
        wrong(
            "product_of_sums",
            "The sums were multiplied. Multiply entry by entry first, then add up.",
            (DOT, "np.sum(w) * np.sum(x)"),
        ),
        wrong("mean", "The products were averaged. Add them up instead.", (DOT, "np.mean(w * x)")),
        wrong("added_entries", "The entries were added. Multiply them instead.", (DOT, "np.sum(w + x)")),
        wrong("w_with_itself", "w was multiplied by itself; x is missing.", (DOT, "np.dot(w, w)")),
        wrong("x_with_itself", "x was multiplied by itself; w is missing.", (DOT, "np.dot(x, x)")),
        wrong(
            "cosine",
            "The product was divided by the lengths of the vectors. Return only the product.",
            (DOT, "np.dot(w, x) / (np.linalg.norm(w) * np.linalg.norm(x))"),
        ),
        wrong("running_sums", "These are the running sums. Return only the last one.", (DOT, "np.cumsum(w * x)")),
        wrong("product_of_all", "The products were multiplied together. Add them up instead.", (DOT, "np.prod(w * x)")),
        wrong("unknown_name", UNKNOWN_NAME, (DOT, "np.dot(w, X)")),
    ),
    accepted=(accepted("as_array", NUMBER_AS_ARRAY, (DOT, "np.dot(w.reshape(1, -1), x.reshape(-1, 1))")),),
    alternatives=(
        also_right("multiply_and_sum", "multiplies, then adds", (DOT, "np.sum(w * x)")),
        also_right("by_dot", "np.dot", (DOT, "np.dot(w, x)")),
        also_right("method", "the array's own method", (DOT, "w.T.dot(x)")),
        also_right("einstein", "in index notation", (DOT, 'np.einsum("i,i->", w, x)')),
    ),
)
