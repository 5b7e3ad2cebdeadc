"""`gradus new c9w9a-example`: a working assignment, which the author then changes."""

from __future__ import annotations

import json
import keyword
import re
from pathlib import Path

from autograder.authoring import quiz, quiz_template
from autograder.authoring.bundle import load_bundle
from autograder.authoring.source import AuthorError
from autograder.project import short_name

NAME = re.compile(r"c\d+w\d+[a-z]?(-[a-z0-9]+)+")
KERNEL = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}

REFERENCE = '''"""{title}: say in one sentence what the learner builds here."""

import numpy as np


def mean_of_columns(X):
    """
    Average all examples: one example is one column.

    Arguments:
        X: inputs, shape (n_x, m), float

    Returns:
        mean: shape (n_x, 1)

    Example:
        >>> mean_of_columns(np.array([[1.0, 3.0], [2.0, 6.0]]))
        array([[2.],
               [4.]])

    Formula: notebook, section 1.
    """
    ### BEGIN SOLUTION
    mean = np.sum(X, axis=1, keepdims=True) / X.shape[1]
    return mean
    ### END SOLUTION
'''

REFERENCES = '''"""The same functions in TensorFlow: expected values come from here."""

from __future__ import annotations

from typing import Any

import tensorflow as tf


def mean_of_columns(X: Any) -> Any:
    """The mean over the examples, as (n_x, 1)."""
    return tf.reduce_mean(tf.convert_to_tensor(X), axis=1, keepdims=True)
'''

EXERCISES = '''"""The exercises of {short}: inputs, checks, and the hint for each mistake."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import Accepted, Alternative, Assignment, Case, Edit, Exercise, Variant, call, close


def mean_cases(rng: np.random.Generator) -> Iterable[Case]:
    # No two sizes are equal, so that a swapped axis shows.
    yield call(rng.normal(2, 1, (3, 5)), check=close(operations=5), label="more examples than inputs")
    yield call(rng.normal(-1, 2, (4, 2)), check=close(operations=2), label="more inputs than examples")
    yield call(rng.normal(1, 1, (3, 1)), check=close(), label="a single example")


MEAN_OF_COLUMNS = Exercise(
    name="mean_of_columns",
    cases=mean_cases,
    hints=(
        "One example is one column. Which axis counts the examples?",
        "`keepdims=True` keeps an axis of length 1 where a sum went over it.",
    ),
    variants=(
        Variant("rows", "The mean is over the inputs; it should be over the examples.", (Edit("axis=1", "axis=0"),)),
        Variant("not_divided", "The sum was not divided by m.", (Edit(" / X.shape[1]", ""),)),
        Variant("wrong_m", "m is the number of columns, `X.shape[1]`.", (Edit("X.shape[1]", "X.shape[0]"),)),
        Variant("no_keepdims", "The second axis is gone: `keepdims=True`.", (Edit(", keepdims=True", ""),)),
    ),
    accepted=(
        Accepted("as_list", "This returns a list; return an array.", (Edit("return mean", "return mean.tolist()"),)),
    ),
    alternatives=(
        Alternative(
            "loop",
            "example by example",
            code="""
def mean_of_columns(X):
    mean = np.zeros((X.shape[0], 1))
    for i in range(X.shape[1]):
        mean[:, 0] += X[:, i]
    return mean / X.shape[1]
""",
        ),
    ),
)

ASSIGNMENT = Assignment("{name}", "{module}", "{title}", (MEAN_OF_COLUMNS,))
'''


def create(name: str, solutions: Path, source: Path, title: str = "") -> list[Path]:
    """Write a new assignment's files. Returns their paths.

    solutions, source  the folders `solutions/` and `course/source/`

    Raises AuthorError if the name is invalid or taken.
    """
    if not NAME.fullmatch(name):
        raise AuthorError(f"{name!r} is not a valid name: write course, week and topic, such as c9w9a-example")
    short, topic = short_name(name), name.partition("-")[2]
    is_quiz = topic == "quiz"
    module = quiz_template.module_of(name) if is_quiz else topic.replace("-", "_")
    if keyword.iskeyword(module) or not module.isidentifier():
        raise AuthorError(f"{module!r} cannot be a module's name; choose another topic")
    taken = [folder for folder in (solutions / name, source / name) if folder.exists()]
    if taken:
        raise AuthorError(f"{taken[0]} already exists")
    shorts = [folder.name for folder in solutions.glob("*") if short_name(folder.name) == short]
    if shorts:
        raise AuthorError(f"{shorts[0]} already has the short name {short}; choose another letter")
    words = {"name": name, "short": short, "module": module, "title": title or topic.replace("-", " ").capitalize()}
    reference, references, exercises = (
        (quiz_template.ANSWERS, quiz_template.REFERENCES, quiz_template.EXERCISES)
        if is_quiz
        else (REFERENCE, REFERENCES, EXERCISES)
    )
    files = {
        solutions / name / f"{module}.py": _fill(reference, words),
        solutions / name / "references.py": references,
        solutions / name / "exercises.py": _fill(exercises, words),
        source / name / f"{name}.ipynb": _quiz_notebook(words) if is_quiz else _notebook(words),
        source / name / f"{name}.jupyterlab-workspace": _workspace(words),
    }
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    if is_quiz:
        quiz.build_notebook(load_bundle(solutions / name).assignment, source / name / f"{name}.ipynb")
    return list(files)


