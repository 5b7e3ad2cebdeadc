"""The files that git tracks, and the imports in them."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def tracked() -> tuple[Path, ...]:
    """Paths, relative to the root, of the files that git tracks and that exist."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    assert listing.returncode == 0, f"These tests need a git clone: {listing.stderr.decode().strip()}"
    paths = (Path(name) for name in listing.stdout.decode().split("\0") if name)
    return tuple(path for path in paths if (ROOT / path).is_file())


def python_files(*tops: str) -> list[Path]:
    return [path for path in tracked() if path.suffix == ".py" and (not tops or path.parts[0] in tops)]


def text_of(path: Path) -> str | None:
    """The file's text, or None for a binary file."""
    try:
        return (ROOT / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def imported(source: str) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of every import: statements, and calls that import by a constant string.

    Calls are `__import__`, `import_module`, `run_module` and `importorskip`, whatever name their module has.
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module
        elif isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in {"__import__", "import_module", "run_module", "importorskip"}:
                yield from (
                    (node.lineno, argument.value)
                    for argument in [*node.args, *(keyword.value for keyword in node.keywords)]
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
                )


def build_wheel(place: Path) -> Path:
    """Our wheel, built offline in the empty folder `place` from a copy of the tracked files.

    (A stale build/ folder would add files to it.)
    """
    source = place / "source"
    for path in tracked():
        (source / path.parent).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, source / path)
    build = "import sys; from setuptools.build_meta import build_wheel; build_wheel(sys.argv[1])"
    done = subprocess.run(
        [sys.executable, "-c", build, str(place)], cwd=source, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    (built,) = place.glob("*.whl")
    return built
