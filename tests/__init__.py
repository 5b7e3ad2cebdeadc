"""Tests of everything. Import the helpers of one part as `tests.<part>.<helper>`."""

import autograder.nbgrader_adapter  # noqa: F401 -- before nbformat, or jsonschema builds a grammar that nobody needs
