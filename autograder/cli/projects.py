"""Finds the course and its assignments for a command; if there are none, a sentence says so."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.cli.errors import WrongCall, ours

if TYPE_CHECKING:
    from autograder.authoring.bundle import Bundle
    from autograder.project import Project


def project(instructor: bool = False) -> Project:
    """The course around the working directory, or else the one that this command was installed from.

    instructor  the command needs the solutions
    raises      WrongCall if there is no such course
    """
    from autograder.project import Project, ProjectError

    try:
        found = Project.find()
    except ProjectError as problem:
        try:
            if os.environ.get("GRADUS_PROJECT"):
                raise
            found = Project.find(Path(__file__).parent)  # a checkout that is installed in place
        except ProjectError:
            raise WrongCall(str(problem)) from None
    if instructor:
        try:
            found.require_solutions()
        except ProjectError as problem:
            raise WrongCall(str(problem)) from None
    return found


def near() -> Project | None:
    """The course that `project` finds, or None."""
    try:
        return project()
    except WrongCall:
        return None


def name_of(found: Project, text: str) -> str:
    """The assignment of this course that a person means by `text`. Raises WrongCall with the nearest name."""
    from autograder.learner.names import UnknownName, pick_assignment

    try:
        return pick_assignment(text, found.assignments())
    except UnknownName as problem:
        raise WrongCall(str(problem)) from None


def wanted(found: Project, texts: Sequence[str]) -> tuple[str, ...]:
    """The names of these assignments, or of all if none is named."""
    return tuple(name_of(found, text) for text in texts) or found.assignments()


def bundle_of(found: Project, text: str) -> Bundle:
    """The assignment that `text` means, with its solutions. Raises WrongCall."""
    name = name_of(found, text)
    try:
        from autograder.authoring.bundle import find_bundle

        return find_bundle(found, name)
    except Exception as problem:
        if ours(problem):
            sentence = str(problem).rstrip(".")
            raise WrongCall(f"{sentence[0].upper()}{sentence[1:]}.") from problem
        raise


def bundles_of(found: Project, texts: Sequence[str]) -> list[Bundle]:
    """These assignments, or all of the course if none is named."""
    return [bundle_of(found, name) for name in wanted(found, texts)]


def exercise_of(bundle: Bundle, text: str) -> str:
    """The exercise of this assignment that `text` means. Raises WrongCall."""
    from autograder.learner.names import UnknownName, pick_exercise

    try:
        return pick_exercise(text, bundle.names, bundle.assignment.name)
    except UnknownName as problem:
        raise WrongCall(str(problem)) from None
