"""Zero-padding a batch of pictures, and applying one filter at one position."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, close, wrong

from .common import SQUARE_FILTERS, ZERO_PAD_STAND_IN


def pad_cases(rng: np.random.Generator) -> Iterable[Case]:
    yield call(rng.normal(size=(2, 3, 4, 5)), 1, label="two pictures, a frame of 1")
    yield call(rng.normal(size=(4, 2, 3, 1)), 2, label="greyscale pictures, a frame of 2")
    yield call(rng.normal(size=(1, 4, 2, 3)), 3, label="one picture, a frame of 3")
    yield call(rng.normal(size=(3, 2, 5, 2)), 0, label="no frame at all")


FRAME = "((0, 0), (pad, pad), (pad, pad), (0, 0))"
ARGUMENTS = f"X, {FRAME}"

ZERO_PAD = Exercise(
    name="zero_pad",
    cases=pad_cases,
    stand_in=ZERO_PAD_STAND_IN,
    hints=(
        "Which of the four axes grow: examples, rows, columns or channels?",
        "`np.pad` takes the array and a pair for each axis: how much to add before and after.",
        "Four pairs: (0, 0) for axes that stay as they are, (pad, pad) for axes that get a frame.",
    ),
    variants=(
        wrong(
            "all_axes",
            "All four axes were padded. Pad only rows and columns, not examples and channels.",
            (ARGUMENTS, "X, pad"),
        ),
        wrong(
            "batch_too",
            "Examples were added: the first axis must not be padded.",
            (FRAME, "((pad, pad), (pad, pad), (pad, pad), (0, 0))"),
        ),
        wrong(
            "channels_too",
            "Channels were added: the last axis must not be padded.",
            (FRAME, "((0, 0), (pad, pad), (pad, pad), (pad, pad))"),
        ),
        wrong(
            "batch_and_rows",
            "Examples and rows were padded. Pad rows and columns, axes 1 and 2.",
            (FRAME, "((pad, pad), (pad, pad), (0, 0), (0, 0))"),
        ),
        wrong(
            "columns_and_channels",
            "Columns and channels were padded. Pad rows and columns, axes 1 and 2.",
            (FRAME, "((0, 0), (0, 0), (pad, pad), (pad, pad))"),
        ),
        wrong(
            "rows_only",
            "Only rows were added. Pad left and right as well.",
            (FRAME, "((0, 0), (pad, pad), (0, 0), (0, 0))"),
        ),
        wrong(
            "columns_only",
            "Only columns were added. Pad above and below as well.",
            (FRAME, "((0, 0), (0, 0), (pad, pad), (0, 0))"),
        ),
        wrong(
            "before_only",
            "The zeros are only above and to the left. Pad all four sides.",
            (FRAME, "((0, 0), (pad, 0), (pad, 0), (0, 0))"),
        ),
        wrong(
            "after_only",
            "The zeros are only below and to the right. Pad all four sides.",
            (FRAME, "((0, 0), (0, pad), (0, pad), (0, 0))"),
        ),
        wrong(
            "frame_of_one",
            "The frame is always 1 wide. Its width should be `pad`.",
            (FRAME, "((0, 0), (1, 1), (1, 1), (0, 0))"),
        ),
        wrong(
            "twice_as_wide",
            "The frame is twice as wide as it should be: add `pad` on each side.",
            (FRAME, "((0, 0), (2 * pad, 2 * pad), (2 * pad, 2 * pad), (0, 0))"),
        ),
        wrong("not_zeros", "The frame holds ones. It should hold zeros.", (FRAME, FRAME + ", constant_values=1")),
        wrong(
            "edge_repeated",
            "The frame repeats the picture's edge. It should hold zeros.",
            (FRAME, FRAME + ", mode='edge'"),
        ),
        wrong(
            "pad_too_often",
            "The picture is not centred: part of it was moved to the corner.",
            ("return np.pad(X, " + FRAME + ")", "return np.roll(np.pad(X, " + FRAME + "), (pad, pad), (1, 2))"),
        ),
        wrong("unchanged", "The pictures are returned without padding.", ("np.pad(" + ARGUMENTS + ")", "X")),
        wrong(
            "cut_by_minus_pad",
            "With pad = 0, `pad:-pad` is an empty slice. Use `pad : pad + n_H`, or `np.pad`.",
            code="""
