"""The gradient of cross-entropy and softmax together: a short formula, to which an extra factor is easily added."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, Gradient, also_right, call, wrong

from .cross_entropy import one_hot, shares


def backward_cases(rng: np.random.Generator) -> Iterable[Case]:
    for classes, m, label in (
        (4, 3, "4 classes, 3 examples"),
        (2, 5, "2 classes"),
        (6, 2, "6 classes"),
        (3, 1, "a single example"),
    ):
        yield call(shares(rng, classes, m), one_hot(rng, classes, m), label=label)


def backward_gradients(module: ModuleType, rng: np.random.Generator) -> Iterable[Gradient]:
    for classes, m in ((4, 3), (3, 5)):
        Z, Y = rng.normal(size=(classes, m)), one_hot(rng, classes, m)

        def losses(Z, Y=Y, m=m):
            return m * module.cross_entropy(module.softmax(Z), Y)

        yield Gradient(of=losses, at={"Z": Z}, claimed={"Z": module.softmax_backward(module.softmax(Z), Y)})


SOFTMAX_BACKWARD = Exercise(
    name="softmax_backward",
    cases=backward_cases,
    gradients=backward_gradients,
    hints=(
        "The derivation in the notebook ends with a very short formula. What is it for the right class, and what for "
        "the others?",
        "It is the same as for the sigmoid: prediction minus label. There is no 1/m, because each column belongs to "
        "one example's loss.",
    ),
    variants=(
        wrong("sign", "The sign is wrong: prediction minus label.", ("A - Y", "Y - A")),
        wrong(
            "averaged",
            "dZ is divided by m. Each column of dZ belongs to one example's loss; the 1/m comes with the gradients of "
            "the parameters.",
            ("A - Y", "(A - Y) / Y.shape[1]"),
        ),
        wrong(
            "divided_by_classes",
            "dZ is divided by the number of classes. There is no such factor.",
            ("A - Y", "(A - Y) / Y.shape[0]"),
        ),
        wrong(
            "slope_of_the_loss_alone",
            "This is dA, the gradient with respect to the probabilities. One more step, through the softmax, gives dZ.",
            ("A - Y", "-Y / A"),
        ),
        wrong(
            "as_sigmoid",
            "There is an extra factor A (1 - A), the derivative of the sigmoid. A - Y already includes the derivative "
            "of the softmax.",
            ("A - Y", "(A - Y) * A * (1 - A)"),
        ),
        wrong(
            "right_class_alone",
            "Only the right class has a gradient here. Every score affects all probabilities: raising another class's "
            "score lowers the probability of the right one.",
            ("A - Y", "(A - Y) * Y"),
        ),
        wrong("doubled", "There is an extra factor 2, as in the derivative of a square.", ("A - Y", "2 * (A - Y)")),
        wrong("probabilities", "The labels are not subtracted.", ("A - Y", "A")),
        wrong("unknown_name", UNKNOWN_NAME, ("A - Y", "AL - Y")),
    ),
    alternatives=(
        also_right(
            "one_less_at_the_right_class",
            "a copy, minus one at the right class of each column",
            code="""
def softmax_backward(A, Y):
    dZ = A.copy()
    dZ[np.argmax(Y, axis=0), np.arange(A.shape[1])] -= 1
    return dZ
""",
        ),
        also_right(
            "by_the_matrix",
            "the full chain rule: the softmax's Jacobian times dA",
            code="""
def softmax_backward(A, Y):
    columns = []
    for a, y in zip(A.T, Y.T):
        slopes = np.diag(a) - np.outer(a, a)
        columns.append(slopes @ (-y / a))
    return np.array(columns).T
""",
        ),
    ),
)
