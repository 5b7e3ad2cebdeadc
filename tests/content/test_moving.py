"""Films in notebooks have every frame, stop in the end, and come with stills."""

from __future__ import annotations

import io

import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image, ImageSequence

from helpers.plots import moving, sliding
from helpers.plots.base import GROUND

IMAGE = np.array([[1.0, 2, 3, 0], [4, 5, 6, 1], [7, 8, 10, 2]])


@pytest.fixture(scope="module")
def frames() -> list[Figure]:
    result = np.array([[4.0, 6.0, 3.0], [10.0, 11.0, 9.0]])
    return sliding.sliding(IMAGE, result, f=2, pad=0, stride=1)


def test_one_frame_per_place(frames: list[Figure]) -> None:
    """The film has one frame for each place of the filter."""
    assert len(frames) == 6
    strided = sliding.sliding(IMAGE, np.zeros((2, 3)), f=2, pad=1, stride=2)
    assert len(strided) == 6
    words = [text.get_text() for text in frames[-1].axes[0].texts]
    assert "stride 1: row 1, column 2 gives 9" in words


def test_result_fills_up(frames: list[Figure]) -> None:
    """The result fills up from frame to frame."""
    written = [len(figure.axes[0].texts) for figure in frames]
    assert written == list(range(written[0], written[0] + 6))


def test_film_moves_and_stops(frames: list[Figure]) -> None:
    """The film moves, holds its last frame longer and stops."""
    film = Image.open(io.BytesIO(moving.gif(frames, seconds=0.5)))
    assert film.info["loop"] == moving.ROUNDS - 1
    times, seen = [], set()
    for frame in ImageSequence.Iterator(film):
        times.append(frame.info["duration"])
        seen.add(frame.convert("RGB").tobytes())
    assert len(times) == len(frames)
    assert times[0] == 500 < times[-1]
    assert len(seen) == len(frames)


def test_light_background(frames: list[Figure]) -> None:
    """Film and stills have their own light background, so that they are readable in dark themes."""
    ground = tuple(int(GROUND[place : place + 2], 16) for place in (1, 3, 5))
    film = Image.open(io.BytesIO(moving.gif(frames))).convert("RGB")
    assert np.asarray(film)[2, 2] == pytest.approx(ground, abs=8)
    assert moving.strip(frames).get_facecolor()[:3] == pytest.approx([part / 255 for part in ground])


def test_stills_show_every_frame(frames: list[Figure]) -> None:
    """The stills show every frame."""
    (axes,) = moving.strip(frames, columns=4).axes
    (sheet,) = (np.asarray(image.get_array()) for image in axes.images)
    film = Image.open(io.BytesIO(moving.gif(frames)))
    assert sheet.shape == (2 * film.height, 4 * film.width, 3)
    parts = [
        sheet[h : h + film.height, w : w + film.width]
        for h in (0, film.height)
        for w in range(0, 4 * film.width, film.width)
    ]
    assert len({part.tobytes() for part in parts[:6]}) == 6
    assert all(np.ptp(part.reshape(-1, 3), axis=0).max() == 0 for part in parts[6:])


def test_film_has_alt_text(frames: list[Figure], monkeypatch: pytest.MonkeyPatch) -> None:
    """A film is shown with its alt text."""
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda bundle, raw: shown.append(bundle))
    moving.show_moving(frames[:2], alt='a window "slides" over a picture of numbers')
    (bundle,) = shown
    assert 'alt="a window &quot;slides&quot; over a picture of numbers"' in bundle["text/html"]
    assert bundle["text/plain"].startswith("[Moving picture:")
