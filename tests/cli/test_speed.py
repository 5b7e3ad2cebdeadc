"""Commands start quickly: processor time of child processes, relative to Python's own start and NumPy's import."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.authoring.bundle import load_bundle
from autograder.project import Project
from autograder.vault.keys import public_key_path

ROOT = Path(__file__).resolve().parents[2]
NAME = "c1w2b-logistic-regression"
OURS = 0.25  # seconds that a command may take beyond the imports that it cannot avoid
TRIES = 5
ENVIRONMENT = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}


def seconds(*arguments: str, cwd: Path = ROOT, limit: float = 0.0) -> float:
    """Processor time (user and system) of `python ARGUMENTS`: the best of several, or the first one below `limit`."""
    best = float("inf")
    for _ in range(TRIES):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *arguments], cwd=cwd, env=ENVIRONMENT, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        if best <= limit:
            break
    return best


@pytest.fixture(scope="module")
def pace() -> float:
    """How slow this machine is now: 1 where Python with NumPy starts in 0.15 s, more on a slower machine."""
    return max(1.0, seconds("-c", "import numpy") / 0.15)


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A learner's folder in which c1w2b is solved."""
    folder = tmp_path_factory.mktemp("work")
    bundle = load_bundle(ROOT / "solutions" / NAME)
    shutil.copy(public_key_path(Project.at(ROOT), bundle), folder / f"{NAME}.key")
    (folder / f"{bundle.assignment.module}.py").write_text(bundle.reference_source)
    return folder


@pytest.mark.parametrize("arguments", [("--help",), ("status",), ("list",), ("hint", "--help")], ids=" ".join)
def test_light_commands(arguments: tuple[str, ...], tmp_path: Path, pace: float) -> None:
    """Without NumPy in an empty folder."""
    limit = pace * (OURS - 0.1)
    assert seconds("-m", "autograder.cli.main", *arguments, cwd=tmp_path, limit=limit) <= limit


@pytest.mark.parametrize("arguments", [("status",), ("check", "propagate"), ("hint", "propagate")], ids=" ".join)
def test_commands_with_numpy(arguments: tuple[str, ...], work: Path, pace: float) -> None:
    """NumPy's import, and at most 0.25 s beyond it."""
    limit = pace * (0.15 + OURS)
    assert seconds("-m", "autograder.cli.main", *arguments, cwd=work, limit=limit) <= limit


def test_start(tmp_path: Path, work: Path, pace: float) -> None:
    """With the answer key there already (`work` has built it), laying out an assignment takes no longer."""
    limit = pace * (0.15 + OURS)
    assert seconds("-m", "autograder.cli.main", "start", NAME, str(tmp_path / "mine"), limit=limit) <= limit


LEAN = {
    "--help": {"numpy", "pydantic", "rich", "typer", "nbgrader", "IPython", "difflib"},
    "check": {"pydantic", "rich", "typer", "nbgrader", "nbformat", "tensorflow", "IPython"},
    "start": {"pydantic", "rich", "typer", "nbgrader", "nbformat", "tensorflow", "IPython"},
}


@pytest.mark.parametrize("name", LEAN)
def test_modules_not_loaded(name: str, work: Path, tmp_path: Path) -> None:
    """What takes long to import is not imported."""
    arguments = {"start": ["start", NAME, str(tmp_path / "mine")]}.get(name, [name])
    code = (
        "import sys\nfrom autograder.cli.main import main\n"
        f"try:\n    main({arguments!r})\nexcept SystemExit:\n    print()\n    print(*sys.modules)"
    )
    cwd = ROOT if name == "start" else work
    done = subprocess.run([sys.executable, "-c", code], cwd=cwd, capture_output=True, text=True, check=True)
    assert not LEAN[name] & set(done.stdout.splitlines()[-1].split())
