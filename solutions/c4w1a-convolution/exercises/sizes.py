"""Numbers before anything is calculated: how large a result is, and how much a layer learns."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, equal, wrong


def size_cases(rng: np.random.Generator) -> Iterable[Case]:
    shift = int(rng.integers(0, 4))
    yield call(7 + shift, 3, 0, 1, check=equal(dtype="exact"), label="stride 1, no padding")
    yield call(12 + 3 * shift, 4, 1, 3, check=equal(dtype="exact"), label="stride 3, one place more would stick out")
    yield call(9 + 2 * shift, 4, 3, 2, check=equal(dtype="exact"), label="padding 3, stride 2, rounded down")
    yield call(6 + 4 * shift, 5, 2, 4, check=equal(dtype="exact"), label="a filter nearly as large as the side")
    yield call(4, 4, 0, 2, check=equal(dtype="exact"), label="a single place")
    yield call(31 + 5 * shift, 3, 2, 5, check=equal(dtype="exact"), label="far from a whole number")


SIZE = "(n + 2 * p - f) // s + 1"

CONV_OUTPUT_SIZE = Exercise(
    name="conv_output_size",
    cases=size_cases,
    hints=(
        "The padded side is n + 2p long. How far can the filter's first edge go, from its first place to its last?",
        "How many steps of s fit into that? Only whole ones count: `//` divides and rounds down.",
        "Places are one more than steps: the place where it starts counts too.",
    ),
    variants=(
        wrong("steps_not_places", "One short: the place where the filter starts counts too.", (SIZE, SIZE[:-4])),
        wrong("padded_on_one_side", "Padding adds p at *each* of the two ends: 2 p in all.", ("2 * p", "p")),
        wrong("padding_forgotten", "The padding is missing: it makes the side 2 p longer.", (" + 2 * p", "")),
        wrong("padding_subtracted", "Padding makes the side longer, not shorter.", ("+ 2 * p", "- 2 * p")),
        wrong("stride_forgotten", "The stride is missing: divide by s before the 1 is added.", (" // s", "")),
        wrong("filter_forgotten", "The filter's own length f is missing: it has to stay within.", (" - f", "")),
        wrong("filter_added", "f is added. The longer the filter, the fewer places there are.", ("- f", "+ f")),
        wrong(
            "rounded_up",
            "Rounded up. Where the filter would stick out it does not count.",
            (SIZE, "-(-(n + 2 * p - f) // s) + 1"),
        ),
        wrong(
            "rounded_to_nearest",
            "Rounded to the nearest number. Always round *down*.",
            (SIZE, "round((n + 2 * p - f) / s) + 1"),
        ),
        wrong(
            "not_rounded",
            "This is not a whole number. Round down: `//` does, or `int(...)`.",
            (SIZE, "(n + 2 * p - f) / s + 1"),
        ),
        wrong(
            "as_float",
            "The size comes back as a float, such as 3.0, which `range` and `np.zeros` refuse. Make it an int.",
            (SIZE, "float((n + 2 * p - f) // s + 1)"),
        ),
        wrong(
            "only_f_divided",
            "Only f is divided by the stride: the whole difference should be, in brackets.",
            (SIZE, "n + 2 * p - f // s + 1"),
        ),
        wrong(
            "one_divided_too",
            "The 1 was added before the division. It is added after it.",
            (SIZE, "(n + 2 * p - f + 1) // s"),
        ),
        wrong("one_place_more", "One place too many: the filter would stick out.", (SIZE, SIZE + " + 1")),
        wrong(
            "same_size",
            "This is the size of a 'same' convolution. Here the padding may be any.",
            (SIZE, "-(-n // s)"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("2 * p", "2 * pad")),
    ),
    alternatives=(
        also_right(
            "int_of_quotient", "int() cuts off what is behind the point", (SIZE, "int((n - f + 2 * p) / s) + 1")
        ),
        also_right("floor", "by np.floor", (SIZE, "int(np.floor((n + 2 * p - f) / s) + 1)")),
        also_right("counted", "the places counted", (SIZE, "len(range(0, n + 2 * p - f + 1, s))")),
        also_right("one_inside", "the 1 as one more step", (SIZE, "(n + 2 * p - f + s) // s")),
    ),
    # Never more than there are, at least one.
    stand_in="""
def conv_output_size(n, f, p, s):
    return max(1, (n + 2 * p - f) // s)
""",
)


def params_cases(rng: np.random.Generator) -> Iterable[Case]:
    channels, filters = (int(n) for n in rng.permutation(np.arange(6, 17))[:2])
    yield call(3, 3, filters, check=equal(dtype="exact"), label="filters of 3 x 3 on a colour picture")
    yield call(5, channels, filters, check=equal(dtype="exact"), label="filters of 5 x 5 behind another layer")
    yield call(2, channels, 3, check=equal(dtype="exact"), label="fewer filters than channels")
    yield call(7, 1, 4, check=equal(dtype="exact"), label="a grey picture")
    yield call(1, channels, 2, check=equal(dtype="exact"), label="filters of a single pixel")


COUNT = "(f * f * n_c_prev + 1) * n_c"

CONV_PARAMS = Exercise(
    name="conv_params",
    cases=params_cases,
    hints=(
        "How many numbers does a single filter have, in all channels that come in?",
        "Each filter has one bias of its own. Then: how many filters are there?",
    ),
    variants=(
        wrong("biases_forgotten", "The biases are missing: one for each filter.", (COUNT, "f * f * n_c_prev * n_c")),
        wrong(
            "channels_forgotten",
            "A filter has f times f weights for *each* channel that comes in. (A slide of the lecture leaves the "
            "channels out and counts 156 where there are 456.)",
            (COUNT, "(f * f + 1) * n_c"),
        ),
        wrong(
            "one_bias_for_all",
            "There is one bias for the whole layer here. Each filter has its own.",
            (COUNT, "f * f * n_c_prev * n_c + 1"),
        ),
        wrong(
            "one_filter",
            "These are the parameters of a single filter. The layer has n_c of them.",
            (COUNT, "f * f * n_c_prev + 1"),
        ),
        wrong("side_not_squared", "A filter is f high *and* f wide: f times f.", ("f * f", "f")),
        wrong("side_doubled", "f was doubled. A filter has f times f cells.", ("f * f", "2 * f")),
        wrong(
            "bias_per_channel",
            "There is a bias for every channel that comes in. A filter has one, once.",
            (COUNT, "(f * f + 1) * n_c_prev * n_c"),
        ),
        wrong(
            "bias_per_weight",
            "There is a bias for every weight here. A filter has one.",
            (COUNT, "2 * f * f * n_c_prev * n_c"),
        ),
        wrong("bias_subtracted", "The bias is one number more, not less.", ("+ 1", "- 1")),
        wrong(
            "channels_exchanged",
            "n_c_prev and n_c are exchanged: weights go with both, biases with the filters.",
            (COUNT, "(f * f * n_c + 1) * n_c_prev"),
        ),
        wrong(
            "channels_added",
            "The channels were added. Each filter has weights for each channel: multiply.",
            (COUNT, "(f * f + n_c_prev + 1) * n_c"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("* n_c_prev + 1", "* n_C_prev + 1")),
    ),
    alternatives=(
        also_right("weights_and_biases", "weights and biases apart", (COUNT, "f**2 * n_c_prev * n_c + n_c")),
        also_right(
            "by_arrays",
            "the arrays' own size",
            (COUNT, "np.zeros((f, f, n_c_prev, n_c)).size + np.zeros((1, 1, 1, n_c)).size"),
        ),
    ),
)
