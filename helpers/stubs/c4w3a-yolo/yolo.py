# Generated from solutions/c4w3a-yolo: yours to complete, beside the notebook c4w3a-yolo.ipynb.
"""Object detection: boxes and their overlap, a detector's labels and loss, suppression, and mean average precision.

Work from top to bottom, next to the notebook. The complete functions between the tasks are given: read and use them.

A box is four numbers (x1, y1, x2, y2): its top left and bottom right corners, with x to the right and y downwards. If
a function uses another order (TensorFlow puts y first), its docstring says so.

A label for one position is the lecture's vector y = [p_c, b_x, b_y, b_h, b_w, c_1, ..., c_C]: whether there is an
object, where its centre is, how large it is (height first), and which of the C classes it belongs to.
"""

import numpy as np
import tensorflow as tf


def localization_loss(y_true, y_pred):
    """
    The lecture's squared loss of one label: where there is an object all entries count, otherwise only p_c.

    Arguments:
        y_true: the labels, shape (m, 5 + C) or (5 + C,), float; the first entry of each is 1 or 0
        y_pred: the network's output, same shape

    Returns:
        loss: one per label, shape (m,), or a number for a single label

    Example: a label with an object, where only b_x and b_w are off; then a label without one
        >>> y_true = np.array([[1.0, 0.5, 0.5, 0.4, 0.5, 1.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]])
        >>> y_pred = np.array([[1.0, 0.2, 0.5, 0.4, 0.9, 1.0, 0.0], [0.1, 0.7, 0.7, 0.7, 0.7, 0.7, 0.7]])
        >>> localization_loss(y_true, y_pred).round(4)
        array([0.25, 0.01])

    Formula: notebook, section 1.
    """
    # YOUR CODE HERE
    raise NotImplementedError("localization_loss is not written yet")


def convolutional_sliding_window(model, image):
    """
    Apply a classifier for a single window to all windows of a picture, in one pass.

    Arguments:
        model: a Keras Sequential for windows of shape (h, w, channels): convolutions and pooling without padding,
            then Flatten, then one or more Dense layers
        image: a picture, shape (H, W, channels) with H >= h and W >= w, float32

    Returns:
        scores: shape (rows, columns, classes), a tensor or an array; entry (i, j) is the model's output for the window
            that starts at row i * s and column j * s, where s is the product of all strides of the model

    Apply every layer to the whole picture. The first Dense layer becomes a convolution with filters as large as
    Flatten's input, each later one a 1 x 1 convolution. `layer.get_weights()` gives W and b, `layer.input.shape` the
    shape of a layer's input, and `layer.activation` is a function.

    Example: windows of 2 x 2, with one weight per pixel
        >>> layers = [tf.keras.Input((2, 2, 1)), tf.keras.layers.Flatten(), tf.keras.layers.Dense(1)]
        >>> model = tf.keras.Sequential(layers)
        >>> model.set_weights([np.array([[1.0], [10.0], [100.0], [1000.0]]), np.array([0.5])])
        >>> image = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], np.float32).reshape(2, 3, 1)
        >>> np.array(convolutional_sliding_window(model, image)).reshape(1, 2).tolist()
        [[5421.5, 6532.5]]

    Idea: notebook, section 2.
    """
    # YOUR CODE HERE
    raise NotImplementedError("convolutional_sliding_window is not written yet")


def iou(box1, box2):
    """
    Intersection over union: the area that two boxes share, divided by the area that they cover together.

    Arguments:
        box1, box2: corners (x1, y1, x2, y2) with x1 < x2 and y1 < y2, four numbers each (a tuple or an array)

    Returns:
        a number from 0 to 1; 0 for boxes that are apart or only touch

    Example: the boxes share 2 x 2 and cover 12 + 12 - 4 together
        >>> float(iou((0, 0, 4, 3), (2, 1, 6, 4)))
        0.2

    Formula: notebook, section 3.
    """
    # YOUR CODE HERE
    raise NotImplementedError("iou is not written yet")


