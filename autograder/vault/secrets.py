"""The hidden seed: drawn once, readable only by its owner. If it is lost or replaced, an error says so.

The inputs that learners never see are drawn from it. Anyone who has it can compute them, so it is in the vault,
outside the repository and every release. To back it up, copy the one file `hidden-seed`.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import stat
from pathlib import Path

from autograder.project import Project
from autograder.vault.files import create_once, write_atomic

FILE = "hidden-seed"
HEADING = "Gradus hidden seed. Keep this file secret, and keep a copy of it: results can be repeated with it alone."
REMEMBERED = "hidden-seed.fingerprint"


class SecretError(Exception):
    """The hidden seed cannot be used. The message says what happened and what to do."""


def seed_path(project: Project) -> Path:
    return project.vault / FILE


def hidden_seed(project: Project) -> bytes:
    """The class's 32 secret bytes, drawn at the first call.

    raises  SecretError if others can read the vault, or if the seed is lost, damaged or not the one that this class
            was graded with
    """
    path = seed_path(project)
    remembered = _remembered(project)
    _check_vault(project)
    if not path.exists():
        if remembered:
            raise SecretError(
                f"The hidden seed of this class is gone: {path} does not exist. Copy it back from your backup. Without "
                "one, `gradus key --new-secret` draws another, and every submission is graded again on new inputs."
            )
        create_once(path, f"{HEADING}\n{secrets.token_hex(32)}\n".encode())
    seed = _read(path)
    if remembered and remembered != fingerprint(seed):
        raise SecretError(
            f"The hidden seed in {path} ({fingerprint(seed)}) is not the one this class was graded with "
            f"({remembered}). Copy the right one back from your backup, or run `gradus key --new-secret` to use the "
            "one that is there: every submission is then graded again on new inputs."
        )
    return seed


def remember_seed(project: Project) -> bytes:
    """The hidden seed, before grading with it. From now on, another seed is an error."""
    seed = hidden_seed(project)
    if not _remembered(project):
        write_atomic(project.state / REMEMBERED, f"{fingerprint(seed)}\n".encode())
    return seed


def accept_new_secret(project: Project) -> bytes:
    """Use the seed that is in the vault, or draw one if there is none. Results made with another are void."""
    (project.state / REMEMBERED).unlink(missing_ok=True)
    return hidden_seed(project)


def fingerprint(seed: bytes | int) -> str:
    """Identifies a seed without revealing anything about it."""
    data = seed if isinstance(seed, bytes) else f"number {seed}".encode()
    return hmac.new(data, b"gradus seed fingerprint", hashlib.sha256).hexdigest()[:16]


def _check_vault(project: Project) -> None:
    vault = project.vault
    inside = vault.resolve()
    if inside == project.root or project.root in inside.parents:
        raise SecretError(
            f"The vault {vault} is inside the course's own folder, from which releases are made. Set GRADUS_VAULT to "
            "a folder elsewhere that only you can read, or unset it."
        )
    try:
        vault.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as problem:
        raise SecretError(
            f"The vault {vault} cannot be made: {problem.strerror}. Set GRADUS_VAULT to another folder."
        ) from None
    _check_private(vault, "700")


def _check_private(path: Path, mode: str) -> None:
    """Raises SecretError if others can read `path`. Does nothing on Windows, where mode bits have no meaning."""
    if os.name != "posix":
        return
    status = path.stat()
    if stat.S_IMODE(status.st_mode) & 0o077:
        raise SecretError(
            f"{path} can be reached by other users of this machine. Close it first: chmod {mode} '{path}'"
        )
    if status.st_uid != os.geteuid() and os.geteuid() != 0:
        raise SecretError(
            f"{path} belongs to another user. Grade as that user, or set GRADUS_VAULT to a folder of your own."
        )


def _read(path: Path) -> bytes:
    _check_private(path, "600")
    try:
        lines = path.read_text(encoding="ascii").splitlines()
        seed = bytes.fromhex(lines[-1])
    except (OSError, ValueError, IndexError):
        seed = b""
    if len(seed) != 32:
        raise SecretError(f"{path} is damaged or cannot be read. Copy it back from your backup.")
    return seed


def _remembered(project: Project) -> str:
    try:
        return (project.state / REMEMBERED).read_text(encoding="ascii").strip()
    except OSError:
        return ""
