"""Takes scripts and other active content out of what learners submit, before it meets a grader's browser."""

from __future__ import annotations

import re
from functools import lru_cache

from bleach.css_sanitizer import ALLOWED_CSS_PROPERTIES, CSSSanitizer
from bleach.sanitizer import Cleaner
from nbformat.notebooknode import NotebookNode, from_dict

from autograder.course.cells import unchanged

_TAGS = (
    "a abbr b blockquote br caption code col colgroup dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 "
    "hr i img ins kbd li mark ol p pre q s samp section small span strong sub summary sup table tbody td tfoot th "
    "thead tr tt u ul var"
)
TAGS = frozenset(_TAGS.split())
# No `position`, no `z-index`: nothing may be laid over the grader's own buttons.
_PROPERTIES = (
    "align-items background border border-bottom border-collapse border-left border-radius border-right "
    "border-spacing border-style border-top border-width box-sizing color-scheme column-gap display flex "
    "flex-basis flex-direction flex-grow flex-shrink flex-wrap font gap grid-column grid-template-columns "
    "justify-content list-style list-style-type margin margin-bottom margin-left margin-right margin-top "
    "max-height max-width min-height min-width opacity outline overflow overflow-wrap overflow-x overflow-y "
    "padding padding-bottom padding-left padding-right padding-top row-gap tab-size text-decoration-color "
    "text-transform vertical-align white-space word-break word-wrap"
)
PROPERTIES = frozenset(ALLOWED_CSS_PROPERTIES) | frozenset(_PROPERTIES.split())
ATTRIBUTES = frozenset(
    ("alt", "colspan", "dir", "height", "lang", "open", "role", "rowspan", "scope", "title", "width")
)
PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=\s]*\Z")
BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*\Z")
REMOTE = re.compile(r"\s*([a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
# A formula without `>` holds no whole tag; it comes first, so that `$0<a<1$` stays as it is.
TAG = re.compile(r"\$[^$>\n]+\$|\\\([^>\n]+?\\\)|<(?=[/a-zA-Z!?])([^<>]*)(>|\Z)")
LINK = re.compile(r"(\]\(\s*<?|\]:\s*<?)\s*(?:javascript|vbscript|data)\s*:[^)\s]*", re.IGNORECASE)

TEXT_LIMIT = 100_000  # characters of one printed text that are kept
LINES_LIMIT = 900  # nbgrader's LimitOutput cuts at 1000, and so finds nothing to cut
OUTPUTS_LIMIT = 200  # of one cell
KEPT_CELL_METADATA = ("nbgrader", "deletable", "editable", "gradus")
LANGUAGE = {"name": "python", "pygments_lexer": "ipython3"}


class _Styles(CSSSanitizer):
    """bleach looks at names of properties alone; a value may not fetch anything either."""

    def sanitize_css(self, style: str) -> str:
        lowered = style.lower()
        if any(word in lowered for word in ("url(", "image(", "image-set(", "expression", "@", "\\", "/*")):
            return ""
        return super().sanitize_css(style)


@lru_cache(maxsize=2)
def _cleaner(own: bool) -> Cleaner:
    def allowed(tag: str, name: str, value: str) -> bool:
        if name == "src":
            # Pictures come with the notebook; a remote one would tell its server who grades, and when.
            return tag == "img" and (PICTURE.match(value) is not None or REMOTE.match(value) is None)
        if name == "href":
            return tag == "a" and not value.lstrip().lower().startswith("data:")
        if name == "class":
            return own or value == "dataframe"
        if name == "id":
            return own
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
    return _cleaner(own).clean(DROPPED.sub("", text))


# What stands between these tags is code, not text: bleach alone would leave it readable on the page.
DROPPED = re.compile(
    r"<(script|style|iframe|object|template|noscript)\b[^>]*>.*?(</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL
)


def clean_markdown(text: str) -> str:
    """Markdown whose raw HTML is harmless; what is no HTML (`a < b`, formulas) stays as it is."""
    text = LINK.sub(r"\1#", DROPPED.sub("", text))

    def harmless(match: re.Match[str]) -> str:
        if match[1] is None:
            return match[0]
        name = re.match(r"/?([a-zA-Z][a-zA-Z0-9]*)", match[1])
        if name is None or name[1].lower() not in TAGS or match[2] == "":
            return "&lt;" + match[1] + match[2]
        if match[1].startswith("/"):
            return f"</{name[1].lower()}>"
        opened = clean_html(match[0])
        return opened.removesuffix(f"</{name[1].lower()}>")

    return TAG.sub(harmless, text)


def clean_output(output: NotebookNode) -> NotebookNode | None:
    """An output that shows the same and does nothing, or None where nothing is left to show."""
    if output.output_type == "stream":
        output.text = _cut(output.text)
        return output
    if output.output_type == "error":
        output.traceback = [_cut(line) for line in output.traceback[:100]]
        return output
    data = {}
    for kind, value in output.data.items():
        if not isinstance(value, str):
            continue
        if kind in ("text/plain", "text/latex"):
            data[kind] = _cut(value)
        elif kind == "text/html":
            data[kind] = clean_html(_cut(value, 20 * TEXT_LIMIT))
        elif kind == "text/markdown":
            data[kind] = clean_markdown(_cut(value))
        elif kind in ("image/png", "image/jpeg") and BASE64.match(value):
            data[kind] = value
        elif kind == "image/svg+xml":
            data[kind] = value  # exported as <img src="data:...">, where a browser runs no script
    if not data:
        return None
    output.data = from_dict(data)
    output.metadata = from_dict(_sizes(output.metadata, data))
    return output


def sanitise(notebook: NotebookNode) -> None:
    """Clean every cell of a restored notebook in place, except the released text of the cells that nbgrader keeps."""
    notebook.metadata = from_dict({"kernelspec": notebook.metadata.get("kernelspec", {}), "language_info": LANGUAGE})
    if not notebook.metadata.kernelspec:
        del notebook.metadata["kernelspec"]
    for cell in notebook.cells:
        kept = {name: cell.metadata[name] for name in KEPT_CELL_METADATA if name in cell.metadata}
        cell.metadata = from_dict(kept)
        if cell.cell_type == "code":
            cell.execution_count = None
            cell.outputs = [output for output in map(clean_output, cell.outputs) if output is not None][:OUTPUTS_LIMIT]
        elif not unchanged(cell):  # what was released is ours
            cell.source = clean_markdown(cell.source)
        if "attachments" in cell:
            _clean_attachments(cell)


def _sizes(metadata: NotebookNode, data: dict[str, str]) -> dict[str, dict[str, int]]:
    """Only pictures' sizes are kept, and only as numbers: the exporter writes them unquoted into the page."""
    sizes: dict[str, dict[str, int]] = {}
    for kind in ("image/png", "image/jpeg"):
        found = metadata.get(kind)
        if kind in data and isinstance(found, dict):
            sizes[kind] = {name: found[name] for name in ("width", "height") if type(found.get(name)) is int}
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


def _cut(text: str, limit: int = TEXT_LIMIT) -> str:
    cut = "\n".join(text[:limit].split("\n")[:LINES_LIMIT]) if limit == TEXT_LIMIT else text[:limit]
    return text if len(cut) == len(text) else cut + "\n(the rest was cut)"