def assign_anchors(boxes, classes, grid, anchors):
    """
    The label of a whole picture: each object is assigned to the cell of its centre, and there to the best anchor.

    Arguments:
        boxes: shape (n, 4), corners (x1, y1, x2, y2) as fractions of the picture's width and height; n may be 0
        classes: shape (n, C), one-hot rows
        grid: the number of cells: an integer S for S x S cells, or the pair (rows, columns)
        anchors: shape (A, 2), width and height of each anchor, as fractions of the picture

    Returns:
        label: shape (rows, columns, A, 5 + C), which is (S, S, A, 5 + C) for an integer. The vector of an object is
            [1, b_x, b_y, b_h, b_w, its one-hot row]: b_x and b_y are the position of its centre in the cell, from 0
            at the left and top edges to 1; b_h and b_w are its height and width as multiples of the anchor's. All
            other vectors are zeros.

    The best anchor has the largest IoU with the box when both have the same centre. Process the objects in order: if
    that anchor of the cell is taken, the object gets the next best free one; if none is free, it is dropped. A centre
    on the edge between two cells belongs to the right or lower one; all centres are inside the picture. No two
    anchors fit equally well.

    Example: one wide object in a picture of 1 x 2 cells, with a tall and a wide anchor
        >>> label = assign_anchors(np.array([[0.5, 0.25, 0.9, 0.75]]), np.array([[0.0, 1.0]]), (1, 2),
        ...                        np.array([[0.1, 0.5], [0.8, 0.25]]))
        >>> label.shape
        (1, 2, 2, 7)
        >>> label[0, 1, 1].round(4)
        array([1. , 0.4, 0.5, 2. , 0.5, 0. , 1. ])

    Formulas: notebook, section 4.
    """
    rows, columns = (grid, grid) if np.ndim(grid) == 0 else grid
    anchor_w, anchor_h = np.transpose(anchors)
    label = np.zeros((rows, columns, len(anchors), 5 + np.shape(classes)[1]))
    # YOUR CODE HERE
    raise NotImplementedError("assign_anchors is not written yet")
    return label


def yolo_loss(y_true, y_pred):
    """
    The loss of a detector, in TensorFlow, so that a tape can differentiate it.

    Arguments:
        y_true: labels, a tensor (m, rows, columns, A, 5 + C), float32; the first entry of each vector is 1 or 0
        y_pred: the network's output, a tensor of the same shape; p_c and c_1, ..., c_C are probabilities

    Returns:
        a scalar tensor, float32: the mean over the m pictures of the sum over all vectors of a picture. Where there is
            an object, a vector costs -log(p_c) + 5 (sum of the squared errors of b_x, b_y, b_h, b_w) - log(c of its
            class). Where there is none, it costs -0.5 log(1 - p_c). In a logarithm, a probability below 0.000001
            counts as 0.000001.

    Example: two anchors; one object whose b_x is off by 0.1, and an empty vector with p_c = 0.2
        >>> y_true = tf.constant([1.0, 0.5, 0.5, 1.0, 1.0, 1.0, 0.0] + 7 * [0.0], shape=(1, 1, 1, 2, 7))
        >>> y_pred = [1.0, 0.6, 0.5, 1.0, 1.0, 1.0, 0.0, 0.2, 0.9, 0.9, 0.9, 0.9, 0.5, 0.5]
        >>> y_pred = tf.constant(y_pred, shape=(1, 1, 1, 2, 7))
        >>> round(float(yolo_loss(y_true, y_pred)), 4)
        0.1616

    Formula: notebook, section 5. The weights are those of J. Redmon and others, 2016.
    """
    # YOUR CODE HERE
    raise NotImplementedError("yolo_loss is not written yet")


def decode(output, anchors):
    """
    Convert the network's output back to boxes in the picture: the inverse of `assign_anchors`.

    Arguments:
        output: shape (rows, columns, A, 5 + C), an array; vectors [p_c, b_x, b_y, b_h, b_w, c_1, ..., c_C] with
            b_x, b_y relative to the cell, and b_h, b_w as multiples of the anchor's height and width
        anchors: shape (A, 2), width and height of each anchor, as fractions of the picture

    Returns: four arrays, in the order in which `yolo_eval` takes them
        box_xy: shape (rows, columns, A, 2), x and y of the centre, as fractions of the picture
        box_wh: shape (rows, columns, A, 2), width and height, as fractions of the picture
        box_confidence: shape (rows, columns, A, 1), p_c
        box_class_probs: shape (rows, columns, A, C)

    Example: the one wide object of `assign_anchors`
        >>> output = np.zeros((1, 2, 2, 7))
        >>> output[0, 1, 1] = [1, 0.4, 0.5, 2.0, 0.5, 0, 1]
        >>> box_xy, box_wh, box_confidence, box_class_probs = decode(output, np.array([[0.1, 0.5], [0.8, 0.25]]))
        >>> box_xy[0, 1, 1], box_wh[0, 1, 1], box_confidence[0, 1, 1], box_class_probs[0, 1, 1]
        (array([0.7, 0.5]), array([0.4, 0.5]), array([1.]), array([0., 1.]))

    Formulas: notebook, section 6.
    """
    # YOUR CODE HERE
    raise NotImplementedError("decode is not written yet")


