"""The forward pass of a convolutional layer, position by position."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, accepted, also_right, call, wrong

from .common import CACHE_IN_ORDER, SQUARE_FILTERS, STARTS, columns_from_the_row, layer


def cases(rng: np.random.Generator) -> Iterable[Case]:
    yield call(*layer(rng, (2, 5, 7, 3), 2, 4, 2, 1), label="padding 1, stride 2, a picture wider than tall")
    yield call(*layer(rng, (3, 5, 4, 2), 3, 1, 1, 0), label="no padding, stride 1, a single filter")
    yield call(*layer(rng, (2, 7, 4, 1), 1, 3, 3, 2), label="padding 2, stride 3, 1 x 1 filters")
    yield call(*layer(rng, (1, 3, 6, 2), 3, 5, 2, 2), label="more filters than channels, one example")


SLICE = "A_prev_pad[i, top : top + f, left : left + f, :]"
FILTER, BIAS = "W[:, :, :, c]", "b[:, :, :, c]"
STEP = f"conv_single_step(a_slice_prev, {FILTER}, {BIAS})"
N_H, N_W = "(n_H_prev + 2 * pad - f) // stride + 1", "(n_W_prev + 2 * pad - f) // stride + 1"
RETURN = "return Z, (A_prev, W, b, hparameters)"
UNAVOIDABLE = {
    "axes 0 and 1 of `W` are equally long in every case": SQUARE_FILTERS,
    "the first axis of `b` has length 1 in every case: "
    "a batch of one hides sums over the batch": "biases have shape (1, 1, 1, n_C)",
}


def both(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """Apply the same change to the height and the width."""
    return tuple((size, size.replace(old, new)) for size in (N_H, N_W))


FIXED_NUMBERS = (
    wrong(
        "stride_always_one",
        "The stride is fixed at 1. It is `hparameters['stride']`.",
        ('stride, pad = hparameters["stride"]', "stride, pad = 1"),
    ),
    wrong(
        "never_padded",
        "The padding is fixed at 0. It is `hparameters['pad']`.",
        ('hparameters["stride"], hparameters["pad"]', 'hparameters["stride"], 0'),
    ),
)

CONV_FORWARD = Exercise(
    name="conv_forward",
    cases=cases,
    quantities=("Z", "cache"),
    uses=("zero_pad", "conv_single_step"),
    unavoidable=UNAVOIDABLE,
    equivalent={
        "Z = np.ones((m, n_H, n_W, n_C))": "every entry of Z is assigned",
        "Z[i, h, w, c] = conv_single_step(W[:, :, :, c], a_slice_prev, b[:, :, :, c])": "multiplication is commutative",
    },
    hints=(
        "First compute the sizes: unpack A_prev.shape and W.shape, then compute n_H from the height and n_W from the "
        "width. Next, pad the input and create a Z of zeros.",
        "Use four loops: examples, rows, columns, filters. At position (h, w) the slice starts at row h * stride and "
        "column w * stride, is f high and f wide, and includes all channels.",
        "Filter c is `W[:, :, :, c]`, its bias `b[:, :, :, c]`. `conv_single_step` turns a slice, a filter and a bias "
        "into one number: `Z[i, h, w, c]`.",
    ),
    variants=(
        wrong(
            "stride_forgotten",
            "The slice starts at (h, w); the stride is ignored. It should start at h * stride and w * stride.",
            (STARTS, "top, left = h, w"),
        ),
        wrong(
            "stride_down_only",
            "The stride applies in both directions: the slice's left edge is w * stride.",
            (STARTS, "top, left = h * stride, w"),
        ),
        wrong(
            "stride_across_only",
            "The stride applies in both directions: the slice's upper edge is h * stride.",
            (STARTS, "top, left = h, w * stride"),
        ),
        wrong(
            "end_without_stride",
            "The slice begins at h * stride but ends at h + f. It should end f after its start.",
            (SLICE, "A_prev_pad[i, top : h + f, left : w + f, :]"),
        ),
        wrong(
            "rows_and_columns_exchanged",
            "Rows and columns are swapped in the slice: rows come first.",
            (SLICE, "A_prev_pad[i, left : left + f, top : top + f, :]"),
        ),
        wrong(
            "one_channel",
            "The slice has only one channel. A filter covers all channels.",
            (SLICE, "A_prev_pad[i, top : top + f, left : left + f, 0:1]"),
        ),
        wrong(
            "unpadded_input",
            "The slice is taken from A_prev, not from the padded input.",
            (SLICE, "A_prev[i, top : top + f, left : left + f, :]"),
        ),
        wrong(
            "filter_by_example",
            "The example's index selects the filter. Use c, which counts the filters, on the last axis.",
            (FILTER, "W[:, :, :, i % n_C]"),
        ),
        wrong(
            "bias_by_example",
            "The example's index selects the bias. Each filter has its own bias: use c.",
            (BIAS, "b[:, :, :, i % n_C]"),
        ),
        wrong(
            "first_filter_always",
            "The first filter is used for every channel of Z. Use filter c.",
            (FILTER, "W[:, :, :, 0]"),
        ),
        wrong(
            "first_bias_always",
            "The first filter's bias is used for every filter. Use the bias of filter c.",
            (BIAS, "b[:, :, :, 0]"),
        ),
        wrong("bias_forgotten", "The bias is missing: pass the one of filter c.", (BIAS, "0 * b[:, :, :, c]")),
        wrong(
            "bias_of_all_filters",
            "The biases of all filters were summed. Each filter has a single bias of its own.",
            (BIAS, "np.sum(b, axis=3)"),
        ),
        wrong(
            "filter_by_first_axis",
            "Filter c was taken from W's first axis. The filters are on the last axis: W[:, :, :, c].",
            (FILTER, "W[c % f]"),
        ),
        wrong(
            "padded_in_the_loop",
            "The input is padded again for every example, so the frame keeps growing. Pad once, before the loops.",
            ("    for i in range(m):\n", "    for i in range(m):\n        A_prev_pad = zero_pad(A_prev_pad, pad)\n"),
        ),
        wrong(
            "first_example_only",
            "Every example is computed from the first one: index with i.",
            (SLICE, SLICE.replace("[i,", "[0,")),
        ),
        wrong("n_w_from_height", "n_W was computed from the height instead of the width.", (N_W, N_H)),
        wrong("n_h_from_width", "n_H was computed from the width instead of the height.", (N_H, N_W)),
        wrong(
            "padding_once",
            "The size counts the padding once. There are zeros at both ends, so it counts twice.",
            *both("2 * pad", "pad"),
        ),
        wrong("padding_not_in_size", "The output size ignores the padding: add 2 * pad.", *both(" + 2 * pad", "")),
        wrong(
            "only_f_divided",
            "Only part of the sum was divided by the stride when computing the size: put (n + 2 pad - f) in "
            "parentheses.",
            *both("(n_H_prev + 2 * pad - f) // stride", "n_H_prev + 2 * pad - f // stride")[:1],
            *both("(n_W_prev + 2 * pad - f) // stride", "n_W_prev + 2 * pad - f // stride")[1:],
        ),
        wrong(
            "size_one_short",
            "Z is one row and one column short: there is one more position than there are steps.",
            *both(" + 1", ""),
        ),
        wrong(
            "size_rounded_up",
            "The size was rounded up. Positions where the filter would stick out do not count.",
            (N_H, "-(-(n_H_prev + 2 * pad - f) // stride) + 1"),
            (N_W, "-(-(n_W_prev + 2 * pad - f) // stride) + 1"),
        ),
        wrong(
            "outputs_skipped",
            "The loops over Z take steps of `stride`, so most entries stay 0. The stride belongs in the start of the "
            "slice.",
            ("range(n_H)", "range(0, n_H, stride)"),
            ("range(n_W)", "range(0, n_W, stride)"),
            (STARTS, "top, left = h, w"),
        ),
        wrong(
            "last_filter_only",
            "Only the last filter's channel is filled: the line with `Z[i, h, w, c]` is outside the loop over c.",
            (
                f"                for c in range(n_C):\n                    Z[i, h, w, c] = {STEP}",
                "                for c in range(n_C):\n                    pass\n"
                + f"                Z[i, h, w, c] = {STEP}",
            ),
        ),
        wrong(
            "returns_in_the_loop",
            "`return` is inside a loop, so only the first example is processed. Move it to the left.",
            ("    " + RETURN, "        " + RETURN),
        ),
        wrong(
            "with_relu",
            "Negative values became 0. The activation is a separate layer.",
            ("    " + RETURN, "    Z = np.maximum(0, Z)\n    " + RETURN),
        ),
        wrong(
            "averaged_over_batch",
            "Z was divided by m. Nothing is averaged in the forward pass.",
            ("    " + RETURN, "    Z = Z / m\n    " + RETURN),
        ),
        wrong(
            "cache_holds_padded",
            "The cache holds the padded input. Store A_prev as it was passed in.",
            (RETURN, "return Z, (A_prev_pad, W, b, hparameters)"),
        ),
        wrong("cache_in_other_order", CACHE_IN_ORDER, (RETURN, "return Z, (W, A_prev, b, hparameters)")),
        wrong(
            "cache_without_hparameters",
            "The cache lacks hparameters: it should be (A_prev, W, b, hparameters).",
            (RETURN, "return Z, (A_prev, W, b)"),
        ),
        wrong("cache_missing", "Only Z is returned. Return the cache as well: Z, cache.", (RETURN, "return Z")),
        wrong(
            "swapped",
            "Z and the cache are in the wrong order: return Z first.",
            (RETURN, "return (A_prev, W, b, hparameters), Z"),
        ),
        *FIXED_NUMBERS,
        wrong(
            "pad_and_stride_exchanged",
            "Padding and stride are swapped: `hparameters['stride']` is the stride.",
            ('hparameters["stride"], hparameters["pad"]', 'max(hparameters["pad"], 1), hparameters["stride"]'),
        ),
        wrong(
            "whole_numbers",
            "Z holds integers, so all decimals are lost. `np.zeros(shape)` is an array of floats.",
            ("np.zeros((m, n_H, n_W, n_C))", "np.zeros((m, n_H, n_W, n_C), dtype=int)"),
        ),
        wrong(
            "half_precision",
            "float16 keeps only three digits. Use `np.zeros(shape)`, which gives float64.",
            ("np.zeros((m, n_H, n_W, n_C))", "np.zeros((m, n_H, n_W, n_C), dtype=np.float16)"),
        ),
        columns_from_the_row("slice"),
        wrong(
            "filter_turned",
            "The filter was rotated by 180 degrees. Deep learning applies it as it is.",
            (FILTER, "W[::-1, ::-1, :, c]"),
        ),
        wrong(
            "filter_transposed",
            "Rows and columns of the filter are swapped.",
            (FILTER, "np.swapaxes(W, 0, 1)[:, :, :, c]"),
        ),
        wrong(
            "bias_for_every_product",
            "The bias was added to every product, so it counts f * f * n_C_prev times. Add it once, after the sum.",
            (STEP, f"np.sum(a_slice_prev * {FILTER} + {BIAS})"),
        ),
        wrong(
            "bias_added_twice",
            "The bias was added twice: `conv_single_step` already adds it.",
            (STEP, f"{STEP} + b[0, 0, 0, c]"),
        ),
        wrong(
            "last_position_left_out",
            "The last row and column of Z are empty: the loops end one position too early.",
            ("range(n_H)", "range(n_H - 1)"),
            ("range(n_W)", "range(n_W - 1)"),
        ),
        wrong("cache_hparameters_third", CACHE_IN_ORDER, (RETURN, "return Z, (A_prev, W, hparameters, b)")),
        wrong("unknown_name", UNKNOWN_NAME, ("a_slice_prev = ", "a_slice = ")),
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
            "the_usual_way",
            "named start and end, int() to round down",
            code="""
