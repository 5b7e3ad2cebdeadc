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
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.classroom.secrets import fingerprint, hidden_seed
from autograder.classroom.versions import Versions, version_seed
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
        _vocabulary(),
        assignment.name,
        assignment.module,
        assignment.title,
        list(assignment.packages),
        assignment.seconds,
    ]
    parts += [[name, bundle.digest(name)] for name in bundle.names]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:20]


@cache
def _vocabulary() -> str:
    """A hash of what makes of an answer what stands in the key: the checks, what they ask in the sandbox, how errors
    are read."""
    engine = Path(__file__).parents[1]
    asked = [engine / "sandbox" / f"{name}.py" for name in ("models", "recipes", "tensors")]
    paths = [*sorted((engine / "checks").glob("*.py")), *asked, engine / "key" / "observe.py"]
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:20]


def both_keys(project: Project, bundle: Bundle) -> tuple[Path, Path]:
    """The public and the hidden key's file; where both must be built, in one process."""
    paths = _public(project, bundle), _hidden(project, bundle)
    _build_missing(bundle, paths)
    return paths[0].path, paths[1].path


def public_key_path(project: Project, bundle: Bundle) -> Path:
    """The public key's file, built where it is not there yet. It goes into the release as `<assignment>.key`."""
    return _build_missing(bundle, [_public(project, bundle)])


def hidden_key_path(project: Project, bundle: Bundle) -> Path:
    """The class's hidden key in the vault, built where it is not there yet.

    raises  SecretError where the hidden seed cannot be used, KeyBuildError where the assignment contradicts itself
    """
    return _build_missing(bundle, [_hidden(project, bundle)])


def hidden_versions(project: Project, bundle: Bundle, count: int) -> Versions:
    """As many hidden keys of the class, in one process those that are not there yet."""
    wanted = [_hidden(project, bundle, number) for number in range(count)]
    _build_missing(bundle, wanted)
    return Versions(hidden_seed(project), bundle.assignment.name, bundle.names, tuple(key.path for key in wanted))


@contextmanager
def hidden_key(project: Project, bundle: Bundle, seed: int | None = None) -> Iterator[Path]:
    """The hidden key's file: the class's own, or for a number `seed` one that is gone when the block ends."""
    if seed is None:
        yield hidden_key_path(project, bundle)
        return
    with tempfile.TemporaryDirectory(prefix="gradus-key-") as folder:
        yield _build_missing(bundle, [_Wanted(Path(folder) / f"{bundle.assignment.name}.key", seed, public=False)])


@dataclass(frozen=True)
class _Wanted:
    path: Path
    seed: int | bytes
    public: bool

    def request(self) -> dict[str, Any]:
        seed = self.seed if isinstance(self.seed, int) else self.seed.hex()
        return {"path": str(self.path), "public": self.public, "seed": seed}


def _public(project: Project, bundle: Bundle) -> _Wanted:
    name = f"{bundle.assignment.name}-{bundle_digest(bundle)}.key"
    return _Wanted(project.state / "keys" / name, PUBLIC_SEED, public=True)


def _hidden(project: Project, bundle: Bundle, version: int = 0) -> _Wanted:
    seed = version_seed(hidden_seed(project), version)
    folder = project.vault / "keys"
    folder.mkdir(mode=0o700, exist_ok=True)
    name = f"{bundle.assignment.name}-{bundle_digest(bundle)}-{fingerprint(seed)}.key"
    return _Wanted(folder / name, seed, public=False)


def _build_missing(bundle: Bundle, keys: Sequence[_Wanted]) -> Path:
    """Build those that are not there; gives the first one's path."""
    missing = [key for key in keys if not key.path.exists()]
    if missing:
        for key in missing:
            key.path.parent.mkdir(parents=True, exist_ok=True)
        _build_apart({"folder": str(bundle.folder), "keys": [key.request() for key in missing]})
    lost = [key for key in missing if not key.path.exists()]
    if lost:
        raise KeyBuildError(f"The key of {bundle.assignment.name} could not be made.")
    return keys[0].path


def _build_apart(request: dict[str, Any]) -> None:
    # The seed goes over stdin: a command line can be read by every user of the machine.
    done = subprocess.run(
        [sys.executable, "-P", "-m", "autograder.classroom.keys"],
        input=json.dumps(request),
        capture_output=True,
        text=True,
    )
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        raise KeyBuildError(lines[-1] if lines else "The process that makes answer keys was ended from outside.")


def _build(request: dict[str, Any]) -> None:
    """In the process of its own."""
    from autograder.authoring.bundle import load_bundle
    from autograder.key.build import build_key
    from autograder.key.store import save

    bundle = load_bundle(Path(request["folder"]))
    for item in sorted(request["keys"], key=lambda item: not item["public"]):
        seed = item["seed"] if isinstance(item["seed"], int) else bytes.fromhex(item["seed"])
        key = build_key(bundle, seed, public=item["public"])
        if not item["public"]:
            os.umask(0o077)
        save(key, Path(item["path"]))


if __name__ == "__main__":
    try:
        _build(json.load(sys.stdin))
    except Exception as problem:
        if os.environ.get("GRADUS_DEBUG"):
            raise
        if isinstance(problem, OSError) and problem.strerror:
            where = f" ({problem.filename})" if problem.filename else ""
            sys.exit(
                f"The answer key could not be made: {problem.strerror.lower()}{where}. Make room, or the folder "
                "writable, and try again."
            )
        sys.exit(str(problem) or type(problem).__name__)
