"""The label of a whole picture: each object goes to the cell of its centre and to the anchor that fits best."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, wrong

from .common import Array, one_hot_rows, until

TALL_WIDE_SQUARE = np.array([[0.1, 0.45], [0.4, 0.2], [0.3, 0.32]])


def placed(
    rng: np.random.Generator, cells: list[tuple[int, int]], grid: tuple[int, int], shapes: list[int], anchors: Array
) -> Array:
    """Corners of boxes with their centres well inside these cells, each clearly closest to one anchor."""
    rows, columns = grid
    boxes = []
    for (row, column), anchor in zip(cells, shapes, strict=True):
        wide, high = until(
            lambda anchor=anchor: anchors[anchor] * rng.uniform(0.6, 1.5, 2),
            lambda side, anchor=anchor: _order(side, anchors)[0] == anchor and _clear(side, anchors),
        )
        x, y = (column + rng.uniform(0.12, 0.88)) / columns, (row + rng.uniform(0.12, 0.88)) / rows
        boxes.append([x - wide / 2, y - high / 2, x + wide / 2, y + high / 2])
    return np.array(boxes)


def _likeness(side: Array, anchors: Array) -> Array:
    common = np.prod(np.minimum(side, anchors), axis=1)
    return common / (np.prod(side) + np.prod(anchors, axis=1) - common)


def _order(side: Array, anchors: Array) -> Array:
    return np.argsort(-_likeness(side, anchors))


def _clear(side: Array, anchors: Array) -> bool:
    return bool(np.all(np.diff(np.sort(_likeness(side, anchors))) > 0.04))


def cases(rng: np.random.Generator) -> Iterable[Case]:
    anchors = TALL_WIDE_SQUARE * rng.uniform(0.9, 1.1, (3, 2))
    spread = [(0, 3), (2, 0), (1, 1), (2, 2)]
    boxes = placed(rng, spread, (3, 4), [0, 1, 2, 1], anchors)
    yield call(boxes, one_hot_rows(rng, 4, 3), (3, 4), anchors, label="3 rows, 4 columns, at most one object per cell")
    two = anchors[:2][::-1].copy()
    boxes = placed(rng, [(4, 1), (0, 3), (2, 2)], (5, 5), [1, 0, 1], two)
    yield call(boxes, one_hot_rows(rng, 3, 2), 5, two, label="5 x 5 cells, given as one number")
    boxes = placed(rng, [(1, 0), (1, 0)], (3, 2), [0, 1], anchors)
    yield call(boxes, one_hot_rows(rng, 2, 2), (3, 2), anchors, label="a tall and a wide object in one cell")
    boxes = placed(rng, [(0, 2), (1, 1), (0, 2), (0, 2)], (2, 3), [0, 1, 0, 0], anchors)
    yield call(boxes, one_hot_rows(rng, 4, 4), (2, 3), anchors, label="three objects of the same shape in one cell")
    boxes = placed(rng, [(1, 3)] * 4, (2, 4), [1, 1, 0, 1], two[::-1].copy())
    yield call(boxes, one_hot_rows(rng, 4, 3), (2, 4), two[::-1].copy(), label="more objects in a cell than anchors")
    nested = rng.permutation(np.array([[0.13, 0.1], [0.5, 0.45]]))
    boxes = placed(rng, [(0, 1), (2, 2), (1, 0), (2, 0)], (3, 3), [0, 1, 1, 0], nested)
    yield call(boxes, one_hot_rows(rng, 4, 2), 3, nested, label="a small and a large anchor of the same shape")
    thin = np.array([[0.3, 0.05], [0.3, 0.2], [0.05, 0.33], [0.2, 0.33]])
    middles = (np.array([[0, 1], [1, 0]]) + rng.uniform(0.15, 0.85, (2, 2))) / (2, 3)
    sides = np.array([[0.31, 0.062], [0.062, 0.34]]) * rng.uniform(0.98, 1.02, (2, 2))
    boxes = np.concatenate([middles - sides / 2, middles + sides / 2], axis=1)
    yield call(
        boxes, one_hot_rows(rng, 2, 3), (3, 2), thin, label="thin anchors, and some that are four times as thick"
    )
    few = placed(rng, [(3, 1), (0, 0)], (4, 3), [0, 0], two[1:] * (1.5, 0.6))
    yield call(few, one_hot_rows(rng, 2, 2), (4, 3), two[1:] * (1.5, 0.6), label="a single anchor")
    on_edge = np.array([[0.1875, 0.0, 0.3125, 0.5], [0.21875, 0.125, 0.28125, 0.4375], [0.25, 0.5, 0.75, 0.75]])
    yield call(on_edge, one_hot_rows(rng, 3, 2), (2, 4), anchors, label="centres on the edges of cells")
    yield call(np.zeros((0, 4)), np.zeros((0, 3)), (2, 3), anchors, label="no object in the picture")


X, Y = "columns * (x1 + x2) / 2", "rows * (y1 + y2) / 2"
VECTOR = "[1, x - column, y - row, h / anchor_h[a], w / anchor_w[a], *one_hot]"
CELL = "row, column = int(y), int(x)"
OVERLAP = "common / (w * h + anchor_w * anchor_h - common)"
IF_FREE = "            if label[row, column, a, 0] == 0:\n"
STORE = f"                label[row, column, a] = {VECTOR}\n                break\n"
ORDER = "np.argsort(-overlap)"

RISES = "this increases with IoU, so it sorts the anchors in the same order"

ASSIGN = Exercise(
    name="assign_anchors",
    cases=cases,
    equivalent={
        "for (x1, y1, x2, y2), one_hot in zip(boxes, classes):": "there are as many classes as boxes",
        "for (x1, y1, x2, y2), one_hot in zip(boxes, classes, strict=False):": "there are as many classes as boxes",
        "overlap = common / (w * h + anchor_w * anchor_h + common)": RISES,
        "overlap = common / (w * h + anchor_w * anchor_h)": RISES,
    },
    hints=(
        "Three questions for each object: which cell contains its centre, where in that cell is the centre, and which "
        "anchor is closest in shape?",
        "In units of cells, the centre is x = columns * (x1 + x2) / 2 and y = rows * (y1 + y2) / 2: the integer part "
        "is the cell, the fraction is b_x and b_y. The row comes from y.",
        "Two boxes with the same centre intersect in min(w, anchor_w) * min(h, anchor_h). Try the anchors from the "
        "best overlap down (`np.argsort(-overlap)`), write into the first whose p_c is still 0, and `break`.",
    ),
    variants=(
        wrong(
            "row_and_column_swapped",
            "Row and column are swapped: the row comes from y, the column from x.",
            (CELL, "row, column = min(int(x), rows - 1), min(int(y), columns - 1)"),
        ),
        wrong(
            "grid_swapped",
            "x was measured in rows and y in columns. x runs across the columns.",
            (X, X.replace("columns", "rows")),
            (Y, Y.replace("rows", "columns")),
            (CELL, "row, column = min(int(y), rows - 1), min(int(x), columns - 1)"),
        ),
        wrong(
            "relative_to_the_picture",
            "b_x and b_y are relative to the whole picture. They should be relative to the cell: subtract the corner "
            "of the cell.",
            ("x - column, y - row", "x / columns, y / rows"),
        ),
        wrong(
            "in_cells_from_the_corner",
            "b_x and b_y are still measured from the picture's corner. Subtract column and row.",
            ("x - column, y - row", "x, y"),
        ),
        wrong("b_swapped", "b_x and b_y were swapped.", ("x - column, y - row", "y - row, x - column")),
        wrong(
            "corner_not_middle",
            "The object was assigned to the cell of its top left corner. Use its centre.",
            (X, "columns * max(x1, 0)"),
            (Y, "rows * max(y1, 0)"),
        ),
        wrong(
            "anchor_by_area",
            "The anchor with the closest area was chosen. A tall and a wide box may have the same area: compare "
            "shapes, by IoU.",
            (OVERLAP, "-np.abs(w * h - anchor_w * anchor_h)"),
        ),
        wrong(
            "anchor_by_distance",
            "The anchor with the closest width and height was chosen. Use IoU instead, which measures differences "
            "relative to the size.",
            (OVERLAP, "-np.hypot(w - anchor_w, h - anchor_h)"),
        ),
        wrong(
            "anchor_by_common_part",
            "The intersection alone favours large anchors. Divide it by the union.",
            (OVERLAP, "common"),
        ),
        wrong(
            "first_anchor",
            "The anchors were tried in their given order. Sort them by how well their shape fits.",
            (ORDER, "range(len(anchors))"),
        ),
        wrong(
            "worst_anchor",
            "The object went to the anchor that fits *worst*. Sort the other way.",
            (ORDER, "np.argsort(overlap)"),
        ),
        wrong(
            "overwritten",
            "For two objects of the same shape in one cell, the second overwrote the first. It should go to the next "
            "best free anchor.",
            (IF_FREE, "            if True:\n"),
        ),
        wrong(
            "dropped",
            "An object was dropped because its best anchor was taken, although another anchor of the cell was free.",
            (ORDER, "np.argsort(-overlap)[:1]"),
        ),
        wrong(
            "to_all_anchors",
            "The object was assigned to every anchor of the cell, so the network would learn to find it several "
            "times. Stop after the first.",
            ("                break\n", ""),
        ),
        wrong(
            "height_and_width_swapped",
            "b_h and b_w were swapped. In the lecture's vector the height comes first.",
            ("h / anchor_h[a], w / anchor_w[a]", "w / anchor_w[a], h / anchor_h[a]"),
        ),
        wrong(
            "size_of_the_picture",
            "b_h and b_w are relative to the picture. They should be multiples of the anchor's height and width.",
            ("h / anchor_h[a], w / anchor_w[a]", "h, w"),
        ),
        wrong(
            "size_in_cells",
            "b_h and b_w are in units of cells, as in the lecture before anchors appear. With anchors, they are "
            "multiples of the anchor's height and width.",
            ("h / anchor_h[a], w / anchor_w[a]", "h * rows, w * columns"),
        ),
        wrong(
            "anchors_sides_swapped",
            "The height was divided by the anchor's width. An anchor is (width, height).",
            ("h / anchor_h[a], w / anchor_w[a]", "h / anchor_w[a], w / anchor_h[a]"),
        ),
        wrong(
            "anchors_read_as_height_width",
            "The anchors were read as (height, width). The width comes first.",
            ("np.minimum(w, anchor_w) * np.minimum(h, anchor_h)", "np.minimum(h, anchor_w) * np.minimum(w, anchor_h)"),
        ),
        wrong(
            "no_object_flag",
            "p_c is missing: it should be 1 where there is an object.",
            (VECTOR, VECTOR.replace("[1,", "[0,")),
        ),
        wrong("no_class", "The class is missing from the vector.", ("*one_hot]", "*(0 * one_hot)]")),
        wrong(
            "sides_halved",
            "The centre is half of x1 + x2. The sum was not halved.",
            (X, "min(columns * (x1 + x2), columns - 0.001)"),
            (Y, "min(rows * (y1 + y2), rows - 0.001)"),
        ),
        wrong(
            "corner_alone",
            "The upper left corner was used as the centre: it is the mean of x1 and x2, and of y1 and y2.",
            (X, "columns * x1"),
            (Y, "rows * y1"),
        ),
        wrong(
            "rounded",
            "The cell was rounded to the nearest one. The centre is in the cell of the number rounded down: `int`.",
            (CELL, "row, column = min(int(round(y)), rows - 1), min(int(round(x)), columns - 1)"),
        ),
        wrong(
            "logarithms_of_sizes",
            "The sizes are logarithms, as in YOLO's second version. Here they are multiples of the anchor's sides.",
            (
                VECTOR,
                VECTOR.replace("h / anchor_h[a], w / anchor_w[a]", "np.log(h / anchor_h[a]), np.log(w / anchor_w[a])"),
            ),
        ),
        wrong(
            "label_at_the_mirrored_cell",
            "Row and column are swapped in `label`: rows come first.",
            (STORE, STORE.replace("label[row, column, a]", "label[column % rows, row % columns, a]")),
        ),
        wrong(
            "roots_of_sizes",
            "The sizes are square roots, as in the first YOLO's loss. Here they are multiples of the anchor's sides.",
            (
                VECTOR,
                VECTOR.replace(
                    "h / anchor_h[a], w / anchor_w[a]", "(h / anchor_h[a]) ** 0.5, (w / anchor_w[a]) ** 0.5"
                ),
            ),
        ),
        wrong(
            "middle_of_the_cell",
            "The centre is measured from the cell's middle. Measure it from the cell's upper left corner.",
            (VECTOR, VECTOR.replace("x - column, y - row", "x - column - 0.5, y - row - 0.5")),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("zip(boxes, classes, strict", "zip(boxes, labels, strict")),
    ),
    alternatives=(
        also_right(
            "with_iou",
            "your iou, on boxes moved to the same corner",
            code="""
