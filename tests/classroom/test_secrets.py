"""The hidden seed: drawn once, for its owner's eyes, outside of the course, and never silently replaced."""

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

posix = pytest.mark.skipif(os.name != "posix", reason="Windows keeps a user's folders apart by other means than modes")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("GRADUS_VAULT", str(tmp_path / "vault"))
    (tmp_path / "project" / "course").mkdir(parents=True)
    return Project.at(tmp_path / "project")


def test_drawn_once_and_the_same_ever_after(project: Project) -> None:
    seed = hidden_seed(project)
    assert len(seed) == 32 and hidden_seed(project) == seed


@posix
def test_its_owner_alone_can_read_it(project: Project) -> None:
    hidden_seed(project)
    assert project.vault.stat().st_mode & 0o777 == 0o700
    assert seed_path(project).stat().st_mode & 0o777 == 0o600


@posix
@pytest.mark.parametrize("opened", ["vault", "file"])
def test_a_vault_that_others_can_read_is_refused_with_the_remedy(project: Project, opened: str) -> None:
    hidden_seed(project)
    path = project.vault if opened == "vault" else seed_path(project)
    path.chmod(0o755)
    with pytest.raises(SecretError, match=r"can be reached by other users.*chmod [67]00"):
        hidden_seed(project)


def test_a_vault_inside_of_the_course_is_refused(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADUS_VAULT", str(project.root / "keep"))
    with pytest.raises(SecretError, match="inside the course"):
        hidden_seed(project)
    assert not (project.root / "keep").exists()


def test_a_lost_seed_is_missed_and_not_drawn_anew(project: Project) -> None:
    seed = remember_seed(project)
    seed_path(project).unlink()
    with pytest.raises(SecretError, match="gone"):
        hidden_seed(project)
    assert not seed_path(project).exists()
    assert accept_new_secret(project) != seed
    hidden_seed(project)


def test_another_seed_than_the_class_was_graded_with_is_noticed(project: Project) -> None:
    before = fingerprint(remember_seed(project))
    seed_path(project).write_text("Gradus hidden seed\n" + "ab" * 32 + "\n")
    with pytest.raises(SecretError, match=before):
        hidden_seed(project)
    assert accept_new_secret(project) == b"\xab" * 32


@pytest.mark.parametrize("content", ["", "abcd", "no digits at all", "ab" * 31])
def test_a_damaged_seed_says_so(project: Project, content: str) -> None:
    hidden_seed(project)
    seed_path(project).write_text(content)
    with pytest.raises(SecretError, match="damaged"):
        hidden_seed(project)


def test_two_graders_that_begin_at_once_draw_one_seed(project: Project) -> None:
    code = (
        "import sys; from autograder.project import Project; from autograder.vault.secrets import hidden_seed\n"
        "print(hidden_seed(Project.at(sys.argv[1])).hex())"
    )
    command = [sys.executable, "-c", code, str(project.root)]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    assert len({process.communicate()[0] for process in started}) == 1


def test_the_fingerprint_tells_seeds_apart_and_gives_nothing_away(project: Project) -> None:
    seed = hidden_seed(project)
    assert fingerprint(seed) != fingerprint(bytes(32)) != fingerprint(7)
    assert fingerprint(seed) not in seed.hex()
    for path in (project.course / ".gradus").rglob("*"):
        assert path.is_dir() or (seed not in path.read_bytes() and seed.hex().encode() not in path.read_bytes())
