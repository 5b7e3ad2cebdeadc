"""Which values are equal, which pass with advice, and how a difference is described."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from autograder.checks import KINDS
from autograder.plain import Opaque

CLOSE, EQUAL, DISTRIBUTION = KINDS["close"], KINDS["equal"], KINDS["distribution"]
COLUMN = np.array([[1.0], [2.0], [3.0]])


def told(got, want, **params) -> str:
    difference = CLOSE.compare(got, want, params)
    return "" if difference is None else difference.text


def advice(got, want, **params) -> list[str]:
    verdict = CLOSE.judge(got, want, params)
    assert verdict.differences == ()
    return [item.text for item in verdict.advice]


class TestSameValue:
    @pytest.mark.parametrize(
        ("got", "want"),
        [
            (2, 2.0),
            (np.float32(2.0), 2.0),
            (np.array(2.0), 2.0),
            (np.int64(2), 2.0),
            (COLUMN.astype(np.float32), COLUMN),
            (COLUMN.astype(int), COLUMN),
            (COLUMN * (1 + 1e-7), COLUMN),
            ({"a": 1.0, "b": COLUMN}, {"b": COLUMN, "a": np.array(1.0)}),
            ((COLUMN, 1.0), (COLUMN, np.float64(1.0))),
            ([1.0, np.float64(2), np.array(3.0)], [1.0, 2.0, 3.0]),
            (np.array([np.inf, -np.inf, np.nan]), np.array([np.inf, -np.inf, np.nan])),
            ("cat", "cat"),
            (np.str_("cat"), "cat"),
            (np.zeros((0, 3)), np.zeros((0, 3))),
            (True, np.bool_(True)),
            (None, None),
            ([[1.0], [2.0, 3.0]], [[1.0], [2.0, 3.0]]),
        ],
    )
    def test_equal_values_pass(self, got, want):
        """Equal values of any suitable type pass without advice."""
        assert CLOSE.judge(got, want, {}) == CLOSE.judge(want, want, {})
        assert advice(got, want) == []

    @pytest.mark.parametrize(
        ("got", "want", "words"),
        [
            (COLUMN.tolist(), COLUMN, "is a list; expected an array"),
            (np.array([[2.0]]), 2.0, "expected a plain number"),
            ([2.0], 2.0, "expected a plain number"),
            (np.array([True, False]), np.array([1.0, 0.0]), "contains True and False"),
            (np.array([1, 0]), np.array([True, False]), "expected True and False"),
            ([1.0, COLUMN], (1.0, COLUMN), "expected a tuple"),
            ((1.0, 2.0), [1.0, 2.0], "expected a list"),
            (np.array([1.0, 2.0]), [1.0, 2.0], "is an array"),
            ({"a": 1, "extra": 2}, {"a": 1}, '"extra"'),
        ],
    )
    def test_looser_types_pass_with_advice(self, got, want, words):
        """Right values of a looser type pass with advice."""
        (text,) = advice(got, want)
        assert words in text


class TestDifference:
    @pytest.mark.parametrize(
        ("got", "want", "words"),
        [
            (None, 1.0, "The result is None but should be a plain number."),
            (Opaque("generator"), COLUMN, "The result is a generator but should be an array of shape (3, 1)."),
            (1.0, {"dw": 1.0}, 'should be a dictionary with "dw", not a plain number'),
            ({"Dw": 1.0}, {"dw": 1.0}, 'The key "dw" is missing.'),
            ((1.0,), (1.0, 2.0), "should have 2 entries, not 1"),
            (COLUMN.T, COLUMN, "should have shape (3, 1), not (1, 3)"),
            (COLUMN.ravel(), COLUMN, "should have shape (3, 1), not (3,)"),
            (np.ones((2, 2)), 1.0, "should be a plain number, not an array of shape (2, 2)"),
            ("1.0", 1.0, "should be a plain number, not a string"),
            (1.0, "cat", "should be a string, not a plain number"),
            (COLUMN.astype(str), COLUMN, "should contain floats, not text"),
            (COLUMN * 1j, COLUMN, "should contain floats, not complex numbers"),
            (np.array([1.0, np.nan]), np.array([1.0, 2.0]), "contains nan (not a number) at [1] (1 of 2 entries)"),
            (np.inf, 1.0, "is inf (infinity)"),
            (np.add(COLUMN, [[0], [1], [1]]), COLUMN, "2 of 3 entries differ, the first at [1, 0]"),
            (3.0, 2.0, "The result has the wrong value."),
            ([1.0, 2.0], [1.0, 2.0, 3.0], "should have 3 entries, not 2"),
            ([1.0, 5.0], [1.0, 2.0], "1 of 2 entries differs, at [1]"),
            ("dog", "cat", "is not the expected value"),
            (object(), COLUMN, "should be an array"),
        ],
    )  # fmt: skip
    def test_one_sentence_per_difference(self, got, want, words):
        """A difference is described in one sentence."""
        assert words in told(got, want)

    def test_surplus_keys(self):
        """Surplus keys are refused only where the author says so."""
        got, want, exact = {"W1": 1.0, "b1": 2.0, "W0": 3.0}, {"W1": 1.0, "b1": 2.0}, {"keys": "exact"}
        assert CLOSE.compare(got, want, {}) is None
        assert CLOSE.compare(want, want, exact) is None
        difference = CLOSE.compare(got, want, exact)
        assert difference.text == 'The result should not have "W0".'
        drawn, wanted = (DISTRIBUTION.observe([value], {}) for value in (got, want))
        assert DISTRIBUTION.compare(drawn, wanted, {}) is None
        assert DISTRIBUTION.compare(drawn, wanted, exact).text == difference.text

    def test_digits(self):
        """Expected and actual values have enough digits to differ."""
        difference = CLOSE.compare(np.array([0.5, 0.25]), np.array([0.5, 0.2501]), {})
        assert (difference.place, difference.expected, difference.got) == ("[1]", "0.2501", "0.25")
        tight = CLOSE.compare(1.00000002, 1.00000001, {"precision": "float64"})
        assert tight.expected != tight.got

    def test_hidden_text_has_no_numbers(self):
        """The text for a hidden key has no number of the answer."""
        want = {"a": np.array([0.7351, -2.915]), "b": 0.4127}
        got = {"a": np.array([0.7351, 1.2345]), "b": 9.8765}
        for difference in CLOSE.judge(got, want, {}).differences:
            for number in ("0.7351", "2.915", "0.4127", "1.2345", "9.8765"):
                assert number not in difference.hidden_text + difference.hint

    def test_swapped_results_are_one_mistake(self):
        """Swapped results are one mistake, not two."""
        names = {"names": ("grads", "cost")}
        (difference,) = CLOSE.judge((1.0, {"dw": COLUMN}), ({"dw": COLUMN}, 1.0), names).differences
        assert difference.text == "The values are right, but in the wrong order: return grads, cost."

    @pytest.mark.parametrize(
        ("got", "hint"),
        [
            (-COLUMN, "The sign is flipped."),
            (7 * COLUMN, "Every entry is 7 times too large."),
            (COLUMN / 5, "Every entry is 5 times too small."),
            (2 * (1 - 1e-15) * COLUMN, "Every entry is 2 times too large."),  # 1.9999999999999980 was not taken for 2
            (1.7 * COLUMN, "Every entry is off by the same factor."),
            (COLUMN.T, "but the shape is not"),
            (COLUMN.ravel(), "but the shape is not"),
        ],
    )
    def test_simple_relation_is_named(self, got, hint):
        """A simple relation to the right answer is named."""
        assert hint in CLOSE.compare(got, COLUMN, {}).hint

    def test_transpose_is_recognized(self):
        """A transposed matrix is recognized."""
        M = np.arange(9.0).reshape(3, 3)
        assert "transpose" in CLOSE.compare(M.T, M, {}).hint
        N = np.arange(6.0).reshape(2, 3)
        assert "transpose" in CLOSE.compare(N.T, N, {}).hint

    def test_quantities_are_named(self):
        """A quantity is named by its key, or by its name in the return statement."""
        want = ({"dw": COLUMN}, [1.0, 2.0])
        found = CLOSE.judge(({"dw": -COLUMN}, [1.0, 3.0]), want, {"names": ("grads", "costs")}).differences
        assert [(item.quantity, item.path) for item in found] == [("dw", ("grads", "dw")), ("costs", ("costs",))]


class TestOptions:
    def test_shape(self):
        """Shape "exact" refuses a matrix for a number; "loose" accepts a vector for a column."""
        assert "plain number" in told(np.array([[2.0]]), 2.0, shape="exact")
        assert advice(COLUMN.ravel(), COLUMN, shape="loose") == ["The result has shape (3,); expected (3, 1)."]

    def test_dtype(self):
        """Dtype "exact" tells integers and floats apart."""
        assert "should contain integers" in told(np.array([1.0]), np.array([1]), dtype="exact")
        assert told(np.array([1], dtype=np.int32), np.array([1]), dtype="exact") == ""

    def test_equal_has_no_tolerance(self):
        """The check "equal" has no tolerance."""
        assert EQUAL.compare(1.0 + 1e-12, 1.0, {}) is not None
        assert EQUAL.compare(np.array([1, 2]), np.array([1, 2]), {}) is None
        assert EQUAL.compare(["a", "b"], ["a", "c"], {}).place == ""

    def test_order(self):
        """A list in any order passes where the order is free."""
        want = [np.array([1.0, 2.0]), np.array([3.0, 4.0])]
        assert CLOSE.compare(want[::-1], want, {}) is not None
        assert CLOSE.compare(want[::-1], want, {"order": "free"}) is None
        assert EQUAL.compare([3, 1, 2], [1, 2, 3], {"order": "free"}) is None


ARRAYS = arrays.arrays(np.float64, arrays.array_shapes(max_dims=2, max_side=3))
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | ARRAYS,
    lambda part: st.lists(part, max_size=3) | st.tuples(part, part) | st.dictionaries(st.text(max_size=3), part),
    max_leaves=6,
)


class TestEveryValue:
    @given(arrays.arrays(np.float64, arrays.array_shapes(max_dims=3, max_side=4), elements=st.floats(-1e6, 1e6)))
    def test_array_is_close_to_itself_in_float32(self, array):
        """Every array is close to itself in float32."""
        assert CLOSE.compare(array.astype(np.float32), array, {}) is None

    @given(ANYTHING, ANYTHING)
    def test_comparison_never_breaks(self, got, want):
        """No pair of plain values breaks the comparison."""
        verdict = CLOSE.judge(got, want, {})
        for difference in verdict.differences:
            assert difference.text and difference.hidden_text and "{}" not in difference.text

    @given(ANYTHING)
    def test_value_equals_itself(self, value):
        """Every plain value equals itself."""
        assert CLOSE.compare(value, value, {}) is None
        assert EQUAL.compare(value, value, {}) is None
