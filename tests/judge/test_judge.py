"""Verdicts: causal order, credit, stand-ins, time limits and hostile submissions."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from autograder.judge.judge import judge_submission
from autograder.key import KeyVersionError
from autograder.sandbox.local import LocalRunner
from tests import processor
from tests.judge.conftest import edited, judged, key_of, reference

RETURN = "return X_c, mean"


def all_of(example: str, source: bytes | None, open_runner=None, **changes):
    key = replace(key_of(example), **changes)

    def local(stand_ins):
        return LocalRunner(key.module, source, stand_ins)

    return judge_submission(key, source, open_runner or local)


def test_reference_gets_full_marks():
    """The reference gets full marks, without message or advice."""
    for example in ("e1", "e4", "e5", "e6", "e7"):
        results = all_of(example, edited(example).encode())
        assert [(item.verdict, item.message, item.advice) for item in results.exercises] == [
            ("pass", None, ()) for _ in results.exercises
        ]


def test_results_are_ordered_and_filtered():
    """Results are in the assignment's order and only for the exercises asked for."""
    key, source = key_of("e1"), edited("e1").encode()
    results = judge_submission(key, source, lambda s: LocalRunner(key.module, source, s), ["covariance", "center"])
    assert [item.exercise for item in results.exercises] == ["center", "covariance"]
    results = judge_submission(key, source, lambda s: LocalRunner(key.module, source, s), ["covariance"])
    assert [item.exercise for item in results.exercises] == ["covariance"]


def test_unknown_exercise_says_what_to_do():
    """An exercise that is not in the key raises an error that says what to do."""
    with pytest.raises(KeyVersionError, match="fetch the assignment again"):
        judged("e1", edited("e1"), "rotate")


def test_first_wrong_quantity_is_blamed():
    """The first wrong quantity in causal order is named, and later ones are not blamed."""
    # The mean is second in the result and first in causal order.
    result = judged("e1", edited("e1", ("mean = np.mean(X,", "mean = 2 + np.mean(X,")), "center")
    assert result.message.startswith("`mean[0, 0]`")
    assert not any("X_c" in line for line in result.details)


def test_credit_needs_every_case():
    """A quantity earns credit only if it is right in every case."""
    half = judged("e1", edited("e1", ("X - mean", "X + mean")), "center")
    assert (half.verdict, half.fraction) == ("partial", 0.5)
    on_one_case = judged("e1", edited("e1", ("X_c = X - mean", "X_c = X - mean if len(X) == 3 else X")), "center")
    assert on_one_case.fraction == 0.5
    none = judged("e1", edited("e1", ("mean = np.mean(X,", "mean = 2 + np.mean(X,")), "center")
    assert none.fraction == 0.0
    structure = judged("e1", edited("e1", (RETURN, "return X_c")), "center")
    assert structure.fraction == 0.0


def test_misconception_beside_another_mistake():
    """A misconception is recognized beside a mistake in another quantity."""
    both = edited("e1", ("axis=1", "axis=0"), (", keepdims=True", ""))
    assert judged("e1", both, "center").misconception is None
    beside = edited("e1", ("X - mean", "X + mean"), (RETURN, "return X_c, mean * 0"))
    assert judged("e1", beside, "center").message.startswith("`mean[0, 0]`")
    on_c = edited("e1", ("X_c.T) / m", "X_c.T)"), ('"m": m}', '"m": float(m) + 0 * 1}'))
    assert judged("e1", on_c, "covariance").misconception == "not_averaged"


def test_other_exception_is_no_misconception():
    """An exception of the same type with another message is not taken for the misconception."""
    source = edited("e1", (RETURN, 'raise ValueError("something else altogether")'))
    assert judged("e1", source, "center").misconception is None


def test_one_mistake_costs_once():
    """A mistake in one function does not cost points in the function that calls it."""
    source = edited("e1", ("X - mean", "X + mean"))
    results = {item.exercise: item for item in all_of("e1", source.encode()).exercises}
    assert results["center"].fraction == 0.5
    covariance = results["covariance"]
    assert (covariance.verdict, covariance.fraction, covariance.stand_ins) == ("pass", 1.0, ("center",))
    assert "given a correct `center`" in covariance.message


