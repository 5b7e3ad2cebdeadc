"""c1w4b: the notebook, its digits, and the strengths and weaknesses of its networks."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from PIL import Image, ImageDraw
from sklearn.datasets import load_digits

from autograder.authoring.bundle import load_bundle
from autograder.judge.judge import judge_submission
from autograder.key import store
from autograder.project import Project
from autograder.sandbox.local import LocalRunner
from autograder.vault.keys import public_key_path
from helpers import datasets
from helpers.scale import scaled
from tests.content.notebooks import Run
from tests.content.promises import NotebookPromises
from tests.house.tree import ROOT

NAME = "c1w4b-image-classifier"


def percentages(run: Run, cell_id: str) -> list[float]:
    return [float(share) for share in re.findall(r"([\d.]+)%", run.printed(cell_id))]


class TestNotebook(NotebookPromises):
    name = NAME
    pictures = 13
    wanted = {
        "show-pictures": ["train: (64, 1157) (1, 1157)", "test:  (64, 640) (1, 640)"],
        "worked-example-cell": [
            "A1 = [2. 0.], A2 = 0.5000, J = 0.6931, dA2 = -2.0000",
            "dW2 = [-1.  0.], db2 = -0.5, dA1 = [-0.25 -0.5 ]",
            "dW1 = [[-0.25, -0.5], [0.0, 0.0]], db1 = [-0.25  0.  ]",
            "one step: from 0.6931 to 0.5375; foreseen was a fall of 0.1625",
        ],
        "start-scale": ["3e-01, 3e-01, 2e-01, 1e-01", "3e-02, 1e-03, 3e-05, 9e-07"],
        "dead": ["rate 1.0: cost 0.693 at the end, 100% of layer 3's outputs are 0"],
        "own-digit": ["There is no my_digit.png next to this notebook", "four layers  says odd"],
    }

    @pytest.mark.slow
    def test_accuracy_grows_with_depth(self, solved: Run) -> None:
        """Deeper networks are right more often on new writers' digits.

        One, two and four layers, on the training set and the test set. The text says 89, 94 and 96 %.
        """
        _, one, _, two, _, four = percentages(solved, "compare-three")
        assert one == pytest.approx(88.5, abs=0.8)
        assert two == pytest.approx(scaled(94.4, small=91.1), abs=1)
        assert four == pytest.approx(scaled(96.3, small=95.6), abs=0.8)

    @pytest.mark.slow
    def test_one_layer_guesses_the_eights(self, solved: Run) -> None:
        """One layer only guesses whether an eight is even; four layers know."""
        one, _, _, _, _, _, four, ones, _ = percentages(solved, "by-digit")
        assert 40 < one < 60 and four > 80 and ones > 90

    @pytest.mark.slow
    def test_known_writers_are_easier(self, solved: Run) -> None:
        """Digits of known writers are easier than those of new writers."""
        new_one, known_one, new_four, known_four = percentages(solved, "mixed")
        assert known_one > new_one + 2 and known_four > new_four + 1


@pytest.fixture(scope="module")
def solution() -> ModuleType:
    return load_bundle(ROOT / "solutions" / NAME).solution_namespace()


@pytest.fixture(scope="module")
def network(solution: ModuleType) -> dict[str, np.ndarray]:
    """Four layers, trained as in the notebook at the small scale."""
    pictures, digits, _, _ = datasets.handwritten_digits()
    parameters, costs = solution.L_layer_model(columns(pictures), digits[None] % 2, [64, 20, 7, 5, 1], 0.3, 500)
    assert all(after < before for before, after in pairwise(costs))
    return parameters


def columns(pictures: np.ndarray) -> np.ndarray:
    return pictures.reshape(len(pictures), -1).T


def share(solution: ModuleType, network: dict[str, np.ndarray], pictures: np.ndarray) -> float:
    _, _, _, digits = datasets.handwritten_digits()
    return float(np.mean(solution.predict(columns(pictures), None, network) == digits % 2))


def test_four_layers_beat_the_baselines(solution: ModuleType, network: dict[str, np.ndarray]) -> None:
    """Four layers beat every baseline on the digits of new writers."""
    train, digits, test, others = datasets.handwritten_digits()
    bar = datasets.baselines(train, digits[None] % 2, test, others[None] % 2)
    assert {name: round(value, 2) for name, value in bar.items()} == {
        "always the same answer": 0.5,
        "brightness alone": 0.55,
        "straight-line fit": 0.88,
    }
    assert share(solution, network, test) > 0.94


def test_moved_and_inverted_pictures(solution: ModuleType, network: dict[str, np.ndarray]) -> None:
    """Moved pictures are hard for the network, and on inverted ones it is worse than a coin."""
    _, _, test, _ = datasets.handwritten_digits()
    padded = np.pad(test, ((0, 0), (1, 1), (1, 1)))
    for moved in (padded[:, 1:9, :8], padded[:, 1:9, 2:], padded[:, :8, 1:9], padded[:, 2:, 1:9]):
        assert 0.6 < share(solution, network, moved) < 0.8
    assert share(solution, network, 1 - test) < 0.25


def test_two_layer_model_equals_l_layer_model(solution: ModuleType) -> None:
    """The two-layer model and the L-layer model with two layers train alike."""
    rng = np.random.default_rng(0)
    X, Y = rng.normal(size=(3, 8)), rng.integers(0, 2, (1, 8))
    (one, its), (other, theirs) = (
        train(X, Y, [3, 4, 1], 0.3, 120) for train in (solution.two_layer_model, solution.L_layer_model)
    )
    assert all(np.allclose(one[name], other[name]) for name in one)
    assert its == pytest.approx(theirs)


def test_import_of_an_earlier_module_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The learner's own check refuses an import of an earlier assignment's module.

    On the learner's machine the import works; where it is graded, that file does not exist.
    """
    bundle = load_bundle(ROOT / "solutions" / NAME)
    (tmp_path / "deep_network.py").write_text("from helpers.layers import *\n")
    monkeypatch.syspath_prepend(tmp_path)
    source = bundle.reference_source.replace("helpers.layers", "deep_network").encode()
    key = store.load(public_key_path(Project.at(ROOT), bundle))
    result = judge_submission(key, source, lambda _: LocalRunner(key.module, source))
    assert [exercise.verdict for exercise in result.exercises] == ["refused"] * 3
    assert all("Paste the functions" in str(exercise.message) for exercise in result.exercises)


