"""The forward pass of a pooling layer."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, accepted, also_right, call, wrong

from .common import STARTS, Shape, columns_from_the_row


def cases(rng: np.random.Generator) -> Iterable[Case]:
    def drawn(shape: Shape, f: int, stride: int, shift: float = 0.0):
        return rng.normal(shift, 1, shape), {"f": f, "stride": stride}

    yield call(*drawn((2, 5, 8, 3), 2, 3), label="stride 3, windows that do not overlap, default mode")
    yield call(*drawn((3, 5, 6, 2), 3, 1), mode="max", label="stride 1, windows that overlap")
    yield call(*drawn((2, 6, 5, 4), 2, 2, shift=-4), mode="max", label="negative numbers only")
    yield call(*drawn((2, 4, 9, 1), 4, 2), mode="average", label="average of 4 x 4, stride 2")
    yield call(*drawn((1, 7, 5, 2), 3, 2), mode="average", label="average of 3 x 3, stride 2")


WINDOW = "A_prev[i, top : top + f, left : left + f, c]"
N_H, N_W = "(n_H_prev - f) // stride + 1", "(n_W_prev - f) // stride + 1"
VALUE = 'np.max(window) if mode == "max" else np.mean(window)'
RETURN = "return A, (A_prev, hparameters)"

POOL_FORWARD = Exercise(
    name="pool_forward",
    cases=cases,
    quantities=("A", "cache"),
    equivalent={"A = np.ones((m, n_H, n_W, n_C))": "every entry of A is assigned"},
    hints=(
        "Use the loops of `conv_forward`, but treat each channel separately. A pooling layer has no parameters.",
        "At position (h, w) of channel c, the window covers rows h * stride to h * stride + f, and the columns "
        "likewise, of channel c only. Its `np.max` or `np.mean` is one entry of A.",
    ),
    variants=(
        wrong(
            "stride_forgotten",
            "The window starts at (h, w); the stride is ignored. It should start at h * stride and w * stride.",
            (STARTS, "top, left = h, w"),
        ),
        wrong(
            "stride_down_only",
            "The stride applies in both directions: the window's left edge is w * stride.",
            (STARTS, "top, left = h * stride, w"),
        ),
        wrong(
            "stride_across_only",
            "The stride applies in both directions: the window's upper edge is h * stride.",
            (STARTS, "top, left = h, w * stride"),
        ),
        wrong(
            "end_without_stride",
            "The window begins at h * stride but ends at h + f. It should end f after its start.",
            (WINDOW, "A_prev[i, top : h + f, left : w + f, c]"),
        ),
        wrong(
            "stride_is_f",
            "The window moves by its own size. It should move by the stride, which may differ from f.",
            (STARTS, "top, left = h * f, w * f"),
        ),
        wrong(
            "window_as_large_as_stride",
            "The window has the size of the stride. Its side should be f.",
            (WINDOW, "A_prev[i, top : top + stride, left : left + stride, c]"),
        ),
        wrong(
            "all_channels",
            "The window covers all channels. Pool each channel separately.",
            (WINDOW, "A_prev[i, top : top + f, left : left + f, :]"),
        ),
        wrong(
            "rows_and_columns_exchanged",
            "Rows and columns are swapped in the window: rows come first.",
            (WINDOW, "A_prev[i, left : left + f, top : top + f, c]"),
        ),
        wrong(
            "sum_for_mean",
            'In "average" mode the window was summed. Divide by its number of entries: `np.mean`.',
            ("np.mean(window)", "np.sum(window)"),
        ),
        wrong(
            "divided_by_f",
            'In "average" mode the sum was divided by f. The window has f * f entries.',
            ("np.mean(window)", "np.sum(window) / f"),
        ),
        wrong(
            "modes_exchanged",
            'The modes are swapped: "max" takes the largest entry, "average" takes the mean.',
            ('mode == "max"', 'mode == "average"'),
        ),
        wrong("always_max", "The largest entry is taken regardless of `mode`.", (VALUE, "np.max(window)")),
        wrong("always_mean", "The mean is taken regardless of `mode`.", (VALUE, "np.mean(window)")),
        wrong(
            "max_from_zero",
            "When all numbers are negative, the result is 0. Start the search from an entry of the window, not from 0.",
            ("np.max(window)", "max(0, np.max(window))"),
        ),
        wrong(
            "largest_absolute",
            "The largest absolute value was taken. Take the largest number, with its sign.",
            ("np.max(window)", "np.max(np.abs(window))"),
        ),
        wrong(
            "smallest",
            "The smallest entry was taken. Max pooling takes the largest.",
            ("np.max(window)", "np.min(window)"),
        ),
        wrong(
            "median_for_mean",
            'In "average" mode the median was taken. Take the mean.',
            ("np.mean(window)", "np.median(window)"),
        ),
        wrong("n_w_from_height", "n_W was computed from the height instead of the width.", (N_W, N_H)),
        wrong("n_h_from_width", "n_H was computed from the width instead of the height.", (N_H, N_W)),
        wrong(
            "size_one_short",
            "A is one row and one column short: there is one more position than there are steps.",
            (N_H, N_H[:-4]),
            (N_W, N_W[:-4]),
        ),
        wrong(
            "first_example_only",
            "Every example is computed from the first one: index with i.",
            (WINDOW, WINDOW.replace("[i,", "[0,")),
        ),
        wrong(
            "last_row_only",
            "Only the last row is filled: the inner loops are outside the loop over rows. Check the indentation.",
            ("            for w in range(n_W):", "            pass\n        for w in range(n_W):"),
            ("                top, left", "            top, left"),
            ("                for c in", "            for c in"),
            ("                    window", "                window"),
            ("                    A[i,", "                A[i,"),
        ),
        wrong(
            "returns_in_the_loop",
            "`return` is inside a loop, so only the first example is processed. Move it to the left.",
            ("    " + RETURN, "        " + RETURN),
        ),
        wrong(
            "cache_without_hparameters",
            "The cache lacks hparameters: it should be (A_prev, hparameters).",
            (RETURN, "return A, A_prev"),
        ),
        wrong(
            "cache_in_other_order",
            "The cache should be (A_prev, hparameters), in this order.",
            (RETURN, "return A, (hparameters, A_prev)"),
        ),
        wrong(
            "cache_holds_output",
            "The cache holds the output A. It should hold the input, A_prev.",
            (RETURN, "return A, (A, hparameters)"),
        ),
        wrong("cache_missing", "Only A is returned. Return the cache as well: A, cache.", (RETURN, "return A")),
        wrong(
            "swapped",
            "A and the cache are in the wrong order: return A first.",
            (RETURN, "return (A_prev, hparameters), A"),
        ),
        columns_from_the_row("window"),
        wrong(
            "stride_always_one",
            "The stride is fixed at 1. It is `hparameters['stride']`.",
            ('hparameters["f"], hparameters["stride"]', 'hparameters["f"], 1'),
        ),
        wrong(
            "size_by_window",
            "The size was computed as n // f, which holds only if the stride is f.",
            (N_H, "n_H_prev // f"),
            (N_W, "n_W_prev // f"),
        ),
        wrong(
            "first_channel_always",
            "The first channel is pooled every time. Pool channel c.",
            (WINDOW, "A_prev[i, top : top + f, left : left + f, 0]"),
        ),
        wrong(
            "place_of_the_largest",
            "This is the index of the maximum. Return the maximum itself: `np.max`.",
            ("np.max(window)", "np.argmax(window)"),
        ),
        wrong(
            "average_left_zero",
            'In "average" mode nothing is stored, so A stays 0. Compare `mode` with "average".',
            ("np.mean(window)", "0.0"),
        ),
        wrong(
            "divided_by_stride",
            'In "average" mode the sum was divided by the stride. The window has f * f entries.',
            ("np.mean(window)", "np.sum(window) / stride"),
        ),
        wrong(
            "whole_numbers",
            "A holds integers, so all decimals are lost. `np.zeros(shape)` is an array of floats.",
            ("np.zeros((m, n_H, n_W, n_C))", "np.zeros((m, n_H, n_W, n_C), dtype=int)"),
        ),
        wrong(
            "average_by_default",
            'The default mode is "max".',
            ('mode="max"', 'mode="average"'),
        ),
        wrong(
            "last_position_left_out",
            "The last row and column of A are empty: the loops end one position too early.",
            ("range(n_H)", "range(n_H - 1)"),
            ("range(n_W)", "range(n_W - 1)"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("np.max(window)", "np.max(a_slice)")),
    ),
    accepted=(
        accepted(
            "cache_as_list", "The cache is a list; return a tuple instead.", (RETURN, "return A, [A_prev, hparameters]")
        ),
    ),
    alternatives=(
        also_right(
            "the_usual_way",
            "named start and end, int() to round down",
            code="""
