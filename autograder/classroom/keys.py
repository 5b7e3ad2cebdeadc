"""Answer keys, each computed once: public ones lie in the course, hidden ones in the vault.

A key is built in a process of its own: references need TensorFlow, and neither the grader nor a server that grades
should carry it for ever after.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.classroom.secrets import fingerprint, hidden_seed
from autograder.key.model import FORMAT
from autograder.project import Project

if TYPE_CHECKING:
    from autograder.authoring.bundle import Bundle

PUBLIC_SEED = 1


class KeyBuildError(Exception):
    """An answer key could not be made. The message says why, in the author's terms."""


def bundle_digest(bundle: Bundle) -> str:
    """A hash of all that an assignment's key depends on, the seed excepted."""
    assignment = bundle.assignment
    parts: list[object] = [
        FORMAT,
        assignment.name,
        assignment.module,
        assignment.title,
        list(assignment.packages),
        assignment.seconds,
    ]
    parts += [[name, bundle.digest(name)] for name in bundle.names]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:20]


def public_key_path(project: Project, bundle: Bundle) -> Path:
    """The public key's file, built where it is not there yet. It goes into the release as `<assignment>.key`."""
    name = f"{bundle.assignment.name}-{bundle_digest(bundle)}.key"
    return _built(project.state / "keys" / name, bundle, PUBLIC_SEED, public=True)


def hidden_key_path(project: Project, bundle: Bundle) -> Path:
    """The class's hidden key in the vault, built where it is not there yet.

    raises  SecretError where the hidden seed cannot be used, KeyBuildError where the assignment contradicts itself
    """
    seed = hidden_seed(project)
    folder = project.vault / "keys"
    folder.mkdir(mode=0o700, exist_ok=True)
    name = f"{bundle.assignment.name}-{bundle_digest(bundle)}-{fingerprint(seed)}.key"
    return _built(folder / name, bundle, seed, public=False)


@contextmanager
def hidden_key(project: Project, bundle: Bundle, seed: int | None = None) -> Iterator[Path]:
    """The hidden key's file: the class's own, or for a number `seed` one that is gone when the block ends."""
    if seed is None:
        yield hidden_key_path(project, bundle)
        return
    with tempfile.TemporaryDirectory(prefix="gradus-key-") as folder:
        yield _built(Path(folder) / f"{bundle.assignment.name}.key", bundle, seed, public=False)


def _built(path: Path, bundle: Bundle, seed: int | bytes, public: bool) -> Path:
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    request = {
        "folder": str(bundle.folder),
        "path": str(path),
        "public": public,
        "seed": seed if isinstance(seed, int) else seed.hex(),
    }
    # The seed goes over stdin: a command line can be read by every user of the machine.
    done = subprocess.run(
        [sys.executable, "-P", "-m", "autograder.classroom.keys"],
        input=json.dumps(request),
        capture_output=True,
        text=True,
    )
    if done.returncode or not path.exists():
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        raise KeyBuildError(lines[-1] if lines else f"The key of {bundle.assignment.name} could not be made.")
    return path


def _build(request: dict) -> None:
    """In the process of its own."""
    from autograder.authoring.bundle import load_bundle
    from autograder.key.build import build_key
    from autograder.key.store import save

    path, public = Path(request["path"]), bool(request["public"])
    seed = request["seed"] if isinstance(request["seed"], int) else bytes.fromhex(request["seed"])
    key = build_key(load_bundle(Path(request["folder"])), seed, public=public)
    if not public:
        os.umask(0o077)
    save(key, path)


if __name__ == "__main__":
    try:
        _build(json.load(sys.stdin))
    except Exception as problem:
        if os.environ.get("GRADUS_DEBUG"):
            raise
        sys.exit(str(problem) or type(problem).__name__)
