"""The hidden seed: drawn once, readable only by its owner, outside the course, and never silently replaced."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.project import Project
from autograder.vault.secrets import (
    SecretError,
    accept_new_secret,
    fingerprint,
    hidden_seed,
    remember_seed,
    seed_path,
)

posix = pytest.mark.skipif(os.name != "posix", reason="Windows does not protect a user's folders by mode bits")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("GRADUS_VAULT", str(tmp_path / "vault"))
    (tmp_path / "project" / "course").mkdir(parents=True)
    return Project.at(tmp_path / "project")


def test_the_seed_is_drawn_once(project: Project) -> None:
    """The seed is drawn once and stays the same."""
    seed = hidden_seed(project)
    assert len(seed) == 32 and hidden_seed(project) == seed


@posix
def test_only_its_owner_can_read_it(project: Project) -> None:
    """Only its owner can read the seed and its folder."""
    hidden_seed(project)
    assert project.vault.stat().st_mode & 0o777 == 0o700
    assert seed_path(project).stat().st_mode & 0o777 == 0o600


@posix
@pytest.mark.parametrize("opened", ["vault", "file"])
def test_a_readable_vault_is_refused(project: Project, opened: str) -> None:
    """A vault that others can read is refused, and the message names the remedy."""
    hidden_seed(project)
    path = project.vault if opened == "vault" else seed_path(project)
    path.chmod(0o755)
    with pytest.raises(SecretError, match=r"can be reached by other users.*chmod [67]00"):
        hidden_seed(project)


def test_a_vault_inside_the_course_is_refused(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A vault inside the course is refused and not created."""
    monkeypatch.setenv("GRADUS_VAULT", str(project.root / "keep"))
    with pytest.raises(SecretError, match="inside the course"):
        hidden_seed(project)
    assert not (project.root / "keep").exists()


def test_a_lost_seed_is_not_replaced(project: Project) -> None:
    """A lost seed is reported and replaced only on request."""
    seed = remember_seed(project)
    seed_path(project).unlink()
    with pytest.raises(SecretError, match="gone"):
        hidden_seed(project)
    assert not seed_path(project).exists()
    assert accept_new_secret(project) != seed
    hidden_seed(project)


def test_a_changed_seed_is_noticed(project: Project) -> None:
    """A seed other than the one the class was graded with is refused."""
    before = fingerprint(remember_seed(project))
    seed_path(project).write_text("Gradus hidden seed\n" + "ab" * 32 + "\n")
    with pytest.raises(SecretError, match=before):
        hidden_seed(project)
    assert accept_new_secret(project) == b"\xab" * 32


@pytest.mark.parametrize("content", ["", "abcd", "no digits at all", "ab" * 31])
def test_a_damaged_seed_is_reported(project: Project, content: str) -> None:
    """A damaged seed is reported."""
    hidden_seed(project)
    seed_path(project).write_text(content)
    with pytest.raises(SecretError, match="damaged"):
        hidden_seed(project)


def test_graders_at_once_draw_one_seed(project: Project) -> None:
    """Graders that start at the same time draw a single seed."""
    code = (
        "import sys; from autograder.project import Project; from autograder.vault.secrets import hidden_seed\n"
        "print(hidden_seed(Project.at(sys.argv[1])).hex())"
    )
    command = [sys.executable, "-c", code, str(project.root)]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    assert len({process.communicate()[0] for process in started}) == 1


def test_the_fingerprint_reveals_nothing(project: Project) -> None:
    """Fingerprints distinguish seeds and reveal nothing about them."""
    seed = hidden_seed(project)
    assert fingerprint(seed) != fingerprint(bytes(32)) != fingerprint(7)
    assert fingerprint(seed) not in seed.hex()
    for path in (project.course / ".gradus").rglob("*"):
        assert path.is_dir() or (seed not in path.read_bytes() and seed.hex().encode() not in path.read_bytes())
