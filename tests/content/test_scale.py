"""The scale of the notebooks is what GRADUS_SCALE says, and a wrong word gets a sentence."""

from __future__ import annotations

import pytest

from helpers.scale import scale, scaled


@pytest.mark.parametrize(("word", "steps"), [("small", 10), ("normal", 100), ("large", 1000)])
def test_every_scale_has_its_own_value(monkeypatch: pytest.MonkeyPatch, word: str, steps: int) -> None:
    monkeypatch.setenv("GRADUS_SCALE", word)
    assert scaled(100, small=10, large=1000) == steps


def test_nothing_said_is_normal_and_large_falls_back_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GRADUS_SCALE", raising=False)
    assert scale() == "normal"
    monkeypatch.setenv("GRADUS_SCALE", "large")
    assert scaled(100, small=10) == 100


def test_another_word_is_refused_with_those_that_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADUS_SCALE", "huge")
    with pytest.raises(ValueError, match="'huge'; it may be small, normal, large"):
        scale()
