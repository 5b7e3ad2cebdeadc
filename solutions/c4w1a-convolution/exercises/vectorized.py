"""The same layer without a Python loop over positions, which a rule on the source code enforces."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, Rule, accepted, also_right, call, wrong

from .common import CACHE_IN_ORDER, ONE_CALL_FOR_ALL, layer
from .conv_forward import FIXED_NUMBERS, N_H, N_W, RETURN, UNAVOIDABLE, both


def cases(rng: np.random.Generator) -> Iterable[Case]:
    yield call(*layer(rng, (2, 5, 7, 3), 2, 4, 2, 1), label="padding 1, stride 2, a picture wider than tall")
    yield call(*layer(rng, (3, 6, 4, 2), 3, 1, 1, 0), label="no padding, stride 1, a single filter")
    yield call(*layer(rng, (2, 7, 4, 1), 1, 3, 3, 2), label="padding 2, stride 3, 1 x 1 filters")
    yield call(*layer(rng, (1, 3, 6, 2), 3, 5, 2, 2), label="more filters than channels, one example")
    yield call(*layer(rng, (2, 9, 5, 2), 4, 3, 1, 1), label="large filters, padding 1, stride 1")


ROWS, COLUMNS = "i : i + stride * n_H : stride", "j : j + stride * n_W : stride"
ADDED = "Z += under_cell @ W[i, j]"

NO_LOOP_OVER_PLACES = Rule(
    "loops_over",
    "The number of iterations of this loop depends on the picture's height or width. Loop over the filter's entries, "
    "`range(f)`, and process all positions at once; over examples, write `range(A_prev.shape[0])`.",
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
        'Swap the order of the sums: not "for each position, all filter entries" but "for each filter entry, all '
        'positions". There are few entries and many positions.',
        "Which pixels does entry (i, j) meet, over all positions? Rows i, i + stride, i + 2 stride, ..., n_H of them: "
        "a slice with a step.",
        "`A_prev_pad[:, i : i + stride * n_H : stride, ...]` has shape (m, n_H, n_W, n_C_prev), and W[i, j] has shape "
        "(n_C_prev, n_C). Z is the sum of their matrix products over i and j, plus the bias.",
    ),
    variants=(
        wrong(
            "stride_forgotten",
            "Neighbouring pixels were taken; the stride is ignored. The slice needs a step.",
            (ROWS, "i : i + n_H"),
            (COLUMNS, "j : j + n_W"),
        ),
        wrong(
            "stride_down_only",
            "The stride applies in both directions: the columns need a step as well.",
            (COLUMNS, "j : j + n_W"),
        ),
        wrong(
            "stride_across_only",
            "The stride applies in both directions: the rows need a step as well.",
            (ROWS, "i : i + n_H"),
        ),
        wrong(
            "bias_for_every_cell",
            "The bias was added for every filter entry. Add it only once.",
            ("n_C)) + b", "n_C))"),
            ("under_cell @ W[i, j]", "under_cell @ W[i, j] + b"),
        ),
        wrong("bias_forgotten", "The bias is missing: add b once.", ("n_C)) + b", "n_C))")),
        wrong(
            "filter_turned",
            "The filter was rotated by 180 degrees. Apply it as it is.",
            ("W[i, j]", "W[f - 1 - i, f - 1 - j]"),
        ),
        wrong("cells_transposed", "Rows and columns of the filter are swapped.", ("W[i, j]", "W[j, i]")),
        wrong(
            "overwritten",
            "Each filter entry overwrites the result of the others. Accumulate them: `+=`.",
            (ADDED, "Z = under_cell @ W[i, j] + b"),
        ),
        wrong(
            "first_cell_only",
            "Only the filter's first entry was used. Sum over all of them.",
            ("W[i, j]", "(W[i, j] * (i + j == 0))"),
        ),
        wrong(
            "diagonal_only",
            "Only the diagonal of the filter was used. i and j need separate loops.",
            ("W[i, j]", "(W[i, j] * (i == j))"),
        ),
        wrong(
            "channels_not_mixed",
            "The channels were summed before the filter was applied. Each channel has its own weights.",
            ("under_cell @ W[i, j]", "np.sum(under_cell, axis=3, keepdims=True) * np.sum(W[i, j], axis=0)"),
        ),
        wrong(
            "unpadded_input",
            "The slices are taken from A_prev, not from the padded input.",
            ("= A_prev_pad[", "= A_prev["),
        ),
        wrong("padding_not_in_size", "The output size ignores the padding: add 2 * pad.", *both(" + 2 * pad", "")),
        wrong("n_w_from_height", "n_W was computed from the height instead of the width.", (N_W, N_H)),
        wrong(
            "size_one_short",
            "Z is one row and one column short: there is one more position than there are steps.",
            *both(" + 1", ""),
        ),
        wrong(
            "with_relu",
            "Negative values became 0. The activation is a separate layer.",
            ("    " + RETURN, "    Z = np.maximum(0, Z)\n    " + RETURN),
        ),
        wrong(
            "cache_holds_padded",
            "The cache holds the padded input. Store A_prev as it was passed in.",
            (RETURN, "return Z, (A_prev_pad, W, b, hparameters)"),
        ),
        wrong("cache_in_other_order", CACHE_IN_ORDER, (RETURN, "return Z, (W, A_prev, b, hparameters)")),
        wrong("cache_missing", "Only Z is returned. Return the cache as well: Z, cache.", (RETURN, "return Z")),
        wrong(
            "loops_over_places",
            "This loops over the positions of the picture. Loop over the filter's entries instead.",
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
            "This calls conv_forward, which loops over the positions.",
            code="""
def conv_forward_vectorized(A_prev, W, b, hparameters):
    return conv_forward(A_prev, W, b, hparameters)
""",
        ),
        wrong(
            "bias_once_and_for_every_cell",
            "The bias was added at the start and again for every filter entry. Add it only once.",
            ("under_cell @ W[i, j]", "under_cell @ W[i, j] + b"),
        ),
        wrong(
            "bias_subtracted",
            "The bias was subtracted. Add it.",
            ("n_C)) + b", "n_C)) - b"),
        ),
        wrong(
            "whole_numbers",
            "Z holds integers, so all decimals are lost.",
            ("    " + RETURN, "    Z = Z.astype(int)\n    " + RETURN),
        ),
        wrong(
            "subtracted",
            "The products were subtracted. Z is their sum: `+=`.",
            (ADDED, ADDED.replace("+=", "-=")),
        ),
        *FIXED_NUMBERS,
        wrong(
            "columns_from_the_row",
            "The columns start at i. They start at j.",
            (COLUMNS, "i : i + stride * n_W : stride"),
        ),
        wrong(
            "averaged_over_batch",
            "Z was divided by m. Nothing is averaged in the forward pass.",
            ("    " + RETURN, "    Z = Z / m\n    " + RETURN),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("under_cell @", "under @")),
    ),
    accepted=(
        accepted(
            "cache_as_list",
            "The cache is a list; return a tuple instead.",
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
            "the indices of all windows, then one matrix product (im2col)",
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
            "loops over examples and filters, not over positions",
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
