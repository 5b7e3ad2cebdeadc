"""Backpropagation through a pooling layer."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, Gradient, accepted, also_right, call, wrong

from .common import STARTS, Shape, columns_from_the_row, places


def drawn(rng: np.random.Generator, shape: Shape, f: int, stride: int):
    """A random upstream gradient, and the cache of a pooling layer."""
    dA = rng.normal(size=(shape[0], *places(shape, f, stride), shape[3]))
    return dA, (rng.normal(size=shape), {"f": f, "stride": stride})


def cases(rng: np.random.Generator) -> Iterable[Case]:
    yield call(*drawn(rng, (2, 5, 7, 3), 2, 3), label="stride 3, windows that do not overlap, default mode")
    yield call(*drawn(rng, (2, 4, 5, 2), 3, 1), mode="max", label="stride 1, windows that overlap")
    yield call(
        *drawn(rng, (3, 6, 4, 1), 3, 2), mode="average", label="average of 3 x 3, stride 2, windows that overlap"
    )
    yield call(*drawn(rng, (2, 4, 7, 2), 2, 1), mode="average", label="average of 2 x 2, stride 1")
    dA, (A_prev, hparameters) = drawn(rng, (2, 4, 6, 1), 2, 2)
    A_prev[0, :2, 2:4, 0] = A_prev.max() + rng.permutation(np.array([[0.0, 0.0], [-1.0, -2.0]]).ravel()).reshape(2, 2)
    yield call(dA, (A_prev, hparameters), "max", label="two entries of a window tie for the largest")


def gradients(module: ModuleType, rng: np.random.Generator) -> Iterable[Gradient]:
    for mode, shape, f, stride in (("max", (2, 3, 5, 2), 2, 1), ("average", (1, 5, 4, 2), 3, 2)):
        dA, (A_prev, hparameters) = drawn(rng, shape, f, stride)

        def total(A_prev, dA=dA, hparameters=hparameters, mode=mode) -> float:
            return float(np.sum(dA * module.pool_forward(A_prev, hparameters, mode)[0]))

        claimed = module.pool_backward(dA, (A_prev, hparameters), mode)
        yield Gradient(of=total, at={"A_prev": A_prev}, claimed={"A_prev": claimed})


PLACE = "[i, top : top + f, left : left + f, c]"
MASK = f"create_mask_from_window(A_prev{PLACE})"
SHARE = "share = mask * dA[i, h, w, c]"
EVEN = "share = distribute_value(dA[i, h, w, c], (f, f))"
ADDED = f"dA_prev{PLACE} += share"
RETURN = "    return dA_prev"

POOL_BACKWARD = Exercise(
    name="pool_backward",
    cases=cases,
    gradients=gradients,
    uses=("create_mask_from_window", "distribute_value"),
    hints=(
        "Use the same loops as the forward pass, over the positions of dA. Each position passes its gradient to its "
        "window.",
        "In max mode only the largest entry influenced the output: multiply the gradient by the mask of the window "
        "taken from A_prev. In average mode all entries had equal influence: use `distribute_value`.",
        "Windows may overlap, so a pixel may receive contributions from several of them: accumulate with `+=`.",
    ),
    variants=(
        wrong(
            "stride_forgotten",
            "The windows start at (h, w); the stride is ignored. They should start at h * stride and w * stride.",
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
            "stride_is_f",
            "The windows are placed side by side, f apart. They should be `stride` apart.",
            (STARTS, "top, left = h * f, w * f"),
        ),
        wrong(
            "overwritten",
            "dA_prev is overwritten where windows overlap. A pixel covered by several windows receives a contribution "
            "from each: `+=`.",
            (ADDED, ADDED.replace("+=", "=")),
        ),
        wrong(
            "mask_from_gradient",
            "The mask was computed from dA_prev, which is still being filled. A_prev shows which entry was the "
            "largest.",
            (MASK, MASK.replace("A_prev[", "dA_prev[")),
        ),
        wrong(
            "mask_of_all_channels",
            "The mask considers all channels together. Each channel was pooled separately.",
            (MASK, "create_mask_from_window(A_prev[i, top : top + f, left : left + f, :])[:, :, c]"),
        ),
        wrong(
            "mask_forgotten",
            "In max mode every entry received the gradient. Only the largest influenced the output: multiply by the "
            "mask.",
            (SHARE, "share = np.ones((f, f)) * dA[i, h, w, c]"),
        ),
        wrong(
            "mask_shared_out",
            "In max mode the gradient was divided by the window's size. The largest entry receives all of it.",
            (SHARE, SHARE + " / (f * f)"),
        ),
        wrong(
            "times_the_maximum",
            "The gradient was multiplied by the largest entry itself. The maximum passes the gradient on unchanged.",
            (SHARE, f"share = A_prev{PLACE} * mask * dA[i, h, w, c]"),
        ),
        wrong("slope_forgotten", "The upstream gradient is missing: only the mask was added.", (SHARE, "share = mask")),
        wrong(
            "mask_alone_sum",
            "In max mode the gradients of the whole channel were summed. Each window uses only its own.",
            (SHARE, "share = mask * np.sum(dA[i, :, :, c])"),
        ),
        wrong(
            "not_divided",
            "In average mode every entry received the whole gradient. Divide it by the number of entries, as "
            "`distribute_value` does.",
            (EVEN, "share = np.full((f, f), dA[i, h, w, c])"),
        ),
        wrong(
            "divided_by_f",
            "In average mode the gradient was divided by f. The window has f * f entries.",
            (EVEN, "share = np.full((f, f), dA[i, h, w, c] / f)"),
        ),
        wrong(
            "divided_twice",
            "In average mode the gradient was divided twice: `distribute_value` already divides it.",
            (EVEN, EVEN + " / (f * f)"),
        ),
        wrong(
            "shared_by_outputs",
            "The gradient was distributed over the size of dA. Distribute it over one window, (f, f).",
            (EVEN, "share = np.full((f, f), distribute_value(dA[i, h, w, c], (n_H, n_W))[0, 0])"),
        ),
        wrong(
            "modes_exchanged",
            'The modes are swapped: "max" needs the mask, "average" equal shares.',
            ('mode == "max"', 'mode == "average"'),
        ),
        wrong("always_max", "The mask is used regardless of `mode`.", ('mode == "max"', "True")),
        wrong("always_average", "Equal shares are used regardless of `mode`.", ('mode == "max"', "False")),
        wrong(
            "rows_and_columns_exchanged",
            "Rows and columns are swapped in the window: rows come first.",
            (ADDED, "dA_prev[i, left : left + f, top : top + f, c] += share"),
        ),
        wrong(
            "first_example_only",
            "Only the first example is processed. (Is `return` inside a loop?)",
            ("range(m)", "range(1)"),
        ),
        wrong("first_channel_only", "Only the first channel is processed.", ("range(n_C)", "range(1)")),
        wrong(
            "averaged_over_batch",
            "dA_prev was divided by m. The gradient of an activation is not averaged over the batch.",
            (RETURN, RETURN + " / m"),
        ),
        wrong(
            "negative",
            "dA_prev has the wrong sign: check whether you add or subtract.",
            (ADDED, ADDED.replace("+=", "-=")),
        ),
        wrong(
            "shape_of_output",
            "dA_prev has the shape of dA. It must have that of A_prev.",
            ("np.zeros(A_prev.shape)", "np.zeros(dA.shape)"),
        ),
        wrong(
            "cache_in_other_order",
            "The cache was unpacked in the wrong order. It holds (A_prev, hparameters).",
            ("A_prev, hparameters = cache", "hparameters, A_prev = cache"),
        ),
        wrong(
            "mask_of_first_channel",
            "The mask is always that of the first channel. Channel c has its own.",
            (MASK, MASK.replace(", c]", ", 0]")),
        ),
        wrong(
            "mask_of_first_example",
            "The mask is always that of the first example. Example i has its own.",
            (MASK, MASK.replace("A_prev[i,", "A_prev[0,")),
        ),
        columns_from_the_row("window"),
        wrong(
            "mask_overwrites",
            "In max mode the gradient replaces the entry of A_prev. Start from zeros.",
            ("np.zeros(A_prev.shape)", "A_prev.copy()"),
        ),
        wrong(
            "gradient_of_first_place",
            "Every window uses the gradient of the first one. At (h, w) it is dA[i, h, w, c].",
            (SHARE, SHARE.replace("h, w, c", "0, 0, c")),
            (EVEN, EVEN.replace("h, w, c", "0, 0, c")),
        ),
        wrong(
            "whole_numbers",
            "dA_prev holds integers, so the decimals are lost.",
            (RETURN, RETURN + ".astype(int)"),
        ),
        wrong(
            "average_by_default",
            'The default mode is "max".',
            ('mode="max"', 'mode="average"'),
        ),
        wrong(
            "sum_of_the_mode",
            "In max mode the largest entry also receives the average share. Each mode has its own rule.",
            (SHARE, SHARE + " + distribute_value(dA[i, h, w, c], (f, f))"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (SHARE, "share = mask * dA[i, h, w, ch]")),
    ),
    accepted=(
        accepted(
            "shared_among_ties",
            "When two entries of a window tie, they share the gradient here. That is also a convention. With "
            "`create_mask_from_window`, each of them receives all of it.",
            (SHARE, "share = mask / np.sum(mask) * dA[i, h, w, c]"),
        ),
        accepted(
            "first_of_the_largest",
            "When two entries of a window tie, only the first receives the gradient here, as in TensorFlow. With "
            "`create_mask_from_window`, each of them receives it.",
            (f"mask = {MASK}", f"mask = (np.arange(f * f) == np.argmax(A_prev{PLACE})).reshape(f, f)"),
        ),
    ),
    alternatives=(
        also_right(
            "the_usual_way",
            "named slice bounds, a branch for each mode",
            code="""
