"""Backpropagation through a convolutional layer."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, Gradient, also_right, call, wrong

from .common import STARTS, Shape, columns_from_the_row, layer, places

Sizes = tuple[Shape, int, int, int, int]


def drawn(rng: np.random.Generator, shape: Shape, f: int, n_C: int, stride: int, pad: int):
    """A random upstream gradient, and the cache of a layer."""
    cache = layer(rng, shape, f, n_C, stride, pad)
    return rng.normal(size=(shape[0], *places(shape, f, stride, pad), n_C)), cache


def cases(rng: np.random.Generator) -> Iterable[Case]:
    yield call(*drawn(rng, (2, 4, 6, 3), 2, 4, 2, 1), label="padding 1, stride 2")
    yield call(*drawn(rng, (3, 5, 4, 2), 3, 1, 1, 0), label="no padding, stride 1, a single filter")
    yield call(*drawn(rng, (2, 5, 3, 1), 3, 2, 2, 2), label="padding 2, stride 2, one channel")
    yield call(*drawn(rng, (2, 6, 8, 2), 2, 3, 3, 0), label="no padding, stride 3: some pixels are never covered")


def gradients(module: ModuleType, rng: np.random.Generator) -> Iterable[Gradient]:
    sizes: tuple[Sizes, ...] = (((2, 3, 4, 2), 2, 3, 2, 1), ((1, 4, 3, 1), 3, 2, 1, 0))
    for shape, f, n_C, stride, pad in sizes:
        dZ, (A_prev, W, b, hparameters) = drawn(rng, shape, f, n_C, stride, pad)
        dA_prev, dW, db = module.conv_backward(dZ, (A_prev, W, b, hparameters))

        def total(A_prev, W, b, dZ=dZ, hparameters=hparameters) -> float:
            return float(np.sum(dZ * module.conv_forward(A_prev, W, b, hparameters)[0]))

        yield Gradient(of=total, at={"A_prev": A_prev, "W": W, "b": b}, claimed={"A_prev": dA_prev, "W": dW, "b": db})


PLACE = "[i, top : top + f, left : left + f, :]"
DA = f"dA_prev_pad{PLACE} += W[:, :, :, c] * dZ[i, h, w, c]"
DW = f"dW[:, :, :, c] += A_prev_pad{PLACE} * dZ[i, h, w, c]"
DB = "db[:, :, :, c] += dZ[i, h, w, c]"
CUT = "dA_prev_pad[:, pad : pad + n_H_prev, pad : pad + n_W_prev, :]"
RETURN = f"return {CUT}, dW, db"

CONV_BACKWARD = Exercise(
    name="conv_backward",
    cases=cases,
    gradients=gradients,
    quantities=("dA_prev", "dW", "db"),
    credit={"dA_prev": 0.4, "dW": 0.4, "db": 0.2},
    uses=("zero_pad",),
    equivalent={
        "stride, pad, f = (hparameters['stride'], hparameters['pad'], W.shape[1])": "filters are square",
    },
    hints=(
        "Use the same loops as the forward pass: the same examples, positions, filters and slices. Start from three "
        "arrays of zeros, and *accumulate* every contribution with `+=`.",
        "At position (h, w), filter c computed one number from the slice; dZ[i, h, w, c] is its gradient. The slice "
        "receives the filter times this gradient, the filter receives the slice times this gradient, and the bias "
        "receives the gradient itself.",
        "Accumulate into the *padded* dA_prev, and crop the frame at the end. With pad = 0, `pad:-pad` is an empty "
        "slice; `pad : pad + n_H_prev` always works.",
    ),
    variants=(
        wrong(
            "stride_forgotten",
            "The slices start at (h, w); the stride is ignored. In the forward pass they started at h * stride, w * "
            "stride.",
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
        # dA_prev
        wrong(
            "da_overwritten",
            "dA_prev is overwritten where windows overlap. A pixel covered by several windows receives a contribution "
            "from each: `+=`.",
            (DA, DA.replace("+=", "=")),
        ),
        wrong(
            "da_filter_turned",
            "The filter was rotated in dA_prev. Each pixel receives the weight that multiplied it in the forward pass.",
            (DA, DA.replace("W[:, :, :, c]", "W[::-1, ::-1, :, c]")),
        ),
        wrong(
            "da_all_filters_each_time",
            "Every iteration of the loop over c added all the filters, so each filter counts n_C times.",
            (DA, f"dA_prev_pad{PLACE} += np.dot(W, dZ[i, h, w])"),
        ),
        wrong(
            "da_first_filter",
            "dA_prev always uses the first filter. Filter c belongs to dZ[i, h, w, c].",
            (DA, DA.replace(":, c] * dZ", ":, 0] * dZ")),
        ),
        wrong(
            "da_negative",
            "dA_prev has the wrong sign: check whether you add or subtract.",
            (DA, DA.replace("+=", "-=")),
        ),
        wrong(
            "da_with_bias",
            "The bias has no influence on dA_prev: it is added to Z whatever the input is.",
            (DA, DA.replace("W[:, :, :, c] *", "(W[:, :, :, c] + b[:, :, :, c]) *")),
        ),
        wrong(
            "cut_by_minus_pad",
            "`pad:-pad` is an empty slice when pad is 0. Crop with `pad : pad + n_H_prev`.",
            (CUT, "dA_prev_pad[:, pad:-pad, pad:-pad, :]"),
        ),
        wrong(
            "frame_not_cut_off",
            "dA_prev still includes the padding. It must have the shape of A_prev.",
            (CUT, "dA_prev_pad"),
        ),
        wrong(
            "cut_at_the_corner",
            "The frame was cropped at the wrong end: the picture starts at row and column `pad`.",
            (CUT, "dA_prev_pad[:, :n_H_prev, :n_W_prev, :]"),
        ),
        wrong(
            "not_copied_back",
            "dA_prev is still all zeros: the padded gradient was never copied into it.",
            (CUT, "np.zeros(A_prev.shape)"),
        ),
        # dW
        wrong(
            "dw_overwritten",
            "dW is overwritten at each position. Every position of every example contributes to a filter: `+=`.",
            (DW, DW.replace("+=", "=")),
        ),
        wrong(
            "dw_from_unpadded",
            "For dW the slices are cut from A_prev, not from the padded input.",
            (DW, DW.replace("A_prev_pad[", "A_prev[")),
        ),
        wrong(
            "dw_first_example",
            "dW was computed from the slices of the first example only.",
            (DW, DW.replace("A_prev_pad[i,", "A_prev_pad[0,")),
        ),
        wrong(
            "dw_from_filter",
            "dW was computed from the filter. It should use what the filter was multiplied by: the slice.",
            (DW, DW.replace(f"A_prev_pad{PLACE}", "W[:, :, :, c]")),
        ),
        wrong(
            "dw_without_slice",
            "The slice is missing from dW: multiply dZ by it.",
            (DW, "dW[:, :, :, c] += dZ[i, h, w, c]"),
        ),
        wrong(
            "dw_transposed",
            "Rows and columns of dW are swapped.",
            (DW, DW.replace(f"A_prev_pad{PLACE}", f"np.swapaxes(A_prev_pad{PLACE}, 0, 1)")),
        ),
        wrong("dw_negative", "dW has the wrong sign: check whether you add or subtract.", (DW, DW.replace("+=", "-="))),
        wrong(
            "dw_averaged",
            "dW was divided by m. Here the gradients are sums over the batch.",
            (RETURN, RETURN.replace("dW,", "dW / m,")),
        ),
        # db
        wrong(
            "db_overwritten",
            "db is overwritten at each position. It is the sum of all gradients of its filter: `+=`.",
            (DB, DB.replace("+=", "=")),
        ),
        wrong(
            "db_from_bias",
            "db was multiplied by b. The derivative of Z with respect to the bias is 1.",
            (DB, DB + " * b[0, 0, 0, c]"),
        ),
        wrong(
            "db_all_filters",
            "db sums the gradients of all filters. Each bias receives only those of its own channel.",
            (DB, "db += dZ[i, h, w, c]"),
        ),
        wrong(
            "db_averaged",
            "db was divided by m. Here the gradients are sums over the batch.",
            (RETURN, RETURN.replace(", db", ", db / m")),
        ),
        wrong("db_negative", "db has the wrong sign: check whether you add or subtract.", (DB, DB.replace("+=", "-="))),
        wrong(
            "db_flat",
            "db is a flat array. It must have the shape of b, (1, 1, 1, n_C).",
            (RETURN, RETURN.replace(", db", ", db.ravel()")),
        ),
        # all of them
        wrong(
            "all_averaged",
            "All three were divided by m. Here the gradients are sums over the batch.",
            (RETURN, f"return {CUT} / m, dW / m, db / m"),
        ),
        wrong(
            "parameters_averaged",
            "dW and db were divided by m. Here the gradients are sums over the batch.",
            (RETURN, f"return {CUT}, dW / m, db / m"),
        ),
        wrong(
            "first_example_only",
            "Only the first example is processed. (Is `return` inside a loop?)",
            ("range(m)", "range(1)"),
        ),
        wrong(
            "slopes_from_place_zero",
            "Every position uses the gradient of the first one. At (h, w) it is dZ[i, h, w, c].",
            (DA, DA.replace("dZ[i, h, w, c]", "dZ[i, 0, 0, c]")),
            (DW, DW.replace("dZ[i, h, w, c]", "dZ[i, 0, 0, c]")),
            (DB, DB.replace("dZ[i, h, w, c]", "dZ[i, 0, 0, c]")),
        ),
        wrong(
            "cache_in_other_order",
            "The cache was unpacked in the wrong order. It holds (A_prev, W, b, hparameters).",
            ("A_prev, W, b, hparameters = cache", "W, A_prev, b, hparameters = cache"),
        ),
        wrong(
            "swapped",
            "The three results are in the wrong order. Return dA_prev, dW, db.",
            (RETURN, f"return dW, db, {CUT}"),
        ),
        wrong("da_missing", "dA_prev is missing from the result: return dA_prev, dW, db.", (RETURN, "return dW, db")),
        columns_from_the_row("slice"),
        wrong(
            "first_filter_only",
            "Only the first filter is processed. Loop over all n_C of them.",
            ("range(n_C)", "range(1)"),
        ),
        wrong(
            "dw_averaged_over_positions",
            "dW was divided by the number of positions. The gradients are sums.",
            (RETURN, RETURN.replace("dW,", "dW / (n_H * n_W),")),
        ),
        wrong(
            "da_averaged",
            "dA_prev was divided by m. The gradient of an activation is not averaged over the batch.",
            (RETURN, RETURN.replace(CUT, f"{CUT} / m")),
        ),
        wrong(
            "dw_from_turned_slice",
            "The slice was rotated in dW. Each weight receives the pixel that it multiplied in the forward pass.",
            (DW, DW.replace(f"A_prev_pad{PLACE}", f"A_prev_pad{PLACE}[::-1, ::-1]")),
        ),
        wrong(
            "da_filter_transposed",
            "Rows and columns of the filter are swapped in dA_prev.",
            (DA, DA.replace("W[:, :, :, c]", "np.swapaxes(W, 0, 1)[:, :, :, c]")),
        ),
        wrong(
            "da_first_example",
            "All of dA_prev was added to the first example. Example i receives its own.",
            (DA, DA.replace("dA_prev_pad[i,", "dA_prev_pad[0,")),
        ),
        wrong(
            "db_over_last_axis_only",
            "db counts each example once, with its last gradient. Sum over all positions.",
            (DB, "db[:, :, :, c] += dZ[i, h, w, c] * (h == n_H - 1) * (w == n_W - 1)"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (DB, "db[:, :, :, c] += dz[i, h, w, c]")),
    ),
    alternatives=(
        also_right(
            "the_usual_way",
            "named slice bounds, the frame cropped one example at a time",
            code="""
