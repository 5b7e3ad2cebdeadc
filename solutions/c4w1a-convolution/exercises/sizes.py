"""Numbers known before any computation: the size of the output and the number of parameters."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, equal, wrong


def size_cases(rng: np.random.Generator) -> Iterable[Case]:
    shift = int(rng.integers(0, 4))
    yield call(7 + shift, 3, 0, 1, check=equal(dtype="exact"), label="stride 1, no padding")
    yield call(12 + 3 * shift, 4, 1, 3, check=equal(dtype="exact"), label="stride 3, one more position would stick out")
    yield call(9 + 2 * shift, 4, 3, 2, check=equal(dtype="exact"), label="padding 3, stride 2, rounded down")
    yield call(6 + 4 * shift, 5, 2, 4, check=equal(dtype="exact"), label="a filter nearly as large as the side")
    yield call(4, 4, 0, 2, check=equal(dtype="exact"), label="a single position")
    yield call(31 + 5 * shift, 3, 2, 5, check=equal(dtype="exact"), label="far from a whole number")


SIZE = "(n + 2 * p - f) // s + 1"

CONV_OUTPUT_SIZE = Exercise(
    name="conv_output_size",
    cases=size_cases,
    hints=(
        "The padded side has length n + 2p. How far can the filter's first edge move from its first position to its "
        "last?",
        "How many steps of length s fit into that distance? Only whole steps count: `//` divides and rounds down.",
        "There is one more position than there are steps: the starting position counts too.",
    ),
    variants=(
        wrong("steps_not_places", "One short: the filter's starting position counts too.", (SIZE, SIZE[:-4])),
        wrong("padded_on_one_side", "Padding adds p at *each* of the two ends: 2p in total.", ("2 * p", "p")),
        wrong("padding_forgotten", "The padding is missing: it makes the side 2p longer.", (" + 2 * p", "")),
        wrong("padding_subtracted", "Padding makes the side longer, not shorter.", ("+ 2 * p", "- 2 * p")),
        wrong("stride_forgotten", "The stride is missing: divide by s before adding the 1.", (" // s", "")),
        wrong("filter_forgotten", "The filter's length f is missing: the whole filter has to fit.", (" - f", "")),
        wrong("filter_added", "f was added. The longer the filter, the fewer the positions.", ("- f", "+ f")),
        wrong(
            "rounded_up",
            "The result was rounded up. A position where the filter would stick out does not count.",
            (SIZE, "-(-(n + 2 * p - f) // s) + 1"),
        ),
        wrong(
            "rounded_to_nearest",
            "The result was rounded to the nearest number. Always round *down*.",
            (SIZE, "round((n + 2 * p - f) / s) + 1"),
        ),
        wrong(
            "not_rounded",
            "This is not a whole number. Round down with `//` or `int(...)`.",
            (SIZE, "(n + 2 * p - f) / s + 1"),
        ),
        wrong(
            "as_float",
            "The size is a float, such as 3.0, which `range` and `np.zeros` reject. Return an int.",
            (SIZE, "float((n + 2 * p - f) // s + 1)"),
        ),
        wrong(
            "only_f_divided",
            "Only f is divided by the stride. Put the whole difference in parentheses.",
            (SIZE, "n + 2 * p - f // s + 1"),
        ),
        wrong(
            "one_divided_too",
            "The 1 was added before the division. Add it afterwards.",
            (SIZE, "(n + 2 * p - f + 1) // s"),
        ),
        wrong("one_place_more", "One position too many: there the filter would stick out.", (SIZE, SIZE + " + 1")),
        wrong(
            "same_size",
            'This is the size of a "same" convolution. Here the padding can have any value.',
            (SIZE, "-(-n // s)"),
        ),
        wrong(
            "only_n_divided",
            "Only n is divided by the stride. Put the whole difference in parentheses.",
            (SIZE, "n // s + 2 * p - f + 1"),
        ),
        wrong(
            "padding_after_division",
            "The padding was added after the division. It belongs to the length that is divided.",
            (SIZE, "(n - f) // s + 2 * p + 1"),
        ),
        wrong("stride_multiplied", "The stride was multiplied. Divide by s.", ("// s", "* s")),
        wrong(
            "pad_and_stride_exchanged",
            "p and s are swapped: the padding makes the side longer, the stride divides.",
            (SIZE, "(n + 2 * s - f) // max(p, 1) + 1"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("2 * p", "2 * pad")),
    ),
    alternatives=(
        also_right("int_of_quotient", "int() drops the decimals", (SIZE, "int((n - f + 2 * p) / s) + 1")),
        also_right("floor", "with np.floor", (SIZE, "int(np.floor((n + 2 * p - f) / s) + 1)")),
        also_right("counted", "counting the positions", (SIZE, "len(range(0, n + 2 * p - f + 1, s))")),
        also_right("one_inside", "the 1 as one extra step", (SIZE, "(n + 2 * p - f + s) // s")),
    ),
    # Too small by one, but at least 1.
    stand_in="""
