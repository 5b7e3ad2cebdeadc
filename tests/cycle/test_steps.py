"""The reason for which a step of nbgrader failed becomes a sentence, taken from nbgrader's log."""

from __future__ import annotations

import logging

from autograder.nbgrader_adapter.steps import _Heard

TRACE = "Traceback (most recent call last):\n  ...\nPermissionError: [Errno 13] Permission denied: 'a.html'\n"


def test_failed_submissions_are_named() -> None:
    """Submissions that could not be processed are named, with the cause."""
    log = logging.getLogger("tests.cycle.steps")
    with _Heard(log) as heard:
        log.error("There was an error processing assignment: %s", "/course/autograded/ada/c9w1t-tiny")
        log.error(TRACE)
        log.error("There was an error processing assignment 'c9w1t-tiny' for student 'ada'")
        log.error("Please see the above traceback for details")
    assert heard.reason == (
        "ada could not be processed (PermissionError: [Errno 13] Permission denied: 'a.html'); all others are done"
    )


def test_our_sentence_replaces_the_traceback() -> None:
    """Our own sentence is shown instead of nbgrader's traceback."""
    log = logging.getLogger("tests.cycle.steps")
    with _Heard(log) as heard:
        log.error("Remove tiny.py from the source folder: the release adds its own")
        log.error(TRACE)
    assert heard.reason == "Remove tiny.py from the source folder: the release adds its own"
