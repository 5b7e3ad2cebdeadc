"""The same assignment as a teacher makes it for stock nbgrader: test cells that import the learner's module.

It has visible and hidden tests and the same functions and points as ours. Expected numbers are in the cells, as
teachers write them. `exclude_overwriting` protects the helper module, and the solution is beside the course and not in
it: this is stock nbgrader used well.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import nbformat
import numpy as np
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tests.cycle.conftest import QUICK

CELL_SECONDS = 3  # nbgrader's own default is 30 per cell and no limit per submission
CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "stock"
c.Autograde.exclude_overwriting = {{"{name}": ["{module}.py"]}}
c.ExecutePreprocessor.timeout = {seconds}
"""
HIDDEN = "HIDDEN-b81f7d2c"
INPUTS = """
w, b = np.array([[0.5], [-0.25]]), 0.5
X, Y = np.array([[1.0, 3.0, -2.0], [4.0, 0.0, 2.0]]), np.array([[1, 1, 0]])
"""
HIDDEN_INPUTS = """
w, b = np.array([[0.3], [1.2], [-0.7]]), -0.4
X, Y = np.array([[0.9, -1.3], [2.2, 0.4], [-0.6, 1.7]]), np.array([[0, 1]])
"""
CALLS = {
    "sigmoid": ("sigmoid(np.array([[0.0, 2.0, -1.0]]))", "sigmoid(np.array([0.3, -4.2, 7.1]))"),
    "initialize_with_zeros": ("initialize_with_zeros(2)", "initialize_with_zeros(5)"),
    "flatten_images": (
        "flatten_images(np.array([[[1, 2, 3]], [[4, 5, 6]]]))",
        "flatten_images(np.array([[[7, 1], [2, 9]], [[4, 4], [0, 8]], [[3, 5], [6, 1]]]))",
    ),
    "propagate": ("propagate(w, b, X, Y)",) * 2,
    "optimize": ("optimize(w, b, X, Y, num_iterations=101)", "optimize(w, b, X, Y, 3, 0.1)"),
    "predict": ("predict(w, b, X)",) * 2,
    "model": ("model(X, Y, X, Y, num_iterations=101)", "model(X, Y, X, Y, 20, 0.2)"),
}


def make_course(top: Path, name: str, reference: ModuleType, stub: str, points: dict[str, float]) -> Path:
    """A course below `top` with its release made and its hidden tests in the gradebook."""
    module = reference.__name__
    root = top / "class"
    source = root / "source" / name
    source.mkdir(parents=True)
    nbformat.write(notebook(reference, points), source / f"{name}.ipynb")
    (source / f"{module}.py").write_text(stub)
    (root / "nbgrader_config.py").write_text(CONFIG.format(name=name, module=module, seconds=CELL_SECONDS))
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    environment = {"PATH": path, "PYTHONPATH": str(QUICK), "JUPYTER_CONFIG_DIR": str(top / "none"), "HOME": str(top)}
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", name]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the course for stock nbgrader cannot be made:\n{done.stderr[-3000:]}")
    return root


def notebook(reference: ModuleType, points: dict[str, float]) -> nbformat.NotebookNode:
    cells = [
        new_markdown_cell("# Logistic regression", id="title"),
        new_code_cell(f"import numpy as np\nfrom {reference.__name__} import *", id="setup"),
    ]
    for function, worth in points.items():
        meta = {"grade": True, "grade_id": f"check-{function}", "locked": True, "points": worth, "solution": False}
        plain = {**meta, "task": False, "schema_version": 3}
        cells.append(new_code_cell(_tests(reference, function), id=function, metadata={"nbgrader": plain}))
    meta = {"grade": True, "grade_id": "reflection", "locked": False, "points": 10, "solution": True}
    plain = {**meta, "task": False, "schema_version": 3}
    cells.append(new_markdown_cell("YOUR ANSWER HERE", id="reflection", metadata={"nbgrader": plain}))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def marker(function: str) -> str:
    """A text that only the hidden tests of this function contain."""
    return f"{HIDDEN}-{function}"


def _tests(reference: ModuleType, function: str) -> str:
    shown, hidden = CALLS[function]
    lines = [*_one(reference, INPUTS, shown), "### BEGIN HIDDEN TESTS", f"# {marker(function)}"]
    return "\n".join([*lines, *_one(reference, HIDDEN_INPUTS, hidden), "### END HIDDEN TESTS"])


def _one(reference: ModuleType, inputs: str, call: str) -> list[str]:
    space: dict[str, Any] = {**vars(reference), "np": np}
    exec(inputs, space)
    wanted = eval(call, space)
    return [*inputs.strip().splitlines(), f"result = {call}", *_asserts("result", wanted)]


def _asserts(place: str, wanted: Any) -> list[str]:
    if isinstance(wanted, dict):
        return [line for key, value in wanted.items() for line in _asserts(f'{place}["{key}"]', value)]
    if isinstance(wanted, tuple):
        return [line for number, value in enumerate(wanted) for line in _asserts(f"{place}[{number}]", value)]
    plain = wanted.tolist() if isinstance(wanted, np.ndarray | np.generic) else wanted
    shape = [f"assert {place}.shape == {wanted.shape}"] if isinstance(wanted, np.ndarray) else []
    return [*shape, f"np.testing.assert_allclose({place}, {plain!r}, rtol=1e-6, atol=1e-12)"]
