"""One filter over one greyscale picture."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, accepted, also_right, call, wrong

from .common import SQUARE_FILTERS, STARTS


def cases(rng: np.random.Generator) -> Iterable[Case]:
    def drawn(height: int, width: int, f: int):
        return rng.normal(size=(height, width)), rng.normal(size=(f, f))

    yield call(*drawn(5, 4, 3), 0, 1, label="stride 1, no padding")
    yield call(*drawn(4, 6, 2), 1, 2, label="padding 1, stride 2")
    yield call(*drawn(6, 9, 3), 0, 2, label="stride 2, no padding")
    yield call(*drawn(3, 5, 3), 2, 1, label="padding 2, stride 1")
    yield call(*drawn(8, 5, 2), 1, 3, label="stride 3: the last rows are never covered")


WINDOW = "padded[top : top + f, left : left + f]"
STEP = f"np.sum({WINDOW} * kernel)"
PADDED = "padded = np.pad(image, pad)"
HEIGHT, WIDTH = ("conv_output_size(image.shape[0], f, pad, stride)", "conv_output_size(image.shape[1], f, pad, stride)")

CROSS_CORRELATE = Exercise(
    name="cross_correlate",
    cases=cases,
    uses=("conv_output_size",),
    hints=(
        "First create the padded picture and an empty result of the right size. Then loop over the rows and columns "
        "of the result.",
        "At position (h, w) the filter's top left corner is at row h * stride and column w * stride. It covers f rows "
        "and f columns: `padded[top : top + f, left : left + f]`.",
        "Multiply entry by entry (`*`) and sum all the products (`np.sum`). The filter is not rotated.",
    ),
    unavoidable={"`kernel` is square in every case: rows and columns could be swapped unnoticed": SQUARE_FILTERS},
    equivalent={"result = np.ones((height, width))": "every entry of the result is assigned"},
    variants=(
        wrong(
            "kernel_turned",
            "The filter was rotated by 180 degrees first, as in a mathematician's convolution. Deep learning applies "
            "the filter as it is.",
            ("* kernel)", "* kernel[::-1, ::-1])"),
        ),
        wrong(
            "kernel_mirrored",
            "The filter was mirrored left to right. Apply it as it is.",
            ("* kernel)", "* kernel[:, ::-1])"),
        ),
        wrong(
            "kernel_upside_down",
            "The filter was flipped upside down. Apply it as it is.",
            ("* kernel)", "* kernel[::-1])"),
        ),
        wrong("kernel_transposed", "Rows and columns of the filter are swapped.", ("* kernel)", "* kernel.T)")),
        wrong(
            "matrix_product",
            "This is a matrix product. Multiply entry by entry: `*`.",
            (STEP, f"np.sum({WINDOW} @ kernel)"),
        ),
        wrong("averaged", "The products were averaged. Sum them instead.", (STEP, STEP.replace("sum", "mean"))),
        wrong(
            "largest_product",
            "This is the largest product. Sum all the products instead.",
            (STEP, STEP.replace("sum", "max")),
        ),
        wrong(
            "filter_added",
            "The filter was added to the picture. Multiply the two, entry by entry.",
            ("] * kernel", "] + kernel"),
        ),
        wrong(
            "only_first_product",
            "Only the filter's first entry was used. Sum the products of all entries.",
            (STEP, "padded[top, left] * kernel[0, 0]"),
        ),
        wrong("kernel_forgotten", "The filter is missing: this sums only the picture.", (STEP, f"np.sum({WINDOW})")),
        wrong(
            "stride_forgotten",
            "The filter always moves by one pixel; the stride is ignored.",
            (STARTS, "top, left = h, w"),
        ),
        wrong(
            "stride_down_only",
            "The stride applies in both directions: the column is w * stride.",
            (STARTS, "top, left = h * stride, w"),
        ),
        wrong(
            "stride_across_only",
            "The stride applies in both directions: the row is h * stride.",
            (STARTS, "top, left = h, w * stride"),
        ),
        wrong(
            "window_grows_with_stride",
            "The window is always f high and f wide. The stride determines where it starts, not how large it is.",
            (WINDOW, "padded[top : top + f * stride : stride, left : left + f * stride : stride]"),
        ),
        wrong(
            "padded_below_only",
            "All the zeros are below and to the right. Pad all four sides.",
            (PADDED, "padded = np.pad(image, ((0, 2 * pad), (0, 2 * pad)))"),
        ),
        wrong(
            "padding_not_zero",
            "The frame repeats the picture's edge. It should hold zeros.",
            (PADDED, "padded = np.pad(image, pad, mode='edge')"),
        ),
        wrong(
            "padded_with_ones",
            "The frame holds ones. It should hold zeros.",
            (PADDED, "padded = np.pad(image, pad, constant_values=1)"),
        ),
        wrong(
            "unpadded_picture",
            "The filter slides over the original picture instead of the padded one.",
            (WINDOW, "image[top : top + f, left : left + f]"),
        ),
        wrong(
            "rows_and_columns_exchanged",
            "Rows and columns are swapped in the slice: the first index is the row.",
            (WINDOW, "padded[left : left + f, top : top + f]"),
        ),
        wrong("result_transposed", "The result is transposed.", ("return result", "return result.T")),
        wrong("width_from_height", "The width was computed from the picture's height.", (WIDTH, HEIGHT)),
        wrong("height_from_width", "The height was computed from the picture's width.", (HEIGHT, WIDTH)),
        wrong(
            "one_pixel_further",
            "Every window starts one pixel too far down and to the right.",
            (STARTS, "top, left = h * stride + (h + 1 < height), w * stride + (w + 1 < width)"),
        ),
        wrong(
            "size_of_the_picture",
            "The result has the size of the picture. It should have one entry per position of the filter.",
            ("np.zeros((height, width))", "np.zeros(image.shape)"),
        ),
        wrong(
            "returns_in_the_loop",
            "`return` is inside a loop, so only the first row is filled. Move it to the left.",
            ("    return result", "        return result"),
        ),
        wrong(
            "sizes_exchanged",
            "Height and width are swapped: `image.shape` is (height, width), rows first.",
            ("height = conv_output_size(image.shape[0]", "height = conv_output_size(image.shape[1]"),
            ("width = conv_output_size(image.shape[1]", "width = conv_output_size(image.shape[0]"),
        ),
        wrong(
            "whole_numbers",
            "The result holds integers, so all decimals are lost. `np.zeros((height, width))` is an array of floats.",
            ("np.zeros((height, width))", "np.zeros((height, width), dtype=int)"),
        ),
        wrong(
            "with_relu",
            "Negative sums became 0. The activation is a later step.",
            (STEP, f"max(0.0, {STEP})"),
        ),
        wrong("absolute", "The sign was lost. The result may be negative.", (STEP, f"abs({STEP})")),
        wrong(
            "divided_by_filter",
            "The sum was divided by the sum of the filter. It is the plain sum of products.",
            (STEP, f"{STEP} / np.sum(kernel)"),
        ),
        wrong(
            "divided_by_size",
            "The sum was divided by f. It is the plain sum of products.",
            (STEP, f"{STEP} / f"),
        ),
        wrong(
            "columns_from_the_row",
            "The column is computed from h. It is w * stride.",
            (STARTS, "top, left = h * stride, h * stride"),
        ),
        wrong(
            "padded_rows_only",
            "Zeros were added above and below only. Pad all four sides.",
            (PADDED, "padded = np.pad(image, ((pad, pad), (0, 0)))"),
        ),
        wrong(
            "pad_and_stride_exchanged",
            "`conv_output_size` takes n, f, p, s: padding and stride are swapped here.",
            (HEIGHT, HEIGHT.replace("pad, stride", "stride, max(pad, 1)")),
            (WIDTH, WIDTH.replace("pad, stride", "stride, max(pad, 1)")),
        ),
        wrong(
            "last_position_left_out",
            "The last row and column of the result are empty: the loops end one position too early.",
            ("range(height)", "range(height - 1)"),
            ("range(width)", "range(width - 1)"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("padded[top", "image_pad[top")),
    ),
    accepted=(
        accepted(
            "as_list", "This returns a list; return an array instead.", ("return result", "return result.tolist()")
        ),
    ),
    alternatives=(
        also_right(
            "window_by_window",
            "all windows at once, with sliding_window_view",
            code="""
