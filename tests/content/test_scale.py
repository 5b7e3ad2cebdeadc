"""GRADUS_SCALE sets the scale of the notebooks, and an unknown scale is refused."""

from __future__ import annotations

import pytest

from helpers.scale import scale, scaled


@pytest.mark.parametrize(("word", "steps"), [("small", 10), ("normal", 100), ("large", 1000)])
def test_every_scale_has_its_own_value(monkeypatch: pytest.MonkeyPatch, word: str, steps: int) -> None:
    """Every scale has its own value."""
    monkeypatch.setenv("GRADUS_SCALE", word)
    assert scaled(100, small=10, large=1000) == steps


def test_default_scale(monkeypatch: pytest.MonkeyPatch) -> None:
    """The default scale is normal, and large falls back to it."""
    monkeypatch.delenv("GRADUS_SCALE", raising=False)
    assert scale() == "normal"
    monkeypatch.setenv("GRADUS_SCALE", "large")
    assert scaled(100, small=10) == 100


def test_unknown_scale(monkeypatch: pytest.MonkeyPatch) -> None:
    """An unknown scale is refused with the names of those that exist."""
    monkeypatch.setenv("GRADUS_SCALE", "huge")
    with pytest.raises(ValueError, match="'huge'; it may be small, normal, large"):
        scale()
