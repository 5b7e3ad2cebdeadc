"""Faces or not: small grey photographs from scikit-image's package, and baselines for a new method.

Every function gives the same arrays each time it is called, on every machine.
"""

from __future__ import annotations

import numpy as np

from helpers.datasets.packaged import packaged

FACES_SEED = 3


def faces_or_not() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """200 grey photographs, 100 of faces and 100 of their backgrounds: 120 for training, 80 for testing.

    Returns:
        train_pictures: (120, 25, 25), float64 from 0 (black) to 1 (white)
        Y_train: (1, 120), 1 if the picture is a face, else 0; half of each
        test_pictures: (80, 25, 25)
        Y_test: (1, 80), again half of each

    Source: `lfw_subset` of scikit-image, from "Labeled Faces in the Wild" (Huang, Mattar, Lee, Learned-Miller, 2012).
    """
    pictures = np.load(packaged("lfw_subset.npy"), allow_pickle=False)
    rng = np.random.default_rng(FACES_SEED)
    faces, others = rng.permutation(100), 100 + rng.permutation(100)
    train = rng.permutation(np.concatenate([faces[:60], others[:60]]))
    test = rng.permutation(np.concatenate([faces[60:], others[60:]]))
    labels = (np.arange(200) < 100).astype(int).reshape(1, 200)
    return pictures[train], labels[:, train], pictures[test], labels[:, test]


def baselines(
    train_pictures: np.ndarray, Y_train: np.ndarray, test_pictures: np.ndarray, Y_test: np.ndarray
) -> dict[str, float]:
    """Accuracy on the test set of three baselines.

    "always the same answer"    the more common class in the training set
    "brightness alone"          the threshold on a picture's mean that is best for the training set
    "straight-line fit"         least-squares fit of the label to all pixels, with threshold 1/2
    """
    y_train, y_test = Y_train[0], Y_test[0]
    common = float(y_train.mean() > 0.5)
    return {
        "always the same answer": float(np.mean(y_test == common)),
        "brightness alone": _brightness(train_pictures, y_train, test_pictures, y_test),
        "straight-line fit": _least_squares(train_pictures, y_train, test_pictures, y_test),
    }


def _brightness(train: np.ndarray, y_train: np.ndarray, test: np.ndarray, y_test: np.ndarray) -> float:
    mean_train, mean_test = train.mean(axis=(1, 2)), test.mean(axis=(1, 2))
    best = (-1.0, 0.0, True)
    for threshold in mean_train:
        share = float(np.mean((mean_train > threshold) == y_train))
        best = max(best, (share, float(threshold), True), (1 - share, float(threshold), False))
    _, threshold, brighter = best
    return float(np.mean(((mean_test > threshold) == brighter) == y_test))


def _least_squares(train: np.ndarray, y_train: np.ndarray, test: np.ndarray, y_test: np.ndarray) -> float:
    def rows(pictures: np.ndarray) -> np.ndarray:
        return np.array([np.append(picture, 1.0) for picture in pictures])

    fitted = np.linalg.lstsq(rows(train), y_train, rcond=None)[0]
    return float(np.mean((rows(test).dot(fitted) >= 0.5) == y_test))