def test_stand_ins_give_no_undeserved_credit():
    """An exercise with its own mistake gains nothing from stand-ins."""
    source = edited("e1", ("X - mean", "X + mean"), ("X_c.T) / m", "X_c.T)"))
    result = judged("e1", source, "covariance")
    assert (result.fraction, result.stand_ins, result.misconception) == (0.0, (), "not_averaged")


def test_missing_dependency_costs_nothing():
    """A missing function does not cost points in the exercise that calls it."""
    source = edited("e1").replace("def center(", "def something_else(")
    result = judged("e1", source, "covariance")
    assert (result.verdict, result.stand_ins) == ("pass", ("center",))


def test_syntax_error_costs_one_function():
    """A syntax error in one function does not cost points in the others."""
    source = edited("e5").replace("return running", "return return running")
    results = {item.exercise: item for item in all_of("e5", source.encode()).exercises}
    assert results["Momentum"].verdict == "pass"
    assert results["remember"].verdict == "error"


@pytest.mark.parametrize(
    "source",
    [
        None,
        b"",
        b"   \n",
        b"\xff\xfe",
        b"\0",
        b"x" * (3 << 20),
        b"(" * 5000,
        b"raise SystemExit(0)",
        b"import os; os.abort",
    ],
)
def test_unreadable_submissions_get_a_sentence(source):
    """An unusable submission gets a sentence and no points."""
    for result in all_of("e4", source).exercises:
        assert result.fraction == 0.0
        assert result.verdict in ("missing", "error")
        assert result.message and result.message.endswith(".")


def test_hang_costs_one_exercise(sandbox):
    """A hang is ended and costs its exercise, not the next one."""
    source = edited("e5", ("        self.beta = beta\n", "        while True: pass\n")).encode()
    key = key_of("e5")
    before = processor.seconds(os.getpid())
    results = all_of("e5", source, lambda stand_ins: sandbox.open(key.module, source, stand_ins), seconds=6.0)
    verdicts = {item.exercise: item.verdict for item in results.exercises}
    assert verdicts == {"Momentum": "timeout", "remember": "pass"}
    assert processor.seconds(os.getpid()) - before < 30


def test_exit_costs_one_exercise(sandbox):
    """A process that ends itself costs its exercise, not the next one."""
    source = edited("e5", ("        self.beta = beta\n", "        import os; os._exit(0)\n")).encode()
    key = key_of("e5")
    results = all_of("e5", source, lambda stand_ins: sandbox.open(key.module, source, stand_ins))
    assert [item.verdict for item in results.exercises] == ["error", "pass"]
    assert results.isolation == sandbox.isolation


def test_no_time_is_a_timeout():
    """With no time at all the verdict is a timeout."""
    results = all_of("e4", edited("e4").encode(), seconds=0.0)
    assert [(item.verdict, item.fraction) for item in results.exercises] == [("timeout", 0.0)]


def test_inputs_are_copied():
    """Arguments that are changed in place do not change the grader's copy."""
    source = edited("e1", ("X_c = X - mean", "X_c = X - mean\n    X[:] = 0"))
    first, second = (judged("e1", source, "center") for _ in range(2))
    assert first.verdict == second.verdict == "wrong"
    assert first.message == second.message == "`center` changes its argument `X`; the caller still needs it."


def test_stopping_early_gives_the_same_marks():
    """Stopping at the first wrong case gives the same verdict."""
    key = key_of("e1")
    for old, new in (("X - mean", "X + mean"), ("axis=1", "axis=0"), (RETURN, "return None"), (RETURN, RETURN)):
        source = edited("e1", (old, new)).encode()
        whole, short = (
            judge_submission(key, source, lambda s, c=source: LocalRunner(key.module, c, s), ["center"], until_wrong)
            for until_wrong in (False, True)
        )
        assert (whole.exercises[0].fraction == 1) == (short.exercises[0].fraction == 1)