def conv_forward(A_prev, W, b, hparameters):
    (m, n_H_prev, n_W_prev, n_C_prev) = A_prev.shape
    (f, f, n_C_prev, n_C) = W.shape
    stride = hparameters['stride']
    pad = hparameters['pad']
    n_H = int((n_H_prev - f + 2 * pad) / stride) + 1
    n_W = int((n_W_prev - f + 2 * pad) / stride) + 1
    Z = np.zeros((m, n_H, n_W, n_C))
    A_prev_pad = zero_pad(A_prev, pad)
    for i in range(m):
        a_prev_pad = A_prev_pad[i]
        for h in range(n_H):
            vert_start = stride * h
            vert_end = vert_start + f
            for w in range(n_W):
                horiz_start = stride * w
                horiz_end = horiz_start + f
                for c in range(n_C):
                    a_slice_prev = a_prev_pad[vert_start:vert_end, horiz_start:horiz_end, :]
                    weights = W[:, :, :, c]
                    biases = b[:, :, :, c]
                    Z[i, h, w, c] = conv_single_step(a_slice_prev, weights, biases)
    cache = (A_prev, W, b, hparameters)
    return Z, cache
""",
        ),
        also_right(
            "places_from_range",
            "range with a step, all positions in one loop",
            code="""
def conv_forward(A_prev, W, b, hparameters):
    P = zero_pad(X=A_prev, pad=hparameters["pad"])
    f, s = W.shape[1], hparameters["stride"]
    tops = range(0, P.shape[1] - f + 1, s)
    lefts = range(0, P.shape[2] - f + 1, s)
    Z = np.empty((P.shape[0], len(tops), len(lefts), W.shape[3]))
    for i, h, w, c in np.ndindex(*Z.shape):
        under = P[i, tops[h]:tops[h] + f, lefts[w]:lefts[w] + f]
        Z[i, h, w, c] = conv_single_step(a_slice_prev=under, W=W[..., c], b=b[..., c])
    return Z, (A_prev, W, b, hparameters)
""",
        ),
        also_right(
            "own_sum",
            "the single step written out, padding by np.pad",
            code="""
def conv_forward(A_prev, W, b, hparameters):
    p, s, f = hparameters["pad"], hparameters["stride"], W.shape[0]
    P = np.pad(A_prev, [(0, 0), (p, p), (p, p), (0, 0)])
    n_H, n_W = (P.shape[1] - f) // s + 1, (P.shape[2] - f) // s + 1
    Z = np.zeros((A_prev.shape[0], n_H, n_W, W.shape[-1]))
    for h in range(n_H):
        for w in range(n_W):
            Z[:, h, w] = np.tensordot(P[:, h * s:h * s + f, w * s:w * s + f], W, 3) + b[0, 0]
    return Z, (A_prev, W, b, hparameters)
""",
        ),
    ),
)
