"""Public keys that ship with the course, so that they need not be computed before the first exercise.

`helpers/stubs/<assignment>/<assignment>.key` is the key. `helpers/stubs/keys.json` records what each key was made from:
the digest of the assignment's exercises, and a digest of the source files that can be compared without importing them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograder.key import sealed
from autograder.project import Project
from autograder.vault.files import write_atomic

INDEX = "keys.json"
NOTE = "Generated from solutions/ by gradus build; do not edit. The keys beside the stubs follow from it."
ENGINE = Path(__file__).parents[1]


def vocabulary() -> str:
    """A hash of the code that turns an answer into an observation: checks, `observe`, the sandbox's recipes."""
    asked = [ENGINE / "sandbox" / f"{name}.py" for name in ("graphs", "layers", "models", "recipes", "tensors")]
    paths = [*sorted((ENGINE / "checks").glob("*.py")), *asked, ENGINE / "key" / "observe.py"]
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:20]


def sources_digest(project: Project, name: str) -> str:
    """A hash of every file that the key of an assignment may depend on. Reads them, imports nothing."""
    folder = project.solutions / name
    support = project.root / "helpers"
    paths = [*folder.rglob("*.py"), *support.glob("*.py"), *(support / "datasets").rglob("*.py")]
    content = hashlib.sha256(vocabulary().encode())
    for path in sorted(paths):
        content.update(path.relative_to(project.root).as_posix().encode() + b"\0" + path.read_bytes())
    return content.hexdigest()[:20]


def key_path(project: Project, name: str) -> Path:
    """Where the shipped key of an assignment is, or would be."""
    return project.stubs / name / f"{name}.key"


def verdicts_path(project: Project, name: str) -> Path:
    """Where the sealed verdicts of a quiz are, or would be; see `key.sealed`."""
    return key_path(project, name).with_suffix(sealed.SUFFIX)


def verdicts(project: Project, name: str) -> dict[str, bytes]:
    """{file name: content} of a quiz's sealed verdicts, for learners without a teacher; empty for other assignments."""
    path = verdicts_path(project, name)
    return {path.name: path.read_bytes()} if path.is_file() else {}


def is_current(project: Project, name: str, digest: str) -> bool:
    """Whether the shipped key was made from exercises with this digest."""
    return _entry(project, name).get("exercises") == digest and key_path(project, name).is_file()


def unchanged_key(project: Project, name: str) -> Path | None:
    """The shipped key if no file that it may depend on has changed since; None if that is not certain."""
    known = _entry(project, name).get("sources")
    path = key_path(project, name)
    return path if known and path.is_file() and known == sources_digest(project, name) else None


def record(project: Project, digests: Mapping[str, str], names: tuple[str, ...]) -> bool:
    """Write the index for the keys of these assignments; keep the entries of other `names`. Whether it changed."""
    entries = {name: entry for name, entry in _index(project).items() if name in names}
    for name, digest in digests.items():
        entries[name] = {"exercises": digest, "sources": sources_digest(project, name)}
    ordered = {"note": NOTE, "keys": {name: entries[name] for name in sorted(entries)}}
    path = project.stubs / INDEX
    text = json.dumps(ordered, indent=1) + "\n"
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return False
    write_atomic(path, text.encode())
    return True


def _entry(project: Project, name: str) -> Mapping[str, Any]:
    return _index(project).get(name, {})


def _index(project: Project) -> dict[str, Any]:
    """The recorded entries; none if the file is missing or cannot be read, since every key can be built again."""
    try:
        return dict(json.loads((project.stubs / INDEX).read_text(encoding="utf-8"))["keys"])
    except (OSError, ValueError, KeyError, TypeError):
        return {}