def cross_correlate(image, kernel, pad, stride):
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(image, pad), kernel.shape)[::stride, ::stride]
    return np.einsum("hwij,ij->hw", windows, kernel)
""",
        ),
        also_right(
            "cell_by_cell",
            "for each filter entry, the whole picture at once",
            code="""
def cross_correlate(image, kernel, pad, stride):
    n_H, n_W = image.shape
    f, _ = kernel.shape
    P = np.zeros((n_H + 2 * pad, n_W + 2 * pad))
    P[pad : pad + n_H, pad : pad + n_W] = image
    n_h, n_w = int((n_H - f + 2 * pad) / stride) + 1, int((n_W - f + 2 * pad) / stride) + 1
    total = 0
    for i in range(f):
        for j in range(f):
            total = total + kernel[i][j] * P[i:i + stride * n_h:stride, j:j + stride * n_w:stride]
    return total
""",
        ),
        also_right(
            "four_loops",
            "product by product",
            code="""
def cross_correlate(image, kernel, pad, stride):
    f = len(kernel)
    rows = []
    for top in range(-pad, image.shape[0] + pad - f + 1, stride):
        row = []
        for left in range(-pad, image.shape[1] + pad - f + 1, stride):
            total = 0.0
            for i in range(f):
                for j in range(f):
                    if 0 <= top + i < image.shape[0] and 0 <= left + j < image.shape[1]:
                        total += image[top + i, left + j] * kernel[i, j]
            row.append(total)
        rows.append(row)
    return np.array(rows)
""",
        ),
    ),
)
