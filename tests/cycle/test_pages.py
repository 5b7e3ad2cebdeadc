"""Nothing that a learner submits can run in a grader's page; our own cards and formulas are shown without a network."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from traitlets.config import Config

from autograder.card import html as card
from autograder.nbgrader_adapter import pages, sanitise
from autograder.nbgrader_adapter.settings import load_config
from autograder.result import ExerciseResult
from tests.house.tree import ROOT

HOSTILE = [
    "<script>steal()</script>",
    "<SCRIPT SRC=https://evil.example/x.js></SCRIPT>",
    "<img src=x onerror=steal()>",
    "<img src='https://evil.example/pixel.png'>",
    "<svg onload=steal()><script>steal()</script></svg>",
    "<iframe src='javascript:steal()'></iframe>",
    "<a href='javascript:steal()'>x</a>",
    "<a href=' jAvA\nscript:steal()'>x</a>",
    "<a href='data:text/html,<script>steal()</script>'>x</a>",
    "<form action='/formgrader/api'><input autofocus onfocus=steal()></form>",
    "<div style='background: url(https://evil.example/x)'>x</div>",
    "<div style='position: fixed; top: 0; z-index: 9999'>covers the buttons</div>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<math><mtext><table><mglyph><style><img src=x onerror=steal()></style></mglyph></table></mtext></math>",
    "<details open ontoggle=steal()>x</details>",
    "<object data='https://evil.example/x'></object><embed src='https://evil.example/x'>",
    "<link rel=stylesheet href='https://evil.example/x.css'><meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<base href='https://evil.example/'>",
    "<!--<script>steal()--><script>steal()</script>",
    "<script>steal()",
    "<img src=x onerror=steal()",
]
HOSTILE_MARKDOWN = [
    "[x](javascript:steal())",
    "[x]( JavaScript:steal() )",
    "[x][1]\n\n[1]: javascript:steal()",
    "![x](https://evil.example/pixel.png)",
    "<javascript:steal()>",
    "$\\text{<script>steal()</script>}$",
    "$\\text{&lt;img src=x onerror=steal()&gt;}$",
    "$$\\href{javascript:steal()}{x}$$",
    "$\\style{background: url(https://evil.example)}{x}$",
    "```\n<script>steal()</script>\n```",
]


class Live(HTMLParser):
    """Collects what could run, fetch or cover something in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "style", "iframe", "object", "embed", "form", "input", "link", "meta", "base", "svg"}:
            self.found.append(tag)
        for name, value in attrs:
            text = re.sub(r"[\s\x00-\x1f]", "", value or "").lower()
            if name.startswith("on"):
                self.found.append(f"{tag} {name}")
            if name in ("href", "xlink:href", "action") and text.startswith(("javascript:", "data:", "vbscript:")):
                self.found.append(f"{tag} {name}={text}")
            if name in ("src", "data", "srcset") and not text.startswith("data:image/") and ":" in text:
                self.found.append(f"{tag} {name}={text}")
            if name == "style" and any(word in text for word in ("url(", "position:", "z-index", "expression")):
                self.found.append(f"{tag} style={text}")


def live(html: str) -> list[str]:
    parser = Live()
    parser.feed(html)
    parser.close()
    return parser.found


def exporter(sanitize_html: bool) -> HTMLExporter:
    config = Config()
    config.HTMLExporter.sanitize_html = sanitize_html
    config.HTMLExporter.filters = {
        "markdown2html": "autograder.nbgrader_adapter.pages.markdown2html",
        "clean_html": "autograder.nbgrader_adapter.pages.clean_html",
    }
    # Only the notebook's own markup, without the page around it.
    return HTMLExporter(config=config, template_name="basic")


def page(*cells: object, sanitize_html: bool = False) -> str:
    """nbgrader's templates clean outputs if `sanitize_html` is set; written cells are cleaned only by our filter."""
    return exporter(sanitize_html).from_notebook_node(new_notebook(cells=list(cells)))[0]


@pytest.mark.parametrize("text", HOSTILE)
def test_cleaned_html_is_harmless(text: str) -> None:
    """Cleaned HTML contains nothing that could run."""
    assert live(sanitise.clean_html(text)) == []


@pytest.mark.parametrize("text", [*HOSTILE, *HOSTILE_MARKDOWN])
def test_an_uncleaned_answer_is_harmless(text: str) -> None:
    """A written answer is harmless in a page, even if nothing cleaned it before."""
    assert live(page(new_markdown_cell(text), new_markdown_cell(f"* {text}"))) == []


@pytest.mark.parametrize("text", HOSTILE)
def test_an_uncleaned_output_is_harmless(text: str) -> None:
    """An output is harmless in a page, even if nothing cleaned it before."""
    output = new_output("display_data", {"text/html": text, "image/svg+xml": text})
    latex = new_output("display_data", {"text/latex": text})
    assert live(page(new_code_cell("x", outputs=[output, latex]), sanitize_html=True)) == []


@pytest.mark.parametrize("text", [*HOSTILE, *HOSTILE_MARKDOWN])
def test_a_cleaned_answer_is_harmless_markdown(text: str) -> None:
    """A cleaned answer is harmless Markdown."""
    cleaned = sanitise.clean_markdown(text)
    assert live(page(new_markdown_cell(cleaned))) == []
    assert "javascript:" not in cleaned.lower().replace("$$\\href{javascript:", "").replace("&lt;javascript:", "")