def zero_pad(X, pad):
    m, n_H, n_W, n_C = X.shape
    X_pad = np.zeros((m, n_H + 2 * pad, n_W + 2 * pad, n_C))
    X_pad[:, pad:-pad, pad:-pad, :] = X
    return X_pad
""",
        ),
        wrong(
            "nothing_without_a_frame",
            "With pad = 0 the pictures are lost: only zeros are returned. They should be returned as they are.",
            ("return np.pad(X, " + FRAME + ")", "return np.pad(X, " + FRAME + ") * (pad > 0)"),
        ),
        wrong(
            "pictures_lost",
            "Everything is zero: the pictures were never copied into the middle.",
            ("return np.pad(X, " + FRAME + ")", "return 0 * np.pad(X, " + FRAME + ")"),
        ),
        wrong(
            "mirrored",
            "The frame mirrors the picture. It should hold zeros.",
            (FRAME, FRAME + ", mode='symmetric'"),
        ),
        wrong(
            "wrapped",
            "The frame repeats the picture from the other side. It should hold zeros.",
            (FRAME, FRAME + ", mode='wrap'"),
        ),
        wrong(
            "one_too_wide",
            "The frame is one pixel too wide. Its width should be `pad`.",
            (FRAME, "((0, 0), (pad + 1, pad + 1), (pad + 1, pad + 1), (0, 0))"),
        ),
        wrong(
            "whole_numbers",
            "The decimals are lost: the result holds integers. Keep the dtype of X.",
            ("return np.pad(X, " + FRAME + ")", "return np.pad(X, " + FRAME + ").astype(int)"),
        ),
        wrong(
            "first_example_only",
            "Only the first picture of the batch is returned. Pad them all.",
            ("np.pad(X,", "np.pad(X[:1],"),
        ),
        wrong(
            "first_picture_everywhere",
            "Every picture of the batch is the first one. Keep each in its place.",
            ("np.pad(X,", "np.pad(np.broadcast_to(X[:1], X.shape),"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("np.pad(X,", "np.pad(x,")),
    ),
    alternatives=(
        also_right(
            "constant", "mode and value given by name", (FRAME, FRAME + ", mode='constant', constant_values=(0, 0)")
        ),
        also_right("pairs_of_one", "one number for both ends", (FRAME, "((0,), (pad,), (pad,), (0,))")),
        also_right(
            "set_into_zeros",
            "an array of zeros with the pictures in the middle",
            code="""
def zero_pad(X, pad):
    m, n_H, n_W, n_C = X.shape
    X_pad = np.zeros((m, n_H + 2 * pad, n_W + 2 * pad, n_C))
    X_pad[:, pad : pad + n_H, pad : pad + n_W, :] = X
    return X_pad