# the digits


def test_digits_are_those_of_scikit_learn() -> None:
    """The digits are those of scikit-learn, split between two forms."""
    train, digits, test, others = datasets.handwritten_digits()
    loaded = load_digits()
    assert (np.concatenate([train, test]) == loaded.images / 16).all()
    assert (np.concatenate([digits, others]) == loaded.target).all()
    # Every form begins with the digits in order, twice; the split is just before such a beginning.
    assert list(others[:20]) == 2 * list(range(10)) == list(digits[:20])


def test_splits_are_disjoint() -> None:
    """No picture is in both sets, and mixing them loses none."""
    parted, mixed = datasets.handwritten_digits(), datasets.handwritten_digits(mixed=True)
    assert not {picture.tobytes() for picture in parted[0]} & {picture.tobytes() for picture in parted[2]}
    everything = [sorted(picture.tobytes() for picture in [*sets[0], *sets[2]]) for sets in (parted, mixed)]
    assert everything[0] == everything[1]
    assert [part.shape for part in parted] == [part.shape for part in mixed]


def test_default_drawing(tmp_path: Path) -> None:
    """Without a drawing of the learner the course uses its own, and says so."""
    drawing, picture, note = datasets.drawn_digit(tmp_path / "my_digit.png")
    assert drawing.min() == 0 and drawing.max() == 1
    assert picture.shape == (8, 8) and picture.min() >= 0 and picture.max() == 1
    assert "There is no my_digit.png" in note and "Draw" in note


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
@pytest.mark.parametrize("inverted", [False, True], ids=["dark on light", "light on dark"])
def test_drawing_is_normalized(tmp_path: Path, mode: str, inverted: bool) -> None:
    """A drawing gives the same picture wherever the digit is on the sheet and in every image mode."""
    paper, ink = (0, 255) if inverted else (255, 0)
    found = []
    for corner, size in (((20, 15), (90, 120)), ((300, 200), (600, 400))):
        sheet = Image.new("L", size, paper)
        x, y = corner
        ImageDraw.Draw(sheet).rectangle((x, y, x + 15, y + 63), fill=ink)
        sheet.convert(mode).save(tmp_path / "one.png")
        drawing, picture, note = datasets.drawn_digit(tmp_path / "one.png")
        assert drawing.shape == size[::-1] and note == "This is one.png."
        found.append(picture)
    assert (found[0] == found[1]).all()
    assert found[0].tolist() == [[0, 0, 0, 1, 1, 0, 0, 0]] * 8


def test_ink_on_a_transparent_background(tmp_path: Path) -> None:
    """Ink on a transparent background is seen."""
    sheet = Image.new("RGBA", (50, 60), (0, 0, 0, 0))
    ImageDraw.Draw(sheet).line((10, 10, 40, 50), fill=(0, 0, 0, 255), width=6)
    sheet.save(tmp_path / "seven.png")
    _, picture, _ = datasets.drawn_digit(tmp_path / "seven.png")
    assert 0 < picture.mean() < 0.5


@pytest.mark.parametrize(("content", "sentence"), [("empty", "hardly any contrast"), ("text", "cannot be opened")])
def test_unusable_drawing(tmp_path: Path, content: str, sentence: str) -> None:
    """A file without a drawing raises an error that says what is wrong."""
    path = tmp_path / "my_digit.png"
    if content == "text":
        path.write_text("a three")
    else:
        Image.new("L", (40, 40), 255).save(path)
    with pytest.raises(ValueError, match=sentence):
        datasets.drawn_digit(path)
