"""Parts of notebooks for `notebooks/`: the cells that an attack can change, and the places where scripts can hide.

What would run calls `steal()`; what would fetch asks `evil.example`.
"""

from __future__ import annotations

import copy
from typing import Any

Cell = dict[str, Any]

SCRIPTS = [
    "<script>steal()</script>",
    "<SCRIPT SRC=https://evil.example/x.js></SCRIPT>",
    "<script>steal()",
    "<scr<script>ipt>steal()</scr</script>ipt>",
    "<!--<script>steal()--><script>steal()</script>",
    "<img src=x onerror=steal()>",
    "<img src=x onerror=steal()",
    "<img/src=x/onerror=steal()>",
    "<img src='x'onerror='steal()'>",
    "<svg onload=steal()><script>steal()</script></svg>",
    "<svg><animate onbegin=steal() attributeName=x dur=1s>",
    "<body onload=steal()>",
    "<details open ontoggle=steal()>x</details>",
    "<p onmouseover=steal() style='font-size: 900px'>x</p>",
    "<input autofocus onfocus=steal()><select autofocus onfocus=steal()><textarea autofocus onfocus=steal()>",
    "<video src=x onerror=steal()><source onerror=steal()></video><audio src=x onerror=steal()></audio>",
    "<iframe src='javascript:steal()'></iframe><iframe srcdoc='<script>parent.steal()</script>'></iframe>",
    "<object data='javascript:steal()'></object><embed src='javascript:steal()'>",
    "<a href='javascript:steal()'>x</a><a href=' jAvA\nscript:steal()'>x</a><a href='&#106;avascript:steal()'>x</a>",
    "<a href='data:text/html,<script>steal()</script>'>x</a><a href='\x01javascript:steal()'>x</a>",
    "<form action='javascript:steal()'><button formaction='javascript:steal()'>Save</button></form>",
    "<math><mtext><table><mglyph><style><img src=x onerror=steal()></style></mglyph></table></mtext></math>",
    "<math href='javascript:steal()'>x</math><maction actiontype='statusline#steal()'>x</maction>",
    "<noscript><p title='</noscript><img src=x onerror=steal()>'></noscript>",
    "<template><img src=x onerror=steal()></template><xmp><img src=x onerror=steal()></xmp>",
    "<style><img src=x onerror=steal()></style><title><img src=x onerror=steal()></title>",
    "<p title='`\"><img src=x onerror=steal()>'>x</p>",
    "<meta http-equiv=refresh content='0;url=javascript:steal()'><base href='javascript:steal()//'>",
]
FETCHES = [
    "<img src='https://evil.example/pixel.png'>",
    "<img src='//evil.example/pixel.png'>",
    "<img src='/\\evil.example/pixel.png'>",
    "<img src='\\\\evil.example\\pixel.png'>",
    "<img src='/\t/evil.example/pixel.png'>",
    "<img src='\x01https://evil.example/pixel.png'>",
    "<img src='/logout'><img src='/hub/logout'><img src='../../../logout'>",
    "<img src='x.png' srcset='https://evil.example/2x.png 2x'>",
    "<picture><source srcset='https://evil.example/x.png'></picture>",
    "<table background='https://evil.example/x.png'></table>",
    "<div style='background: url(https://evil.example/x)'>x</div>",
    "<div style='background: \\75rl(https://evil.example/x)'>x</div>",
    "<div style='background: &#x75;rl(https://evil.example/x)'>x</div>",
    "<div style='background: image-set(\"https://evil.example/x\" 1x)'>x</div>",
    "<style>@import 'https://evil.example/x.css';</style><link rel=stylesheet href='https://evil.example/x.css'>",
    "<link rel=prefetch href='https://evil.example/x'><meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<iframe src='https://evil.example/'></iframe><object data='https://evil.example/x'></object>",
    "<base href='https://evil.example/'><video poster='https://evil.example/x.png'></video>",
    "<svg><image href='https://evil.example/x.png'></image><use href='https://evil.example/x.svg#a'></use></svg>",
]


def checks(notebook: dict[str, Any]) -> list[Cell]:
    """The cells that are scored automatically."""
    return [cell for cell in notebook["cells"] if _says(cell, "grade") and not _says(cell, "solution")]


def answers(notebook: dict[str, Any]) -> list[Cell]:
    """The cells that a person grades."""
    return [cell for cell in notebook["cells"] if _says(cell, "solution")]


def own(notebook: dict[str, Any]) -> Cell:
    """Add a code cell of the learner at the end."""
    cell = {"cell_type": "code", "execution_count": 1, "id": "own", "metadata": {}, "outputs": [], "source": "1 + 1"}
    notebook["cells"].append(cell)
    return cell


def write(notebook: dict[str, Any], source: str, cell_type: str = "markdown", **more: Any) -> Cell:
    """Add a text cell of the learner at the end."""
    number = len(notebook["cells"])
    cell = {"cell_type": cell_type, "id": f"written-{number}", "metadata": {}, "source": source, **more}
    notebook["cells"].append(cell)
    return cell


def shown(metadata: dict[str, Any] | None = None, /, **data: Any) -> dict[str, Any]:
    """An output; `text_html` stands for the type text/html."""
    bundle = {name.replace("_", "/", 1): value for name, value in data.items()}
    return {"output_type": "display_data", "data": bundle, "metadata": metadata or {}}


def printed(text: str, name: str = "stdout") -> dict[str, Any]:
    return {"output_type": "stream", "name": name, "text": text}


def value(text: str) -> dict[str, Any]:
    """The value of a cell's last line: nbgrader takes a number here for points."""
    return {"output_type": "execute_result", "data": {"text/plain": text}, "metadata": {}, "execution_count": 1}


def again(cell: Cell) -> Cell:
    return copy.deepcopy(cell)


def _says(cell: Cell, what: str) -> bool:
    return bool(cell["metadata"].get("nbgrader", {}).get(what))