def _fill(text: str, words: dict[str, str]) -> str:
    for key, word in words.items():
        text = text.replace("{" + key + "}", word)
    return text


def _notebook(words: dict[str, str]) -> str:
    """The smallest notebook that is released, checked and graded: goals, a derivation, a check."""
    module, short, title = words["module"], words["short"], words["title"]
    cells = [
        (
            "opening",
            f"# {title}\n\nSay in at most 150 words what the problem is, and what the learner can do afterwards.",
        ),
        (
            "how-to-work",
            f"**How to work.** Your code goes into `{module}.py`, the file beside this notebook. Write a function "
            "there, *save the file*, and run the check cell below the task.",
        ),
        ("setup", None),
        (
            "mean",
            "## 1 The mean example\n\nOne example is one column of $X$. Their mean is\n\n"
            "$$\\mu = \\frac{1}{m} \\sum_{i=1}^{m} x^{(i)}.$$\n\n"
            f"**Task.** Write `mean_of_columns` in `{module}.py`.",
        ),
        ("check-mean-of-columns", None),
        ("experiment", "## 2 Try it\n\nAn experiment with a parameter to change, and a prediction asked first."),
        ("learned", "## What you have learned\n\nAnd the lecture's slips that were corrected, and where to read on."),
    ]
    imports = f"import numpy as np\nimport {module}\nfrom autograder import case, check, hint"
    code = {
        "setup": f"%load_ext autoreload\n%autoreload 2\n\n{imports}",
        "check-mean-of-columns": f'check("{short}.mean_of_columns")',
    }
    grading = {
        "grade": True,
        "grade_id": "check-mean_of_columns",
        "locked": True,
        "points": 10,
        "schema_version": 3,
        "solution": False,
        "task": False,
    }
    made = []
    for identity, text in cells:
        cell: dict[str, object] = {
            "cell_type": "markdown" if text is not None else "code",
            "id": identity,
            "metadata": {"nbgrader": grading} if identity.startswith("check-") else {},
            "source": (text if text is not None else code[identity]).splitlines(keepends=True),
        }
        if text is None:
            cell |= {"execution_count": None, "outputs": []}
        made.append(cell)
    notebook = {"cells": made, "metadata": KERNEL, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _quiz_notebook(words: dict[str, str]) -> str:
    """A quiz's notebook before its questions are written into it."""
    cells: list[dict[str, object]] = [
        {"cell_type": "markdown", "id": name, "metadata": {}, "source": text.splitlines(keepends=True)}
        for name, text in quiz_template.opening(words["title"], words["module"])
    ]
    setup = "%load_ext autoreload\n%autoreload 2\n\nfrom autograder import case, check, hint"
    cells.append(
        {
            "cell_type": "code",
            "execution_count": None,
            "id": "setup",
            "metadata": {},
            "outputs": [],
            "source": setup.splitlines(keepends=True),
        }
    )
    notebook = {"cells": cells, "metadata": KERNEL, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _workspace(words: dict[str, str]) -> str:
    """Notebook on the left, helper module on the right, by paths relative to the assignment's folder."""
    notebook, module = f"{words['name']}.ipynb", f"{words['module']}.py"

    def tabs(widget: str) -> dict[str, object]:
        return {"type": "tab-area", "currentIndex": 0, "widgets": [widget]}

    dock = {
        "type": "split-area",
        "orientation": "horizontal",
        "sizes": [0.58, 0.42],
        "children": [tabs(f"notebook:{notebook}"), tabs(f"editor:{module}")],
    }
    workspace = {
        "data": {
            "layout-restorer:data": {
                "main": {"current": f"notebook:{notebook}", "dock": dock},
                "left": {"collapsed": True},
            },
            f"notebook:{notebook}": {"data": {"path": notebook, "factory": "Notebook"}},
            f"editor:{module}": {"data": {"path": module, "factory": "Editor"}},
        },
        "metadata": {"id": words["name"]},
    }
    return json.dumps(workspace, indent=1) + "\n"
