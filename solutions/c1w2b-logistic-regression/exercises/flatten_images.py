"""Pictures into columns, one picture each."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, equal, wrong


def flatten_cases(rng: np.random.Generator) -> Iterable[Case]:
    def pictures(*shape: int) -> np.ndarray:
        return rng.integers(0, 256, shape).astype(np.uint8)

    yield call(pictures(2, 3, 4, 3), check=equal(), label="two colour pictures")
    yield call(pictures(5, 2, 3) / 255, check=equal(), label="five grey pictures")
    yield call(pictures(1, 4, 2, 3), check=equal(), label="one colour picture")
    yield call(pictures(4, 3, 1, 2), check=equal(), label="four narrow pictures")


FLATTEN = Exercise(
    name="flatten_images",
    cases=flatten_cases,
    hints=(
        "Which axis of X counts the pictures? Keep that axis apart from all the others. In the result, the "
        "pictures are the columns.",
        "`reshape` never moves a number in memory; it only changes where the rows end. So first make one *row* "
        "per picture, since memory already has that order, and then turn rows into columns.",
        "In `reshape`, -1 means 'whatever is left over'.",
    ),
    variants=(
        wrong(
            "mixed_pictures",
            "The shape is right, but each column mixes pixels of different pictures: `reshape` fills row by row. "
            "Make one row per picture first, then transpose.",
            ("X.reshape(X.shape[0], -1).T", "X.reshape(-1, X.shape[0])"),
        ),
        wrong(
            "pictures_as_rows",
            "Every picture is a row. It should be a column: a transpose is missing.",
            ("X.reshape(X.shape[0], -1).T", "X.reshape(X.shape[0], -1)"),
        ),
        wrong(
            "pixels_in_other_order",
            "Each column contains the right picture, but its pixels are not in row-by-row order. (`order='F'` or "
            "a transpose before the reshape would do this.)",
            ("X.reshape(X.shape[0], -1).T", "X.T.reshape(-1, X.shape[0])"),
        ),
        wrong(
            "column_by_column",
            "Each column contains the right picture, but read column by column. Read it row by row.",
            ("X.reshape(X.shape[0], -1).T", "np.swapaxes(X, 1, 2).reshape(X.shape[0], -1).T"),
        ),
        wrong(
            "one_long_column",
            "All pictures ended up in one column. Each picture needs its own column.",
            ("X.reshape(X.shape[0], -1).T", "X.reshape(-1, 1)"),
        ),
        wrong(
            "one_flat_row",
            "All pictures ended up in one vector. Each picture needs its own column.",
            ("X.reshape(X.shape[0], -1).T", "X.ravel()"),
        ),
        wrong(
            "averaged_last_axis",
            "The last axis was averaged away. Keep every number of a picture, including each colour.",
            ("X.reshape(X.shape[0], -1).T", "X.mean(axis=-1).reshape(X.shape[0], -1).T"),
        ),
        wrong(
            "first_of_last_axis",
            "Only the first entry of the last axis was kept. Keep every number of a picture, including each colour.",
            ("X.reshape(X.shape[0], -1).T", "X[..., 0].reshape(X.shape[0], -1).T"),
        ),
        wrong(
            "last_axis_kept",
            "The last axis was kept. Keep the first axis instead, which counts the pictures.",
            ("X.reshape(X.shape[0], -1).T", "X.reshape(-1, X.shape[-1])"),
        ),
        wrong(
            "only_first_picture",
            "You returned only the first picture.",
            ("X.reshape(X.shape[0], -1).T", "X[:1].reshape(1, -1).T"),
        ),
        wrong(
            "scaled",
            "The numbers were divided by 255. Change only the shape here; scaling is a separate step.",
            ("X.reshape(X.shape[0], -1).T", "X.reshape(X.shape[0], -1).T / 255"),
        ),
        wrong(
            "fixed_size",
            "The size of the pictures is a fixed number in your code. Take it from `X.shape`.",
            ("X.reshape(X.shape[0], -1).T", "X.reshape(X.shape[0], 64 * 64 * 3).T"),
        ),
        wrong(
            "not_flattened",
            "You returned X unchanged. The result should have two axes.",
            ("X.reshape(X.shape[0], -1).T", "X"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("X.reshape(X.shape[0], -1).T", "pictures.reshape(X.shape[0], -1).T")),
    ),
    alternatives=(
        also_right(
            "loop",
            "one picture at a time, side by side",
            ("X.reshape(X.shape[0], -1).T", "np.stack([picture.ravel() for picture in X], axis=1)"),
        ),
        also_right(
            "explicit_size",
            "the size computed, and the transpose as a function",
            (
                "return X.reshape(X.shape[0], -1).T",
                "m = len(X)\n    return np.transpose(np.reshape(X, (m, X.size // m)))",
            ),
        ),
        also_right(
            "filled_in",
            "an empty matrix filled column by column",
            code="""
def flatten_images(X):
    n_x = int(np.prod(X.shape[1:]))
    X_flat = np.zeros((n_x, X.shape[0]), dtype=X.dtype)
    for i in range(X.shape[0]):
        X_flat[:, i] = X[i].flatten()
    return X_flat
""",
        ),
    ),
)
