"""Looks for answers in what is about to be released, and says in a sentence what stands where."""

from __future__ import annotations

import ast
import base64
import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from autograder.nbgrader_adapter.encodings import encodings

MARKERS = ("BEGIN SOLUTION", "END SOLUTION", "BEGIN HIDDEN TESTS", "END HIDDEN TESTS", "BEGIN MARK SCHEME")
REFUSED_SUFFIXES = {
    ".pyc": "compiled Python, which may hold a solution",
    **dict.fromkeys((".pkl", ".pickle", ".joblib"), "pickled objects, which nobody should load"),
    **dict.fromkeys((".gz", ".bz2", ".xz", ".tar", ".tgz", ".7z"), "an archive that cannot be looked through"),
}
REFUSED_STARTS = {
    **dict.fromkeys((b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\0", b"7z\xbc\xaf\x27\x1c"), REFUSED_SUFFIXES[".gz"]),
    b"\x80\x04\x95": REFUSED_SUFFIXES[".pkl"],
    b"\x80\x05\x95": REFUSED_SUFFIXES[".pkl"],
}
DEEPEST = 3  # writings in writings, such as base64 in UTF-16
BETWEEN = b"\n;\1;\n"  # nothing goes on across it
SHORTEST = 14  # characters of squeezed code that can count as an answer
LARGEST_MEMBER = 64 << 20


class LeakError(ValueError):
    """The release would give away what learners must not see; the text says what and where."""


@dataclass(frozen=True)
class Leak:
    path: str
    what: str

    def __str__(self) -> str:
        return f"{self.path}: {self.what}"


@dataclass(frozen=True)
class Guard:
    """What must not be in a release.

    answers         {squeezed code: whose code it is}; see `answers_of`
    secrets         bytes such as the hidden seed; they are sought as they are, in hexadecimal and in base64
    is_hidden_key   tells whether a file's bytes are a hidden answer key
    """

    answers: Mapping[str, str] = field(default_factory=dict)
    secrets: tuple[bytes, ...] = ()
    is_hidden_key: Callable[[bytes], bool] = lambda data: False


def squeeze(text: str) -> str:
    """Code without comments and white space, so that another layout is still the same code."""
    return re.sub(r"\s+", "", re.sub(r"#[^\n]*", "", text))


def answers_of(regions: Mapping[str, str]) -> dict[str, str]:
    """Pieces of code that give an answer away, from the text of each function's solution region.

    A region of several statements is known by every two of them in a row; one of a single statement by the value it
    computes, whatever name it is given.
    """
    pieces: dict[str, str] = {}
    for function, text in regions.items():
        statements = _statements(text)
        if len(statements) == 1:
            candidates = [_value(statements[0])]
        else:
            candidates = [a + "\n" + b for a, b in pairwise(statements)]
        for candidate in candidates:
            code = squeeze(candidate)
            if len(code) >= SHORTEST:
                pieces.setdefault(code, f"the solution of `{function}`")
    return pieces


def answers_of_module(source: str, name: str) -> dict[str, str]:
    """The same for every function of a module that is secret as a whole, such as the TensorFlow references."""
    regions = {}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            if len(body) > 1:
                regions[f"{node.name} in {name}"] = "\n".join(ast.unparse(statement) for statement in body)
    # Shorter pieces of a reference (a shape, a reshape) are anybody's code.
    return {code: whose for code, whose in answers_of(regions).items() if len(code) >= 40}


def scan(files: Mapping[str, bytes], guard: Guard) -> list[Leak]:
    """Every leak in `files` (relative path -> content), in the files' order."""
    return [leak for path, data in files.items() for leak in _scan_file(path, data, guard)]


def scan_folder(folder: Path, guard: Guard) -> list[Leak]:
    """Every leak in a finished release folder. A link is a leak: it may lead out of the folder."""
    leaks: list[Leak] = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            leaks.append(Leak(name, "is a link, and a release holds only files"))
        elif path.is_file():
            leaks += _scan_file(name, path.read_bytes(), guard)
    return leaks


def refuse(leaks: Iterable[Leak], assignment: str) -> None:
    """Raise LeakError with all of them, or return when there are none."""
    found = list(leaks)
    if found:
        listed = "; ".join(str(leak) for leak in found[:5]) + (f"; and {len(found) - 5} more" if len(found) > 5 else "")
        raise LeakError(f"{assignment} was not released, because learners would get what they must not see. {listed}.")


def _scan_file(path: str, data: bytes, guard: Guard) -> Iterator[Leak]:
    what = REFUSED_SUFFIXES.get(Path(path).suffix.lower()) or _refused_start(data)
    if what:
        yield Leak(path, f"is {what}")
    elif zipfile.is_zipfile(io.BytesIO(data)):
        yield from _scan_archive(path, data, guard)
    else:
        if guard.is_hidden_key(data):
            yield Leak(path, "is a hidden answer key")
        # What is found plainly may be found again in another writing: the secret's digits, for one.
        yield from dict.fromkeys(Leak(path, what) for what in _scan_bytes(path, data, guard))


def _refused_start(data: bytes) -> str:
    return next((what for start, what in REFUSED_STARTS.items() if data.startswith(start)), "")


def _scan_bytes(path: str, data: bytes, guard: Guard, depth: int = 0) -> Iterator[str]:
    """What stands in a file's bytes, and in all that they say in another writing."""
    yield from _scan_reading(path, data, guard)
    if depth == DEEPEST:
        return
    said: dict[str, list[bytes]] = {}
    for how, inner in encodings(data):
        if zipfile.is_zipfile(io.BytesIO(inner)):
            for leak in _scan_archive(path, inner, guard):
                yield f"holds {how} an archive, in which {leak}"
        elif _refused_start(inner):
            yield f"holds {how} what is {_refused_start(inner)}"
        elif guard.is_hidden_key(inner):
            yield f"holds {how} a hidden answer key"
        else:
            said.setdefault(how, []).append(inner)
    for how, pieces in said.items():  # together: most files hold thousands of short ones that say nothing
        for what in _scan_bytes(path, BETWEEN.join(pieces), guard, depth + 1):
            yield what if how in what else f"{what} ({how})"


def _scan_reading(path: str, data: bytes, guard: Guard) -> Iterator[str]:
    if any(form in data for secret in guard.secrets for form in _forms(secret)):
        yield "holds the secret from which hidden inputs are drawn"
    texts = list(_texts(path, data))
    for marker in MARKERS:
        if any(marker in text for text in texts):
            yield f"holds a `{marker}` marker"
    squeezed = [squeeze(text) for text in texts]
    named: set[str] = set()
    for code, whose in guard.answers.items():
        if whose not in named and any(code in text for text in squeezed):
            named.add(whose)
            yield f"holds {whose}"


def _scan_archive(path: str, data: bytes, guard: Guard) -> Iterator[Leak]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                inner = f"{path}/{info.filename}"
                if info.flag_bits & 1 or info.file_size > LARGEST_MEMBER or inner.count(".zip/") > 2:
                    yield Leak(inner, "cannot be looked through (encrypted, nested or too large)")
                elif not info.is_dir():
                    yield from _scan_file(inner, archive.read(info), guard)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError):
        yield Leak(path, "is a damaged archive, or one of a kind that cannot be looked through")


def _forms(secret: bytes) -> tuple[bytes, ...]:
    digits = secret.hex().encode()
    coded = base64.b64encode(secret).rstrip(b"=")[:-1]  # the last digit depends on what follows
    return secret, digits, digits.upper(), coded, coded.translate(bytes.maketrans(b"+/", b"-_"))


def _texts(path: str, data: bytes) -> Iterator[str]:
    """The file as text, and every string in it where it is JSON (a notebook's cells, with real line ends)."""
    text = data.decode("utf-8", "replace")
    yield text
    if path.endswith((".ipynb", ".json", ".jupyterlab-workspace")):
        try:
            plain = json.loads(text)
        except ValueError:
            return
        yield from _strings(plain)


def _strings(plain: Any) -> Iterator[str]:
    if isinstance(plain, str):
        yield plain
    elif isinstance(plain, list):
        if plain and all(isinstance(item, str) for item in plain):
            yield "".join(plain)
        else:
            for item in plain:
                yield from _strings(item)
    elif isinstance(plain, dict):
        for item in plain.values():
            yield from _strings(item)


def _statements(text: str) -> list[str]:
    """The simple statements of a code region in order, those inside loops and branches too."""
    lines = [line for line in text.splitlines() if line.strip()]
    indent = min((len(line) - len(line.lstrip()) for line in lines), default=0)
    tree = ast.parse("def region():\n" + "\n".join(" " + line[indent:] for line in lines) if lines else "")
    found: list[str] = []

    def visit(node: ast.AST) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.stmt) and not hasattr(child, "body"):
                found.append(ast.get_source_segment(source, child) or "")
            elif isinstance(child, ast.stmt):
                visit(child)

    source = "def region():\n" + "\n".join(" " + line[indent:] for line in lines) if lines else ""
    visit(tree)
    return found


def _value(statement: str) -> str:
    """What a single statement computes: the right-hand side, without `return` or the name it is given."""
    try:
        node = ast.parse(statement).body[0]
    except SyntaxError:
        return re.sub(r"^return\s+", "", statement)
    value = getattr(node, "value", None)
    return (ast.get_source_segment(statement, value) or statement) if isinstance(value, ast.expr) else statement
