"""A small checkout in which every documented command can be run: its one assignment has c1w1's name and is tiny.

The engine is the installed one; everything that the commands read or write is this checkout's own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from autograder.project import Project
from tests.cycle import small
from tests.cycle.conftest import QUICK
from tests.house.tree import ROOT

NAME, SHORT, MODULE = "c1w1-first-neuron", "c1w1", "first_neuron"

REFERENCE = '''"""Two functions, named as in the real assignment."""

import numpy as np


def relu(z):
    """The larger of 0 and each entry."""
    ### BEGIN SOLUTION
    a = (z + np.abs(z)) / 2
    return a
    ### END SOLUTION


def fit_price(X):
    """The mean over the examples, which are columns: shape (n_x, 1)."""
    ### BEGIN SOLUTION
    mean = np.sum(X, axis=1, keepdims=True) / X.shape[1]
    return mean
    ### END SOLUTION
'''
EXERCISES = '''"""Exercises of the small assignment."""

from autograder.exercise import Alternative, Assignment, Edit, Exercise, Variant, call


def vectors(rng):
    yield call(rng.normal(0, 1, (2, 3)), label="a matrix")
    yield call(rng.normal(0, 1, 4), label="a vector")


def matrices(rng):
    yield call(rng.normal(2, 1, (3, 5)), label="more examples than inputs")
    yield call(rng.normal(-1, 2, (4, 2)), label="more inputs than examples")


RELU = Exercise(
    "relu",
    vectors,
    hints=("It is never negative.", "Which of 0 and z is larger?"),
    variants=(Variant("smaller", "That is the smaller of 0 and z.", (Edit("z + np", "z - np"),)),),
    alternatives=(Alternative("where", "by a condition", (Edit("(z + np.abs(z)) / 2", "np.where(z > 0, z, 0.0)"),)),),
)
FIT = Exercise(
    "fit_price",
    matrices,
    hints=("Which axis counts the examples?", "`keepdims=True` keeps that axis."),
    variants=(Variant("not_divided", "The sum was not divided by m.", (Edit(" / X.shape[1]", ""),)),),
    alternatives=(
        Alternative("mean", "NumPy's own", (Edit("np.sum(X, axis=1, keepdims=True) / X.shape[1]",
                                                 "np.mean(X, axis=1, keepdims=True)"),)),
    ),
)
ASSIGNMENT = Assignment("c1w1-first-neuron", "first_neuron", "Small", (RELU, FIT), seconds=4.0)
'''
RIGHT = """import numpy as np


def relu(z):
    return np.maximum(z, 0)


def fit_price(X):
    return X.mean(axis=1, keepdims=True)
"""
CLASS = {"ada": RIGHT, "bob": RIGHT.replace("maximum", "minimum"), "cy": RIGHT.replace("mean", "sum")}
FILES = (
    "Makefile",
    "pyproject.toml",
    "requirements.lock",
    "requirements-gpu.lock",
    ".ci",
    "docs/notation.md",
    "course/nbgrader_config.py",
)

# `jupyter lab`, as documented, serves until somebody stops it: started, waited for, stopped.
SERVE = """#!/bin/bash
if [ "$1" != lab ]; then exec {real} "$@"; fi
{real} "$@" --no-browser --allow-root --port=0 > lab.log 2>&1 &
for _ in $(seq 600); do
  if grep -q "is running at" lab.log; then kill $!; wait $!; rm lab.log; exit 0; fi
  kill -0 $! 2>/dev/null || break
  sleep 0.2
