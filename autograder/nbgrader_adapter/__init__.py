"""Gradus's side of nbgrader: what the course's configuration gives to its stock commands, and the fast path."""

import sys

# jsonschema, which nbformat imports, checks IRIs with a package that builds a grammar at every import: seconds, and
# 20 MB. No notebook holds an IRI to check; without the package jsonschema leaves that one check out.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
