"""Builds each answer key once: public keys ship with the course, hidden keys are in the vault.

A key is built in its own process: references need TensorFlow, which a grader or server should not keep loaded.
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
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.key.model import FORMAT, KeyVersionError
from autograder.key.store import digest, load
from autograder.project import Project
from autograder.vault import shipped
from autograder.vault.files import write_atomic
from autograder.vault.secrets import fingerprint, hidden_seed
from autograder.vault.versions import Versions, version_seed

if TYPE_CHECKING:
    from autograder.authoring.bundle import Bundle

PUBLIC_SEED = 1


class KeyBuildError(Exception):
    """An answer key could not be built. The message tells the author why."""


def bundle_digest(bundle: Bundle) -> str:
    """A hash of everything that an assignment's key depends on, except the seed."""
    assignment = bundle.assignment
    parts: list[object] = [
        FORMAT,
        shipped.vocabulary(),
        assignment.name,
        assignment.module,
        assignment.title,
        list(assignment.packages),
        assignment.seconds,
    ]
    parts += [[name, bundle.digest(name)] for name in bundle.names]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:20]


def both_keys(project: Project, bundle: Bundle) -> tuple[Path, Path]:
    """The files of the public and the hidden key. If both are missing, one process builds them."""
    paths = _public(project, bundle), _hidden(project, bundle)
    _build_missing(bundle, paths)
    return paths[0].path, paths[1].path


def public_key_path(project: Project, bundle: Bundle) -> Path:
    """The public key's file, built if it is missing. It goes into the release as `<assignment>.key`."""
    return _build_missing(bundle, [_public(project, bundle)])


def ship_public_keys(project: Project, bundles: Sequence[Bundle]) -> Iterator[tuple[Path, bool]]:
    """Bring the keys that ship with the course up to date: each one's path, and whether its content changed."""
    for bundle in bundles:
        name = bundle.assignment.name
        path, made = shipped.key_path(project, name), public_key_path(project, bundle)
        changed = made != path and not (path.is_file() and _same_content(path, made))
        if changed:
            write_atomic(path, made.read_bytes())
        shipped.record(project, {name: bundle_digest(bundle)}, project.assignments())
        yield path, changed


def _same_content(path: Path, other: Path) -> bool:
    """Whether two files contain the same key, even if they were compressed differently."""
    try:
        return digest(load(path)) == digest(load(other))
    except KeyVersionError:
        return False


def hidden_key_path(project: Project, bundle: Bundle) -> Path:
    """The class's hidden key in the vault, built if it is missing.

    raises  SecretError if the hidden seed cannot be used, KeyBuildError if the assignment contradicts itself
    """
    return _build_missing(bundle, [_hidden(project, bundle)])


def hidden_versions(project: Project, bundle: Bundle, count: int) -> Versions:
    """This number of hidden keys of the class. One process builds those that are missing."""
    wanted = [_hidden(project, bundle, number) for number in range(count)]
    _build_missing(bundle, wanted)
    return Versions(hidden_seed(project), bundle.assignment.name, bundle.names, tuple(key.path for key in wanted))


@contextmanager
def hidden_key(project: Project, bundle: Bundle, seed: int | None = None) -> Iterator[Path]:
    """The hidden key's file: the class's own, or, if `seed` is given, one that is deleted when the block ends."""
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
    """The key that ships with the course; if the exercises have changed since, one in the course's state folder."""
    digest = bundle_digest(bundle)
    if shipped.is_current(project, bundle.assignment.name, digest):
        return _Wanted(shipped.key_path(project, bundle.assignment.name), PUBLIC_SEED, public=True)
    name = f"{bundle.assignment.name}-{digest}.key"
    return _Wanted(project.state / "keys" / name, PUBLIC_SEED, public=True)


def _hidden(project: Project, bundle: Bundle, version: int = 0) -> _Wanted:
    seed = version_seed(hidden_seed(project), version)
    folder = project.vault / "keys"
    folder.mkdir(mode=0o700, exist_ok=True)
    name = f"{bundle.assignment.name}-{bundle_digest(bundle)}-{fingerprint(seed)}.key"
    return _Wanted(folder / name, seed, public=False)


def _build_missing(bundle: Bundle, keys: Sequence[_Wanted]) -> Path:
    """Build the missing keys. Returns the first key's path."""
    missing = [key for key in keys if not key.path.exists()]
    if missing:
        for key in missing:
            key.path.parent.mkdir(parents=True, exist_ok=True)
        _build_apart({"folder": str(bundle.folder), "keys": [key.request() for key in missing]})
    lost = [key for key in missing if not key.path.exists()]
    if lost:
        raise KeyBuildError(f"The key of {bundle.assignment.name} could not be built.")
    return keys[0].path


def _build_apart(request: dict[str, Any]) -> None:
    # The seed goes over stdin: a command line can be read by every user of the machine.
    done = subprocess.run(
        [sys.executable, "-P", "-m", "autograder.vault.keys"],
        input=json.dumps(request),
        capture_output=True,
        text=True,
    )
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        raise KeyBuildError(lines[-1] if lines else "The process that builds answer keys was killed.")


def _build(request: dict[str, Any]) -> None:
    """Build the requested keys. Runs in a separate process."""
    from autograder.authoring.bundle import load_bundle
    from autograder.authoring.keys.build import build_key
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
                f"The answer key could not be built: {problem.strerror.lower()}{where}. Free some space or make the "
                "folder writable, and try again."
            )
        sys.exit(str(problem) or type(problem).__name__)