def yolo_boxes_to_corners(box_xy, box_wh):
    """Given. Convert centres and sizes to TensorFlow's corners, (y1, x1, y2, x2) along the last axis, float32."""
    box_xy, box_wh = tf.cast(box_xy, tf.float32), tf.cast(box_wh, tf.float32)
    first, last = box_xy - box_wh / 2, box_xy + box_wh / 2
    return tf.concat([first[..., 1:2], first[..., 0:1], last[..., 1:2], last[..., 0:1]], axis=-1)


def scale_boxes(boxes, image_shape):
    """Given. Convert fractions to pixels: boxes (k, 4) as (y1, x1, y2, x2); image_shape: height and width in pixels."""
    height, width = float(image_shape[0]), float(image_shape[1])
    return boxes * tf.constant([height, width, height, width])


def yolo_filter_boxes(boxes, box_confidence, box_class_probs, threshold=0.6):
    """
    Drop all boxes with a low score, and find the class of the others.

    Arguments:
        boxes: a tensor (rows, columns, A, 4), float32
        box_confidence: a tensor (rows, columns, A, 1), p_c
        box_class_probs: a tensor (rows, columns, A, C)
        threshold: a box is kept if its score is at least this

    Returns: three tensors for the k kept boxes, in the order of `boxes`; k may be 0
        scores: shape (k,), the largest of p_c * c_1, ..., p_c * c_C
        boxes: shape (k, 4)
        classes: shape (k,), integers: the index of the largest, starting from 0

    Example: two boxes of one cell; the first has scores 0.8 * 0.25 and 0.8 * 0.75, the second at most 0.5
        >>> boxes = tf.constant([0.0, 0.0, 2.0, 3.0, 1.0, 1.0, 4.0, 5.0], shape=(1, 1, 2, 4))
        >>> confidence = tf.constant([0.8, 0.5], shape=(1, 1, 2, 1))
        >>> probs = tf.constant([0.25, 0.75, 1.0, 0.0], shape=(1, 1, 2, 2))
        >>> scores, kept, classes = yolo_filter_boxes(boxes, confidence, probs)
        >>> scores.numpy().round(4).tolist(), kept.numpy().tolist(), classes.numpy().tolist()
        ([0.6000000238418579], [[0.0, 0.0, 2.0, 3.0]], [1])

    Formula: notebook, section 6.
    """
    # YOUR CODE HERE
    raise NotImplementedError("yolo_filter_boxes is not written yet")


def non_max_suppression(scores, boxes, classes, iou_threshold):
    """
    Keep only the best of several boxes on one object, treating each class separately.

    Arguments:
        scores: shape (k,), float, all different; k may be 0
        boxes: shape (k, 4), corners (x1, y1, x2, y2)
        classes: shape (k,), integers
        iou_threshold: a box is suppressed if its IoU with a better kept box of its own class is at least this

    Returns:
        keep: list of integers, the indices of the kept boxes, best score first

    Call your `iou`.

    Example: box 1 is the best; box 0 has IoU 0.5 with it and is suppressed; so has box 2, but in another class
        >>> boxes = np.array([[0, 0, 4, 2], [0, 0, 4, 4], [0, 2, 4, 4]])
        >>> non_max_suppression(np.array([0.8, 0.9, 0.7]), boxes, np.array([1, 1, 0]), 0.5)
        [1, 2]

    The rule, compared with the lecture's: notebook, section 7.
    """
    # YOUR CODE HERE
    raise NotImplementedError("non_max_suppression is not written yet")


def yolo_non_max_suppression(scores, boxes, classes, max_boxes=10, iou_threshold=0.5):
    """
    Non-max suppression with TensorFlow, for all classes together, keeping at most `max_boxes` boxes.

    Arguments:
        scores: a tensor (k,), float32
        boxes: a tensor (k, 4), float32, corners in TensorFlow's order (y1, x1, y2, x2)
        classes: a tensor (k,) of integers
        max_boxes: the maximum number of boxes to keep
        iou_threshold: a box is suppressed if its IoU with a better kept box is more than this

    Returns: three tensors for the kept boxes, best score first
        scores (k',), boxes (k', 4), classes (k',)

    Use `tf.image.non_max_suppression`, which gives indices, and `tf.gather`.

    Example: boxes 0 and 1 have IoU 0.5; box 2 overlaps with neither
        >>> scores, boxes = tf.constant([0.8, 0.9, 0.7]), tf.constant([[0.0, 0, 4, 2], [0, 0, 4, 4], [5, 5, 6, 7]])
        >>> scores, boxes, classes = yolo_non_max_suppression(scores, boxes, tf.constant([1, 0, 1]), iou_threshold=0.4)
        >>> boxes.numpy().tolist(), classes.numpy().tolist()
        ([[0.0, 0.0, 4.0, 4.0], [5.0, 5.0, 6.0, 7.0]], [0, 1])

    Notebook, section 7.
    """
    # YOUR CODE HERE
    raise NotImplementedError("yolo_non_max_suppression is not written yet")


