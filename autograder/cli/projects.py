"""Finds the course and its assignments for a command, and says so in a sentence where there are none."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.cli.errors import WrongCall, ours

if TYPE_CHECKING:
    from autograder.authoring.bundle import Bundle
    from autograder.project import Project


def project(instructor: bool = False) -> Project:
    """The course around the working directory, or else the one that this command was installed from.

    instructor  its solutions are needed
    raises      WrongCall where there is none
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
    """The course that `project` finds, None where there is none."""
    try:
        return project()
    except WrongCall:
        return None


def bundle_of(found: Project, prefix: str) -> Bundle:
    """The one assignment that `prefix` begins. Raises WrongCall."""
    try:
        from autograder.authoring.bundle import find_bundle

        return find_bundle(found, prefix)
    except Exception as problem:
        if ours(problem):
            text = str(problem).rstrip(".")
            raise WrongCall(f"{text[0].upper()}{text[1:]}.") from problem
        raise


def bundles_of(found: Project, prefixes: list[str] | None) -> list[Bundle]:
    """These assignments, or all of the course where none is named."""
    return [bundle_of(found, prefix) for prefix in prefixes or found.assignments()]