@pytest.mark.parametrize(
    "text",
    [
        "a < b and b > c & d",
        "$a_1 < b$",
        "> quoted",
        "x <- y",
        "`a < b`",
        "1 <2",
        "<b>bold</b>",
        "a<br>b",
        "\\(a<b\\)",
        "$0<a<1$",
    ],
)
def test_ordinary_answers_stay_unchanged(text: str) -> None:
    """Ordinary answers stay as they were written."""
    assert sanitise.clean_markdown(text) == text


def test_picture_sizes_cannot_carry_attributes() -> None:
    """The size of a picture, which nbconvert does not quote, cannot carry attributes."""
    output = new_output("display_data", {"image/png": "aGk="}, metadata={"image/png": {"width": "1 onload=steal()"}})
    kept = sanitise.clean_output(output)
    assert kept is not None and kept.metadata == {}


def test_scripts_and_widgets_are_left_out() -> None:
    """Outputs that are scripts or widgets are left out."""
    kinds = ("application/javascript", "application/vnd.jupyter.widget-view+json", "text/vnd.mermaid")
    assert [sanitise.clean_output(new_output("display_data", {kind: "steal()"})) for kind in kinds] == [None] * 3


@pytest.mark.parametrize("verdict", ["pass", "partial", "wrong", "error", "missing", "timeout", "limit", "refused"])
def test_our_cards_stay_complete(verdict: str) -> None:
    """Cleaning keeps every part of our own cards."""
    result = ExerciseResult(
        "propagate",
        0.5,
        verdict,
        message="`dw` is off: <expected> & got",
        details=("shape (3, 1)", "values"),
        advice=("a `RuntimeWarning`",),
        printed="hello\n<b>world</b>",
        attempted=verdict != "missing",
    )
    drawn = card.render(result, points=(2.5, 5.0), printed=True)
    assert parts(pages.clean_html(drawn)) == parts(drawn)


def parts(html: str) -> list[object]:
    """What a browser sees: tags, attributes, the declarations of styles, and text."""

    class Parts(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.all: list[object] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            for name, value in attrs:
                text = (value or "").replace('"', "'")
                kept = tuple(item.strip() for item in text.split(";") if item.strip()) if name == "style" else text
                self.all.append((tag, name, kept))

        def handle_data(self, data: str) -> None:
            self.all.append(data)

    parser = Parts()
    parser.feed(html)
    parser.close()
    return sorted(map(repr, parser.all))


@pytest.mark.parametrize(
    "tex",
    [
        r"\frac{\partial J}{\partial w} = \frac{1}{m} X (A - Y)^T",
        r"\hat{y}^{(i)} = \sigma(w^T x^{(i)} + b)",
        r"\begin{aligned} a &= b \\ c &= d \end{aligned}",
        r"J = -\frac{1}{m} \sum_{i=1}^{m} \big[ y \log a + (1 - y) \log (1 - a) \big]",
        r"a < b, \; \mathbb{R}^{n_x \times m}, \; \underbrace{x}_{\text{in}}, \; \lVert w \rVert^2",
        r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix} \cdot \mathbf{v} \leq \operatorname{relu}(z)",
    ],
)
def test_formulas_need_no_network(tex: str) -> None:
    """Formulas are drawn without a network."""
    html = page(new_markdown_cell(f"With ${tex}$ and\n\n$${tex} \\tag{{3}}$$\n\n- in a list: ${tex}$"))
    assert html.count("<math") == 3 and "(3)" in html
    assert "$" not in html and "#x0" not in html and "<mi>&amp;</mi>" not in html, html


def test_an_unreadable_formula_is_shown_as_written() -> None:
    """A formula that cannot be parsed is shown as written."""
    assert "<code>\\left( x</code>" in page(new_markdown_cell("so $\\left( x$ it is"))


def test_feedback_pages_have_alt_texts() -> None:
    """Feedback pages have alternative texts, as nbconvert's pages have."""
    book = new_notebook(cells=[new_markdown_cell("<img src='data:image/png;base64,aGk='> ![a face](x.png)")])
    config = Config()
    config.HTMLExporter.filters = {"markdown2html": "autograder.nbgrader_adapter.pages.markdown2html"}
    html = pages.FeedbackExporter(config=config, template_name="basic").from_notebook_node(book)[0]
    assert html.count(" alt=") == 2 and 'alt="a face"' in html


def test_feedback_names_the_exercises() -> None:
    """Feedback names the exercises. nbgrader says "Test cell" on every line, which helps nobody."""
    config = load_config(ROOT / "course")
    config.merge({"HTMLExporter": config.GenerateFeedback.HTMLExporter})
    graded = {"grade": True, "grade_id": "check-read_the_line", "solution": False, "score": 0.0, "points": 12.0}
    cell = new_code_cell('check("c1w1-quiz.read_the_line")', metadata={"nbgrader": graded})
    names = {"notebook": "c1w1-quiz", "score": 0.0, "max_score": 12.0, "late_penalty": 0.0}
    html, _ = pages.FeedbackExporter(config=config).from_notebook_node(new_notebook(cells=[cell]), {"nbgrader": names})
    assert '<a href="#check-read_the_line"><code>read_the_line</code></a> (Score: 0.0 / 12.0)' in html
    assert '<a name="check-read_the_line">' in html
    assert "Test cell" not in html and "Grade cell" not in html