def pool_backward(dA, cache, mode = "max"):
    (A_prev, hparameters) = cache
    stride = hparameters["stride"]
    f = hparameters["f"]
    m, n_H_prev, n_W_prev, n_C_prev = A_prev.shape
    m, n_H, n_W, n_C = dA.shape
    dA_prev = np.zeros((m, n_H_prev, n_W_prev, n_C_prev))
    for i in range(m):
        a_prev = A_prev[i, :]
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C):
                    vert_start = h * stride
                    vert_end = vert_start + f
                    horiz_start = w * stride
                    horiz_end = horiz_start + f
                    if mode == "max":
                        a_prev_slice = a_prev[vert_start:vert_end, horiz_start:horiz_end, c]
                        mask = create_mask_from_window(a_prev_slice)
                        dA_prev[i, vert_start:vert_end, horiz_start:horiz_end, c] += np.multiply(mask, dA[i, h, w, c])
                    elif mode == "average":
                        da = dA[i, h, w, c]
                        shape = (f, f)
                        dA_prev[i, vert_start:vert_end, horiz_start:horiz_end, c] += distribute_value(da, shape)
    assert(dA_prev.shape == A_prev.shape)
    return dA_prev
""",
        ),
        also_right(
            "own_mask",
            "mask and shares computed inline, all examples and channels at once",
            code="""
