"""How this course uses stock nbgrader. Every setting may be changed here, or on nbgrader's command line.

Nothing heavy is imported: nbgrader reads this file for each of its commands.
"""

import os
import sys
from pathlib import Path

import nbgrader

import autograder

c = get_config()  # type: ignore[name-defined]  # noqa: F821 -- nbgrader provides it

here = Path(__file__).resolve().parent
project = here.parent

# nbgrader calls `alembic` by name when it makes a gradebook, also from an environment that nobody activated.
programs = str(Path(sys.executable).parent)
if programs not in os.environ.get("PATH", "").split(os.pathsep):
    os.environ["PATH"] = os.pathsep.join(filter(None, (programs, os.environ.get("PATH"))))

# A plugin of one's own, such as a rule for late work, may lie beside this file: see docs/teachers.md.
if str(here) not in sys.path:
    sys.path.append(str(here))

# --- the course -------------------------------------------------------------------------------------------------------
c.CourseDirectory.root = str(here)
c.CourseDirectory.course_id = os.environ.get("GRADUS_COURSE", "gradus")
# The gradebook is course/gradebook.db, in SQLite; PostgreSQL serves as well: "postgresql://user@host/gradebook".
if "GRADUS_GRADEBOOK" in os.environ:
    c.CourseDirectory.db_url = os.environ["GRADUS_GRADEBOOK"]

# What is never copied along. A page beside a submitted notebook would stand where its feedback is to be written, and
# nbgrader makes what it copies read-only.
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "*.html"]

# --- the exchange -----------------------------------------------------------------------------------------------------
# A folder that every learner can write to, made once by an administrator: `sudo install -d -m 0777 FOLDER`. Not under
# /tmp, which is emptied. Learners need the same two lines in ~/.jupyter/nbgrader_config.py: the course's id and this.
if "GRADUS_EXCHANGE" in os.environ:
    c.Exchange.root = os.environ["GRADUS_EXCHANGE"]
# A submission may hold links that lead into the instructor's own files; ours collects files alone.
c.ExchangeFactory.collect = "autograder.nbgrader_adapter.collect.CollectFiles"

# --- generate_assignment ----------------------------------------------------------------------------------------------
# nbgrader's own chain, and last ours: it adds stub and public key, and refuses a release that gives answers away.
c.GenerateAssignment.preprocessors = [
    "nbgrader.preprocessors.IncludeHeaderFooter",
    "nbgrader.preprocessors.LockCells",
    "nbgrader.preprocessors.ClearSolutions",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.SaveCells",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbgrader.preprocessors.ClearMarkScheme",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.CheckCellMetadata",
    "autograder.nbgrader_adapter.release.PrepareRelease",
]

# Whether each check is noted in a file that lies beside the notebook and is handed in with it, for the class report.
# What is kept, and for how long, stands in docs/teachers.md. Without this nothing is kept.
c.PrepareRelease.attempt_log = os.environ.get("GRADUS_ATTEMPT_LOG", "") == "1"

# --- autograde --------------------------------------------------------------------------------------------------------
c.Autograde.exporter_class = "autograder.nbgrader_adapter.preprocessors.TolerantExporter"
# ClearOutput is left out: plots are graded by eye and nothing is run again, so cleaned outputs stay.
c.Autograde.sanitize_preprocessors = [
    "autograder.nbgrader_adapter.preprocessors.RestoreSubmission",
    "autograder.nbgrader_adapter.preprocessors.SanitizeSubmission",
    "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
# JudgeSubmission stands in Execute's place: no submitted code runs outside of the sandbox.
c.Autograde.autograde_preprocessors = [
    "autograder.nbgrader_adapter.preprocessors.JudgeSubmission",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
# nbgrader lays the source folder's files over each submission. No helper module belongs there, and should one stand
# there all the same, the learner's own is what is graded.
c.Autograde.exclude_overwriting = {
    folder.name: sorted(path.name for path in folder.glob("*.py"))
    for folder in sorted((project / "helpers" / "stubs").glob("*"))
    if folder.is_dir()
}

# How many versions of the hidden inputs the class has; each learner is dealt one of them in each exercise. Each version
# is a key that takes some seconds to make, once for an assignment. See docs/teachers.md.
c.JudgeSubmission.key_versions = int(os.environ.get("GRADUS_KEY_VERSIONS", "1"))

# --- pages: the formgrader and feedback -------------------------------------------------------------------------------
# Our templates stand before nbgrader's; they load nothing from the network. Formulas become MathML, which browsers
# draw themselves, and everything a learner wrote is cleaned once more on its way into a page.
formgrader = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader"
c.HTMLExporter.extra_template_basedirs = [
    str(Path(autograder.__file__).parent / "nbgrader_adapter" / "templates"),
    str(formgrader / "templates"),
]
# Feedback alone: our page around nbgrader's, which it finds by the second path, and its style sheet by the first.
c.GenerateFeedback.exporter_class = "autograder.nbgrader_adapter.pages.FeedbackExporter"
c.GenerateFeedback.HTMLExporter.template_name = "gradus_feedback"
c.GenerateFeedback.HTMLExporter.extra_template_paths = [
    str(formgrader / "static" / "node_modules" / "bootstrap" / "dist" / "css"),
    str(formgrader / "templates"),
]
c.HTMLExporter.sanitize_html = True
c.HTMLExporter.filters = {
    "markdown2html": "autograder.nbgrader_adapter.pages.markdown2html",
    "clean_html": "autograder.nbgrader_adapter.pages.clean_html",
    "highlight_code": "autograder.nbgrader_adapter.pages.highlight_code",
}
