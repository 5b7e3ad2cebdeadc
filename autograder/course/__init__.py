"""Gradus's side of nbgrader: what its stock commands are given by the course's configuration, and the fast path."""