def test_rules_come_last():
    """Rules do not apply to a stub, and come after wrong values."""
    assert judged("e7", "def norm(x):\n    raise NotImplementedError\n", "norm").attempted is False
    loop = edited("e7", ("np.sqrt(np.sum(x**2))", "sum(v for v in x)"))
    assert judged("e7", loop, "norm").verdict == "wrong"
    assert judged("e7", edited("e7", ("np.sum(x**2)", "sum(v * v for v in x)")), "norm").verdict == "refused"


def test_quiz_is_graded_by_the_hidden_key():
    """A quiz is answered by the public key, and right or wrong by the hidden one."""
    wrong = edited("e8", ('"b"\n', '"a"\n'))
    taken = judged("e8", wrong, "question_1")
    assert (taken.verdict, taken.state, taken.fraction) == ("answered", "answered", 1.0)
    hidden = judged("e8", wrong, "question_1", public=False)
    assert (hidden.verdict, hidden.misconception) == ("wrong", "chose_a")
    assert hidden.message == "You answered a."
    assert hidden.details == ("Training is slow when the rate is too small.",)
    right = judged("e8", edited("e8"), "question_1", public=False)
    assert (right.verdict, right.message) == ("pass", "A step may end on the other side of the valley, higher up.")
    assert judged("e8", "def question_1():\n    raise NotImplementedError\n", "question_1").attempted is False


def test_several_letters_are_explained_one_by_one():
    """A question with several right letters is explained letter by letter."""
    wrong = edited("e8", ('["a", "b"]', '["a", "c"]'))
    result = judged("e8", wrong, "question_2", public=False)
    assert result.message == "You answered a and c."
    assert result.details == (
        "b is right too: It has a kink, so it is not linear either.\nc is not right: It changes no number.",
    )


def test_lying_dictionary_gains_nothing():
    """A dictionary that lies about its keys or its equality gains nothing."""
    liar = (
        "class Liar(dict):\n    def __eq__(self, other): return True\n    def __getitem__(self, key): return Liar()\n"
        "    def __array__(self, *a, **k): raise RuntimeError\n"
    )
    source = edited("e1", ('return {"C": C, "m": m}', "return Liar()")) + liar
    assert judged("e1", source, "covariance").fraction == 0.0


def test_patching_numpy_gains_nothing(sandbox):
    """Patching NumPy gains nothing."""
    source = edited("e1", (RETURN, "return X, X")).replace(
        "import numpy as np",
        "import numpy as np\nnp.allclose = np.array_equal = lambda *a, **k: True\nnp.abs = lambda x: 0 * x",
    )
    key = key_of("e1")
    content = source.encode()
    results = judge_submission(key, content, lambda s: sandbox.open(key.module, content, s), ["center"])
    assert results.exercises[0].fraction == 0.0


def test_result_as_plain_data():
    """A result survives the conversion to plain data and back."""
    from autograder.result import SubmissionResult

    results = all_of("e1", edited("e1", ("X - mean", "X + mean")).encode())
    assert SubmissionResult.from_plain(results.to_plain()) == results


def test_examples_cover_every_kind():
    """There is an example assignment of every kind."""
    assert [reference(f"e{n}").assignment.short for n in range(1, 9)] == [
        *("e1", "e2", "e3", "e4", "e5", "e6", "e7"),
        "e8-quiz",
    ]


OTHER_NAMES = {
    "other words": ("stats, new", ""),
    "by position alone": ("running, x, /", "stats, new = running, x"),
    "gathered": ("*args", "stats, new = args"),
    "words exchanged": ("x, running", "stats, new = x, running"),
}


@pytest.mark.parametrize("style", OTHER_NAMES)
def test_changed_argument_is_known_by_its_place(style):
    """An argument to be changed in place is known by its position, whatever the learner calls it."""
    signature, first = OTHER_NAMES[style]
    source = f"""
def remember({signature}):
    {first or "pass"}
    stats["count"] += 1
    stats["total"] += new
    return stats["total"] / stats["count"]
"""
    right = judged("e5", source, "remember")
    assert (right.verdict, right.advice) == ("pass", ())
    assert judged("e5", source.replace("+= 1", "+= 2"), "remember").fraction == 0
    untouched = judged(
        "e5", source.replace('    stats["count"]', '    stats = dict(stats)\n    stats["count"]', 1), "remember"
    )
    assert untouched.misconception == "copy"
