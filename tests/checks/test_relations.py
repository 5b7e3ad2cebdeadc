"""What must hold between the parts of an answer: formulas that are data, and sentences that name what is wrong."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.checks.drawn_from import DRAWN_FROM
from autograder.checks.relations import RELATIONS, evaluate

RELATION = ("A", "maximum(Z, 0) * D / keep", "A", "`A` should be relu(Z) * D / keep_prob.")
PARAMS = {"names": ("out", ["Z", "D", "A"]), "given": {"keep": 0.5}, "relations": [RELATION]}


def answer(rng: np.random.Generator, **changed: np.ndarray) -> tuple:
    Z = rng.normal(size=(2, 3))
    D = rng.random((2, 3)) < 0.5
    A = changed.get("A", np.maximum(Z, 0) * D / 0.5)
    return (1.0, (Z, D, A))


def sentence(got: object, want: object, params: dict = PARAMS) -> str:
    found = RELATIONS.compare(RELATIONS.observe([got], params), RELATIONS.observe([want], params), params)
    return found.text if found else ""


def test_another_draw_that_fits_together_is_right() -> None:
    assert sentence(answer(np.random.default_rng(1)), answer(np.random.default_rng(2))) == ""


def test_what_does_not_fit_is_named_with_its_place() -> None:
    got = answer(np.random.default_rng(1))
    got[1][2][1, 2] += 1
    assert sentence(got, answer(np.random.default_rng(2))) == RELATION[3].removesuffix(".") + " (first at [1, 2])."


def test_a_nan_where_a_number_should_be_does_not_fit() -> None:
    got = answer(np.random.default_rng(1))
    got[1][2][0, 0] = np.nan
    assert sentence(got, answer(np.random.default_rng(2))).startswith(RELATION[3])


def test_other_shapes_are_told_as_such() -> None:
    got = answer(np.random.default_rng(1), A=np.zeros((3, 2)))
    assert "shape" in sentence(got, answer(np.random.default_rng(2)))


def test_a_text_in_place_of_an_array_gets_a_sentence() -> None:
    want = answer(np.random.default_rng(2))
    assert sentence((1.0, "none"), want)
    assert sentence((1.0, (want[1][0], None, want[1][2])), want)


@pytest.mark.parametrize(
    "formula", ["__import__('os')", "Z.T", "Z[0]", "unknown", "(lambda: 1)()", "exp(Z, out=Z)", "'a'"]
)
def test_formulas_say_arithmetic_and_nothing_else(formula: str) -> None:
    with pytest.raises(ValueError, match="a relation cannot say"):
        evaluate(formula, {"Z": np.ones(2)})


def test_formulas_know_products_powers_and_functions() -> None:
    Z = np.array([[1.0, -2.0]])
    assert evaluate("-(Z @ W) + 2 * where(Z, 1, 0) ** 2", {"Z": Z, "W": np.ones((2, 2))}).tolist() == [[3.0, 3.0]]


OUTCOMES = {"outcomes": np.arange(600.0).reshape(200, 3, 1), "what": "item"}


def drawn(*choices: np.ndarray) -> list[np.ndarray]:
    return [np.take_along_axis(OUTCOMES["outcomes"][..., 0], choice[:, None], axis=1) for choice in choices]


def verdict(got: list, want: list) -> str:
    found = DRAWN_FROM.compare(DRAWN_FROM.observe(got, OUTCOMES), DRAWN_FROM.observe(want, OUTCOMES), OUTCOMES)
    return found.text if found else ""


def draws(seed: int, calls: int = 4, below: int = 3) -> list[np.ndarray]:
    rng = np.random.default_rng(seed)
    return drawn(*rng.integers(0, below, (calls, 200)))


def test_other_choices_of_the_same_chances_are_right() -> None:
    assert all(verdict(draws(seed), draws(99)) == "" for seed in range(30))


def test_an_outcome_that_never_comes_is_noticed() -> None:
    assert "not equally likely" in verdict(draws(1, below=2), draws(2))


def test_an_outcome_that_cannot_be_is_noticed_with_its_index() -> None:
    got = draws(1)
    got[2][17] = -5
    assert verdict(got, draws(2)) == "In the result the item at index 17 is none of those that may come."


def test_one_draw_for_all_is_noticed() -> None:
    assert "same draw" in verdict(drawn(*(np.full(200, k) for k in (0, 2, 1, 2))), draws(2))


def test_repetition_is_wanted_or_not_as_the_reference_has_it() -> None:
    one, other = draws(1, calls=1), draws(2, calls=1)
    assert "same in every call" in verdict(one * 2, [*one, *other])
    assert "seeded alike" in verdict([*one, *other], one * 2)
