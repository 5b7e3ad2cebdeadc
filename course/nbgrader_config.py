"""How this course configures stock nbgrader. Change any setting here or on nbgrader's command line.

Import nothing slow: each nbgrader command reads this file.
"""

import os
import sys
from pathlib import Path

import nbgrader

import autograder

c = get_config()  # type: ignore[name-defined]  # noqa: F821 -- nbgrader provides it

here = Path(__file__).resolve().parent
project = here.parent

# nbgrader calls `alembic` by name when it creates a gradebook, even if the environment is not activated.
programs = str(Path(sys.executable).parent)
if programs not in os.environ.get("PATH", "").split(os.pathsep):
    os.environ["PATH"] = os.pathsep.join(filter(None, (programs, os.environ.get("PATH"))))

# You can put your own plugins, such as a rule for late work, beside this file: see docs/teachers.md.
if str(here) not in sys.path:
    sys.path.append(str(here))

# --- the course -------------------------------------------------------------------------------------------------------
c.CourseDirectory.root = str(here)
c.CourseDirectory.course_id = os.environ.get("GRADUS_COURSE", "gradus")
# The gradebook is course/gradebook.db (SQLite) by default. PostgreSQL works too: "postgresql://user@host/gradebook".
if "GRADUS_GRADEBOOK" in os.environ:
    c.CourseDirectory.db_url = os.environ["GRADUS_GRADEBOOK"]

# Files that nbgrader does not copy. An HTML page beside a submitted notebook would block the feedback page of the same
# name, because nbgrader makes copied files read-only.
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "*.html"]

# --- the exchange -----------------------------------------------------------------------------------------------------
# A folder that every learner can write to. An administrator creates it once: `sudo install -d -m 0777 FOLDER`. Do not
# put it under /tmp, which is emptied. Learners need two lines in ~/.jupyter/nbgrader_config.py: the course id and this.
if "GRADUS_EXCHANGE" in os.environ:
    c.Exchange.root = os.environ["GRADUS_EXCHANGE"]
# A submission may contain links to the instructor's own files, so this collector copies only regular files.
c.ExchangeFactory.collect = "autograder.nbgrader_adapter.collect.CollectFiles"

# --- generate_assignment ----------------------------------------------------------------------------------------------
# nbgrader's own chain plus PrepareRelease, which adds the stub and the public key and refuses to release answers.
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

# Whether each check is recorded in a file beside the notebook, which is submitted with it and used by the class report.
# docs/teachers.md says what is stored and for how long. Off by default.
c.PrepareRelease.attempt_log = os.environ.get("GRADUS_ATTEMPT_LOG", "") == "1"
# If nobody grades: quizzes tell their verdicts once every question is answered (docs/teachers.md).
c.PrepareRelease.self_study = os.environ.get("GRADUS_SELF_STUDY", "") == "1"

# --- autograde --------------------------------------------------------------------------------------------------------
c.Autograde.exporter_class = "autograder.nbgrader_adapter.preprocessors.TolerantExporter"
# No ClearOutput: notebooks are not run again and plots are graded by eye, so the sanitized outputs are kept.
c.Autograde.sanitize_preprocessors = [
    "autograder.nbgrader_adapter.preprocessors.RestoreSubmission",
    "autograder.nbgrader_adapter.preprocessors.SanitizeSubmission",
    "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
# JudgeSubmission replaces Execute: no submitted code runs outside the sandbox.
c.Autograde.autograde_preprocessors = [
    "autograder.nbgrader_adapter.preprocessors.JudgeSubmission",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
# nbgrader overwrites each submission's files with those of the source folder. Helper modules do not belong there; if
# one is there anyway, the learner's own module is graded.
c.Autograde.exclude_overwriting = {
    folder.name: sorted(path.name for path in folder.glob("*.py"))
    for folder in sorted((project / "helpers" / "stubs").glob("*"))
    if folder.is_dir()
}

# The number of versions of the hidden inputs. Each learner gets one version of each exercise. Each version is a key
# that takes a few seconds to build, once per assignment. See docs/teachers.md.
c.JudgeSubmission.key_versions = int(os.environ.get("GRADUS_KEY_VERSIONS", "1"))

# --- pages: the formgrader and feedback -------------------------------------------------------------------------------
# Our templates take precedence over nbgrader's and load nothing from the network. Formulas become MathML, which
# browsers render themselves, and everything that a learner wrote is sanitized once more before it is shown.
formgrader = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader"
c.HTMLExporter.extra_template_basedirs = [
    str(Path(autograder.__file__).parent / "nbgrader_adapter" / "templates"),
    str(formgrader / "templates"),
]
# Feedback only: our template extends nbgrader's. The first path has nbgrader's style sheet, the second its template.
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
