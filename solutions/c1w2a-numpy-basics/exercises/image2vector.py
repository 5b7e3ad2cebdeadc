"""A picture as a column, with its numbers in memory order."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import Case, Exercise, accepted, also_right, call, equal, wrong


def image_cases(rng: np.random.Generator) -> Iterable[Case]:
    def picture(*shape: int) -> np.ndarray:
        return rng.integers(0, 256, shape).astype(np.uint8)

    yield call(picture(4, 2, 3), check=equal(), label="a colour picture")
    yield call(picture(3, 5, 2) / 255, check=equal(), label="a picture with two channels, as floats")
    yield call(picture(2, 4, 1), check=equal(), label="a grey picture")
    yield call(picture(1, 3, 4), check=equal(), label="a single row")


IMAGE2VECTOR = Exercise(
    name="image2vector",
    cases=image_cases,
    hints=(
        "How many numbers does the picture contain? The column has that many rows.",
        "`image.shape` gives three sizes, and `image.reshape(rows, columns)` takes the new ones. The order of "
        "the numbers does not change.",
        "In `reshape`, -1 means 'whatever is left over'.",
    ),
    variants=(
        wrong(
            "two_axes_merged",
            "Only two axes were merged, so there is still one column per channel. Put all numbers into one column.",
            ("reshape(-1, 1)", "reshape(-1, image.shape[2])"),
        ),
        wrong(
            "rows_kept",
            "The rows of the picture are still rows. Put all numbers into one column.",
            ("reshape(-1, 1)", "reshape(image.shape[0], -1)"),
        ),
        wrong("row", "This is a row. It should be a column: shape (..., 1).", ("reshape(-1, 1)", "reshape(1, -1)")),
        wrong(
            "one_axis",
            "Your result has only one axis, shape (n,). It is neither a row nor a column; a column has shape (n, 1).",
            ("reshape(-1, 1)", "reshape(-1)"),
        ),
        wrong(
            "first_axis_fastest",
            "All numbers are there, but in a different order: the first axis runs fastest (as with `order='F'` "
            "or a transpose). Keep their order in memory: the last axis runs fastest.",
            ("image.reshape(-1, 1)", "image.reshape(-1, 1, order='F')"),
        ),
        wrong(
            "channel_by_channel",
            "The channels follow one another. Keep the numbers of one pixel together, as `reshape` does.",
            ("image.reshape", "np.moveaxis(image, 2, 0).reshape"),
        ),
        wrong(
            "column_by_column",
            "The picture was read column by column. Read it row by row, as it is in memory.",
            ("image.reshape", "np.swapaxes(image, 0, 1).reshape"),
        ),
        wrong(
            "first_channel",
            "Only the first channel was kept. Keep every number.",
            ("image.reshape", "image[:, :, 0].reshape"),
        ),
        wrong(
            "mean_of_channels",
            "The channels were averaged. Keep every number.",
            ("image.reshape", "image.mean(axis=2).reshape"),
        ),
        wrong(
            "scaled",
            "The numbers were divided by 255. Change only the shape, not the numbers.",
            ("reshape(-1, 1)", "reshape(-1, 1) / 255"),
        ),
        wrong(
            "fixed_size",
            "The size of the picture is a fixed number in your code. Take it from `image.shape`.",
            ("reshape(-1, 1)", "reshape(64 * 64 * 3, 1)"),
        ),
        wrong("unchanged", "You returned the picture unchanged.", ("image.reshape(-1, 1)", "image")),
    ),
    accepted=(
        accepted(
            "as_list",
            "You returned a list; please return an array.",
            ("image.reshape(-1, 1)", "image.reshape(-1, 1).tolist()"),
        ),
    ),
    alternatives=(
        also_right(
            "sizes_multiplied",
            "the three sizes multiplied",
            ("reshape(-1, 1)", "reshape((image.shape[0] * image.shape[1] * image.shape[2], 1))"),
        ),
        also_right("new_axis", "flattened, then a new axis", ("image.reshape(-1, 1)", "image.ravel()[:, np.newaxis]")),
        also_right(
            "by_loops",
            "three loops, outermost axis first",
            code="""
def image2vector(image):
    length, height, depth = image.shape
    v = np.zeros((length * height * depth, 1), dtype=image.dtype)
    row = 0
    for i in range(length):
        for j in range(height):
            for k in range(depth):
                v[row, 0] = image[i, j, k]
                row += 1
    return v
""",
        ),
    ),
)
