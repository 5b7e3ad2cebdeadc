"""Loads the hostile notebooks of `notebooks/` and puts each submission where `nbgrader collect` would put it."""

from __future__ import annotations

import json
import shutil
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

NOTEBOOKS = sorted((Path(__file__).parent / "notebooks").glob("*.py"))


def load(path: Path) -> ModuleType:
    spec = spec_from_file_location(f"hostile_{path.stem}", path)
    assert spec and spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def hand_in(release: Path, folder: Path, module: tuple[str, str], attack: Path | None = None) -> None:
    """Make a submission: the release with this module (name, text), changed by an attack."""
    shutil.copytree(release, folder)
    (folder / "timestamp.txt").write_text("2026-03-01 10:00:00.000000 UTC")
    helper = folder / module[0]
    helper.unlink(missing_ok=True)
    helper.write_text(module[1])
    if attack is None:
        return
    loaded = load(attack)
    notebook = next(folder.glob("*.ipynb"))
    if hasattr(loaded, "change"):
        plain = json.loads(notebook.read_text())
        loaded.change(plain)
        notebook.write_text(json.dumps(plain))
    if hasattr(loaded, "lay"):
        loaded.lay(folder, notebook.name)
