"""Versions of the hidden inputs: an HMAC deals them, always the same, and they do not help other learners."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from autograder.authoring.bundle import find_bundle
from autograder.classroom.grade import GradeRequest, GradeSummary, grade
from autograder.key.store import load
from autograder.nbgrader_adapter import steps
from autograder.nbgrader_adapter.settings import SettingError
from autograder.project import Project
from autograder.vault.files import create_once
from autograder.vault.keys import hidden_versions
from autograder.vault.secrets import hidden_seed
from autograder.vault.versions import Versions, dealt, version_seed
from tests.classroom import tiny, warm
from tests.classroom.test_keys import forms

COUNT = 3
CLASS = [f"s{index:02}" for index in range(12)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("made")
    with tiny.environment(folder):
        # A fixed seed, so that every version is dealt to somebody.
        (folder / "vault").mkdir(mode=0o700)
        create_once(folder / "vault" / "hidden-seed", f"{bytes(range(32)).hex()}\n".encode())
        project = tiny.make_project(folder / "class")
        hidden_versions(project, find_bundle(project, "c9w1t"), COUNT)
    yield folder


@pytest.fixture
def project(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    shutil.copytree(made, tmp_path / "copy")
    with tiny.environment(tmp_path / "copy"):
        monkeypatch.setenv("GRADUS_KEY_VERSIONS", str(COUNT))
        yield Project.at(tmp_path / "copy" / "class")


def versions(project: Project) -> Versions:
    return hidden_versions(project, find_bundle(project, "c9w1t"), COUNT)


def run(project: Project) -> GradeSummary:
    return grade(project, GradeRequest("c9w1t", workers=1), executor=warm.pool())


def by_heart(path: Path) -> str:
    """A module that knows only the inputs of `double` in one version and their results."""
    pairs = [(case.steps[0].args[0], case.want) for case in load(path).exercises["double"].cases]
    known = ", ".join(f"({x.tolist()!r}, {want.tolist()!r})" for x, want in pairs)
    return (
        f"import numpy as np\n\nKNOWN = [{known}]\n\n\ndef double(x):\n    for given, answer in KNOWN:\n"
        "        if np.shape(given) == x.shape and np.allclose(given, x):\n            return np.array(answer)\n"
        "    return 0 * x\n\n\ndef triple(x):\n    return 3 * x\n"
    )


def test_dealing_is_stable_and_even() -> None:
    """A learner is always dealt the same versions; learners differ, and all versions are dealt about equally often."""

    def hand(learner: str, seed: bytes = b"s") -> list[int]:
        return [dealt(seed, learner, "c1w2b-logistic-regression", f"exercise{index}", 8) for index in range(6)]

    hands = [tuple(hand(f"learner{index}")) for index in range(200)]
    assert hand("ada") == hand("ada") and len(set(hands)) == len(hands), "of 8^6 hands, no two are equal here"
    counts = Counter(number for hand in hands for number in hand)
    assert set(counts) == set(range(8)) and min(counts.values()) > 100
    assert hand("ada") != hand("ada", b"another secret") != hand("bob")
    assert all(dealt(b"s", f"learner{index}", "a", "b", 1) == 0 for index in range(20))


def test_each_version_has_its_own_seed() -> None:
    """Each version has its own seed, and the first is the seed of the class."""
    seeds = [version_seed(b"s", number) for number in range(8)]
    assert seeds[0] == b"s" and len(set(seeds)) == 8 and seeds == [version_seed(b"s", number) for number in range(8)]


def test_memorized_answers_help_only_one_version(project: Project) -> None:
    """Memorized answers help only learners with the same version."""
    dealt_out = versions(project)
    tiny.hand_in(project, dict.fromkeys(CLASS, by_heart(dealt_out.paths[1])))
    assert not run(project).failures
    right = {learner for learner, cells in tiny.scores(project).items() if cells["check-double"] == 4}
    same = {learner for learner in CLASS if dealt_out.of(learner).get("double") == 1}
    assert right == same and 0 < len(same) < len(CLASS)


def test_equal_modules_are_judged_per_version(project: Project) -> None:
    """If all submit the same module, each version is judged and stored, and a second run does nothing."""
    tiny.hand_in(project, dict.fromkeys(CLASS, tiny.SQUARED))
    assert len(run(project).graded) == len(CLASS)
    before = tiny.gradebook(project)
    again = run(project)
    assert again.graded == () and len(again.unchanged) == len(CLASS)
    assert tiny.gradebook(project) == before


def test_only_newly_dealt_learners_are_regraded(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only learners who are dealt other inputs are graded again."""
    tiny.hand_in(project, dict.fromkeys(CLASS, tiny.RIGHT))
    monkeypatch.setenv("GRADUS_KEY_VERSIONS", "1")
    run(project)
    monkeypatch.setenv("GRADUS_KEY_VERSIONS", str(COUNT))
    summary = run(project)
    moved = {learner for learner in CLASS if versions(project).of(learner)}
    assert {item.learner for item in summary.graded} == moved and 0 < len(moved) < len(CLASS)
    assert {item.reasons for item in summary.graded} == {("the hidden inputs changed: new key_versions",)}


def test_nbgraders_command_deals_the_same(project: Project) -> None:
    """nbgrader's own command deals the same versions."""
    few = CLASS[:4]
    tiny.hand_in(project, dict.fromkeys(few, by_heart(versions(project).paths[0])))
    run(project)
    ours = tiny.scores(project)
    steps.autograde(project.course, tiny.NAME)
    assert tiny.scores(project) == ours and len({row["check-double"] for row in ours.values()}) == 2


def test_no_version_shows_a_hidden_value(project: Project) -> None:
    """No output shows a hidden value or a seed of any version."""
    talkative = "def double(x):\n    print(x.tolist())\n    return x * x\n\n\ndef triple(x):\n    raise ValueError(x)\n"
    tiny.hand_in(project, dict.fromkeys(CLASS, talkative))
    run(project)
    values = {
        abs(float(value))
        for path in versions(project).paths
        for exercise in load(path).exercises.values()
        for case in (*exercise.cases, *exercise.stand_in_cases)
        for array in (*case.steps[0].args, case.want)
        for value in np.ravel(array)
    }
    texts = [path.read_text() for path in project.course.glob("autograded/*/*/*.ipynb")]
    texts += [path.read_text() for path in (project.state / "ledger").rglob("*.json")]
    assert len(texts) > len(CLASS) and len(values) > 20 * COUNT
    shown = [form for text in texts for value in values for form in forms(value) if form in text]
    assert not shown
    seeds = [version_seed(hidden_seed(project), number).hex() for number in range(COUNT)]
    assert not any(seed in text for seed in seeds for text in texts)


@pytest.mark.parametrize("count", ["0", "65", "-1"])
def test_an_invalid_number_of_versions_is_refused(
    project: Project, monkeypatch: pytest.MonkeyPatch, count: str
) -> None:
    """An invalid number of versions is refused with a sentence."""
    tiny.hand_in(project, {"ada": tiny.RIGHT})
    monkeypatch.setenv("GRADUS_KEY_VERSIONS", count)
    with pytest.raises(SettingError, match="an integer from 1 to 64"):
        run(project)