def conv_backward(dZ, cache):
    (A_prev, W, b, hparameters) = cache
    (m, n_H_prev, n_W_prev, n_C_prev) = A_prev.shape
    (f, f, n_C_prev, n_C) = W.shape
    stride = hparameters["stride"]
    pad = hparameters["pad"]
    (m, n_H, n_W, n_C) = dZ.shape
    dA_prev = np.zeros((m, n_H_prev, n_W_prev, n_C_prev))
    dW = np.zeros((f, f, n_C_prev, n_C))
    db = np.zeros((1, 1, 1, n_C))
    A_prev_pad = zero_pad(A_prev, pad)
    dA_prev_pad = zero_pad(dA_prev, pad) * 0
    for i in range(m):
        a_prev_pad = A_prev_pad[i]
        da_prev_pad = dA_prev_pad[i]
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C):
                    vert_start = h * stride
                    vert_end = vert_start + f
                    horiz_start = w * stride
                    horiz_end = horiz_start + f
                    a_slice = a_prev_pad[vert_start:vert_end, horiz_start:horiz_end, :]
                    da_prev_pad[vert_start:vert_end, horiz_start:horiz_end, :] += W[:,:,:,c] * dZ[i, h, w, c]
                    dW[:,:,:,c] += a_slice * dZ[i, h, w, c]
                    db[:,:,:,c] += dZ[i, h, w, c]
        dA_prev[i, :, :, :] = da_prev_pad[pad:-pad, pad:-pad, :] if pad else da_prev_pad
    assert(dA_prev.shape == (m, n_H_prev, n_W_prev, n_C_prev))
    return dA_prev, dW, db
