"""How verdicts are reached: causal order, credit, stand-ins, time, and submissions that do their worst."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from autograder.judge.judge import judge_submission
from autograder.key import KeyVersionError
from autograder.sandbox.local import LocalRunner
from tests.judge.conftest import edited, judged, key_of, reference

RETURN = "return X_c, mean"


def all_of(example: str, source: bytes | None, open_runner=None, **changes):
    key = replace(key_of(example), **changes)

    def local(stand_ins):
        return LocalRunner(key.module, source, stand_ins)

    return judge_submission(key, source, open_runner or local)


def test_the_reference_gets_full_marks_without_a_word():
    for example in ("e1", "e4", "e5", "e6", "e7"):
        results = all_of(example, edited(example).encode())
        assert [(item.verdict, item.message, item.advice) for item in results.exercises] == [
            ("pass", None, ()) for _ in results.exercises
        ]


def test_results_come_in_the_assignments_order_and_only_for_what_was_asked():
    key, source = key_of("e1"), edited("e1").encode()
    results = judge_submission(key, source, lambda s: LocalRunner(key.module, source, s), ["covariance", "center"])
    assert [item.exercise for item in results.exercises] == ["center", "covariance"]
    results = judge_submission(key, source, lambda s: LocalRunner(key.module, source, s), ["covariance"])
    assert [item.exercise for item in results.exercises] == ["covariance"]


def test_an_exercise_that_the_key_does_not_hold_says_what_to_do():
    with pytest.raises(KeyVersionError, match="fetch the assignment again"):
        judged("e1", edited("e1"), "rotate")


def test_the_first_wrong_quantity_in_causal_order_is_named_and_later_ones_are_not_blamed():
    # The mean comes second in the result and first in the order of causes.
    result = judged("e1", edited("e1", ("mean = np.mean(X,", "mean = 2 + np.mean(X,")), "center")
    assert result.message.startswith("`mean`")
    assert not any("X_c" in line for line in result.details)


def test_credit_is_for_quantities_that_are_right_on_every_case():
    half = judged("e1", edited("e1", ("X - mean", "X + mean")), "center")
    assert (half.verdict, half.fraction) == ("partial", 0.5)
    on_one_case = judged("e1", edited("e1", ("X_c = X - mean", "X_c = X - mean if len(X) == 3 else X")), "center")
    assert on_one_case.fraction == 0.5
    none = judged("e1", edited("e1", ("mean = np.mean(X,", "mean = 2 + np.mean(X,")), "center")
    assert none.fraction == 0.0
    structure = judged("e1", edited("e1", (RETURN, "return X_c")), "center")
    assert structure.fraction == 0.0


def test_a_misconception_is_recognised_beside_another_mistake():
    both = edited("e1", ("axis=1", "axis=0"), (", keepdims=True", ""))
    assert judged("e1", both, "center").misconception is None
    beside = edited("e1", ("X - mean", "X + mean"), (RETURN, "return X_c, mean * 0"))
    assert judged("e1", beside, "center").message.startswith("`mean`")
    on_c = edited("e1", ("X_c.T) / m", "X_c.T)"), ('"m": m}', '"m": float(m) + 0 * 1}'))
    assert judged("e1", on_c, "covariance").misconception == "not_averaged"


def test_an_exception_of_the_same_type_with_other_words_is_not_taken_for_the_misconception():
    source = edited("e1", (RETURN, 'raise ValueError("something else altogether")'))
    assert judged("e1", source, "center").misconception is None


def test_one_mistake_costs_once():
    source = edited("e1", ("X - mean", "X + mean"))
    results = {item.exercise: item for item in all_of("e1", source.encode()).exercises}
    assert results["center"].fraction == 0.5
    covariance = results["covariance"]
    assert (covariance.verdict, covariance.fraction, covariance.stand_ins) == ("pass", 1.0, ("center",))
    assert "given a correct `center`" in covariance.message


def test_an_exercise_of_which_nothing_is_right_gains_nothing_by_stand_ins():
    source = edited("e1", ("X - mean", "X + mean"), ("X_c.T) / m", "X_c.T)"))
    result = judged("e1", source, "covariance")
    assert (result.fraction, result.stand_ins, result.misconception) == (0.0, (), "not_averaged")


def test_a_missing_dependency_does_not_cost_the_exercise_that_uses_it():
    source = edited("e1").replace("def center(", "def something_else(")
    result = judged("e1", source, "covariance")
    assert (result.verdict, result.stand_ins) == ("pass", ("center",))


def test_a_syntax_error_in_one_function_leaves_the_others_their_marks():
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
def test_whatever_was_handed_in_gets_a_sentence_and_nothing(source):
    for result in all_of("e4", source).exercises:
        assert result.fraction == 0.0
        assert result.verdict in ("missing", "error")
        assert result.message and result.message.endswith(".")


def test_a_hang_costs_its_exercise_and_not_the_next_one(sandbox):
    source = edited("e5", ("        self.beta = beta\n", "        while True: pass\n")).encode()
    key = key_of("e5")
    start = time.monotonic()
    results = all_of("e5", source, lambda stand_ins: sandbox.open(key.module, source, stand_ins), seconds=6.0)
    verdicts = {item.exercise: item.verdict for item in results.exercises}
    assert verdicts == {"Momentum": "timeout", "remember": "pass"}
    assert time.monotonic() - start < 30


def test_a_process_that_ends_itself_costs_its_exercise_and_not_the_next_one(sandbox):
    source = edited("e5", ("        self.beta = beta\n", "        import os; os._exit(0)\n")).encode()
    key = key_of("e5")
    results = all_of("e5", source, lambda stand_ins: sandbox.open(key.module, source, stand_ins))
    assert [item.verdict for item in results.exercises] == ["error", "pass"]
    assert results.isolation == sandbox.isolation


def test_without_time_nothing_is_right_and_nothing_breaks():
    results = all_of("e4", edited("e4").encode(), seconds=0.0)
    assert [(item.verdict, item.fraction) for item in results.exercises] == [("timeout", 0.0)]


def test_arguments_changed_in_place_never_reach_the_graders_own_copy():
    source = edited("e1", ("X_c = X - mean", "X_c = X - mean\n    X[:] = 0"))
    first, second = (judged("e1", source, "center") for _ in range(2))
    assert first.verdict == second.verdict == "pass"
    assert any("changed" in line for line in first.advice)


def test_looking_no_further_than_the_first_wrong_case_gives_the_same_marks():
    key = key_of("e1")
    for old, new in (("X - mean", "X + mean"), ("axis=1", "axis=0"), (RETURN, "return None"), (RETURN, RETURN)):
        source = edited("e1", (old, new)).encode()
        whole, short = (
            judge_submission(key, source, lambda s, c=source: LocalRunner(key.module, c, s), ["center"], until_wrong)
            for until_wrong in (False, True)
        )
        assert (whole.exercises[0].fraction == 1) == (short.exercises[0].fraction == 1)


def test_rules_do_not_blame_a_stub_and_come_after_wrong_values():
    assert judged("e7", "def norm(x):\n    raise NotImplementedError\n", "norm").attempted is False
    loop = edited("e7", ("np.sqrt(np.sum(x**2))", "sum(v for v in x)"))
    assert judged("e7", loop, "norm").verdict == "wrong"
    assert judged("e7", edited("e7", ("np.sum(x**2)", "sum(v * v for v in x)")), "norm").verdict == "refused"


def test_a_quiz_is_complete_with_the_public_key_and_right_or_wrong_with_the_hidden_one():
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


def test_several_letters_are_told_apart_one_by_one():
    wrong = edited("e8", ('["a", "b"]', '["a", "c"]'))
    result = judged("e8", wrong, "question_2", public=False)
    assert result.message == "You answered a and c."
    assert result.details == (
        "b is right too: It has a kink, so it is not linear either.\nc is not right: It changes no number.",
    )


def test_a_dictionary_that_lies_about_its_keys_or_its_equality_gains_nothing():
    liar = (
        "class Liar(dict):\n    def __eq__(self, other): return True\n    def __getitem__(self, key): return Liar()\n"
        "    def __array__(self, *a, **k): raise RuntimeError\n"
    )
    source = edited("e1", ('return {"C": C, "m": m}', "return Liar()")) + liar
    assert judged("e1", source, "covariance").fraction == 0.0


def test_patching_numpy_gains_nothing(sandbox):
    source = edited("e1", (RETURN, "return X, X")).replace(
        "import numpy as np",
        "import numpy as np\nnp.allclose = np.array_equal = lambda *a, **k: True\nnp.abs = lambda x: 0 * x",
    )
    key = key_of("e1")
    content = source.encode()
    results = judge_submission(key, content, lambda s: sandbox.open(key.module, content, s), ["center"])
    assert results.exercises[0].fraction == 0.0


def test_the_result_survives_being_kept_as_plain_data():
    from autograder.result import SubmissionResult

    results = all_of("e1", edited("e1", ("X - mean", "X + mean")).encode())
    assert SubmissionResult.from_plain(results.to_plain()) == results


def test_the_examples_of_every_kind_are_judged():
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
def test_an_argument_to_be_changed_in_place_is_known_by_its_place_whatever_the_learner_calls_it(style):
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


def test_an_argument_changed_without_need_is_named_as_the_contract_names_it():
    habit = ("X_c = X - mean", "X -= mean\n    X_c = X")
    ours = edited("e1", habit)
    theirs = (
        ours + "\n\ndef center(Z):\n    mean = np.mean(Z, axis=1, keepdims=True)\n    Z -= mean\n    return Z, mean\n"
    )
    result = judged("e1", theirs, "center")
    assert result.verdict == "pass" and result.advice
    assert result.advice == judged("e1", ours, "center").advice
