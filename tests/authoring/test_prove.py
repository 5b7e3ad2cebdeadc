"""`gradus prove` reports each broken promise of a grader in its own sentence."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest
from click.testing import CliRunner

from autograder.authoring import proved as memory
from autograder.authoring.bundle import load_bundle
from autograder.authoring.mutants import Mutant
from autograder.authoring.prove import ExerciseProof, Extent, ProofReport, declarations, prove
from autograder.cli import proving
from autograder.cli.main import app
from autograder.exercise import Exercise
from autograder.project import Project
from autograder.sandbox.local import LocalRunner
from tests.proving import ROOT

REFERENCE = '''
import numpy as np


def spread(x, factor):
    """How far x reaches, times a factor."""
    ### BEGIN SOLUTION
    low = np.min(x)
    return (np.max(x) - low) * factor
    ### END SOLUTION
'''
REFERENCES = """
def spread(x, factor):
    return (sorted(x.ravel())[-1] - sorted(x.ravel())[0]) * factor
"""
EXERCISES = '''
"""A grader with or without a flaw."""
import numpy as np
from autograder.exercise import Assignment, Exercise, accepted, also_right, call, wrong

def cases(rng):
    yield call(rng.normal(size=(2, 3)), 0.5, label="a half")
    yield call(rng.normal(size=(4, 3)), -2.0, label="a factor below zero")
    {cases}

ASSIGNMENT = Assignment("p1-prove", "spread", "Spread", (Exercise(
    name="spread", cases=cases, hints=("Where does x begin and end?", "np.max and np.min"),
    variants=(
        {first}
        {variants}
    ),
    accepted=({accepted}),
    alternatives=(also_right("by_ptp", "the same", code="def spread(x, factor): return np.ptp(x) * factor"), {right}),
    {more}
),))
'''
FIRST = 'wrong("factor_forgotten", "The factor is missing.", (" * factor", "")),'
DOUBLED = 'wrong("doubled", "Twice too much.", ("* factor", "* factor * 2")),'


def proved(tmp_path, reference=REFERENCE, references=REFERENCES, **parts):
    folder = tmp_path / "p1-prove"
    folder.mkdir()
    (folder / "spread.py").write_text(reference)
    (folder / "references.py").write_text(references)
    words = {"cases": "", "first": FIRST, "variants": DOUBLED, "accepted": "", "right": "", "more": "", **parts}
    (folder / "exercises.py").write_text(EXERCISES.format(**words))
    report = prove(load_bundle(folder), LocalRunner, Extent(seeds=3))
    return report, report.exercises[0]


def test_sound_grader_has_no_problems(tmp_path):
    """A sound grader has no problems."""
    report, proof = proved(tmp_path)
    assert (proof.problems, proof.lint, proof.survivors, report.ok) == ((), (), (), True)
    assert proof.made == proof.tried == proof.killed > 8


TWIN = 'wrong("twice", "The same in other words.", ("* factor", "* (factor + factor)")),'
RIGHT = 'wrong("no_mistake", "This is right.", (" * factor", " * factor * 1")),'
FLAWS = {
    "two variants that nothing tells apart": ({"variants": DOUBLED + TWIN}, "'twice' is mistaken for 'doubled'"),
    "a variant that is right": ({"variants": RIGHT}, "'no_mistake' gives the reference's results on every case"),
    "references that say something else": (
        {"references": REFERENCES.replace("* factor", "* factor + 1e-3")},
        "seed 1: the reference itself gets",
    ),
    "a right answer that is refused": (
        {"right": 'also_right("absolute", "", code="def spread(x, factor): return abs(np.ptp(x) * factor)")'},
        "the alternative 'absolute' gets",
    ),
    "advice that nobody hears": (
        {"accepted": 'accepted("same", "Mind this.", ("(np.max(x) - low)", "(-low + np.max(x))")),'},
        "'same' passes without its advice",
    ),
    "a stand-in that is the answer": (
        {"more": 'stand_in="def spread(x, factor): return (np.max(x) - np.min(x)) * factor"'},
        "its stand-in, submitted as an answer, gets 100%",
    ),
    "an equivalent mutant that is none": (
        {"more": 'equivalent={"low = np.max(x)": "no reason"}'},
        "declared equivalent, but a case kills it: low = np.max(x)",
    ),
    "an equivalent mutant that is gone": (
        {"more": 'equivalent={"low = np.median(x)": "no reason"}'},
        "there is no such mutant: low = np.median(x)",
    ),
    "gradients that are not declared": ({"more": 'quantities=("dw",)'}, "it looks like a gradient"),
    "thoughtless answers that pass": (
        {
            "reference": REFERENCE.replace("return (np.max(x) - low) * factor", "return 0"),
            "references": "def spread(x, factor):\n    return 0\n",
            "first": 'wrong("one", "This is one.", ("return 0", "return 1")),',
            "variants": "",
        },
        "`return 0` gets 100%",
    ),
}


@pytest.mark.parametrize("flaw", FLAWS)
def test_broken_promises_are_reported(flaw, tmp_path):
    """Each broken promise is reported."""
    changes, words = FLAWS[flaw]
    report, proof = proved(tmp_path, **changes)
    assert words in "\n".join(proof.problems)
    assert not report.ok


def test_surviving_mutant_is_shown_as_a_diff(tmp_path):
    """A mutant that no input reveals is shown as a diff."""
    whole = REFERENCE.replace(
        "    low = np.min(x)", "    low = np.min(x)\n    if x.size > 100:\n        factor = factor + 1"
    )
    report, proof = proved(tmp_path, reference=whole)
    assert "+ if x.size >= 100:" in "\n".join(survivor.diff for survivor in proof.survivors)
    assert proof.share < 0.98 and not report.ok
    assert proof.share_of_all == proof.share


def test_equivalent_mutants_are_not_counted(tmp_path):
    """A mutant that is rightly declared equivalent is not counted."""
    whole = REFERENCE.replace("    low = np.min(x)", "    low = np.min(x)\n    low = low if x.size else 0.0")
    _, before = proved(tmp_path, reference=whole)
    ids = [survivor.id for survivor in before.survivors]
    assert ids
    (tmp_path / "declared").mkdir()
    declared = dict.fromkeys(ids[:1], "x is never empty")
    _, after = proved(tmp_path / "declared", reference=whole, more=f"equivalent={declared!r}")
    assert (after.equivalent, after.killed, after.tried) == (1, before.killed, before.tried)
    assert before.share < after.share
    assert after.share_of_all == before.share_of_all


@pytest.mark.parametrize(("made", "declared", "allowed"), [(30, 3, True), (30, 4, False), (9, 1, False), (10, 1, True)])
def test_at_most_one_in_ten_is_equivalent(made, declared, allowed):
    """At most one mutant in ten may be declared equivalent."""
    exercise = Exercise("f", lambda rng: (), (), (), equivalent={str(n): "for a reason" for n in range(declared)})
    mutants = [Mutant(str(n), "constant", "", "") for n in range(made)]
    found = declarations(exercise, mutants, mutants, mutants[:declared])
    assert (found == []) == allowed
    if not allowed:
        assert "more than one in ten" in found[0]


def test_equivalent_mutants_need_a_reason():
    """A mutant that is declared equivalent needs a reason."""
    blank = Exercise("f", lambda rng: (), (), (), equivalent={"0": " "})
    mutants = [Mutant(str(n), "constant", "", "") for n in range(10)]
    assert declarations(blank, mutants, (), ()) == ["declared equivalent without a reason: 0"]


WHOLE = ExerciseProof("f", 3, 2, 0, 2, 20, 0, made=100, tried=100, killed=98, equivalent=0)


@pytest.mark.parametrize(
    ("proof", "status"),
    [
        (WHOLE, 0),
        (replace(WHOLE, killed=97), 1),
        (replace(WHOLE, killed=93, equivalent=5), 1),
        (replace(WHOLE, killed=95, equivalent=5), 0),
        (replace(WHOLE, problems=("a promise is broken",)), 1),
        (replace(WHOLE, lint=("`x` is square in every case",)), 1),
    ],
)
def test_exit_status(proof, status, monkeypatch):
    """The exit status is 0 only if 98 % of the mutants are noticed and every promise holds."""
    report = ProofReport("c1w2b-logistic-regression", (proof,), 1.0)
    recorded = []
    monkeypatch.setattr(proving, "prove_bundle", lambda *args: report)
    monkeypatch.setattr(proving, "record", lambda project, bundle, made: recorded.append(made))
    done = CliRunner().invoke(app, ["prove", "c1w2b"], standalone_mode=False)
    assert done.return_value == status, done.output
    assert recorded == [report]
    assert f"{proof.killed / (100 - proof.equivalent):.1%}" in done.output
    assert f"{proof.killed / 100:.1%}" in done.output


def test_only_good_proofs_are_recorded(tmp_path):
    """`gradus prove` records the exercises whose proofs hold, and no others."""
    shutil.copytree(ROOT / "tests" / "examples" / "e1-values", tmp_path / "solutions" / "e1-values")
    project, bundle = Project.at(tmp_path), load_bundle(tmp_path / "solutions" / "e1-values")
    first, *others = bundle.names
    good = replace(WHOLE, name=first)
    bad = [replace(WHOLE, name=name, killed=3) for name in others]
    proving.record(project, bundle, ProofReport("e1-values", (good, *bad), 1.0))
    digest = memory.proof_digest(bundle, bundle.exercise(first))
    assert memory.read(project.solutions).exercises == {"e1-values": {first: digest}}
