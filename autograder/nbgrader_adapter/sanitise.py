"""Takes scripts and other active content out of what learners submit, before it meets a grader's browser.

One submission must not hold the class up either: every cell, and the notebook as a whole, has an allowance, and all
that is done with it takes time that grows with its length alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bleach.css_sanitizer import ALLOWED_CSS_PROPERTIES, CSSSanitizer
from bleach.sanitizer import Cleaner
from nbformat.notebooknode import NotebookNode, from_dict

from autograder.nbgrader_adapter import markup
from autograder.nbgrader_adapter.cells import unchanged
from autograder.nbgrader_adapter.markup import CUT, TAGS

# No `position`, no `z-index`: nothing may be laid over the grader's own buttons.
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
# A file beside the notebook. No address (`//host`, which browsers also read in `/\host`) and nothing from the top of
# the server, where asking for a picture could log a teacher out.
BESIDE = re.compile(r"(?:\./)?(?:\w[\w -]*/)*\w[\w -]*\.(?:png|jpe?g|gif|webp|svg)\Z", re.IGNORECASE)
# A formula without `>` holds no whole tag; it comes first, so that `$0<a<1$` stays as it is.
TAG = re.compile(r"\$[^$>\n]{1,500}\$|\\\([^>\n]{1,500}?\\\)|<(?=[/a-zA-Z!?])([^<>]*)(>|\Z)")
LINK = re.compile(r"(\][(:][\s<]*+)(?:javascript|vbscript|data)\s*+:[^)\s]*", re.IGNORECASE)
ASKS = ("url(", "image(", "image-set(", "expression", "@", "\\", "/*")  # a value that fetches, or hides that it does
NEGATIVE = re.compile(r"-\s*\.?\d")  # what moves out of its place can cover the grader's own buttons

TEXT_LIMIT = markup.MOST_TEXT  # characters of one printed text that are kept
LINES_LIMIT = 900  # nbgrader's LimitOutput cuts at 1000, and so finds nothing to cut
OUTPUTS_LIMIT = 200  # of one cell
CODE_LIMIT = 50_000  # characters of one code cell
WRITTEN_LIMIT = 20_000  # characters of one written cell: ten pages
TAGS_LIMIT = 1000  # in one written cell
LARGEST_PIECE = 4 << 20  # of HTML, with the pictures in it
WIDEST_PICTURE = 4000  # pixels that a picture may ask for
KEPT_CELL_METADATA = ("nbgrader", "gradus")  # both are ours by now: see `restoring`
KEPT_FLAGS = ("deletable", "editable")
LANGUAGE = {"name": "python", "pygments_lexer": "ipython3"}


@dataclass
class Allowance:
    """What a whole notebook may still hold: characters of code, written and printed text, and HTML; and lines."""

    code: int = 300_000
    written: int = 200_000
    printed: int = 2_000_000
    html: int = 500_000
    lines: int = 50_000

    def take(self, kind: str, text: str, most: int) -> str:
        """The text, cut to `most` characters and to what is left."""
        left: int = getattr(self, kind)
        cut = _cut(text, min(most, left), min(self.lines, LINES_LIMIT if kind == "printed" else self.lines))
        setattr(self, kind, max(0, left - len(text)))
        self.lines = max(0, self.lines - cut.count("\n"))
        return cut


class _Styles(CSSSanitizer):
    """bleach looks at names of properties alone; a value may not fetch anything either."""

    def sanitize_css(self, style: str) -> str:
        lowered = style.lower()
        if any(word in lowered for word in ASKS) or NEGATIVE.search(style) or style.count("(") > 10:
            return ""
        return super().sanitize_css(style)


@lru_cache(maxsize=2)
def _cleaner(own: bool) -> Cleaner:
    def allowed(tag: str, name: str, value: str) -> bool:
        if name == "src":
            # Pictures come with the notebook; a remote one would tell its server who grades, and when.
            return tag == "img" and (PICTURE.match(value) or BESIDE.match(value)) is not None
        if name == "href":
            return tag == "a" and not value.lstrip().lower().startswith("data:")
        if name == "class":
            return own or value == "dataframe"
        if name == "id":
            return own
        if name == "tabindex":
            return value == "0"  # in the order of the page: what scrolls needs it
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
    """`text` without anything that runs, fetches or overlays; `own` keeps class names and ids (our cards)."""
    return _cleaner(own).clean(markup.plain(text[:LARGEST_PIECE]))


def clean_markdown(text: str) -> str:
    """Markdown whose raw HTML is harmless; what is no HTML (`a < b`, formulas) stays as it is."""
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
    """An output that shows the same and does nothing, or None where nothing is left to show."""
    room = room or Allowance()
    if output.output_type == "stream":
        output.text = room.take("printed", output.text, TEXT_LIMIT)
        return output
    if output.output_type == "error":
        output.traceback = [room.take("printed", line, TEXT_LIMIT) for line in output.traceback[:100]]
        return output
    data = {}
    for kind, value in output.data.items():
        if not isinstance(value, str):
            continue
        if kind in ("text/plain", "text/latex"):
            data[kind] = room.take("printed", value, TEXT_LIMIT)
        elif kind == "text/html":
            data[kind] = _clean_table_or_picture(value, room)
        elif kind == "text/markdown":
            data[kind] = clean_markdown(room.take("written", value, WRITTEN_LIMIT))
        elif kind in ("image/png", "image/jpeg") and BASE64.match(value):
            data[kind] = value
        elif kind == "image/svg+xml":
            data[kind] = value  # exported as <img src="data:...">, where a browser runs no script
    if not data:
        return None
    output.data = from_dict(data)
    output.metadata = from_dict(_sizes(output.metadata, data))
    return output


def _clean_table_or_picture(value: str, room: Allowance) -> str:
    """Pictures inside of HTML cost nothing but their bytes; the rest of it is taken from the allowance."""
    pictures = sum(len(found[0]) for found in INSIDE.finditer(value[:LARGEST_PIECE]))
    cleaned = clean_html(value) if len(value) - pictures <= room.html else ""
    room.html = max(0, room.html - max(0, min(len(value), LARGEST_PIECE) - pictures))
    return cleaned or CUT.strip()


def sanitise(notebook: NotebookNode) -> None:
    """Clean every cell of a restored notebook in place, except the released text of the cells that nbgrader keeps."""
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
                cell.source = room.take("code", cell.source, CODE_LIMIT)
        elif not ours:
            written = room.take("written", cell.source, WRITTEN_LIMIT)
            # A page shows a raw cell as it is, so all of it is text.
            cell.source = clean_markdown(written) if cell.cell_type == "markdown" else written.replace("<", "&lt;")
        if "attachments" in cell:
            _clean_attachments(cell)


def _sizes(metadata: NotebookNode, data: dict[str, str]) -> dict[str, dict[str, int]]:
    """Only pictures' sizes are kept, and only as numbers: the exporter writes them unquoted into the page."""
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
    """The first characters and lines, and a word where there were more."""
    cut = text[:most]
    lines = cut.split("\n", most_lines)
    if len(lines) > most_lines:
        cut = "\n".join(lines[:most_lines])
    return text if len(cut) == len(text) else cut + CUT
