"""What a step of nbgrader failed for is told as a sentence, out of what nbgrader logs."""

from __future__ import annotations

import logging

from autograder.nbgrader_adapter.steps import _Heard

TRACE = "Traceback (most recent call last):\n  ...\nPermissionError: [Errno 13] Permission denied: 'a.html'\n"


def test_submissions_that_could_not_be_processed_are_named_with_the_cause() -> None:
    log = logging.getLogger("tests.cycle.steps")
    with _Heard(log) as heard:
        log.error("There was an error processing assignment: %s", "/course/autograded/ada/c9w1t-tiny")
        log.error(TRACE)
        log.error("There was an error processing assignment 'c9w1t-tiny' for student 'ada'")
        log.error("Please see the above traceback for details")
    assert heard.reason == (
        "ada could not be processed (PermissionError: [Errno 13] Permission denied: 'a.html'); all others are done"
    )


def test_a_sentence_of_ours_comes_before_nbgraders_traceback() -> None:
    log = logging.getLogger("tests.cycle.steps")
    with _Heard(log) as heard:
        log.error("tiny.py stands in the source folder: remove it there")
        log.error(TRACE)
    assert heard.reason == "tiny.py stands in the source folder: remove it there"
