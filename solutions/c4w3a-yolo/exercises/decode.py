"""From the network's output for each cell back to boxes in the picture."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, close, wrong

from .common import said

NAMES = ("box_xy", "box_wh", "box_confidence", "box_class_probs")


def cases(rng: np.random.Generator) -> Iterable[Case]:
    def anchors(count: int) -> np.ndarray:
        return rng.uniform((0.05, 0.3), (0.25, 0.7), (count, 2))[:, :: 1 if count == 2 else -1]

    check = close(names=NAMES)
    yield call(said(rng, (2, 3, 2), 4), anchors(2), check=check, label="2 rows, 3 columns, 2 anchors")
    yield call(said(rng, (5, 2, 3), 2), anchors(3), check=check, label="5 rows, 2 columns, 3 anchors")
    yield call(said(rng, (1, 4, 1), 3), anchors(1), check=check, label="one row, a single anchor")


XY = "(corners + output[..., 1:3]) / [columns, rows]"
GRID = "np.meshgrid(np.arange(columns), np.arange(rows))"
WH = "np.stack([output[..., 4], output[..., 3]], axis=-1) * anchors"
RETURN = "return box_xy, box_wh, output[..., :1], output[..., 5:]"

DECODE = Exercise(
    name="decode",
    cases=cases,
    quantities=NAMES,
    hints=(
        "`assign_anchors` measured in cells and subtracted the cell's corner. How do you undo each step?",
        "x = (column + b_x) / columns and y = (row + b_y) / rows. Width and height are b_w and b_h times those of the "
        "anchor. Note the order: the vector has b_h before b_w, but box_wh has the width first.",
        "`np.meshgrid(np.arange(columns), np.arange(rows))` gives the column and row of every cell, both of shape "
        "(rows, columns). `[..., :1]` keeps the axis that `[..., 0]` drops.",
    ),
    variants=(
        wrong(
            "row_and_column_swapped",
            "Row and column were added to the wrong coordinates: the column belongs to x.",
            (GRID, GRID + "[::-1]"),
        ),
        wrong(
            "divided_by_the_other",
            "x was divided by the number of rows and y by the number of columns. x runs across the columns.",
            ("[columns, rows]", "[rows, columns]"),
        ),
        wrong(
            "corner_forgotten",
            "b_x and b_y are measured from the cell's corner. Add column and row before you divide.",
            (XY, "output[..., 1:3] / [columns, rows]"),
        ),
        wrong(
            "in_cells",
            "box_xy is still in units of cells. Divide x by the number of columns and y by the number of rows.",
            (XY, "corners + output[..., 1:3]"),
        ),
        wrong(
            "divided_first",
            "Only the cell's corner was divided. Add first: (column + b_x) / columns.",
            (XY, "corners / [columns, rows] + output[..., 1:3]"),
        ),
        wrong(
            "middle_of_the_cell",
            "The centre of the cell was used. b_x and b_y say where in the cell the object's centre is.",
            (XY, "(corners + 0.5 + 0 * output[..., 1:3]) / [columns, rows]"),
        ),
        wrong(
            "height_first",
            "Width and height were swapped: box_wh has the width first, the vector has the height first.",
            (WH, "output[..., 3:5] * np.asarray(anchors)[:, ::-1]"),
        ),
        wrong(
            "height_times_anchors_width",
            "b_h was multiplied by the anchor's width and b_w by its height. The vector has the height first, the "
            "anchors have the width first.",
            (WH, "output[..., 3:5] * anchors"),
        ),
        wrong(
            "anchors_sides_swapped",
            "The width was multiplied by the anchor's height. An anchor is (width, height).",
            ("* anchors", "* np.asarray(anchors)[:, ::-1]"),
        ),
        wrong(
            "anchors_forgotten",
            "b_w and b_h are multiples of the anchor's sides. Multiply by them.",
            (" * anchors", ""),
        ),
        wrong(
            "divided_by_anchors",
            "The sizes were divided by the anchor's sides, as in the label. Decoding reverses that.",
            ("* anchors", "/ anchors"),
        ),
        wrong("anchors_added", "The anchor's sides were added. Multiply by them.", ("* anchors", "+ anchors")),
        wrong(
            "sizes_by_the_grid",
            "The sizes were divided by the grid, as if they were in units of cells. They are multiples of the "
            "anchor's sides.",
            (WH, "np.stack([output[..., 4], output[..., 3]], axis=-1) * anchors / [columns, rows]"),
        ),
        wrong(
            "first_anchor_for_all",
            "All boxes use the first anchor. Each has its own, along the third axis.",
            ("* anchors", "* np.asarray(anchors)[0]"),
        ),
        wrong(
            "squashed",
            "A sigmoid was applied. The network's last layer has already done that, so the numbers are in their "
            "ranges.",
            ("(corners + output[..., 1:3])", "(corners + 1 / (1 + np.exp(-output[..., 1:3])))"),
        ),
        wrong(
            "exponential",
            "An exponential was applied. The network's last layer has already done that: b_h and b_w are multiples of "
            "the anchor's sides.",
            (
                "np.stack([output[..., 4], output[..., 3]], axis=-1)",
                "np.exp(np.stack([output[..., 4], output[..., 3]], axis=-1))",
            ),
        ),
        wrong(
            "confidence_without_axis",
            "box_confidence lost its last axis: `[..., :1]` keeps it.",
            ("output[..., :1]", "output[..., 0]"),
        ),
        wrong(
            "scores_in_place_of_classes",
            "The class probabilities were multiplied by p_c. That happens later, in the filter.",
            ("output[..., 5:]", "output[..., :1] * output[..., 5:]"),
        ),
        wrong(
            "old_order",
            "This is the order of 2017, with box_confidence first. Return box_xy, box_wh, box_confidence, "
            "box_class_probs.",
            (RETURN, "return output[..., :1], box_xy, box_wh, output[..., 5:]"),
        ),
        wrong(
            "places_and_sizes_exchanged",
            "Places and sizes are in the wrong order: return box_xy first, then box_wh.",
            (RETURN, "return box_wh, box_xy, output[..., :1], output[..., 5:]"),
        ),
        wrong(
            "classes_before_confidence",
            "Confidence and classes are in the wrong order: return the confidence first.",
            (RETURN, "return box_xy, box_wh, output[..., 5:], output[..., :1]"),
        ),
        wrong(
            "classes_one_too_early",
            "The classes start one entry too early, with b_w. They are `output[..., 5:]`.",
            (RETURN, RETURN.replace("5:", "4:")),
        ),
        wrong(
            "classes_one_too_late",
            "The first class is missing. The classes are `output[..., 5:]`.",
            (RETURN, RETURN.replace("5:", "6:")),
        ),
        wrong(
            "x_and_y_exchanged",
            "x and y are swapped in box_xy.",
            (RETURN, RETURN.replace("box_xy,", "box_xy[..., ::-1],")),
        ),
        wrong(
            "corner_subtracted", "The cell's corner was subtracted. Add it.", (XY, XY.replace("corners +", "corners -"))
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("output.shape[:2]", "predictions.shape[:2]")),
    ),
    alternatives=(
        also_right(
            "broadcasting",
            "rows and columns as arrays that broadcast",
            code="""
def decode(output, anchors):
    n_rows, n_columns, A, _ = output.shape
    x = (output[..., 1] + np.arange(n_columns).reshape(1, -1, 1)) / n_columns
    y = (output[..., 2] + np.arange(n_rows).reshape(-1, 1, 1)) / n_rows
    w, h = output[..., 4] * anchors[:, 0], output[..., 3] * anchors[:, 1]
    return np.stack([x, y], -1), np.stack([w, h], -1), output[..., 0:1], output[..., 5:]
""",
        ),
        also_right(
            "loops",
            "cell by cell",
            code="""
def decode(output, anchors):
    rows, columns, count = output.shape[0], output.shape[1], output.shape[2]
    box_xy, box_wh = np.zeros((rows, columns, count, 2)), np.zeros((rows, columns, count, 2))
    for i in range(rows):
        for j in range(columns):
            for a in range(count):
                p, bx, by, bh, bw = output[i, j, a, :5]
                box_xy[i, j, a] = [(j + bx) / columns, (i + by) / rows]
                box_wh[i, j, a] = [bw * anchors[a][0], bh * anchors[a][1]]
    return box_xy, box_wh, output[:, :, :, [0]], output[:, :, :, 5:]
""",
        ),
    ),
)
