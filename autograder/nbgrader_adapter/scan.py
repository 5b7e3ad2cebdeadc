"""Looks for answers in a release, also in archives and in encoded text, and says what it found where."""

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

MARKERS = ("BEGIN SOLUTION", "END SOLUTION", "BEGIN HIDDEN TESTS", "END HIDDEN TESTS", "BEGIN MARK SCHEME")
REFUSED_SUFFIXES = {
    ".pyc": "compiled Python, which may contain a solution",
    **dict.fromkeys((".pkl", ".pickle", ".joblib"), "pickled objects, which are not safe to load"),
    **dict.fromkeys((".gz", ".bz2", ".xz", ".tar", ".tgz", ".7z"), "an archive of a type that cannot be scanned"),
}
REFUSED_STARTS = {
    **dict.fromkeys((b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\0", b"7z\xbc\xaf\x27\x1c"), REFUSED_SUFFIXES[".gz"]),
    b"\x80\x04\x95": REFUSED_SUFFIXES[".pkl"],
    b"\x80\x05\x95": REFUSED_SUFFIXES[".pkl"],
}
DEEPEST = 3  # nested encodings, such as base64 in UTF-16
SEPARATOR = b"\n;\1;\n"  # separates pieces so that nothing matches across them
SHORTEST = 14  # characters of squeezed code; anything shorter is not an answer
SHORTEST_OF_MODULE = 40  # shorter pieces of a reference module (a shape, a reshape) are common code
LARGEST_MEMBER = 64 << 20

# Runs of base64 or hexadecimal digits, also across line ends, JSON strings and adjacent Python strings.
_BREAK = rb"(?:[\s\"'\\,]|\\n){0,40}"
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}(?:" + _BREAK + rb"[A-Za-z0-9+/_-]{4,})*")
_HEXADECIMAL = re.compile(rb"(?:[0-9A-Fa-f]{2}){12,}(?:" + _BREAK + rb"(?:[0-9A-Fa-f]{2})+)*")
_NOT_A_DIGIT = re.compile(rb"\\n|[^A-Za-z0-9+/_-]")
_PLAIN = bytes.maketrans(b"-_", b"+/")
# ASCII characters encoded in two or four bytes. Other characters end a run; in code they occur only in comments.
_WIDE = tuple(
    re.compile(rb"(?:" + letter + rb"){8,}")
    for letter in (rb"[\x01-\x7f]\0", rb"\0[\x01-\x7f]", rb"[\x01-\x7f]\0{3}", rb"\0{3}[\x01-\x7f]")
)


class LeakError(ValueError):
    """The release contains something that learners must not see; the message says what and where."""


@dataclass(frozen=True)
class Leak:
    path: str
    what: str

    def __str__(self) -> str:
        return f"{self.path}: {self.what}"


@dataclass(frozen=True)
class Guard:
    """What must not be in a release.

    answers         {squeezed code: where it comes from}; see `answers_of`
    secrets         bytes such as the hidden seed; also detected in hexadecimal and in base64
    is_hidden_key   whether a file's bytes are a hidden answer key
    """

    answers: Mapping[str, str] = field(default_factory=dict)
    secrets: tuple[bytes, ...] = ()
    is_hidden_key: Callable[[bytes], bool] = lambda data: False


def squeeze(text: str) -> str:
    """Code without comments and whitespace, so that the layout does not matter."""
    return re.sub(r"\s+", "", re.sub(r"#[^\n]*", "", text))


def answers_of(regions: Mapping[str, str]) -> dict[str, str]:
    """{squeezed code: where it comes from} for the pieces of each function's solution region that reveal the answer.

    For a region of several statements, each pair of consecutive statements is a piece. For a single statement, the
    piece is the value that it computes, whatever its name.
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
    """The same for every function of a module that is entirely secret, such as the TensorFlow references."""
    regions = {}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            if len(body) > 1:
                regions[f"{node.name} in {name}"] = "\n".join(ast.unparse(statement) for statement in body)
    return {code: whose for code, whose in answers_of(regions).items() if len(code) >= SHORTEST_OF_MODULE}


def scan(files: Mapping[str, bytes], guard: Guard) -> list[Leak]:
    """Every leak in `files` (relative path -> content), in the order of the files."""
    return [leak for path, data in files.items() for leak in _scan_file(path, data, guard)]


def scan_folder(folder: Path, guard: Guard) -> list[Leak]:
    """Every leak in a finished release folder. A link counts as a leak, because it may point outside the folder."""
    leaks: list[Leak] = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            leaks.append(Leak(name, "is a link, and a release must contain only files"))
        elif path.is_file():
            leaks += _scan_file(name, path.read_bytes(), guard)
    return leaks


def refuse(leaks: Iterable[Leak], assignment: str) -> None:
    """Raise LeakError if there are any leaks."""
    found = list(leaks)
    if found:
        listed = "; ".join(str(leak) for leak in found[:5]) + (f"; and {len(found) - 5} more" if len(found) > 5 else "")
        raise LeakError(f"{assignment} was not released, because it contains what learners must not see. {listed}.")


def _scan_file(path: str, data: bytes, guard: Guard) -> Iterator[Leak]:
    what = REFUSED_SUFFIXES.get(Path(path).suffix.lower()) or _refused_start(data)
    if what:
        yield Leak(path, f"is {what}")
    elif zipfile.is_zipfile(io.BytesIO(data)):
        yield from _scan_archive(path, data, guard)
    else:
        if guard.is_hidden_key(data):
            yield Leak(path, "is a hidden answer key")
        # A leak may be found twice, plainly and in an encoding: the hexadecimal digits of the secret, for example.
        yield from dict.fromkeys(Leak(path, what) for what in _scan_bytes(path, data, guard))


def _refused_start(data: bytes) -> str:
    return next((what for start, what in REFUSED_STARTS.items() if data.startswith(start)), "")


def _scan_bytes(path: str, data: bytes, guard: Guard, depth: int = 0) -> Iterator[str]:
    """What a file's bytes contain, directly or encoded."""
    yield from _scan_reading(path, data, guard)
    if depth == DEEPEST:
        return
    decoded: dict[str, list[bytes]] = {}
    for how, inner in _encoded(data):
        if zipfile.is_zipfile(io.BytesIO(inner)):
            for leak in _scan_archive(path, inner, guard):
                yield f"contains an archive {how}, in which {leak}"
        elif _refused_start(inner):
            yield f"contains {_refused_start(inner)} ({how})"
        elif guard.is_hidden_key(inner):
            yield f"contains a hidden answer key {how}"
        else:
            decoded.setdefault(how, []).append(inner)
    for how, pieces in decoded.items():  # joined, because most files have thousands of short, meaningless pieces
        for what in _scan_bytes(path, SEPARATOR.join(pieces), guard, depth + 1):
            yield what if how in what else f"{what} ({how})"


def _scan_reading(path: str, data: bytes, guard: Guard) -> Iterator[str]:
    if any(form in data for secret in guard.secrets for form in _forms(secret)):
        yield "contains the secret seed of the hidden inputs"
    texts = list(_texts(path, data))
    for marker in MARKERS:
        if any(marker in text for text in texts):
            yield f"contains a `{marker}` marker"
    squeezed = [squeeze(text) for text in texts]
    named: set[str] = set()
    for code, whose in guard.answers.items():
        if whose not in named and any(code in text for text in squeezed):
            named.add(whose)
            yield f"contains {whose}"


def _scan_archive(path: str, data: bytes, guard: Guard) -> Iterator[Leak]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                inner = f"{path}/{info.filename}"
                if info.flag_bits & 1 or info.file_size > LARGEST_MEMBER or inner.count(".zip/") > 2:
                    yield Leak(inner, "cannot be scanned (encrypted, nested too deeply or too large)")
                elif not info.is_dir():
                    yield from _scan_file(inner, archive.read(info), guard)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError):
        yield Leak(path, "is a damaged archive, or one of a type that cannot be scanned")


