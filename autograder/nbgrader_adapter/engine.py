"""Connects nbgrader's preprocessors to the engine: the materials for a release, and the judge for submissions."""

from __future__ import annotations

import atexit
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.nbgrader_adapter import scan
from autograder.nbgrader_adapter.judging import Judge
from autograder.nbgrader_adapter.release import Materials, ReleaseError
from autograder.project import Project
from autograder.result import SubmissionResult

if TYPE_CHECKING:
    from autograder.authoring.bundle import Bundle


class JudgingError(RuntimeError):
    """The engine failed to judge a submission; the message says why."""


def materials_for(course: Path, assignment: str) -> Materials:
    """The stub, the public key and the scan's guard for the release of one assignment."""
    from autograder.authoring import quiz
    from autograder.authoring.bundle import find_bundle
    from autograder.vault.keys import public_key_path
    from autograder.vault.shipped import verdicts

    project = Project.find(course, instructor=True)
    bundle = find_bundle(project, assignment)
    module = f"{bundle.assignment.module}.py"
    files = {
        **project.beside_every_notebook(),
        module: _stub(project, bundle),
        f"{assignment}.key": public_key_path(project, bundle).read_bytes(),
    }
    return Materials(
        bundle.assignment.short,
        bundle.names,
        files,
        guard_for(project, bundle),
        quiz.cells(bundle.assignment),
        verdicts(project, assignment),
    )


def guard_for(project: Project, bundle: Bundle) -> scan.Guard:
    """What must not be in this release. Code that the stub gives openly, such as a helper function, is allowed."""
    from autograder.authoring.quiz import questions
    from autograder.authoring.stub import make_stub, solution_regions
    from autograder.vault.secrets import hidden_seed

    regions: dict[str, str] = {}
    for region in solution_regions(bundle.reference_source):
        regions[region.function] = regions.get(region.function, "") + region.text + "\n"
    answers = {
        **scan.answers_of_module(bundle.exercises_source, "the exercises"),
        **scan.answers_of_module(bundle.references_source, "the references"),
        **scan.answers_of(regions),
        **{
            scan.squeeze(choice.why): f"the explanation that follows the grading of `{question.name}`"
            for _, question in questions(bundle.assignment)
            for choice in question.choices
        },
    }
    given = scan.squeeze(make_stub(bundle.reference_source, bundle.assignment.name))
    answers = {code: whose for code, whose in answers.items() if code not in given}
    return scan.Guard(answers, (hidden_seed(project),), is_hidden_key)


def is_hidden_key(data: bytes) -> bool:
    """Whether a file is an answer key that is hidden, or that cannot be shown to be public."""
    from autograder.key.model import KeyVersionError
    from autograder.key.store import MAGIC, loads

    if MAGIC.encode() not in data[: 1 << 16]:
        return False
    try:
        return not loads(data).public
    except KeyVersionError:
        return True


@lru_cache(maxsize=8)
def judge_for(course: Path, assignment: str) -> tuple[str, Judge]:
    """The module's name and a judge with the hidden key. Both judge and sandbox are cached in this process."""
    from autograder.authoring.bundle import find_bundle
    from autograder.grading import submission
    from autograder.grading.jobs import Job
    from autograder.nbgrader_adapter.settings import key_versions, load_config
    from autograder.vault.keys import hidden_versions
    from autograder.vault.secrets import remember_seed

    project = Project.find(course, instructor=True)
    bundle = find_bundle(project, assignment)
    remember_seed(project)  # so that a changed seed is noticed later
    versions = hidden_versions(project, bundle, key_versions(load_config(course)))
    atexit.register(submission.close_sandboxes)

    def judge(source: bytes | None, learner: str) -> SubmissionResult:
        job = Job(learner, str(versions.paths[0]), source, bundle.names, keys=versions.keys_of(learner))
        answer = submission.grade(job)
        if answer.flaky and answer.result:  # out of time or memory: try once more, as `gradus grade` does
            answer = submission.grade(job.again(answer.result))
        if answer.result is None:
            raise JudgingError(answer.fault)
        return answer.result

    return bundle.assignment.module, judge


def _stub(project: Project, bundle: Bundle) -> bytes:
    """The stub that `gradus build` wrote. Raises ReleaseError if it is missing or out of date."""
    from autograder.authoring.stub import make_stub

    path = project.stubs / bundle.assignment.name / f"{bundle.assignment.module}.py"
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise ReleaseError(f"The stub {path} does not exist. Run `gradus build`, then release again.") from None
    if data.decode("utf-8") != make_stub(bundle.reference_source, bundle.assignment.name):
        raise ReleaseError(f"The stub {path} is out of date. Run `gradus build`, then release again.")
    return data
