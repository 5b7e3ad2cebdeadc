"""A release contains no answer: every kind of leak that we could think of is refused with a sentence."""

from __future__ import annotations

import base64
import gzip
import io
import json
import pickle
import random
import shutil
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from autograder.authoring.bundle import find_bundle
from autograder.authoring.stub import make_stub, solution_regions
from autograder.learner import attempts
from autograder.nbgrader_adapter import scan, steps
from autograder.nbgrader_adapter.cells import check_target
from autograder.nbgrader_adapter.engine import guard_for
from autograder.project import Project
from tests.cycle import small
from tests.cycle.conftest import CONFIG, REPOSITORY

GUARD = small.materials_for(Path(), small.ASSIGNMENT).guard
DOUBLE = small.REGIONS["double"]


def zipped(name: str, data: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return buffer.getvalue()


def chopped(text: str) -> str:
    """A cell that joins base64 from short strings."""
    digits = base64.b64encode(text.encode()).decode()
    return "code = (\n" + "".join(f'    "{digits[n : n + 20]}"\n' for n in range(0, len(digits), 20)) + ")\n"


def cell_with(source: str) -> bytes:
    return json.dumps({"cells": [{"cell_type": "code", "source": source.splitlines(True)}]}).encode()


LEAKS: dict[str, tuple[str, bytes]] = {
    "the reference module": ("tiny_old.py", small.SOLUTION.encode()),
    "one function of it": ("notes.txt", ("try this:\n" + DOUBLE).encode()),
    "one function, formatted differently": ("notes.md", b"result   =  x*2+0*x   # doubled\n\n\n\treturn result"),
    "a single expression under another name": ("more.py", b"def other(x):\n    y = sum([x,x,x])+0*x\n    return y\n"),
    "a notebook's cell": ("extra.ipynb", cell_with("import numpy\n" + DOUBLE)),
    "an output of a notebook": ("extra.ipynb", json.dumps({"cells": [{"outputs": [{"text": [DOUBLE]}]}]}).encode()),
    "a solution region": ("tiny2.py", b"def f():\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION\n"),
    "hidden tests": ("extra.ipynb", cell_with("### BEGIN HIDDEN TESTS\nassert f() == 1\n### END HIDDEN TESTS")),
    "the secret": ("data.bin", b"xx" + small.SECRET + b"yy"),
    "the secret in hexadecimal": ("data.json", json.dumps({"id": small.SECRET.hex()}).encode()),
    "the secret in base64": ("data.txt", base64.b64encode(small.SECRET)),
    "the secret in base64 for URLs": ("data.txt", base64.urlsafe_b64encode(small.SECRET)),
    "the secret in base64, amid more": ("data.txt", base64.b64encode(b"12345" + small.SECRET + b"12")),
    "the secret in base64, twice": ("data.txt", base64.b64encode(base64.b64encode(b"x" + small.SECRET))),
    "the secret's digits in UTF-16": ("data.txt", small.SECRET.hex().encode("utf-16")),
    "a hidden key": ("picture.png", b'{"public": false}'),
    "a hidden key in base64": ("picture.txt", base64.encodebytes(b'{"public": false}' + b" " * 99)),
    "the reference in UTF-16": ("notes.txt", small.SOLUTION.encode("utf-16")),
    "the reference in UTF-16, big end first, amid bytes": (
        "notes.bin",
        b"\x89\xff" + small.SOLUTION.encode("utf-16-be"),
    ),
    "the reference in UTF-32": ("notes.txt", small.SOLUTION.encode("utf-32")),
    "one function in base64": ("notes.md", b"try `" + base64.b64encode(DOUBLE.encode()) + b"`, decoded"),
    "one function in base64, over lines": ("mail.txt", base64.encodebytes(DOUBLE.encode() * 3)),
    "one function in base64, in strings of a cell": ("extra.ipynb", cell_with(chopped(DOUBLE))),
    "one function in base64 for URLs": ("link.txt", b"?code=" + base64.urlsafe_b64encode(DOUBLE.encode())),
    "one function in base64 of UTF-16": ("notes.txt", base64.b64encode(DOUBLE.encode("utf-16"))),
    "one function in hexadecimal": ("notes.txt", DOUBLE.encode().hex().upper().encode()),
    "a marker in base64": ("x.py", b'exec(b64decode("' + base64.b64encode(b"### BEGIN SOLUTION\nx = 1\n") + b'"))'),
    "a zip in base64": ("x.txt", base64.b64encode(zipped("tiny.py", small.SOLUTION.encode()))),
    "something compressed in base64": ("x.txt", base64.b64encode(gzip.compress(small.SOLUTION.encode()))),
    "something compressed under another name": ("x.dat", gzip.compress(small.SOLUTION.encode())),
    "a pickle under another name": ("x.dat", pickle.dumps({"answer": small.SOLUTION})),
    "compiled Python": ("tiny.cpython-311.pyc", b"\0\0"),
    "a pickle": ("weights.pkl", b"\x80\x04."),
    "an archive": ("all.tar.gz", b"\x1f\x8b"),
    "a zip with the reference": ("all.zip", zipped("solutions/tiny.py", small.SOLUTION.encode())),
    "a damaged zip": ("all.zip", zipped("tiny.py", small.SOLUTION.encode() * 9).replace(b"\x50\x4b\x03\x04", b"PK..")),
    "a zip under another name": ("photo.dat", zipped("tiny.py", small.SOLUTION.encode())),
    "a zip in a zip": ("all.zip", zipped("inner.zip", zipped("tiny.py", small.SOLUTION.encode()))),
}


class TestScan:
    @pytest.mark.parametrize("what", LEAKS)
    def test_a_planted_leak_is_found(self, what: str) -> None:
        """Every planted leak is found, and the message names its file."""
        name, data = LEAKS[what]
        leaks = scan.scan({name: data}, GUARD)
        assert leaks, f"{what} was not found"
        assert str(leaks[0]).startswith(name)

    def test_the_leak_is_named(self) -> None:
        """The message names the exercise whose solution leaks."""
        assert "the solution of `double`" in str(scan.scan({"a.py": small.SOLUTION.encode()}, GUARD)[0])

    def test_ordinary_files_are_no_leak(self) -> None:
        """The ordinary files of a release are not reported."""
        files = {
            "tiny.py": small.STUB.encode(),
            "numbers.npz": zipped("x.npy", bytes(800)),
            "picture.png": bytes(reversed(range(256))) * 40,
            "notebook.ipynb": nbformat.writes(small.source_notebook()).encode(),
            "prose.md": b"To double x, add x to itself: 2x. See `double`.",
        }
        assert scan.scan(files, GUARD) == []

    def test_encoded_looking_noise_is_no_leak(self) -> None:
        """Noise that looks encoded is not reported and takes less than 5 s of processor time."""
        noise = random.Random(1).randbytes(1 << 16)
        files = {
            "noise.bin": noise,
            "picture.txt": base64.b64encode(noise),
            "zeros.bin": bytes(1 << 16),
            "letters.txt": b"a" * (1 << 16),
            "digits.txt": b"0123456789abcdef" * (1 << 12),
            "short.txt": b"0123456789abcdef0123456789abcdef " * (1 << 11),
            "numbers.json": json.dumps([n / 7 for n in range(5_000)]).encode(),
        }
        start = time.process_time()
        assert scan.scan(files, GUARD) == []
        assert time.process_time() - start < 5

    def test_a_link_in_a_release_folder_is_a_leak(self, tmp_path: Path) -> None:
        """A link in a release folder is a leak."""
        (tmp_path / "data.csv").symlink_to("/etc/hostname")
        assert "link" in str(scan.scan_folder(tmp_path, GUARD)[0])


REFERENCES = sorted(
    path
    for path in (REPOSITORY / "solutions").glob("*/*.py")
    if path.stem not in ("references", "exercises", "__init__")
)


@pytest.mark.parametrize("path", REFERENCES, ids=lambda path: path.stem)
def test_every_solution_would_be_found(path: Path) -> None:
    """A leak of any solution of the course would be found."""
    regions: dict[str, str] = {}
    for region in solution_regions(path.read_text(encoding="utf-8")):
        regions[region.function] = regions.get(region.function, "") + region.text + "\n"
    guard = scan.Guard(scan.answers_of(regions))
    for function, text in regions.items():
        if len(scan.squeeze(text)) > 30:
            assert scan.scan({"x.py": text.encode()}, guard), f"the solution of {function} would not be found"


RELEASED = sorted(
    path.name for path in (REPOSITORY / "course" / "source").iterdir() if (path / f"{path.name}.ipynb").is_file()
)


@pytest.mark.parametrize("name", RELEASED)
def test_no_assignment_reveals_its_answers(name: str, monkeypatch, tmp_path: Path) -> None:
    """No file that learners get, except for the key, reveals an answer: notebook, files beside it and stub."""
    monkeypatch.setenv("GRADUS_VAULT", str(tmp_path))
    project = Project.at(REPOSITORY)
    bundle = find_bundle(project, name)
    files = {f"{bundle.assignment.module}.py": make_stub(bundle.reference_source, name).encode()}
    for path in (REPOSITORY / "course" / "source" / name).iterdir():
        if path.is_file():
            files[path.name] = path.read_bytes()
    guard = guard_for(project, bundle)
    assert [str(leak) for leak in scan.scan(files, guard)] == []
    assert guard.answers and scan.scan({"x.py": bundle.reference_source.encode()}, guard)


# --- the same through nbgrader ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.released_course(tmp_path_factory.mktemp("release"), CONFIG)


def add_cell(cell: nbformat.NotebookNode) -> Callable[[Path], None]:
    def change(source: Path) -> None:
        path = source / f"{small.ASSIGNMENT}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        notebook.cells.append(cell)
        nbformat.write(notebook, path)

    return change


def plain_test(source: Path) -> None:
    add_cell(small.graded("plain", "assert tiny.double(2) == 4", 1))(source)


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "a solution beside the notebook": (lambda s: (s / "help.py").write_text(small.SOLUTION), "solution of `double`"),
    "the module in the source folder": (
        lambda s: (s / "tiny.py").write_text(small.STUB),
        "Remove tiny.py from",
    ),
    "a solution in a cell": (add_cell(new_code_cell(f"def mine(x):\n{DOUBLE}")), "solution of `double`"),
    "a solution in an explanation": (add_cell(new_markdown_cell(f"```python\n{DOUBLE}\n```")), "solution of `double`"),
    "a test that is not a check": (plain_test, "`plain` is graded automatically"),
    "a check of another assignment": (add_cell(small.graded("x", 'check("c1w2b.sigmoid")', 1)), "does not have"),
    "a check in two cells": (add_cell(small.graded("x", 'check("c9w1t.double")', 1)), "2 cells"),
}


