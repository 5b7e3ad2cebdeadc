"""The report's pictures as inline SVG, which uses the page's light or dark colours and prints sharply.

Each picture has a table with the same numbers beside it. The parts of a bar also differ in pattern, for people who
cannot distinguish the colours.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

PATTERNS = """<svg width="0" height="0" aria-hidden="true" style="position:absolute"><defs>
<pattern id="p-wrong" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<rect width="6" height="6" style="fill:var(--wrong)"/>
<rect width="1.5" height="6" style="fill:var(--ground)"/></pattern>
<pattern id="p-stopped" width="5" height="5" patternUnits="userSpaceOnUse">
<rect width="5" height="5" style="fill:var(--stopped)"/>
<circle cx="2.5" cy="2.5" r="1" style="fill:var(--ground)"/></pattern>
</defs></svg>"""

FILLS = {
    "passed": "var(--pass)",
    "partly": "var(--partly)",
    "wrong": "url(#p-wrong)",
    "stopped": "url(#p-stopped)",
    "blank": "var(--blank)",
}


def histogram(counts: Sequence[int]) -> str:
    """The number of learners in each tenth of the points."""
    wide, high, left, foot = 640, 200, 34, 40
    most = max([*counts, 1])
    step = (wide - left) / len(counts)
    parts = [_open(wide, high + foot + 20, "Distribution of scores", _histogram_words(counts))]
    for mark in _marks(most):
        y = 16 + high - high * mark / most
        parts.append(f'<line class="axis" x1="{left}" x2="{wide}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(f'<text class="soft" x="{left - 8}" y="{y + 4:.1f}" text-anchor="end">{mark}</text>')
    for index, count in enumerate(counts):
        x, tall = left + index * step, high * count / most
        y = 16 + high - tall
        parts.append(
            f'<rect x="{x + 3:.1f}" y="{y:.1f}" width="{step - 6:.1f}" height="{tall:.1f}" style="fill:var(--bar)"/>'
        )
        if count:
            parts.append(f'<text x="{x + step / 2:.1f}" y="{y - 4:.1f}" text-anchor="middle">{count}</text>')
        parts.append(f'<text class="soft" x="{x:.1f}" y="{high + 34}" text-anchor="middle">{index * 10}</text>')
    parts.append(f'<text class="soft" x="{wide - 4}" y="{high + 34}" text-anchor="end">100</text>')
    parts.append(
        f'<text class="soft" x="{wide / 2}" y="{high + 54}" text-anchor="middle">percent of the points</text></svg>'
    )
    return "".join(parts)


def stacked(rows: Sequence[tuple[str, Sequence[tuple[str, int]]]], words: str) -> str:
    """One bar per exercise, divided by result. rows: (name, ((kind, count), ...))."""
    left, wide, tall, gap = 190, 640, 22, 12
    parts = [_open(wide, len(rows) * (tall + gap) + 6, "Results per exercise", words)]
    for index, (name, counts) in enumerate(rows):
        y, x = index * (tall + gap) + 4, float(left)
        total = sum(count for _, count in counts) or 1
        parts.append(f'<text x="{left - 10}" y="{y + 15}" text-anchor="end">{escape(_short(name))}</text>')
        for kind, count in counts:
            part = (wide - left) * count / total
            if count:
                size = f'width="{max(part - 1.5, 1):.1f}" height="{tall}"'
                parts.append(f'<rect x="{x:.1f}" y="{y}" {size} style="fill:{FILLS[kind]}"/>')
            x += part
    return "".join([*parts, "</svg>"])


def bars(rows: Sequence[tuple[str, float, str]], title: str, words: str) -> str:
    """Horizontal bars. rows: (name, value, label)."""
    left, wide, tall, gap, right = 190, 640, 18, 10, 90
    most = max([value for _, value, _ in rows] + [1e-9])
    parts = [_open(wide, len(rows) * (tall + gap) + 6, title, words)]
    for index, (name, value, label) in enumerate(rows):
        y, part = index * (tall + gap) + 4, (wide - left - right) * value / most
        parts.append(f'<text x="{left - 10}" y="{y + 13}" text-anchor="end">{escape(_short(name))}</text>')
        parts.append(f'<rect x="{left}" y="{y}" width="{max(part, 1):.1f}" height="{tall}" style="fill:var(--bar)"/>')
        parts.append(f'<text x="{left + part + 8:.1f}" y="{y + 13}">{escape(label)}</text>')
    return "".join([*parts, "</svg>"])


def swatch(kind: str) -> str:
    fill = FILLS[kind]
    return f'<svg width="14" height="14" aria-hidden="true"><rect width="14" height="14" style="fill:{fill}"/></svg>'


def _open(wide: int, high: float, title: str, words: str) -> str:
    return f'<svg viewBox="0 0 {wide} {high:g}" width="{wide}" role="img" aria-label="{escape(f"{title}. {words}")}">'


def _short(name: str) -> str:
    return name if len(name) <= 25 else name[:24] + "…"


def _marks(most: int) -> list[int]:
    step = max(1, -(-most // 4))
    return list(range(0, most + 1, step))


def _histogram_words(counts: Sequence[int]) -> str:
    words = [f"{index * 10} to {index * 10 + 10} percent: {count}" for index, count in enumerate(counts) if count]
    return "; ".join(words) or "No submission has been graded yet"