""",
        ),
    ),
)


def step_cases(rng: np.random.Generator) -> Iterable[Case]:
    def drawn(f: int, channels: int):
        shape = (f, f, channels)
        return rng.normal(size=shape), rng.normal(size=shape), rng.uniform(0.5, 2, (1, 1, 1)) * rng.choice([-1, 1])

    yield call(*drawn(3, 2), check=close(shape="exact"), label="a filter of 3 x 3 x 2")
    yield call(*drawn(2, 4), check=close(shape="exact"), label="more channels than rows")
    yield call(*drawn(4, 1), check=close(shape="exact"), label="a single channel")
    yield call(*drawn(1, 3), check=close(shape="exact"), label="a single pixel with three channels")


STEP = "np.sum(a_slice_prev * W) + b.item()"

CONV_SINGLE_STEP = Exercise(
    name="conv_single_step",
    cases=step_cases,
    hints=(
        "The slice and the filter have the same shape. Multiply them entry by entry, and sum all the products.",
        "Add the bias once, after the sum. It is an array with one entry: `b.item()` is the number in it.",
    ),
    unavoidable={
        "axes 0 and 1 of `a_slice_prev` are equally long in every case": "a window is as large as its filter, and "
        + SQUARE_FILTERS,
        "axes 0 and 1 of `W` are equally long in every case": SQUARE_FILTERS,
    },
    variants=(
        wrong(
            "bias_for_every_product",
            "The bias was added to every product, so it counts f * f * n_C_prev times. Add it once, after the sum.",
            (STEP, "np.sum(a_slice_prev * W + b)"),
        ),
        wrong("bias_forgotten", "The bias is missing: add it once, after the sum.", (" + b.item()", "")),
        wrong("bias_subtracted", "The bias was subtracted. Add it.", ("+ b.item()", "- b.item()")),
        wrong(
            "bias_multiplied", "The sum was multiplied by the bias. Add the bias instead.", ("+ b.item()", "* b.item()")
        ),
        wrong(
            "as_array",
            "This is an array, because b is one. Return a number: `b.item()` is the number in b.",
            ("b.item()", "b"),
        ),
        wrong("not_summed", "The products were not summed.", (STEP, "a_slice_prev * W + b.item()")),
        wrong(
            "channels_kept",
            "There is one number per channel. Sum over all channels.",
            (STEP, "np.sum(a_slice_prev * W, axis=(0, 1)) + b.item()"),
        ),
        wrong(
            "one_channel",
            "Only the first channel was used. A filter covers all channels.",
            (STEP, "np.sum(a_slice_prev[:, :, 0] * W[:, :, 0]) + b.item()"),
        ),
        wrong("mean", "The products were averaged. Sum them instead.", (STEP, STEP.replace("sum", "mean"))),
        wrong(
            "largest", "This is the largest product. Sum all the products instead.", (STEP, STEP.replace("sum", "max"))
        ),
        wrong(
            "filter_added",
            "The slice and the filter were added. Multiply them.",
            ("a_slice_prev * W", "a_slice_prev + W"),
        ),
        wrong(
            "product_of_sums",
            "The two sums were multiplied. Multiply entry by entry first, then sum.",
            (STEP, "np.sum(a_slice_prev) * np.sum(W) + b.item()"),
        ),
        wrong(
            "turned",
            "The filter was rotated by 180 degrees. Deep learning applies it as it is.",
            ("* W)", "* W[::-1, ::-1])"),
        ),
        wrong("transposed", "Rows and columns of the filter are swapped.", ("* W)", "* np.swapaxes(W, 0, 1))")),
        wrong("with_relu", "Negative sums became 0. The activation is a later step.", (STEP, f"max(0.0, {STEP})")),
        wrong(
            "float_of_array",
            "`float(b)` and `int(b)` accept only arrays without axes. b has shape (1, 1, 1): `b.item()` is its number.",
            ("b.item()", "float(b)"),
        ),
        wrong(
            "matrix_product",
            "`@` is a matrix product. Multiply entry by entry: `*`.",
            ("a_slice_prev * W", "a_slice_prev @ W"),
        ),
        wrong(
            "bias_on_the_slice",
            "The bias was added to the slice, before the product. Add it once, after the sum.",
            ("a_slice_prev * W", "(a_slice_prev + b) * W"),
        ),
        wrong("whole_number", "The decimals are lost: `int` cuts them off.", (STEP, f"int({STEP})")),
        wrong(
            "filter_forgotten", "The filter is missing: this sums only the slice.", ("a_slice_prev * W", "a_slice_prev")
        ),
        wrong("slice_forgotten", "The slice is missing: this sums only the filter.", ("a_slice_prev * W", "W")),
        wrong("slice_subtracted", "The slice and the filter were subtracted. Multiply them.", ("prev * W", "prev - W")),
        wrong("absolute", "The sign was lost. Z may be negative.", (STEP, f"abs({STEP})")),
        wrong(
            "with_sigmoid",
            "A sigmoid was applied. The activation is a later step.",
            (STEP, f"1 / (1 + np.exp(-({STEP})))"),
        ),
        wrong(
            "last_channel",
            "Only the last channel was used. A filter covers all channels.",
            (STEP, "np.sum(a_slice_prev[:, :, -1] * W[:, :, -1]) + b.item()"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("a_slice_prev * W", "a_slice * W")),
    ),
    alternatives=(
        also_right(
            "in_three_lines",
            "product, sum, bias by its index",
            code="""
def conv_single_step(a_slice_prev, W, b):
    s = np.multiply(a_slice_prev, W)
    Z = np.sum(s)
    Z = Z + b[0, 0, 0]
    return Z
""",
        ),
        also_right(
            "einstein",
            "in index notation (einsum)",
            (STEP, 'np.einsum("ijk,ijk->", a_slice_prev, W) + float(np.squeeze(b))'),
        ),
        also_right("flattened", "a product of two vectors", (STEP, "a_slice_prev.ravel() @ W.ravel() + np.sum(b)")),
    ),
    # A number that depends on every input, but not the right one.
    stand_in="""
def conv_single_step(a_slice_prev, W, b):
    return 0.3 * np.sum(a_slice_prev * np.abs(W)) - 0.5 * np.max(a_slice_prev) + 2.0 * b.item()
""",
)
