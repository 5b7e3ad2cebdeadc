"""c4w3a: the notebook, its detector, and the numbers of the lecture."""

from __future__ import annotations

import re
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from helpers.detecting import ANCHORS, GRID, InTheirRanges, Training, small_detector
from helpers.scale import scale
from tests.content import notebooks
from tests.content.notebooks import Run
from tests.content.promises import NotebookPromises


class TestNotebook(NotebookPromises):
    name = "c4w3a-yolo"
    pictures = 13
    seconds = 180
    wanted = {
        "one-label": ["by hand: 0.25 and 0.01; yours: [0.25, 0.01]", "where nothing is: 0.04"],
        "lecture-network": [
            *("14 x 14 x 3  ->  1 x 1 x 4", "16 x 16 x 3  ->  2 x 2 x 4", "28 x 28 x 3  ->  8 x 8 x 4"),
            *("has 60 windows; 6 x 10 answers", "the same answers: True", "7,200,000 apart, 672,000 in one pass"),
        ],
        "overlap-picture": [
            "'moved': 0.2,",
            "'a little': 0.5738",
            "'within': 0.3333",
            "'touching': 0.0",
            "'apart': 0.0",
        ],
        "labels": [
            "[1.0, 0.4, 0.5, 2.0, 0.5, 0.0, 1.0]",
            "(3, 3, 2, 8) or (3, 3, 16)",
            "(19, 19, 5, 8) or (19, 19, 40)",
        ],
        "slopes-picture": ["square 0.09, logarithm 0.95"],
        "loss-seen": ["by hand 0.1616, yours 0.1616", "(32, 8, 12, 2, 8)"],
        "round-trip": ["by hand: [0.7, 0.5] [0.4, 0.5]"],
        "by-hand-suppression": ["0.5 0.5", "of classes 1, 1, 0 stay: [1, 2]", "of one class stay:       [1]"],
        "after-suppression": ["by hand: [[16.0, 36.0, 48.0, 60.0]]"],
        "curves": ["by hand: 0.6875"],
    }

    @pytest.mark.slow
    def test_trained_detector(self, solved: Run) -> None:
        """The trained detector finds the objects.

        At the small scale it has seen few scenes and must find the objects on those; at the normal scale, on new
        scenes.
        """
        told = solved.printed("curves")
        (on_new,) = re.findall(r"new scenes: +mAP ([\d.]+)", told)
        (on_seen,) = re.findall(r"training scenes: mAP ([\d.]+)", told)
        untrained, mean_box = re.findall(
            r"without training ([\d.]+); always the mean box of each class ([\d.]+)", told
        )[0]
        assert float(untrained) < 0.05 and float(mean_box) < 0.1
        assert float(on_seen) > (0.6 if scale() == "small" else 0.9)
        assert float(on_new) > (0.05 if scale() == "small" else 0.7)

    @pytest.mark.slow
    def test_training_and_curves(self, solved: Run) -> None:
        """What the text says about the training and the curves is true."""
        told = [solved.printed(f"train-{n}") for n in (1, 2, 3, 4)]
        losses = [float(loss) for text in told for loss in re.findall(r"loss ([\d.]+)", text)]
        assert losses == sorted(losses, reverse=True)
        (first,) = re.findall(r"before training: p_c ([\d.]+) at objects", told[0])
        assert float(first) < 0.1
        if scale() != "small":
            areas = {n: float(a) for n, a in re.findall(r"(\w+) +average precision ([\d.]+)", solved.printed("curves"))}
            assert areas["pedestrian"] < areas["motorcycle"] and areas["pedestrian"] < areas["car"]

    @pytest.mark.slow
    def test_suppression_leaves_fewer_boxes(self, solved: Run) -> None:
        """Before suppression there are more boxes than objects."""
        crowded = re.findall(r"\((\d+), (\d+)\)", solved.printed("before-suppression"))
        assert len(crowded) == 6
        if scale() != "small":
            assert sum(int(boxes) for boxes, _ in crowded) > sum(int(objects) for _, objects in crowded)

    @pytest.mark.slow
    def test_experiment(self, solved: Run) -> None:
        """The experiment with thresholds shows what the text says."""
        rows = re.findall(
            r"at least ([\d.]+), IoU threshold ([\d.]+): precision ([\d.]+), recall ([\d.]+)",
            solved.printed("experiment"),
        )
        usual = [tuple(map(float, row)) for row in rows if row[1] == "0.5"]
        assert [row[3] for row in usual] == sorted((row[3] for row in usual), reverse=True)
        if scale() != "small":
            (_, _, precision, recall), never, eager = usual[1], *(tuple(map(float, row)) for row in rows[5:])
            assert never[2] < precision and never[3] >= recall and eager[3] < recall
            at_half, at_three_quarters = map(
                float, re.findall(r"IoU of at least [\d.]+: ([\d.]+)", solved.printed("experiment"))
            )
            assert at_three_quarters < 0.75 * at_half


