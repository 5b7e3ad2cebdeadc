"""Connects Gradus to nbgrader: plugins for nbgrader's stock commands, and a faster path for grading a class."""

import sys

# nbformat imports jsonschema, which checks IRIs with a package that builds a grammar on import: seconds and 20 MB.
# Notebooks contain no IRIs to check, and jsonschema skips that check if the package is missing.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
