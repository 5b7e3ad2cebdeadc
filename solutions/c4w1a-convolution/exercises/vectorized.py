"""The same layer without a Python loop over positions; a rule on the source holds it to that."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, Rule, accepted, also_right, call, wrong

from .common import CACHE_IN_ORDER, ONE_CALL_FOR_ALL, layer
from .conv_forward import N_H, N_W, RETURN, UNAVOIDABLE, both


def cases(rng: np.random.Generator) -> Iterable[Case]:
    yield call(*layer(rng, (2, 5, 7, 3), 2, 4, 2, 1), label="padding 1, stride 2, a picture wider than high")
    yield call(*layer(rng, (3, 6, 4, 2), 3, 1, 1, 0), label="no padding, stride 1, a single filter")
    yield call(*layer(rng, (2, 7, 4, 1), 1, 3, 3, 2), label="padding 2, stride 3, filters of one pixel")
    yield call(*layer(rng, (1, 3, 6, 2), 3, 5, 2, 2), label="more filters than channels, one example")
    yield call(*layer(rng, (2, 9, 5, 2), 4, 3, 1, 1), label="large filters, padding 1, stride 1")


ROWS, COLUMNS = "i : i + stride * n_H : stride", "j : j + stride * n_W : stride"
ADDED = "Z += under_cell @ W[i, j]"

NO_LOOP_OVER_PLACES = Rule(
    "loops_over",
    "A loop here turns as often as the picture is high or wide. Let it run over the cells of the filter, "
    "`range(f)`, and take all places at once; over examples, write `range(A_prev.shape[0])`.",
    {
        "names": ("W", "b", "hparameters", "A_prev.shape[0]", "A_prev.shape[3]", "A_prev.shape[-1]"),
        "apart": ("zero_pad",),
    },
)

CONV_FORWARD_VECTORIZED = Exercise(
    name="conv_forward_vectorized",
    cases=cases,
    quantities=("Z", "cache"),
    uses=("zero_pad",),
    rules=(NO_LOOP_OVER_PLACES, ONE_CALL_FOR_ALL),
    unavoidable=UNAVOIDABLE,
    hints=(
        "Turn the sum inside out: not 'for each place, all cells of the filter', but 'for each cell of the filter, all "
        "places'. There are few cells and many places.",
        "Which pixels lie under cell (i, j), over all places? Rows i, i + stride, i + 2 stride, ..., n_H of them: a "
        "slice with a step.",
        "`A_prev_pad[:, i : i + stride * n_H : stride, ...]` has shape (m, n_H, n_W, n_C_prev), and W[i, j] has shape "
        "(n_C_prev, n_C). Their matrix product, summed over i and j, is Z, but for the bias.",
    ),
    variants=(
        wrong(
            "stride_forgotten",
            "Neighbouring pixels were taken, whatever the stride says. The slice needs a step.",
            (ROWS, "i : i + n_H"),
            (COLUMNS, "j : j + n_W"),
        ),
        wrong(
            "stride_down_only",
            "The stride goes in both directions: the columns need a step as well.",
            (COLUMNS, "j : j + n_W"),
        ),
        wrong(
            "stride_across_only",
            "The stride goes in both directions: the rows need a step as well.",
            (ROWS, "i : i + n_H"),
        ),
        wrong(
            "bias_for_every_cell",
            "The bias was added for every cell of the filter. It counts once.",
            ("n_C)) + b", "n_C))"),
            ("under_cell @ W[i, j]", "under_cell @ W[i, j] + b"),
        ),
        wrong("bias_forgotten", "The bias is missing.", ("n_C)) + b", "n_C))")),
        wrong(
            "filter_turned",
            "The filter was turned by 180 degrees. It is laid on as it is.",
            ("W[i, j]", "W[f - 1 - i, f - 1 - j]"),
        ),
        wrong("cells_transposed", "Rows and columns of the filter are exchanged.", ("W[i, j]", "W[j, i]")),
        wrong(
            "overwritten",
            "Each cell overwrites what the others gave. Add them up: `+=`.",
            (ADDED, "Z = under_cell @ W[i, j] + b"),
        ),
        wrong("first_cell_only", "Only the filter's first cell was used.", ("W[i, j]", "(W[i, j] * (i + j == 0))")),
        wrong(
            "diagonal_only",
            "Only the cells on the filter's diagonal were used: i and j run each for itself.",
            ("W[i, j]", "(W[i, j] * (i == j))"),
        ),
        wrong(
            "channels_not_mixed",
            "Channels were summed before the filter came. Each channel has weights of its own.",
            ("under_cell @ W[i, j]", "np.sum(under_cell, axis=3, keepdims=True) * np.sum(W[i, j], axis=0)"),
        ),
        wrong(
            "unpadded_input",
            "The slices are cut from A_prev, not from the padded input.",
            ("= A_prev_pad[", "= A_prev["),
        ),
        wrong("padding_not_in_size", "The padding is missing from the size of Z: 2 * pad.", *both(" + 2 * pad", "")),
        wrong("n_w_from_height", "n_W was worked out from the height.", (N_W, N_H)),
        wrong(
            "size_one_short", "Z is one row and one column short: places are one more than steps.", *both(" + 1", "")
        ),
        wrong(
            "with_relu",
            "Negative scores became 0. The activation is a layer of its own.",
            ("    " + RETURN, "    Z = np.maximum(0, Z)\n    " + RETURN),
        ),
        wrong(
            "cache_holds_padded",
            "The cache holds the padded input. Keep A_prev as it came.",
            (RETURN, "return Z, (A_prev_pad, W, b, hparameters)"),
        ),
        wrong("cache_in_other_order", CACHE_IN_ORDER, (RETURN, "return Z, (W, A_prev, b, hparameters)")),
        wrong("cache_missing", "Only Z comes back. The cache is wanted too: return Z, cache.", (RETURN, "return Z")),
        wrong(
            "loops_over_places",
            "This loops over the places of the picture. Loop over the cells of the filter in place of them.",
            code="""