done
cat lab.log; kill $!; exit 1
"""


def renamed(text: str) -> str:
    """What the tiny notebook and its workspace say, under the names that the documents use."""
    for old, new in (
        (small.ASSIGNMENT, NAME),
        ("c9w1t", SHORT),
        ("tiny", MODULE),
        ("double", "relu"),
        ("triple", "fit_price"),
    ):
        text = text.replace(old, new)
    return text


@dataclass(frozen=True)
class Checkout:
    """`root` is the clone, `learner` another folder with the settings of somebody who learns."""

    root: Path
    learner: Path

    @property
    def exchange(self) -> Path:
        return self.root.parent / "exchange"

    def environment(self, folder: Path) -> dict[str, str]:
        """A person's who has this checkout activated, or a learner's."""
        learns = folder.is_relative_to(self.learner)
        home = self.learner if learns else self.root.parent / "teacher"
        teachers = {"GRADUS_EXCHANGE": str(self.exchange), "GRADUS_VAULT": str(self.root.parent / "vault")}
        # Learners install the package. Here it is installed from a checkout with its solutions, which is not theirs.
        learners = {"GRADUS_PROJECT": str(self.learner)}
        keep = {name: os.environ[name] for name in ("LANG", "TZ") if name in os.environ}
        return {
            **keep,
            "HOME": str(home),
            "PYTHONPATH": str(QUICK),
            "PATH": f"{self.root / '.venv' / 'bin'}:{os.environ['PATH']}",
            **(learners if learns else teachers),
            "TF_CPP_MIN_LOG_LEVEL": "3",
            "TF_ENABLE_ONEDNN_OPTS": "0",
            "CUDA_VISIBLE_DEVICES": "-1",
            "PYTHONUTF8": "1",
        }

    def run(self, script: str, folder: Path) -> str:
        """What a script says that must end well."""
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script],
            cwd=folder,
            env=self.environment(folder),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, f"in {folder}: {script}\nended with {done.returncode}:\n{done.stdout}"
        return done.stdout


def make(place: Path) -> Checkout:
    """The checkout, activated, with a release in the exchange and a class that has handed in."""
    root, learner = place / "checkout", place / "learner"
    for name in FILES:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, root / name)
    source = small.make_course(place / "plain", ROOT / "course" / "nbgrader_config.py") / "source" / small.ASSIGNMENT
    solutions = root / "solutions" / NAME
    (root / "course" / "source" / NAME).mkdir(parents=True)
    solutions.mkdir(parents=True)
    for path in source.iterdir():
        (root / "course" / "source" / NAME / renamed(path.name)).write_text(renamed(path.read_text(encoding="utf-8")))
    (solutions / f"{MODULE}.py").write_text(REFERENCE)
    (solutions / "exercises.py").write_text(EXERCISES)
    _environment(root / ".venv")
    for person in (learner, place / "teacher"):
        (person / ".jupyter").mkdir(parents=True)
    checkout = Checkout(root, learner)
    checkout.exchange.mkdir()
    checkout.exchange.chmod(0o777)
    (learner / ".jupyter" / "nbgrader_config.py").write_text(
        f'c = get_config()\nc.CourseDirectory.course_id = "gradus"\nc.Exchange.root = {str(checkout.exchange)!r}\n'
    )
    checkout.run(f"gradus build {SHORT} && gradus release {SHORT}", root)
    for name, module in CLASS.items():
        hand_in(checkout, name, module)
    return checkout


def _environment(folder: Path) -> None:
    """The environment that runs these tests, as `make install` would have made it here."""
    real = Path(sys.prefix)
    (folder / "bin").mkdir(parents=True)
    for part in real.iterdir():
        if part.name != "bin":
            (folder / part.name).symlink_to(part)
    for program in (real / "bin").iterdir():
        if program.name not in ("jupyter", "activate"):
            (folder / "bin" / program.name).symlink_to(program)
    serve = folder / "bin" / "jupyter"
    serve.write_text(SERVE.format(real=real / "bin" / "jupyter"))
    serve.chmod(0o755)
    activate = (real / "bin" / "activate").read_text(encoding="utf-8")
    (folder / "bin" / "activate").write_text(activate.replace(str(real), str(folder)))
    (folder / ".installed").unlink(missing_ok=True)
    (folder / ".installed").touch()


def hand_in(checkout: Checkout, learner: str, module: str) -> None:
    """Put work where `nbgrader submit` would; all learners of a test are one user of the machine."""
    stamp = "2026-03-01 10:00:00.000000 UTC"
    folder = checkout.exchange / "gradus" / "inbound" / f"{learner}+{NAME}+{stamp}+0"
    shutil.copytree(Project.at(checkout.root).course / "release" / NAME, folder)
    (folder / f"{MODULE}.py").write_text(module)
    (folder / "timestamp.txt").write_text(stamp)
