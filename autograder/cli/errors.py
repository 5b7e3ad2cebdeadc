"""Turns whatever went wrong into one sentence and an exit status."""

from __future__ import annotations

import errno
import os
import sys
import traceback


class WrongCall(Exception):
    """The call itself was wrong: a name or path that does not exist, options that contradict each other."""

    exit_code = 2


class NotDone(Exception):
    """The call was right and its work could not be done; the sentence says why and what to do."""

    exit_code = 1


def explain(error: BaseException, debug: bool = False) -> int:
    """Say on standard error what went wrong; gives the exit status."""
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else 1
    if isinstance(error, BrokenPipeError):
        # Whoever read our output has had enough (`gradus ... | head`); nothing more can be written there.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    if debug:
        traceback.print_exception(error)
    if hasattr(error, "show") and hasattr(error, "exit_code"):  # typer's own: unknown command, missing argument
        error.show()
        return int(error.exit_code)
    if isinstance(error, KeyboardInterrupt) or type(error).__name__ == "Abort":
        print("\nStopped.", file=sys.stderr)
        return 130
    print(f"gradus: {sentence(error)}", file=sys.stderr)
    return int(getattr(error, "exit_code", 1))


def sentence(error: BaseException) -> str:
    """What a person is told. An exception class of ours carries a sentence; others are named for what they are."""
    if ours(error):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename else ""
        if error.errno == errno.ENOSPC:
            return f"{where}the disk is full. Make room and run the same command again."
        return f"{where}{error.strerror[0].lower()}{error.strerror[1:]}."
    kind = type(error).__name__
    return (
        f"Gradus itself failed ({kind}: {error}). That is a fault of ours: run the same with `gradus --debug` and "
        "report what it shows."
    )


def ours(error: BaseException) -> bool:
    return type(error).__module__.partition(".")[0] == "autograder"