def test_detector_fits_a_few_scenes(solution: ModuleType) -> None:
    """Trained on sixteen scenes, the detector finds nearly every object on them and little else."""
    from helpers.datasets.streets import street_scenes

    streets = street_scenes(16, seed=5, most=3)
    labels = [solution.assign_anchors(b, streets.one_hot(i), GRID, ANCHORS) for i, b in enumerate(streets.boxes)]
    model = small_detector(seed=2)
    training = Training(model, solution.yolo_loss, streets.pictures, np.array(labels, np.float32), epochs=120)
    before, after = training.run(1), training.run(119)
    assert after < before / 10
    found = []
    for output in model(streets.pictures, training=True).numpy():
        xy, wh, confidence, probs = solution.decode(output, ANCHORS)
        corners = solution.yolo_boxes_to_corners(xy, wh)
        scores, boxes, classes = map(np.array, solution.yolo_filter_boxes(corners, confidence, probs, 0.5))
        boxes = boxes[:, [1, 0, 3, 2]]
        keep = solution.non_max_suppression(scores, boxes, classes, 0.5)
        found.append((scores[keep], boxes[keep], classes[keep]))
    truths = list(zip(streets.boxes, streets.classes, strict=True))
    assert solution.mean_average_precision(found, truths) > 0.9
    assert sum(len(scores) for scores, _, _ in found) <= 1.1 * sum(map(len, streets.boxes))


# The lecture's numbers


def test_sliding_windows(reference: ModuleType) -> None:
    """Sliding windows as a convolution have the shapes of the lecture."""
    import keras

    layers = keras.layers
    model = keras.Sequential(
        [
            *(keras.Input((14, 14, 3)), layers.Conv2D(16, 5, activation="relu"), layers.MaxPooling2D(2)),
            *(layers.Flatten(), layers.Dense(400), layers.Dense(400), layers.Dense(4, activation="softmax")),
        ]
    )
    assert model.layers[1].output.shape[1:] == (5, 5, 16)
    assert model.layers[3].kernel.shape == (5 * 5 * 16, 400)  # as 400 filters of 5 x 5 over 16 channels
    rng = np.random.default_rng(1)
    for side, places in ((14, 1), (16, 2), (28, 8)):
        image = rng.random((side, side, 3), dtype=np.float32)
        assert tuple(np.shape(reference.convolutional_sliding_window(model, image))) == (places, places, 4)


def test_label_shapes(reference: ModuleType) -> None:
    """Labels have the shapes of the lecture."""
    boxes, classes = np.array([[0.35, 0.55, 0.75, 0.85]]), np.eye(3)[[1]]
    anchors = np.array([[0.1, 0.4], [0.5, 0.2]])
    assert reference.assign_anchors(boxes, classes, 3, anchors[:1]).shape == (3, 3, 1, 8)  # 3 x 3 x 8
    two = reference.assign_anchors(boxes, classes, 3, anchors)
    assert two.shape == (3, 3, 2, 8) and two[0, 0].size == 16
    five = reference.assign_anchors(boxes, classes, 19, np.outer(np.arange(1, 6), [0.1, 0.07]))
    assert five.shape == (19, 19, 5, 8) and five[0, 0].size == 40
    assert 5 * (5 + 80) == 425
    # By hand, section 4: middle (0.55, 0.7) in 3 x 3 cells.
    assert two[2, 1, 1] == pytest.approx([1, 0.65, 0.1, 0.3 / 0.2, 0.4 / 0.5, 0, 1, 0])
    assert pytest.approx(0.9) == 3 * 0.3 and pytest.approx(1.2) == 3 * 0.4