class TestGenerate:
    """`nbgrader generate_assignment` with our checks."""

    @pytest.mark.parametrize("what", REFUSED)
    def test_a_leak_is_refused(self, made: Path, tmp_path: Path, what: str) -> None:
        """`nbgrader generate_assignment` refuses a leak and deletes the release."""
        change, sentence = REFUSED[what]
        course = tmp_path / "course"
        shutil.copytree(made, course)
        shutil.copytree(made.parent / "helpers", tmp_path / "helpers")
        change(course / "source" / small.ASSIGNMENT)
        with pytest.raises(steps.StepError, match=sentence):
            steps.generate(course, small.ASSIGNMENT)
        assert not (course / "release" / small.ASSIGNMENT).exists(), "a refused release is deleted"

    def test_solution_regions_are_removed(self, made: Path, tmp_path: Path) -> None:
        """Solution regions are removed from cells. nbgrader's ClearSolutions still runs before our check."""
        course = tmp_path / "course"
        shutil.copytree(made, course)
        shutil.copytree(made.parent / "helpers", tmp_path / "helpers")
        meta = {
            "grade": False,
            "grade_id": "own",
            "locked": False,
            "solution": True,
            "task": False,
            "schema_version": 3,
        }
        text = "### BEGIN SOLUTION\n" + "result = x * 2 + 0 * x\n" + "### END SOLUTION"
        add_cell(new_code_cell(text, metadata={"nbgrader": meta}))(course / "source" / small.ASSIGNMENT)
        steps.generate(course, small.ASSIGNMENT)
        assert "YOUR CODE HERE" in (course / "release" / small.ASSIGNMENT / f"{small.ASSIGNMENT}.ipynb").read_text()

    def test_a_log_is_released_only_on_request(self, made: Path, tmp_path: Path) -> None:
        """A log of checks is released only if the class asks for it."""
        assert not (made / "release" / small.ASSIGNMENT / attempts.FILE).exists()
        course = tmp_path / "course"
        shutil.copytree(made, course)
        shutil.copytree(made.parent / "helpers", tmp_path / "helpers")
        with (course / "nbgrader_config.py").open("a") as file:
            file.write("c.PrepareRelease.attempt_log = True\n")
        steps.generate(course, small.ASSIGNMENT)
        assert (course / "release" / small.ASSIGNMENT / attempts.FILE).read_bytes() == attempts.fresh()


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ('check("c1w2b.propagate")', ("c1w2b", "propagate")),
        ("check('c1w2b.propagate')", ("c1w2b", "propagate")),
        ('from autograder import check\n\ncheck("c1w2b.model")  # yours', ("c1w2b", "model")),
        ('check("c1w2b.propagate", points=3)', ("c1w2b", "propagate")),
        ('check("c1w2b")', None),
        ("check(name)", None),
        ('check("c1w2b." + "x")', None),
        ('check("c1w2b.a"); check("c1w2b.b")', None),
        ('x = check("c1w2b.a")', None),
        ('autograder.check("c1w2b.a")', None),
        ("assert True", None),
        ("check(", None),
        ("", None),
    ],
)
def test_a_check_cell_is_parsed_and_never_run(source: str, target: tuple[str, str] | None) -> None:
    """The target of a check cell is found by parsing, and the cell is never run."""
    assert check_target(source) == target
