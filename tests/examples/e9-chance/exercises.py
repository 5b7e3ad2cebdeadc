"""The exercises of the examples "relations" and "drawn_from"."""

import numpy as np

from autograder.exercise import Assignment, Check, Exercise, accepted, also_right, script, wrong
from autograder.script import Recipe, Step


def generators(rng, n):
    return [Recipe("generator", {"seed": int(seed)}) for seed in rng.integers(1, 1 << 30, n)]


def thin_cases(rng):
    for shape, keep in (((3, 5), 0.8), ((4, 2), 0.5)):
        x = rng.normal(size=shape)
        (generator,) = generators(rng, 1)
        relations = (
            ("mask * mask", "mask", "mask", "Each entry of `mask` should be True or False."),
            ("thinned", "x * mask / keep", "thinned", "`thinned` should be x * mask / keep, entry by entry."),
        )
        params = {"names": ("mask", "thinned"), "given": {"x": x, "keep": keep}, "relations": relations}
        yield script(
            Step("", (x, keep, generator)), check=Check("relations", params), label="relations between the results"
        )
    yield script(
        *(Step("", (np.ones((50, 40)), 0.7, generator)) for generator in generators(rng, 2)),
        check=Check("distribution"),
        label="many entries",
    )
    yield script(
        *(Step("", (np.ones((7, 5)), 0.5, generator)) for generator in generators(rng, 2)),
        check=Check("independence"),
        label="two generators",
    )


THIN = Exercise(
    name="thin",
    cases=thin_cases,
    quantities=("mask", "thinned"),
    equivalent={"mask = rng.random(x.shape) <= keep": "a random number never equals `keep`"},
    hints=("Draw one number for each entry.", "`rng.random(shape) < keep` is True with probability keep."),
    variants=(
        wrong("not_scaled", "The kept entries are not scaled up by 1 / keep.", (" / keep", "")),
        wrong("scaled_by_rest", "The entries were divided by 1 - keep. Divide by keep.", ("/ keep", "/ (1 - keep)")),
        wrong("drops_the_kept_share", "The comparison is reversed.", ("< keep", "> keep")),
        wrong("normal_numbers", "The numbers are normal, not uniform.", ("rng.random(", "rng.standard_normal(")),
        wrong(
            "mask_drawn_twice",
            "The returned mask is not the one that was applied.",
            ("mask, x", "rng.random(x.shape) < keep, x"),
        ),
        wrong(
            "own_seed",
            "A seed is set inside the function. Use rng.",
            ("mask = rng", "rng = np.random.default_rng(0)\n    mask = rng"),
        ),
        wrong("nothing_dropped", "Nothing is dropped.", ("rng.random(x.shape) < keep", "x == x")),
        wrong("swapped", "The results are in the wrong order.", ("mask, x * mask / keep", "x * mask / keep, mask")),
    ),
    accepted=(
        accepted(
            "numbers_for_mask",
            "The mask holds 0 and 1; return booleans instead.",
            ("< keep", "< keep) * 1"),
            ("rng.random", "(rng.random"),
        ),
    ),
    alternatives=(
        also_right(
            "binomial", "drawn as 0 or 1", ("rng.random(x.shape) < keep", "rng.binomial(1, keep, x.shape) == 1")
        ),
        also_right(
            "where",
            "another way to drop",
            code="""
def thin(x, keep, rng):
    mask = rng.choice([True, False], size=x.shape, p=[keep, 1 - keep])
    return mask, np.where(mask, x, 0) / keep
""",
        ),
    ),
)


def turn_cases(rng):
    for pictures, seeds in ((rng.normal(size=(500, 3, 3)), 3), (rng.normal(size=(400, 2, 2)), 4)):
        outcomes = np.stack([np.rot90(pictures, k, axes=(1, 2)) for k in range(4)], axis=1)
        check = Check("drawn_from", {"outcomes": outcomes, "what": "picture"})
        yield script(
            *(Step("", (pictures, generator)) for generator in generators(rng, seeds)),
            check=check,
            label=f"{seeds} calls",
        )
    seed = int(rng.integers(1, 1 << 30))
    yield script(
        *(Step("", (pictures, Recipe("generator", {"seed": seed}))) for _ in range(2)),
        check=check,
        label="two calls with the same seed",
    )


TURN = Exercise(
    name="turn",
    unavoidable={"axes 1 and 2 of `pictures` are equally long in every case": "they are rotated by quarter turns"},
    cases=turn_cases,
    hints=("Draw one number from 0 to 3 for each picture.", "np.rot90 rotates by quarter turns."),
    variants=(
        wrong("never_three", "Three quarter turns never occur.", ("(0, 4,", "(0, 3,")),
        wrong("never_turned", "Nothing is rotated.", ("(0, 4,", "(0, 1,")),
        wrong(
            "all_alike",
            "All pictures share a single random number.",
            ("rng.integers(0, 4, len(pictures))", "[rng.integers(0, 4)] * len(pictures)"),
        ),
        wrong(
            "mirrored",
            "The pictures were mirrored. Rotate them.",
            ("np.rot90(pictures[i], quarters[i])", "np.fliplr(pictures[i])"),
        ),
        wrong(
            "own_seed",
            "A seed is set inside the function. Use rng.",
            ("quarters = rng", "quarters = np.random.default_rng(0)"),
        ),
        wrong(
            "other_generator", "Another generator is used.", ("quarters = rng", "quarters = np.random.default_rng()")
        ),
        wrong(
            "order_lost",
            "The pictures are in a different order.",
            ("return np.stack", "return rng.permutation(np.stack"),
            ("(pictures))])", "(pictures))]))"),
        ),
    ),
    alternatives=(
        also_right("other_way", "clockwise", ("quarters[i]", "-quarters[i]")),
        also_right(
            "loop",
            "choices from a list",
            code="""
def turn(pictures, rng):
    turned = np.empty_like(pictures)
    for i, picture in enumerate(pictures):
        turned[i] = np.rot90(picture, rng.choice([0, 1, 2, 3]))
    return turned
""",
        ),
    ),
)

ASSIGNMENT = Assignment("e9-chance", "thinning", "Example: chance, but not alone", (THIN, TURN))