def test_only_p_c_counts_without_an_object(reference: ModuleType) -> None:
    """Where there is no object, only p_c counts in the loss."""
    said = np.array([0.2, 0.5, 0.5, 0.3, 0.3, 0.1, 0.8, 0.1])
    assert reference.localization_loss(np.zeros(8), said) == pytest.approx(0.04)
    unknown = np.array([0.0, *[np.pi] * 7])
    assert reference.localization_loss(unknown, said) == pytest.approx(0.04)


def test_overlaps(reference: ModuleType) -> None:
    """The overlaps of the quiz and of the notebook come out."""
    assert reference.iou((0, 0, 4, 3), (2, 1, 6, 4)) == pytest.approx(0.2)
    assert reference.iou((0, 0, 60, 20), (5, -2.5, 55, 22.5)) == pytest.approx(1000 / 1450)
    assert reference.iou((0, 0, 60, 20), (20, -20, 40, 40)) == pytest.approx(0.2)
    assert reference.iou((0, 0, 4, 3), (6, 5, 10, 8)) == 0


def test_suppression_at_the_threshold(reference: ModuleType) -> None:
    """At an IoU of exactly 0.5 each suppression does what its docstring says."""
    import tensorflow as tf

    boxes = np.array([[0.0, 0, 4, 2], [0, 0, 4, 4]])
    scores, classes = np.array([0.8, 0.9]), np.array([1, 1])
    assert reference.iou(*boxes) == 0.5
    assert list(reference.non_max_suppression(scores, boxes, classes, 0.5)) == [1]  # the lecture: at least
    kept, _, _ = reference.yolo_non_max_suppression(
        tf.constant(scores, tf.float32), tf.constant(boxes, tf.float32), tf.constant(classes), iou_threshold=0.5
    )
    assert len(kept) == 2  # TensorFlow: more than