def conv_forward_vectorized(A_prev, W, b, hparameters):
    stride, f = hparameters["stride"], W.shape[0]
    A_prev_pad = zero_pad(A_prev, hparameters["pad"])
    n_H = (A_prev_pad.shape[1] - f) // stride + 1
    n_W = (A_prev_pad.shape[2] - f) // stride + 1
    Z = np.zeros((A_prev.shape[0], n_H, n_W, W.shape[3]))
    for h in range(n_H):
        for w in range(n_W):
            window = A_prev_pad[:, h * stride : h * stride + f, w * stride : w * stride + f, :]
            Z[:, h, w, :] = np.tensordot(window, W, axes=3) + b[0, 0]
    return Z, (A_prev, W, b, hparameters)
""",
        ),
        wrong(
            "calls_conv_forward",
            "This hands the work to conv_forward, which loops over the places.",
            code="""
def conv_forward_vectorized(A_prev, W, b, hparameters):
    return conv_forward(A_prev, W, b, hparameters)
""",
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("under_cell @", "under @")),
    ),
    accepted=(
        accepted(
            "cache_as_list",
            "The cache is a list; a tuple was meant.",
            (RETURN, "return Z, [A_prev, W, b, hparameters]"),
        ),
    ),
    alternatives=(
        also_right(
            "windows",
            "all windows as a view, one product for all",
            code="""
def conv_forward_vectorized(A_prev, W, b, hparameters):
    s = hparameters["stride"]
    P = zero_pad(A_prev, hparameters["pad"])
    windows = np.lib.stride_tricks.sliding_window_view(P, W.shape[:2], axis=(1, 2))[:, ::s, ::s]
    Z = np.tensordot(windows, W, axes=([3, 4, 5], [2, 0, 1])) + b
    return Z, (A_prev, W, b, hparameters)
""",
        ),
        also_right(
            "as_columns",
            "indices of all windows, then one matrix product (im2col)",
            code="""
def conv_forward_vectorized(A_prev, W, b, hparameters):
    s, pad = hparameters["stride"], hparameters["pad"]
    (m, n_H_prev, n_W_prev, n_C_prev) = A_prev.shape
    (f, f, n_C_prev, n_C) = W.shape
    n_H = int((n_H_prev - f + 2 * pad) / s) + 1
    n_W = int((n_W_prev - f + 2 * pad) / s) + 1
    P = zero_pad(A_prev, pad)
    rows = s * np.arange(n_H)[:, None] + np.arange(f)
    columns = s * np.arange(n_W)[:, None] + np.arange(f)
    patches = P[:, rows[:, None, :, None], columns[None, :, None, :], :]
    Z = patches.reshape(-1, f * f * n_C_prev) @ W.reshape(-1, n_C)
    return Z.reshape(m, n_H, n_W, n_C) + b, (A_prev, W, b, hparameters)
""",
        ),
        also_right(
            "by_example_and_filter",
            "loops over examples and filters, not over places",
            code="""
def conv_forward_vectorized(A_prev, W, b, hparameters):
    m, _, _, channels = A_prev.shape
    f, s = len(W), hparameters["stride"]
    P = zero_pad(A_prev, hparameters["pad"])
    shape = (P.shape[1] - f) // s + 1, (P.shape[2] - f) // s + 1
    Z = np.empty((m, *shape, W.shape[3]))
    for k in range(m):
        for c in range(W.shape[3]):
            Z[k, :, :, c] = b[0, 0, 0, c]
            for i, j in np.ndindex(f, f):
                for d in range(channels):
                    Z[k, :, :, c] += W[i, j, d, c] * P[k, i:, j:, d][: s * shape[0] : s, : s * shape[1] : s]
    return Z, (A_prev, W, b, hparameters)
""",
        ),
    ),
)
