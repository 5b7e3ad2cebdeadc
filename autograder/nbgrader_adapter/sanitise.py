"""Removes scripts and other active content from submissions before a grader opens them in a browser.

A single submission must not delay the class either: each cell and each notebook has a size limit, and the time for
sanitizing is linear in the length.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from bleach.css_sanitizer import ALLOWED_CSS_PROPERTIES, CSSSanitizer
from bleach.sanitizer import Cleaner
from nbformat.notebooknode import NotebookNode, from_dict

from autograder.nbgrader_adapter import markup
from autograder.nbgrader_adapter.cells import unchanged
from autograder.nbgrader_adapter.markup import CUT, TAGS

# No `position` or `z-index`: nothing may cover the grader's own buttons.
_PROPERTIES = (
    "align-items background border border-bottom border-collapse border-left border-radius border-right "
    "border-spacing border-style border-top border-width box-sizing color-scheme column-gap display flex "
    "flex-basis flex-direction flex-grow flex-shrink flex-wrap font gap grid-column grid-template-columns "
    "justify-content list-style list-style-type margin margin-bottom margin-left margin-right margin-top "
    "max-height max-width min-height min-width opacity overflow overflow-wrap overflow-x overflow-y "
    "padding padding-bottom padding-left padding-right padding-top row-gap tab-size text-decoration-color "
    "text-transform vertical-align white-space word-break word-wrap"
)
PROPERTIES = frozenset(ALLOWED_CSS_PROPERTIES) | frozenset(_PROPERTIES.split())
ATTRIBUTES = frozenset(
    ("alt", "colspan", "dir", "height", "lang", "open", "role", "rowspan", "scope", "title", "width")
)
PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=\s]*\Z")
BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*\Z")
INSIDE = re.compile(r"data:image/[a-z+]{1,12};base64,[A-Za-z0-9+/=]*+")
# A file beside the notebook. No host (`//host`, or `/\host`, which browsers treat the same) and no absolute path:
# loading an image from the server's root could log a teacher out.
BESIDE = re.compile(r"(?:\./)?(?:\w[\w -]*/)*\w[\w -]*\.(?:png|jpe?g|gif|webp|svg)\Z", re.IGNORECASE)
# A formula without `>` cannot contain a complete tag. It is matched first, so that `$0<a<1$` stays unchanged.
TAG = re.compile(r"\$[^$>\n]{1,500}\$|\\\([^>\n]{1,500}?\\\)|<(?=[/a-zA-Z!?])([^<>]*)(>|\Z)")
LINK = re.compile(r"(\][(:][\s<]*+)(?:javascript|vbscript|data)\s*+:[^)\s]*", re.IGNORECASE)
ASKS = ("url(", "image(", "image-set(", "expression", "@", "\\", "/*")  # values that load something, or may hide that
NEGATIVE = re.compile(r"-\s*\.?\d")  # a negative offset can move content over the grader's own buttons

TEXT_LIMIT = markup.MOST_TEXT  # characters of one printed text
LINES_LIMIT = 900  # below the 1000 of nbgrader's LimitOutput, which then has nothing to cut
OUTPUTS_LIMIT = 200  # of one cell
CODE_LIMIT = 50_000  # characters of one code cell
WRITTEN_LIMIT = 20_000  # characters of one written cell: ten pages
TAGS_LIMIT = 1000  # in one written cell
LARGEST_PIECE = 4 << 20  # characters of HTML in one output, including its images
WIDEST_PICTURE = 4000  # pixels
KEPT_CELL_METADATA = ("nbgrader", "gradus")  # both were set by `restoring`, not by the learner
KEPT_FLAGS = ("deletable", "editable")
LANGUAGE = {"name": "python", "pygments_lexer": "ipython3"}


class Kind(Enum):
    """A kind of text in a notebook."""

    CODE = "code"
    WRITTEN = "written"
    PRINTED = "printed"
    HTML = "html"


NOTEBOOK_CHARACTERS = {Kind.CODE: 300_000, Kind.WRITTEN: 200_000, Kind.PRINTED: 2_000_000, Kind.HTML: 500_000}
NOTEBOOK_LINES = 50_000


class Allowance:
    """What one notebook may still contain: characters of each kind, and lines."""

    def __init__(self) -> None:
        self.characters = dict(NOTEBOOK_CHARACTERS)
        self.lines = NOTEBOOK_LINES

    def take(self, kind: Kind, text: str, most: int) -> str:
        """The text, cut to `most` characters and to the rest of the allowance."""
        most_lines = min(self.lines, LINES_LIMIT) if kind is Kind.PRINTED else self.lines
        cut = _cut(text, min(most, self.characters[kind]), most_lines)
        self.spend(kind, len(text))
        self.lines = max(0, self.lines - cut.count("\n"))
        return cut

    def spend(self, kind: Kind, characters: int) -> None:
        self.characters[kind] = max(0, self.characters[kind] - characters)


class _Styles(CSSSanitizer):
    """bleach checks only the names of properties. This also rejects values that load something."""

    def sanitize_css(self, style: str) -> str:
        lowered = style.lower()
        if any(word in lowered for word in ASKS) or NEGATIVE.search(style) or style.count("(") > 10:
            return ""
        return super().sanitize_css(style)


@lru_cache(maxsize=2)
def _cleaner(own: bool) -> Cleaner:
    def allowed(tag: str, name: str, value: str) -> bool:
        if name == "src":
            # Only images that come with the notebook: a remote server would learn who grades, and when.
            return tag == "img" and (PICTURE.match(value) or BESIDE.match(value)) is not None
        if name == "href":
            return tag == "a" and not value.lstrip().lower().startswith("data:")
        if name == "class":
            return own or value == "dataframe"
        if name == "id":
            return own
        if name == "tabindex":
            return value == "0"  # makes scrollable elements reachable, without changing the tab order
        return name in ATTRIBUTES or name == "style" or name.startswith("aria-")

    return Cleaner(
        tags=TAGS,
        attributes=allowed,
        protocols=frozenset(("http", "https", "mailto", "data")),
        strip=True,
        strip_comments=True,
        css_sanitizer=_Styles(allowed_css_properties=PROPERTIES),
    )


def clean_html(text: str, own: bool = False) -> str:
    """HTML that cannot run code, load anything or cover the page. `own` keeps class names and ids (for cards)."""
    return _cleaner(own).clean(markup.plain(text[:LARGEST_PIECE]))


def clean_markdown(text: str) -> str:
    """Markdown whose raw HTML is sanitized. Text that is not HTML (`a < b`, formulas) stays unchanged."""
    text = LINK.sub(r"\1#", markup.without_code(text, unclosed=False))
    left = TAGS_LIMIT

    def harmless(match: re.Match[str]) -> str:
        nonlocal left
        if match[1] is None:
            return match[0]
        name = re.match(r"/?([a-zA-Z][a-zA-Z0-9]*)", match[1])
        left -= 1
        if name is None or name[1].lower() not in TAGS or match[2] == "" or left < 0:
            return "&lt;" + match[1] + match[2]
        if match[1].startswith("/"):
            return f"</{name[1].lower()}>"
        opened = clean_html(match[0])
        return opened.removesuffix(f"</{name[1].lower()}>")

    return TAG.sub(harmless, text)


def clean_output(output: NotebookNode, room: Allowance | None = None) -> NotebookNode | None:
    """The output without active content, or None if nothing is left to show."""
    room = room or Allowance()
    if output.output_type == "stream":
        output.text = room.take(Kind.PRINTED, output.text, TEXT_LIMIT)
        return output
    if output.output_type == "error":
        output.traceback = [room.take(Kind.PRINTED, line, TEXT_LIMIT) for line in output.traceback[:100]]
        return output
    data = {}
    for kind, value in output.data.items():
        if not isinstance(value, str):
            continue
        if kind in ("text/plain", "text/latex"):
            data[kind] = room.take(Kind.PRINTED, value, TEXT_LIMIT)
        elif kind == "text/html":
            data[kind] = _clean_html_output(value, room)
        elif kind == "text/markdown":
            data[kind] = clean_markdown(room.take(Kind.WRITTEN, value, WRITTEN_LIMIT))
        elif kind in ("image/png", "image/jpeg") and BASE64.match(value):
            data[kind] = value
        elif kind == "image/svg+xml":
            data[kind] = value  # exported as <img src="data:...">, in which browsers do not run scripts
    if not data:
        return None
    output.data = from_dict(data)
    output.metadata = from_dict(_sizes(output.metadata, data))
    return output


def _clean_html_output(value: str, room: Allowance) -> str:
    """Sanitized HTML. Embedded images do not count towards the allowance."""
    pictures = sum(len(found[0]) for found in INSIDE.finditer(value[:LARGEST_PIECE]))
    cleaned = clean_html(value) if len(value) - pictures <= room.characters[Kind.HTML] else ""
    room.spend(Kind.HTML, max(0, min(len(value), LARGEST_PIECE) - pictures))
    return cleaned or CUT.strip()


def sanitise(notebook: NotebookNode) -> None:
    """Sanitize every cell of a restored notebook in place, except the released text of tracked cells."""
    notebook.metadata = from_dict({"kernelspec": notebook.metadata.get("kernelspec", {}), "language_info": LANGUAGE})
    if not notebook.metadata.kernelspec:
        del notebook.metadata["kernelspec"]
    room = Allowance()
    for cell in notebook.cells:
        kept = {name: cell.metadata[name] for name in KEPT_CELL_METADATA if name in cell.metadata}
        kept |= {name: cell.metadata[name] for name in KEPT_FLAGS if type(cell.metadata.get(name)) is bool}
        cell.metadata = from_dict(kept)
        ours = unchanged(cell) or "gradus" in kept
        if cell.cell_type == "code":
            cell.execution_count = None
            cell.outputs = [
                cleaned
                for output in cell.outputs[:OUTPUTS_LIMIT]
                if (cleaned := clean_output(output, room)) is not None
            ]
            if not ours:
                cell.source = room.take(Kind.CODE, cell.source, CODE_LIMIT)
        elif not ours:
            written = room.take(Kind.WRITTEN, cell.source, WRITTEN_LIMIT)
            # nbconvert copies a raw cell to the page unescaped, so escape it.
            cell.source = clean_markdown(written) if cell.cell_type == "markdown" else written.replace("<", "&lt;")
        if "attachments" in cell:
            _clean_attachments(cell)


def _sizes(metadata: NotebookNode, data: dict[str, str]) -> dict[str, dict[str, int]]:
    """Only the sizes of images, and only integers: the exporter writes them to the page without quotes."""
    sizes: dict[str, dict[str, int]] = {}
    for kind in ("image/png", "image/jpeg"):
        found = metadata.get(kind)
        if kind in data and isinstance(found, dict):
            wanted = {name: found.get(name) for name in ("width", "height")}
            sizes[kind] = {
                name: size for name, size in wanted.items() if type(size) is int and 0 <= size <= WIDEST_PICTURE
            }
    return {kind: size for kind, size in sizes.items() if size}


def _clean_attachments(cell: NotebookNode) -> None:
    kept = {
        name: {
            kind: value for kind, value in files.items() if kind in ("image/png", "image/jpeg") and BASE64.match(value)
        }
        for name, files in cell.attachments.items()
        if isinstance(files, dict) and all(isinstance(value, str) for value in files.values())
    }
    cell.attachments = from_dict({name: files for name, files in kept.items() if files})
    if not cell.attachments:
        del cell["attachments"]


def _cut(text: str, most: int, most_lines: int) -> str:
    """The first characters and lines, followed by `CUT` if anything was removed."""
    cut = text[:most]
    lines = cut.split("\n", most_lines)
    if len(lines) > most_lines:
        cut = "\n".join(lines[:most_lines])
    return text if len(cut) == len(text) else cut + CUT