def conv_output_size(n, f, p, s):
    return max(1, (n + 2 * p - f) // s)
""",
)


def params_cases(rng: np.random.Generator) -> Iterable[Case]:
    channels, filters = (int(n) for n in rng.permutation(np.arange(6, 17))[:2])
    yield call(3, 3, filters, check=equal(dtype="exact"), label="filters of 3 x 3 on a colour picture")
    yield call(5, channels, filters, check=equal(dtype="exact"), label="filters of 5 x 5 after another layer")
    yield call(2, channels, 3, check=equal(dtype="exact"), label="fewer filters than channels")
    yield call(7, 1, 4, check=equal(dtype="exact"), label="a greyscale picture")
    yield call(1, channels, 2, check=equal(dtype="exact"), label="1 x 1 filters")


COUNT = "(f * f * n_c_prev + 1) * n_c"

CONV_PARAMS = Exercise(
    name="conv_params",
    cases=params_cases,
    hints=(
        "How many weights does a single filter have, across all input channels?",
        "Each filter has one bias. Then: how many filters are there?",
    ),
    variants=(
        wrong(
            "biases_forgotten", "The biases are missing: there is one per filter.", (COUNT, "f * f * n_c_prev * n_c")
        ),
        wrong(
            "channels_forgotten",
            "A filter has f times f weights for *each* input channel. (One lecture slide leaves out the channels and "
            "counts 156 instead of 456.)",
            (COUNT, "(f * f + 1) * n_c"),
        ),
        wrong(
            "one_bias_for_all",
            "This counts one bias for the whole layer. Each filter has its own.",
            (COUNT, "f * f * n_c_prev * n_c + 1"),
        ),
        wrong(
            "one_filter",
            "This counts the parameters of a single filter. The layer has n_c filters.",
            (COUNT, "f * f * n_c_prev + 1"),
        ),
        wrong("side_not_squared", "A filter is f high *and* f wide: f times f.", ("f * f", "f")),
        wrong("side_doubled", "f was doubled. A filter has f times f entries per channel.", ("f * f", "2 * f")),
        wrong(
            "bias_per_channel",
            "This counts a bias for every input channel. A filter has only one bias.",
            (COUNT, "(f * f + 1) * n_c_prev * n_c"),
        ),
        wrong(
            "bias_per_weight",
            "This counts a bias for every weight. A filter has only one bias.",
            (COUNT, "2 * f * f * n_c_prev * n_c"),
        ),
        wrong("bias_subtracted", "The bias is one parameter more, not one less.", ("+ 1", "- 1")),
        wrong(
            "channels_exchanged",
            "n_c_prev and n_c are swapped: the weights depend on both, the biases only on the number of filters.",
            (COUNT, "(f * f * n_c + 1) * n_c_prev"),
        ),
        wrong(
            "channels_added",
            "The channels were added. Each filter has weights for each channel: multiply.",
            (COUNT, "(f * f + n_c_prev + 1) * n_c"),
        ),
        wrong(
            "weights_of_one_filter",
            "The weights of a single filter were counted, and all the biases. There are n_c filters.",
            (COUNT, "f * f * n_c_prev + n_c"),
        ),
        wrong(
            "channels_summed",
            "The numbers of channels were added. A filter has weights for each input channel: multiply.",
            (COUNT, "f * f * (n_c_prev + n_c) + n_c"),
        ),
        wrong("exclusive_or", "In Python `^` is the exclusive or. A power is `f**2`.", ("f * f", "(f ^ 2)")),
        wrong("as_float", "The count is a float, such as 280.0. Return an int.", (COUNT, f"float({COUNT})")),
        wrong(
            "three_channels_always",
            "The number of input channels is fixed at 3. It is n_c_prev.",
            ("* n_c_prev + 1", "* 3 + 1"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("* n_c_prev + 1", "* n_C_prev + 1")),
    ),
    alternatives=(
        also_right("weights_and_biases", "weights and biases separately", (COUNT, "f**2 * n_c_prev * n_c + n_c")),
        also_right(
            "by_arrays",
            "the sizes of the arrays",
            (COUNT, "np.zeros((f, f, n_c_prev, n_c)).size + np.zeros((1, 1, 1, n_c)).size"),
        ),
    ),
)
