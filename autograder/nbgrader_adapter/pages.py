"""Filters for nbconvert's pages (formgrader, feedback): safe Markdown, and formulas without network access."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import escape, unescape
from typing import Any
from xml.etree import ElementTree

from jinja2 import pass_context
from jinja2.runtime import Context
from latex2mathml.converter import convert_to_element
from nbconvert.exporters import HTMLExporter, TemplateExporter
from nbconvert.filters.highlight import Highlight2HTML
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat.notebooknode import NotebookNode

from autograder.nbgrader_adapter import sanitise

ATTACHED = "attachment:"
LONGEST_FORMULA = 4000
LONGEST_SHARED = 5000  # characters; longer cells are not cached
# Code beyond these limits is not highlighted: the lexer takes minutes for a line of ten thousand dots.
LONGEST_LINE = 500
MOST_EMPTY_LINES = 100
CONTENTS = re.compile(r'(<a href="#check-(\w+)">)Test cell</a>')
HEADING = re.compile(r"Grade cell: <code>check-(\w+)</code>")
NO_ALT = re.compile(r"<img(?=\s)(?![^>]*\salt=)")
_DRAWING = (
    "accent accentunder columnalign columnlines columnspacing depth display displaystyle fence form height lspace "
    "linebreak linethickness mathsize mathvariant maxsize minsize movablelimits notation rowlines rowspacing rspace "
    "scriptlevel separator stretchy symmetric voffset width xmlns"
)
DRAWING = frozenset(_DRAWING.split())
ALIGNED = re.compile(r"\\(begin|end)\{(aligned|align|gathered|gather|split|multline)\*?\}")


class Clean(str):
    """HTML that this module has already sanitized. Sanitizing it again would remove its formulas."""


def clean_html(text: str) -> str:
    """Sanitize an output. The engine's cards keep their style."""
    return text if isinstance(text, Clean) else Clean(sanitise.clean_html(text, own=True))


@pass_context
def markdown2html(context: Context, source: str) -> str:
    """Markdown as sanitized HTML. Placeholders replace formulas during sanitizing; then they become MathML."""
    attachments = context.get("cell", {}).get("attachments") or {}
    once = not attachments and len(source) <= LONGEST_SHARED
    return _rendered_once(source) if once else _rendered(source, attachments)


def _rendered(source: str, attachments: Mapping[str, Any]) -> Clean:
    renderer = _Renderer(
        escape=False,
        attachments=attachments,
        embed_images=False,
        path="",
        anchor_link_text="",
        exclude_anchor_links=True,
    )
    html = MarkdownWithMath(renderer=renderer).render(source)
    return Clean(renderer.fill(clean_html(html)))


@lru_cache(maxsize=500)
def _rendered_once(source: str) -> Clean:
    """Cached, because a class's notebooks share most of their text."""
    return _rendered(source, {})


def highlight_code(source: str, language: str | None = None, metadata: Any = None) -> str:
    """Highlighted code. Cached, because a class's notebooks share most of their code."""
    if not _can_highlight(source):
        return f'<div class="highlight"><pre>{escape(source)}\n</pre></div>'
    return _highlighted_once(source) if len(source) <= LONGEST_SHARED else _highlighted(source)


def _highlighted(source: str) -> str:
    return Highlight2HTML(pygments_lexer="ipython3")(source)


_highlighted_once = lru_cache(maxsize=500)(_highlighted)


def _can_highlight(source: str) -> bool:
    empty = 0
    for line in source.split("\n"):
        empty = 0 if line.strip() else empty + 1
        if len(line) > LONGEST_LINE or empty > MOST_EMPTY_LINES:
            return False
    return True


class FeedbackExporter(HTMLExporter):
    """nbconvert's exporter without its last step, which parses the whole page again and takes half of the time."""

    def default_filters(self) -> Iterator[tuple[str, Any]]:
        yield from super().default_filters()
        yield "highlight_code", highlight_code

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: Any = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        resources = self._init_resources(resources)
        html, resources = TemplateExporter.from_notebook_node(self, nb, resources, **kw)
        return NO_ALT.sub('<img alt="A picture without a description"', name_exercises(html)), resources


def name_exercises(page: str) -> str:
    """nbgrader's page with exercise names instead of "Test cell" and of the grade ids of check cells."""
    return HEADING.sub(r"<code>\1</code>", CONTENTS.sub(r"\1<code>\2</code></a>", page))


class _Renderer(IPythonRenderer):
    """nbconvert's renderer with a placeholder for each formula, so that the sanitizer never sees formulas."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.mark = f"formula{secrets.token_hex(8)}n"
        self.formulas: list[str] = []

    def _keep(self, tex: str, block: bool) -> str:
        self.formulas.append(mathml(tex, block))
        return f"{self.mark}{len(self.formulas) - 1}e"

    def _embed_image_or_attachment(self, src: str) -> str:
        """Leave out an image that is not attached; nbconvert would fail to make the page."""
        if src.startswith(ATTACHED) and src.removeprefix(ATTACHED) not in self.attachments:
            return ""
        return super()._embed_image_or_attachment(src)

    def inline_math(self, body: str) -> str:
        return self._keep(body, block=False)

    def block_math(self, body: str) -> str:
        return self._keep(body, block=True)

    def latex_environment(self, name: str, body: str) -> str:
        return self._keep(rf"\begin{{{name}}}{body}\end{{{name}}}", block=True)

    def fill(self, html: str) -> str:
        return re.sub(rf"{self.mark}(\d+)e", lambda match: self.formulas[int(match[1])], html)


def mathml(tex: str, block: bool = False) -> str:
    """A TeX formula as MathML. A formula that cannot be parsed is shown as written."""
    tex = unescape(tex)
    tag = re.search(r"\\tag\{([^{}]*)\}", tex)
    body = re.sub(r"\\(tag|label)\{[^{}]*\}|\\nonumber|\\notag", "", tex)
    body = ALIGNED.sub(r"\\\1{align*}", body)
    try:
        if len(tex) > LONGEST_FORMULA:
            raise ValueError("too long to draw")
        element = convert_to_element(body, display="block" if block else "inline")
        for part in element.iter():
            part.text = unescape(part.text or "")
            for name in set(part.attrib) - DRAWING:  # from \href, \style and similar commands
                del part.attrib[name]
        # `convert` does not escape the text in a formula: \text{<script>} would run.
        drawn = ElementTree.tostring(element, encoding="unicode")
    except Exception:  # the converter has no common exception type; on any error, show the formula's text
        return f"<code>{escape(tex)}</code>"
    if not block:
        return drawn
    number = f'<span style="float: right">({escape(tag[1])})</span>' if tag else ""
    # tabindex: a scrollable element must be reachable by keyboard.
    where = 'role="group" aria-label="formula" tabindex="0" style="display: block; margin: 0.6em 0; overflow-x: auto"'
    return f"<span {where}>{number}{drawn}</span>"
