"""Turns any error into one sentence and an exit status."""

from __future__ import annotations

import errno
import os
import sys

import click


class WrongCall(Exception):
    """The call itself was wrong: a name or path that does not exist, or options that contradict each other."""

    exit_code = 2


class NotDone(Exception):
    """The call was right, but the work could not be done; the sentence says why and what to do."""

    exit_code = 1


def explain(error: BaseException, debug: bool = False) -> int:
    """Print on standard error what went wrong; returns the exit status."""
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else 1
    if isinstance(error, BrokenPipeError):
        # The reader of our output has stopped (`gradus ... | head`); nothing more can be written there.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    if debug:
        import traceback

        traceback.print_exception(error)
    if isinstance(error, click.ClickException):  # unknown command, missing argument
        error.show()
        return error.exit_code
    if isinstance(error, KeyboardInterrupt | click.Abort):
        print("\nStopped.", file=sys.stderr)
        return 130
    print(f"gradus: {sentence(error)}", file=sys.stderr)
    return error.exit_code if isinstance(error, WrongCall | NotDone) else 1


def sentence(error: BaseException) -> str:
    """The message for a person. Our own exceptions carry a sentence; other exceptions are named."""
    if ours(error):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename else ""
        if error.errno == errno.ENOSPC:
            return f"{where}the disk is full. Make room and run the same command again."
        return f"{where}{error.strerror[0].lower()}{error.strerror[1:]}."
    kind = type(error).__name__
    return (
        f"Gradus itself failed ({kind}: {error}). This is a fault of ours: run the same command with "
        "`gradus --debug` and report what it shows."
    )


def ours(error: BaseException) -> bool:
    """Whether the engine raised this error on purpose, with a sentence for a person."""
    return type(error).__module__.partition(".")[0] == "autograder"
