"""Tests of the whole house. Helpers of one part are imported as `tests.<part>.<helper>`."""

import autograder.nbgrader_adapter  # noqa: F401 -- before nbformat: without it jsonschema builds a grammar that nobody asks for
