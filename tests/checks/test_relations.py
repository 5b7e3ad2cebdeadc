"""Relations between the parts of an answer, the formulas that state them, and draws from known outcomes."""

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


class TestRelations:
    def test_consistent_draw_is_right(self) -> None:
        """Another draw whose parts fit together is right."""
        assert sentence(answer(np.random.default_rng(1)), answer(np.random.default_rng(2))) == ""

    def test_mismatch_is_named_with_its_place(self) -> None:
        """The message names the relation that does not hold and the first place."""
        got = answer(np.random.default_rng(1))
        got[1][2][1, 2] += 1
        assert sentence(got, answer(np.random.default_rng(2))) == RELATION[3].removesuffix(".") + " (first at [1, 2])."

    def test_nan_does_not_fit(self) -> None:
        """A nan in place of a number does not fit."""
        got = answer(np.random.default_rng(1))
        got[1][2][0, 0] = np.nan
        assert sentence(got, answer(np.random.default_rng(2))).startswith(RELATION[3])

    def test_wrong_shape_is_named(self) -> None:
        """The message about a wrong shape says so."""
        got = answer(np.random.default_rng(1), A=np.zeros((3, 2)))
        assert "shape" in sentence(got, answer(np.random.default_rng(2)))

    def test_missing_array_gets_a_message(self) -> None:
        """A text or None in place of an array gets a message."""
        want = answer(np.random.default_rng(2))
        assert sentence((1.0, "none"), want)
        assert sentence((1.0, (want[1][0], None, want[1][2])), want)


class TestFormulas:
    @pytest.mark.parametrize(
        "formula", ["__import__('os')", "Z.T", "Z[0]", "unknown", "(lambda: 1)()", "exp(Z, out=Z)", "'a'"]
    )
    def test_only_arithmetic_is_allowed(self, formula: str) -> None:
        """Formulas may only contain arithmetic."""
        with pytest.raises(ValueError, match="a relation must not contain"):
            evaluate(formula, {"Z": np.ones(2)})

    def test_products_powers_and_functions(self) -> None:
        """Formulas may use matrix products, powers and the known functions."""
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


class TestDrawnFrom:
    def test_other_draws_are_right(self) -> None:
        """Another draw with the same probabilities is right."""
        assert all(verdict(draws(seed), draws(99)) == "" for seed in range(30))

    def test_missing_outcome_is_found(self) -> None:
        """An outcome that never occurs is found."""
        assert "should be equally likely" in verdict(draws(1, below=2), draws(2))

    def test_impossible_outcome_is_found(self) -> None:
        """An impossible outcome is found, and its index is named."""
        got = draws(1)
        got[2][17] = -5
        assert verdict(got, draws(2)) == "The item at index 17 of the result is not one of the possible results."

    def test_one_draw_for_all_is_found(self) -> None:
        """One draw used for every item is found."""
        assert "same draw" in verdict(drawn(*(np.full(200, k) for k in (0, 2, 1, 2))), draws(2))

    def test_repetition_follows_the_reference(self) -> None:
        """Draws must repeat if the reference's do, and must not if they do not."""
        one, other = draws(1, calls=1), draws(2, calls=1)
        assert "same in every call" in verdict(one * 2, [*one, *other])
        assert "with the same seed" in verdict([*one, *other], one * 2)