def _encoded(data: bytes) -> Iterator[tuple[str, bytes]]:
    """(encoding, decoded bytes) for each piece of `data` that may be UTF-16, UTF-32, base64 or hexadecimal."""
    for pattern in _WIDE if b"\0" in data else ():
        text = b"".join(pattern.findall(data)).replace(b"\0", b"")
        if text:
            yield "in UTF-16", text
    for run in _BASE64.finditer(data):
        digits = _NOT_A_DIGIT.sub(b"", run[0]).translate(_PLAIN)
        for start in range(4):  # the first group may begin at any of four places
            groups = digits[start:]
            yield "in base64", base64.b64decode(groups[: len(groups) // 4 * 4] + _tail(groups))
    for run in _HEXADECIMAL.finditer(data):
        digits = _NOT_A_DIGIT.sub(b"", run[0])
        yield "in hexadecimal", bytes.fromhex(digits[: len(digits) // 2 * 2].decode())


def _tail(groups: bytes) -> bytes:
    """The last group, padded if it is incomplete."""
    rest = groups[len(groups) // 4 * 4 :]
    return rest + b"=" * (4 - len(rest)) if len(rest) > 1 else b""


def _forms(secret: bytes) -> tuple[bytes, ...]:
    digits = secret.hex().encode()
    coded = base64.b64encode(secret).rstrip(b"=")[:-1]  # the last digit depends on what follows
    return secret, digits, digits.upper(), coded, coded.translate(bytes.maketrans(b"+/", b"-_"))


def _texts(path: str, data: bytes) -> Iterator[str]:
    """The file as text and, if it is JSON, every string in it (a notebook's cells, with real line ends)."""
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
    """The simple statements of a code region in order, including those inside loops and branches."""
    lines = [line for line in text.splitlines() if line.strip()]
    indent = min((len(line) - len(line.lstrip()) for line in lines), default=0)
    source = "def region():\n" + "\n".join(" " + line[indent:] for line in lines) if lines else ""
    found: list[str] = []

    def visit(node: ast.AST) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.stmt) and not hasattr(child, "body"):
                found.append(ast.get_source_segment(source, child) or "")
            elif isinstance(child, ast.stmt):
                visit(child)

    visit(ast.parse(source))
    return found


def _value(statement: str) -> str:
    """The value that a statement computes: the right-hand side, without `return` or the target's name."""
    try:
        node = ast.parse(statement).body[0]
    except SyntaxError:
        return re.sub(r"^return\s+", "", statement)
    if not isinstance(node, ast.Return | ast.Assign | ast.AnnAssign | ast.AugAssign | ast.Expr) or node.value is None:
        return statement
    return ast.get_source_segment(statement, node.value) or statement
