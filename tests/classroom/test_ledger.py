"""The ledger stores complete results under what they were computed from, and says why a learner is regraded."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.classroom.ledger import Ledger, Terms, entry_for, source_digest, why
from autograder.result import ExerciseResult, SubmissionResult
from autograder.vault.files import create_once, write_atomic

TERMS = Terms("c9w1t-tiny", {"double": "d1", "triple": "t1"}, "seed1", "0.1.0")
RESULT = SubmissionResult(
    "c9w1t-tiny",
    "landlock 7, seccomp",
    (
        ExerciseResult("double", 1.0, "pass", advice=("Shorter: 2 * x",)),
        ExerciseResult("triple", 0.5, "partial", "squared", "Not it: π", ("line 1", "line 2")),
    ),
)
SOURCE = source_digest(b"def double(x): ...")


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    ledger = Ledger(tmp_path / "ledger")
    ledger.put(TERMS, SOURCE, RESULT)
    return ledger


class TestResults:
    def test_a_stored_result_is_found_again(self, ledger: Ledger) -> None:
        """A stored result is found again, with the isolation it ran under."""
        assert ledger.get(TERMS, SOURCE) == {item.exercise: item for item in RESULT.exercises}
        assert ledger.isolation(TERMS.assignment, SOURCE) == "landlock 7, seccomp"

    def test_another_module_has_no_results(self, ledger: Ledger) -> None:
        """Another module has no results, and a missing module is not an empty one."""
        assert ledger.get(TERMS, source_digest(b"def double(x): .")) == {}
        assert source_digest(None) != source_digest(b"")

    @pytest.mark.parametrize("other", [{"key": "seed2"}, {"engine": "0.2.0"}, {"isolate": False}])
    def test_new_terms_void_every_result(self, ledger: Ledger, other: dict[str, object]) -> None:
        """Another seed, engine version or isolation voids every result."""
        assert ledger.get(replace(TERMS, **other), SOURCE) == {}  # type: ignore[arg-type]

    def test_a_changed_exercise_voids_only_its_results(self, ledger: Ledger) -> None:
        """A changed exercise voids only its own results."""
        assert set(ledger.get(replace(TERMS, versions={"double": "d2", "triple": "t1"}), SOURCE)) == {"triple"}

    @pytest.mark.parametrize("verdict", ["timeout", "limit"])
    def test_time_and_memory_faults_are_never_reused(self, ledger: Ledger, verdict: str) -> None:
        """A result that ran out of time or memory is never reused."""
        flaky = ExerciseResult("double", 0.0, verdict)  # type: ignore[arg-type]
        ledger.put(TERMS, SOURCE, replace(RESULT, exercises=(flaky, RESULT.exercises[1])))
        assert set(ledger.get(TERMS, SOURCE)) == {"triple"}

    def test_a_flaky_result_is_never_reused(self, ledger: Ledger) -> None:
        """A result with a stand-in for an exercise that ran out of time is never reused: it may be right without."""
        flaky = ExerciseResult("triple", 1.0, "pass", stand_ins=("double",), flaky=True)
        result = replace(RESULT, exercises=(RESULT.exercises[0], flaky))
        ledger.put(TERMS, SOURCE, result)
        assert set(ledger.get(TERMS, SOURCE)) == {"double"}
        reason = why(entry_for("ada", SOURCE, TERMS, result, "staged1"), SOURCE, TERMS, ("triple",), "staged1")
        assert reason == ("triple ran out of time or memory last time",)

    def test_a_damaged_file_is_ignored(self, ledger: Ledger) -> None:
        """A damaged file counts as missing and can be written again."""
        for path in ledger.folder.rglob("*.json"):
            path.write_text(path.read_text()[:40])
        assert ledger.get(TERMS, SOURCE) == {}
        ledger.put(TERMS, SOURCE, RESULT)
        assert ledger.get(TERMS, SOURCE)


def test_a_failed_write_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failed write keeps the old file and leaves no other."""
    path = tmp_path / "kept"
    write_atomic(path, b"old")
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(OSError, match="No space left"):
        write_atomic(path, b"new and longer")
    assert [item.name for item in tmp_path.iterdir()] == ["kept"] and path.read_bytes() == b"old"


def test_a_reader_never_sees_half_a_file(tmp_path: Path) -> None:
    """A reader never sees a half-written file."""
    code = (
        "import sys; from pathlib import Path; from autograder.vault.files import write_atomic\n"
        "for n in range(300): write_atomic(Path(sys.argv[1]), b'[' + b'1,' * (n * 50) + b'1]')"
    )
    path = tmp_path / "file.json"
    writer = subprocess.Popen([sys.executable, "-c", code, str(path)])
    seen = 0
    while writer.poll() is None:
        if path.exists():
            json.loads(path.read_bytes())
            seen += 1
    assert writer.returncode == 0 and seen


def test_a_file_is_created_only_once(tmp_path: Path) -> None:
    """If two create the same file, the first wins and the second changes nothing."""
    assert create_once(tmp_path / "seed", b"first") and not create_once(tmp_path / "seed", b"second")
    assert (tmp_path / "seed").read_bytes() == b"first" and len(list(tmp_path.iterdir())) == 1


def test_the_reason_for_a_regrade_is_named(ledger: Ledger) -> None:
    """Every reason for a regrade has its sentence."""
    entry = entry_for("ada", SOURCE, TERMS, RESULT, "staged1")
    ledger.remember(TERMS.assignment, entry)
    last = ledger.last(TERMS.assignment, "ada")
    assert last == entry
    assert why(None, SOURCE, TERMS, (), "staged1") == ("not graded before",)
    assert why(last, SOURCE, TERMS, (), "staged1") == ()
    cases = {
        "the module was submitted again": ("other", TERMS, "staged1"),
        "double: the exercise changed": (
            SOURCE,
            replace(TERMS, versions={**TERMS.versions, "double": "d2"}),
            "staged1",
        ),
        "quadruple: the exercise is new": (
            SOURCE,
            replace(TERMS, versions={**TERMS.versions, "quadruple": "q"}),
            "staged1",
        ),
        "the hidden inputs changed: new seed": (SOURCE, replace(TERMS, key="seed2"), "staged1"),
        "gradus changed from 0.1.0 to 0.2.0": (SOURCE, replace(TERMS, engine="0.2.0"), "staged1"),
        "the notebook, its points or another submitted file changed": (SOURCE, TERMS, "staged2"),
    }
    for reason, (source, terms, staged) in cases.items():
        assert why(last, source, terms, (), staged) == (reason,)


def test_any_learner_name_gets_a_file(ledger: Ledger) -> None:
    """A learner with any name gets a file inside the ledger."""
    for name in ("../../etc/passwd", "a" * 300, "Ada Λovelace", "con"):
        ledger.remember(TERMS.assignment, entry_for(name, SOURCE, TERMS, RESULT, ""))
        last = ledger.last(TERMS.assignment, name)
        assert last is not None and last.learner == name
    assert all(ledger.folder in path.parents for path in ledger.folder.rglob("*.json"))
