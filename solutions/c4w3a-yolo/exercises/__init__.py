"""The exercises of c4w3a: their test cases, and the feedback for each mistake.

Most grids are not square, boxes have unequal sides, and no overlap is close to a threshold unless that is what the case
tests.

"""

from __future__ import annotations

from autograder.exercise import Assignment

from .assign_anchors import ASSIGN
from .decode import DECODE
from .intersection import IOU
from .localization import LOCALIZATION
from .mean_precision import MEAN_PRECISION
from .suppression import NON_MAX, YOLO_NON_MAX
from .windows import WINDOWS
from .yolo_eval import EVAL
from .yolo_filter import FILTER
from .yolo_loss import LOSS

ASSIGNMENT = Assignment(
    name="c4w3a-yolo",
    module="yolo",
    title="YOLO: find everything in one look",
    exercises=(
        LOCALIZATION,
        WINDOWS,
        IOU,
        ASSIGN,
        LOSS,
        DECODE,
        FILTER,
        NON_MAX,
        YOLO_NON_MAX,
        EVAL,
        MEAN_PRECISION,
    ),
    packages=("numpy", "tensorflow", "keras"),
    seconds=90.0,
)