def test_suppression_by_hand(reference: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the four boxes in the text, P, R and S stay.

    Section 7: P 0.95, Q 0.85, S 0.6 are cars, R 0.7 is a pedestrian.
    """
    overlap = {"PQ": 0.6, "QS": 0.7, "PS": 0.3, "PR": 0.55}
    names = "PQSR"

    def looked_up(a: np.ndarray, b: np.ndarray) -> float:
        return overlap.get("".join(sorted((names[int(a[0])], names[int(b[0])]))), 0.0)

    monkeypatch.setattr(reference, "iou", looked_up)
    boxes = np.arange(4.0)[:, None] + np.zeros(4)
    keep = reference.non_max_suppression(np.array([0.95, 0.85, 0.6, 0.7]), boxes, np.array([1, 1, 1, 0]), 0.5)
    assert [names[n] for n in keep] == ["P", "R", "S"]


def test_suppression_across_classes(solution: ModuleType) -> None:
    """TensorFlow suppresses boxes across classes; our own suppression does not."""
    import tensorflow as tf

    boxes = np.array([[0.0, 0, 4, 4], [0, 0.5, 4, 4]])
    scores, classes = np.array([0.9, 0.8]), np.array([1, 0])
    assert solution.non_max_suppression(scores, boxes, classes, 0.5) == [0, 1]
    kept, _, _ = solution.yolo_non_max_suppression(
        tf.constant(scores, tf.float32), tf.constant(boxes, tf.float32), tf.constant(classes)
    )
    assert len(kept) == 1


def test_suppressions_agree_within_a_class(solution: ModuleType) -> None:
    """Class by class our suppression and TensorFlow's agree."""
    import tensorflow as tf

    rng = np.random.default_rng(7)
    low = rng.uniform(0, 6, (40, 2))
    boxes = np.concatenate([low, low + rng.uniform((2, 1), (4, 2), (40, 2))], axis=1)
    scores, classes = rng.permutation(np.linspace(0.1, 0.9, 40)), rng.integers(0, 3, 40)
    by_tensorflow: list[int] = []
    for kind in range(3):
        rows = np.flatnonzero(classes == kind)
        kept = tf.image.non_max_suppression(boxes[rows].astype(np.float32), scores[rows].astype(np.float32), 40, 0.4)
        by_tensorflow += rows[kept.numpy()].tolist()
    keep = solution.non_max_suppression(scores, boxes, classes, 0.4)
    assert sorted(keep) == sorted(by_tensorflow)
    assert keep == sorted(keep, key=lambda n: -scores[n])


def test_boxes_to_labels_and_back(solution: ModuleType) -> None:
    """Boxes survive the conversion to labels and back."""
    rng = np.random.default_rng(3)
    low = rng.uniform(0, 0.6, (6, 2))
    boxes = np.concatenate([low, low + rng.uniform(0.05, 0.4, (6, 2))], axis=1)
    label = solution.assign_anchors(boxes, np.eye(3)[rng.integers(0, 3, 6)], (7, 9), ANCHORS)
    xy, wh, there, classes = solution.decode(label, ANCHORS)
    found = np.concatenate([xy - wh / 2, xy + wh / 2], axis=-1)[there[..., 0] == 1]
    assert len(found) == 6 and classes.sum() == 6
    for box in boxes:
        assert np.abs(found - box).max(axis=1).min() < 1e-12


def test_precision_and_recall_by_hand(solution: ModuleType) -> None:
    """Precision, recall and average precision are those computed by hand."""
    precision, recall = solution.precision_recall([0.9, 0.8, 0.7, 0.6], [1, 1, 0, 1], 4)
    assert precision.tolist() == pytest.approx([1, 1, 2 / 3, 3 / 4])
    assert recall.tolist() == pytest.approx([1 / 4, 2 / 4, 2 / 4, 3 / 4])
    assert solution.average_precision([0.9, 0.8, 0.7, 0.6], [1, 1, 0, 1], 4) == pytest.approx(0.6875)
    assert solution.average_precision([], [], 3) == 0
    assert solution.average_precision([0.6, 0.9, 0.8, 0.7], [1, 1, 1, 0], 4) == pytest.approx(0.6875)


def test_log_loss_is_steeper_than_squares() -> None:
    """The logarithmic loss has a steep slope where the squared one is flat.

    Section 5: the slopes of both costs with respect to z, at p = 0.05.
    """
    import tensorflow as tf

    z = tf.Variable(np.log(0.05 / 0.95), dtype=tf.float64)
    slopes = []
    for cost in (lambda p: (1 - p) ** 2, lambda p: -tf.math.log(p)):
        with tf.GradientTape() as tape:
            loss = cost(tf.sigmoid(z))
        slopes.append(float(tape.gradient(loss, z)))
    assert slopes == pytest.approx([-2 * 0.95 * 0.05 * 0.95, -0.95])
    assert 10 < slopes[1] / slopes[0] < 11


def test_receptive_field_and_output_ranges() -> None:
    """The network has the receptive field that the text states, and its outputs stay in their ranges."""
    import tensorflow as tf

    model = small_detector()
    pictures = tf.Variable(np.random.default_rng(1).random((1, 64, 96, 3), dtype=np.float32))
    with tf.GradientTape() as tape:
        said = model(pictures, training=False)
        one = said[0, 4, 6, 0, 0]
    seen = np.abs(tape.gradient(one, pictures).numpy()[0]).sum(axis=-1) > 0
    assert seen.any(axis=1).sum() <= 64 and 55 < seen.any(axis=0).sum() <= 65
    numbers = said.numpy()
    assert numbers.shape == (1, 8, 12, 2, 8)
    assert numbers[..., 5:].sum(axis=-1) == pytest.approx(np.ones((1, 8, 12, 2)), abs=1e-5)
    extreme = InTheirRanges()(tf.constant([[-90.0, 90, 0, 90, -90, 90, 0, 0]])).numpy()[0]
    assert extreme == pytest.approx([0, 1, 0.5, np.exp(4), np.exp(-4), 1, 0, 0], rel=1e-5, abs=1e-6)


def test_references_agree_on_overlaps(solution: ModuleType) -> None:
    """Reference and solution agree on random overlaps."""
    references: Any = notebooks.load(TestNotebook.name).bundle.references()
    rng = np.random.default_rng(5)
    for _ in range(300):
        corners = rng.integers(0, 6, (2, 2)).astype(float)
        sides = rng.integers(1, 5, (2, 2))
        first, second = (np.concatenate([c, c + s]) for c, s in zip(corners, sides, strict=True))
        assert references.iou(first, second) == pytest.approx(solution.iou(first, second))


def test_docstring_examples() -> None:
    """The docstring examples are correct."""
    notebooks.check_examples(TestNotebook.name)