def pool_forward(A_prev, hparameters, mode = "max"):
    (m, n_H_prev, n_W_prev, n_C_prev) = A_prev.shape
    f = hparameters["f"]
    stride = hparameters["stride"]
    n_H = int(1 + (n_H_prev - f) / stride)
    n_W = int(1 + (n_W_prev - f) / stride)
    n_C = n_C_prev
    A = np.zeros((m, n_H, n_W, n_C))
    for i in range(m):
        a_prev = A_prev[i]
        for h in range(n_H):
            vert_start = stride * h
            vert_end = vert_start + f
            for w in range(n_W):
                horiz_start = stride * w
                horiz_end = horiz_start + f
                for c in range (n_C):
                    a_prev_slice = a_prev[vert_start:vert_end, horiz_start:horiz_end, c]
                    if mode == "max":
                        A[i, h, w, c] = np.max(a_prev_slice)
                    elif mode == "average":
                        A[i, h, w, c] = np.mean(a_prev_slice)
    cache = (A_prev, hparameters)
    assert(A.shape == (m, n_H, n_W, n_C))
    return A, cache
""",
        ),
        also_right(
            "windows",
            "all windows as a view",
            code="""
def pool_forward(A_prev, hparameters, mode="max"):
    f, s = hparameters["f"], hparameters["stride"]
    windows = np.lib.stride_tricks.sliding_window_view(A_prev, (f, f), axis=(1, 2))[:, ::s, ::s]
    pool = {"max": np.max, "average": np.mean}[mode]
    return pool(windows, axis=(4, 5)), (A_prev, hparameters)
""",
        ),
        also_right(
            "all_examples_at_once",
            "loops over positions only, axes for the rest",
            code="""
def pool_forward(A_prev, hparameters, mode="max"):
    f, s = hparameters["f"], hparameters["stride"]
    rows = range(0, A_prev.shape[1] - f + 1, s)
    columns = range(0, A_prev.shape[2] - f + 1, s)
    A = np.empty((A_prev.shape[0], len(rows), len(columns), A_prev.shape[3]))
    for h, top in enumerate(rows):
        for w, left in enumerate(columns):
            part = A_prev[:, top:top + f, left:left + f]
            A[:, h, w] = part.max(axis=(1, 2)) if mode != "average" else part.sum(axis=(1, 2)) / f**2
    return A, (A_prev, hparameters)
""",
        ),
    ),
)
