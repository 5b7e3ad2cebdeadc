"""Stock nbgrader grades a hostile submission: an ordinary course, in a fresh jail for each attack."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from types import ModuleType

from autograder.authoring.bundle import Bundle
from tests.attacks.hostile import NOTEBOOKS, hand_in
from tests.attacks.stock import course, jail
from tests.attacks.stock.outcome import ADA, BEN, EVE, ZOE, Canaries, Outcome, active, earlier, grades, outputs, points
from tests.cycle.conftest import QUICK

SECONDS = 45  # for grading both, then it is stopped
NEXT_SECONDS = 30  # for grading only the honest submission, if it was not reached
FEEDBACK_SECONDS = 30


class Stock:
    """
    name    of the assignment; module: file name of its helper module
    right   text of the module beside hostile notebooks, which earns the points of one exercise
    """

    def __init__(self, folder: Path, bundle: Bundle, right: str) -> None:
        folder.mkdir(parents=True)
        self.folder, self.right = folder, right
        self.name, self.module = bundle.assignment.name, f"{bundle.assignment.module}.py"
        self.canaries = Canaries.draw()
        reference = ModuleType(bundle.assignment.module)
        exec(bundle.reference_source, vars(reference))
        self.honest = bundle.reference_source + f"\n# {self.canaries.other}\n"
        worth = check_points(bundle)
        stub = (bundle.folder.parents[1] / "helpers" / "stubs" / self.name / self.module).read_text()
        self.root = course.make_course(folder, self.name, reference, stub, worth)
        (folder / "solutions" / self.name).mkdir(parents=True)
        (folder / "solutions" / self.name / self.module).write_text(bundle.reference_source)
        self.release = self.root / "release" / self.name
        self._hand_in(ADA, self.honest)
        self._hand_in(BEN, right)
        self._run("", folder / "first")
        self.root = folder / "graded"
        shutil.copytree(folder / "first" / "kept" / "srv" / "class", self.root)
        rows = grades(self.root / "gradebook.db")
        self.full, self.fair = points(rows, ADA), points(rows, BEN)
        if (self.full, self.fair) != (sum(worth.values()), worth["sigmoid"]):
            raise RuntimeError(f"the course for stock nbgrader is not sound: {self.full:g} and {self.fair:g} points")
        self.before = earlier(rows)

    def attack(self, path: Path) -> Outcome:
        notebook = path in NOTEBOOKS
        self._hand_in(EVE, self.right if notebook else path.read_text(), path if notebook else None)
        self._hand_in(ZOE, self.honest)
        place = self.folder / "run"
        try:
            said = self._run(f"{jail.WORK}/autograded/{ZOE}/{self.name}", place)
            return self._judge(said, place / "kept" / jail.WORK.lstrip("/"), self.fair if notebook else 0.0)
        finally:
            shutil.rmtree(place, ignore_errors=True)

    def _run(self, unless: str, out: Path) -> jail.Report:
        out.mkdir()
        grading = ("nbgrader", "autograde", self.name)
        commands = [jail.Command(grading, SECONDS)]
        if unless:
            commands.append(jail.Command((*grading, "--student", ZOE), NEXT_SECONDS, unless))
        feedback = ("nbgrader", "generate_feedback", self.name, "--student", EVE)
        commands.append(jail.Command(feedback, FEEDBACK_SECONDS, where=f"{jail.WORK}/autograded/{EVE}/{self.name}"))
        request = jail.Request(
            out=str(out),
            commands=commands,
            copy={
                str(self.root): jail.WORK,
                str(self.folder / "solutions"): "/srv/solutions",
                str(QUICK): "/srv/quick",
            },
            secrets={f"{jail.HOME}/vault/hidden.key": self.canaries.file},
            environment={
                "HOME": jail.HOME,
                "USER": "teacher",
                "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
                "LANG": "C.UTF-8",
                "PYTHONPATH": "/srv/quick",
                "PYTHONDONTWRITEBYTECODE": "1",
                "OPENBLAS_NUM_THREADS": "1",
                "GRADUS_VAULT": f"{jail.HOME}/vault",
                "GRADER_TOKEN": self.canaries.variable,
            },
        )
        return jail.run(request, SECONDS + NEXT_SECONDS + FEEDBACK_SECONDS + 60)

    def _judge(self, said: jail.Report, kept: Path, fair: float) -> Outcome:
        first, again, _ = said.runs
        assert first is not None
        trouble = []
        try:
            rows = grades(kept / "gradebook.db")
        except Exception as error:  # whatever happened to it
            rows = []
            trouble.append(f"the gradebook cannot be read ({type(error).__name__})")
        else:
            trouble += ["somebody else's rows were changed"] if earlier(rows) != self.before else []
        stored = (kept / "autograded" / EVE / self.name / f"{self.name}.ipynb").is_file()
        trouble += [] if stored else ["no result"]
        trouble += [f"stopped after {SECONDS} s"] if first.code is None else []
        count = len(first.left)
        trouble += [f"{count} process{'' if count == 1 else 'es'} left"] if count else []
        changed = [path.replace(jail.HOME, "~") for path in said.changed[:2]]
        trouble += [f"files changed (`{'`, `'.join(changed)}`)"] if changed else []
        page = kept / "feedback" / EVE / self.name / f"{self.name}.html"
        shown = page.read_text() if page.is_file() else ""
        # nbgrader puts hidden tests into every graded notebook; they count only if they were copied elsewhere.
        text = said.loot + outputs(kept / "autograded" / EVE / self.name, self.module, _own_tests)
        found = points(rows, ZOE)
        waits = "was not graded in the same run" if again is not None else ""
        return Outcome(
            points=round(max(0.0, points(rows, EVE) - fair), 6),
            secret=self.canaries.found(text, course.HIDDEN),
            page=active(shown),
            grader=", ".join(trouble),
            next=waits if found == self.full else f"{found:g} of {self.full:g} points",
            seconds=first.seconds,
        )

    def _hand_in(self, who: str, module: str, attack: Path | None = None) -> None:
        folder = self.root / "submitted" / who / self.name
        shutil.rmtree(folder, ignore_errors=True)
        hand_in(self.release, folder, (self.module, module), attack)


def _own_tests(grade_id: str) -> str:
    return course.marker(grade_id.removeprefix("check-"))


def check_points(bundle: Bundle) -> dict[str, float]:
    """The points of our own notebook's check cells, by exercise."""
    name = bundle.assignment.name
    source = bundle.folder.parents[1] / "course" / "source" / name / f"{name}.ipynb"
    found = {}
    for cell in json.loads(source.read_text())["cells"]:
        graded = cell["metadata"].get("nbgrader", {})
        if graded.get("grade") and not graded.get("solution"):
            found[graded["grade_id"].removeprefix("check-").replace("-", "_")] = graded["points"]
    return found
