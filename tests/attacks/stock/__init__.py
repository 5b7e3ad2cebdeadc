"""Grades the same hostile submissions with stock nbgrader, in a jail, and compares the outcome with ours."""
