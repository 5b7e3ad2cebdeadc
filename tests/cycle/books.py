"""Reads a gradebook's tables without their random ids, so that two gradebooks can be compared."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

TABLES = {
    "student": "select id, first_name, last_name, email from student",
    "submission": """select s.student_id, a.name, s.timestamp, s.extension from submitted_assignment s
        join assignment a on a.id = s.assignment_id""",
    "notebook": """select s.student_id, n.name, b.flagged, b.late_submission_penalty from submitted_notebook b
        join submitted_assignment s on s.id = b.assignment_id join notebook n on n.id = b.notebook_id""",
    "grade": """select s.student_id, c.name, c.type, g.auto_score, g.manual_score, g.extra_credit, g.needs_manual_grade
        from grade g join base_cell c on c.id = g.cell_id join submitted_notebook b on b.id = g.notebook_id
        join submitted_assignment s on s.id = b.assignment_id""",
    "comment": """select s.student_id, c.name, c.type, m.auto_comment, m.manual_comment
        from comment m join base_cell c on c.id = m.cell_id join submitted_notebook b on b.id = m.notebook_id
        join submitted_assignment s on s.id = b.assignment_id""",
}


def rows(gradebook: Path | str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row about submissions, sorted, from a SQLite file or from the database at a URL."""
    engine = create_engine(gradebook if isinstance(gradebook, str) else f"sqlite:///{gradebook}")
    with engine.connect() as connection:
        found = {name: [tuple(row) for row in connection.execute(text(query))] for name, query in TABLES.items()}
    engine.dispose()
    return {name: sorted(items, key=repr) for name, items in found.items()}


def files(folder: Path) -> dict[str, Any]:
    """Every file under `folder` with its permissions and content; a notebook as JSON, so that differences show."""
    found: dict[str, Any] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            content = json.loads(data) if path.suffix == ".ipynb" else data
            found[path.relative_to(folder).as_posix()] = (path.stat().st_mode & 0o777, content, len(data))
    return found
