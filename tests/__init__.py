"""Tests of everything. Import the helpers of one part as `tests.<part>.<helper>`."""

import autograder.course  # noqa: F401 -- before nbformat, so that jsonschema does not build a grammar that nobody needs
