"""The exercises of the example "callback argument"."""

import itertools

from autograder.exercise import Assignment, Edit, Exercise, Variant, call, equal
from autograder.script import Callback

STEP = """
TABLE = {table}

def step(tokens):
    return TABLE[tokens[-1]]
"""


def cases(rng):
    for max_length, label in ((9, "until the end"), (2, "cut off"), (4, "one more")):
        # Each token of a random order leads to the next, so that the path is as long as possible.
        order = [int(token) for token in rng.permutation(6)]
        table = rng.uniform(0, 1, (6, 6)).round(3)
        for first, second in itertools.pairwise(order):
            table[first, second] += 3
        step = Callback(STEP.format(table=table.tolist()), "step")
        yield call(step, order[0], order[-1], max_length, check=equal(), label=label)


GREEDY = Exercise(
    name="greedy",
    cases=cases,
    hints=("Which token has the highest score?", "Stop at `end`, or when there are max_length tokens after start."),
    variants=(
        Variant("lowest", "The lowest score was chosen.", (Edit("max(range", "min(range"),)),
        Variant("ignores_end", "Decoding continues after the end token.", (Edit(" and tokens[-1] != end", ""),)),
        Variant(
            "one_short",
            "The result is one token too short.",
            (Edit("len(tokens) <= max_length", "len(tokens) < max_length"),),
        ),
        Variant("without_start", "The start token is missing.", (Edit("return tokens", "return tokens[1:]"),)),
    ),
)

ASSIGNMENT = Assignment("e6-callback", "decoding", "Callbacks", (GREEDY,))