def assign_anchors(boxes, classes, grid, anchors):
    rows, columns = (grid, grid) if np.ndim(grid) == 0 else grid
    label = np.zeros((rows, columns, len(anchors), 5 + classes.shape[1]))
    for box, kind in zip(boxes, classes):
        w, h = box[2] - box[0], box[3] - box[1]
        cx, cy = (box[0] + w / 2) * columns, (box[1] + h / 2) * rows
        i, j = int(np.floor(cy)), int(np.floor(cx))
        free = [k for k in range(len(anchors)) if label[i, j, k, 0] == 0]
        if free:
            k = max(free, key=lambda k: iou((0, 0, w, h), (0, 0, *anchors[k])))
            label[i, j, k, :5] = 1, cx % 1, cy % 1, h / anchors[k][1], w / anchors[k][0]
            label[i, j, k, 5:] = kind
    return label
""",
        ),
        also_right(
            "taken_ones_struck_out",
            "taken anchors get an overlap of -1",
            code="""
def assign_anchors(boxes, classes, grid, anchors):
    rows, columns = (grid, grid) if isinstance(grid, int) else grid
    sides = np.array(anchors)
    label = np.zeros((rows, columns, len(sides), 5 + classes.shape[-1]))
    for n in range(len(boxes)):
        low, high = boxes[n, :2], boxes[n, 2:]
        middle = (low + high) / 2 * np.array([columns, rows])
        cell = middle.astype(int)
        shared = np.minimum(high - low, sides).prod(axis=1)
        overlap = shared / ((high - low).prod() + sides.prod(axis=1) - shared)
        overlap[label[cell[1], cell[0], :, 0] == 1] = -1
        best = overlap.argmax()
        if overlap[best] >= 0:
            size = ((high - low) / sides[best])[::-1]
            label[cell[1], cell[0], best] = np.concatenate([[1], middle - cell, size, classes[n]])
    return label
""",
        ),
    ),
)
