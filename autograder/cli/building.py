"""Generates stubs and quiz questions from the solutions, and public keys from the TensorFlow references."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.cli import say

if TYPE_CHECKING:
    from autograder.authoring.bundle import Bundle
    from autograder.project import Project


def build_stubs(project: Project, bundles: Sequence[Bundle], write: bool = True) -> Iterator[tuple[Path, bool]]:
    """Each stub's path, and whether it was out of date (and, with `write`, was written)."""
    from autograder.authoring.stub import build_stub

    for bundle in bundles:
        for path, text in build_stub(bundle.folder, project.stubs).items():
            stale = not path.is_file() or path.read_text(encoding="utf-8") != text
            if stale and write:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            yield path, stale


def build_quizzes(project: Project, bundles: Sequence[Bundle], write: bool = True) -> Iterator[tuple[Path, bool]]:
    """Each quiz's notebook and sealed verdicts, and whether they were out of date (and, with `write`, were written)."""
    from autograder.authoring.quiz import build_notebook, questions
    from autograder.authoring.verdicts import build_verdicts
    from autograder.vault.shipped import verdicts_path

    for bundle in bundles:
        name = bundle.assignment.name
        if not questions(bundle.assignment):
            continue
        path = project.course / "source" / name / f"{name}.ipynb"
        if path.is_file():
            yield path, build_notebook(bundle.assignment, path, write)
        sealed = verdicts_path(project, name)
        yield sealed, build_verdicts(bundle.assignment, sealed, write)


def build_keys(project: Project, bundles: Sequence[Bundle]) -> Iterator[tuple[Path, bool]]:
    """The public key that ships with each assignment, and whether it changed; computed only if an exercise changed."""
    from autograder.vault.keys import ship_public_keys

    for bundle in bundles:
        with say.patiently(f"{bundle.assignment.short}: {say.BUILDING_KEY}"):
            made = list(ship_public_keys(project, [bundle]))
        yield from made