def pool_backward(dA, cache, mode="max"):
    A_prev, hparameters = cache
    f, s = hparameters["f"], hparameters["stride"]
    dA_prev = np.zeros_like(A_prev)
    for h in range(dA.shape[1]):
        for w in range(dA.shape[2]):
            rows, columns = slice(h * s, h * s + f), slice(w * s, w * s + f)
            slope = dA[:, h:h + 1, w:w + 1, :]
            if mode == "average":
                dA_prev[:, rows, columns] += slope / f**2
            else:
                window = A_prev[:, rows, columns]
                dA_prev[:, rows, columns] += np.where(window == window.max(axis=(1, 2), keepdims=True), slope, 0)
    return dA_prev
""",
        ),
        also_right(
            "one_index",
            "all positions in one loop, shares by name",
            code="""
def pool_backward(dA, cache, mode="max"):
    A_prev, hp = cache
    f, s = hp["f"], hp["stride"]
    result = 0.0 * A_prev
    for i, h, w, c in np.ndindex(*dA.shape):
        part = (i, slice(s * h, s * h + f), slice(s * w, s * w + f), c)
        if mode == "max":
            result[part] = result[part] + dA[i, h, w, c] * create_mask_from_window(x=A_prev[part])
        else:
            result[part] = result[part] + distribute_value(dz=dA[i, h, w, c], shape=(f, f))
    return result
""",
        ),
    ),
)
