"""Notebook: SVG with scripts, pictures that are not pictures, sizes that are attributes."""

from __future__ import annotations

import base64
from typing import Any

from tests.attacks.parts import own, shown, write

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" onload="steal()" xmlns:xlink="http://www.w3.org/1999/xlink">'
    '<script>steal()</script><foreignObject><iframe src="javascript:steal()"/></foreignObject>'
    '<image xlink:href="https://evil.example/x.png"/><a xlink:href="javascript:steal()"><text>x</text></a></svg>'
)


def change(notebook: dict[str, Any]) -> None:
    coded = base64.b64encode(SVG.encode()).decode()
    sizes = {"image/png": {"width": "1 onload=steal()", "height": 10**30, "alt": "x' onerror='steal()"}}
    cell = own(notebook)
    for kind in ("svg+xml", "png", "jpeg", "gif", "webp", "x' onerror='steal()"):
        for data in (SVG, coded, "aGk=' onerror='steal()", '"><script>steal()</script>', 'x" onerror="steal()'):
            cell["outputs"].append(shown({**sizes, "width": "1 onload=steal()"}, **{f"image_{kind}": data}))
    cell["outputs"].append(
        shown(text_html=f'<img src="data:image/svg+xml;base64,{coded}"><embed src="data:image/svg+xml;base64,{coded}">')
    )
    write(notebook, f"![x](data:image/svg+xml;base64,{coded}) <img src='data:image/svg+xml,{SVG}'>")