def yolo_eval(yolo_outputs, image_shape=(720, 1280), max_boxes=10, score_threshold=0.6, iou_threshold=0.5):
    """
    All steps from the four outputs to the boxes that are drawn: corners, filter, pixels, suppression.

    Arguments:
        yolo_outputs: the tuple (box_xy, box_wh, box_confidence, box_class_probs) as returned by `decode`: shapes
            (rows, columns, A, 2), (rows, columns, A, 2), (rows, columns, A, 1), (rows, columns, A, C); tensors
        image_shape: height and width of the picture in pixels
        max_boxes, score_threshold, iou_threshold: passed to the functions called below

    Returns: three tensors, best score first
        scores (k,), boxes (k, 4) as (y1, x1, y2, x2) in pixels, classes (k,)

    Call `yolo_boxes_to_corners`, `scale_boxes`, your `yolo_filter_boxes` and your `yolo_non_max_suppression`.

    Example: a single cell with a single anchor
        >>> parts = [0.5, 0.5], [0.25, 0.5], [0.9], [0.0, 1.0]
        >>> outputs = tuple(tf.constant(part, shape=(1, 1, 1, len(part))) for part in parts)
        >>> scores, boxes, classes = yolo_eval(outputs, image_shape=(64, 96))
        >>> boxes.numpy().tolist(), classes.numpy().tolist()
        ([[16.0, 36.0, 48.0, 60.0]], [1])

    Notebook, section 7.
    """
    # YOUR CODE HERE
    raise NotImplementedError("yolo_eval is not written yet")


def precision_recall(scores, hits, positives):
    """
    Given. Precision and recall as the threshold falls from the best score to the worst.

    `hits`: whether each detection is correct; `positives`: the number of objects to find.
    Returns two arrays as long as the scores: for the best detection, for the two best, and so on.
    """
    found = np.cumsum(np.asarray(hits, float)[np.argsort(-np.asarray(scores, float))])
    return found / np.arange(1, len(found) + 1), found / positives


def average_precision(scores, hits, positives):
    """Given. The area under the precision-recall curve, with each precision raised to the maximum to its right."""
    precision, recall = precision_recall(scores, hits, positives)
    envelope = np.maximum.accumulate(precision[::-1])[::-1]
    return float(np.sum(np.diff(recall, prepend=0) * envelope))


def mean_average_precision(detections, truths, iou_threshold=0.5):
    """
    The quality of a detector: the average precision of each class, averaged over the classes.

    Arguments:
        detections: a list with one tuple (scores, boxes, classes) per picture: shapes (k,), (k, 4) as
            (x1, y1, x2, y2), (k,) integers; all scores are different
        truths: a list with one tuple (boxes, classes) per picture, in the same order: shapes (n, 4) and (n,)
        iou_threshold: a detection is correct if its IoU with an object of its class that has not been found yet is at
            least this; of several such objects it finds the one with the largest IoU

    Returns:
        a number from 0 to 1: the mean over all classes that occur in `truths`

    In each picture, start with the best score; a second box on an object already found is a false positive. Call your
    `iou`, and the given `average_precision(scores, hits, positives)` once per class, over all pictures.

    Example: of two boxes on one car the first is correct, the second is a false positive; a second car is not found.
    The best precision at recall 1/2 is 1, and recall 1 is never reached.
        >>> boxes = np.array([[0, 0, 4, 2], [0, 0, 4, 3]])
        >>> detections = [(np.array([0.9, 0.8]), boxes, np.array([1, 1]))]
        >>> truths = [(np.array([[0, 0, 4, 2], [5, 5, 9, 7]]), np.array([1, 1]))]
        >>> mean_average_precision(detections, truths)
        0.5

    Formulas: notebook, section 8.
    """
    # YOUR CODE HERE
    raise NotImplementedError("mean_average_precision is not written yet")