""",
        ),
        also_right(
            "cell_by_cell",
            "a loop over filter entries instead of positions",
            code="""
def conv_backward(dZ, cache):
    A_prev, W, b, hparameters = cache
    s, p = hparameters["stride"], hparameters["pad"]
    _, H, w_out, _ = dZ.shape
    P = zero_pad(A_prev, p)
    dP, dW = np.zeros_like(P), np.empty_like(W)
    for i, j in np.ndindex(*W.shape[:2]):
        cell = (slice(None), slice(i, i + s * H, s), slice(j, j + s * w_out, s))
        dW[i, j] = np.einsum("mhwd,mhwc->dc", P[cell], dZ)
        dP[cell] += dZ @ W[i, j].T
    dA_prev = dP[:, p:dP.shape[1] - p, p:dP.shape[2] - p]
    return dA_prev, dW, dZ.sum(axis=(0, 1, 2)).reshape(b.shape)
""",
        ),
        also_right(
            "place_by_place",
            "all examples and filters of a position at once",
            code="""
def conv_backward(dZ, cache):
    (A_prev, W, b, hparameters) = cache
    stride, pad, f = hparameters["stride"], hparameters["pad"], W.shape[0]
    X = zero_pad(A_prev, pad)
    dX, dW = np.zeros(X.shape), np.zeros(W.shape)
    for h in range(dZ.shape[1]):
        for w in range(dZ.shape[2]):
            rows, columns = slice(h * stride, h * stride + f), slice(w * stride, w * stride + f)
            dW = dW + np.tensordot(X[:, rows, columns], dZ[:, h, w], axes=(0, 0))
            dX[:, rows, columns] += np.tensordot(dZ[:, h, w], W, axes=(1, 3))
    m, n_H, n_W, _ = A_prev.shape
    return dX[:, pad:n_H + pad, pad:n_W + pad, :], dW, np.sum(dZ, axis=(0, 1, 2), keepdims=True)
""",
        ),
    ),
)
