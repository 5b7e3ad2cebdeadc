"""The whole model, which learns from the training set alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, Rule, accepted, also_right, call, close, wrong

from .common import labels


def model_cases(rng: np.random.Generator) -> Iterable[Case]:
    def examples(n_x: int, m: int, direction: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Two separable clouds. The first label is wrong, so that predictions differ from labels."""
        Y = labels(rng, m)
        X = rng.normal(0, 0.4, (n_x, m)) + 0.3 + direction * (2 * Y - 1)
        Y[0, 0] = 1 - Y[0, 0]
        return X, Y

    def sets(n_x: int, m_train: int, m_test: int) -> tuple[Any, Any, Any, Any]:
        direction = rng.choice([-1, 1], (n_x, 1)) * rng.uniform(0.5, 1.5, (n_x, 1))
        return (*examples(n_x, m_train, direction), *examples(n_x, m_test, direction))

    check = close(operations=1000)
    yield call(
        *sets(3, 7, 4),
        num_iterations=101,
        learning_rate=0.1,
        check=check,
        label="more training examples than test examples",
    )
    yield call(*sets(5, 4, 6), 20, check=check, label="default learning rate")
    yield call(*sets(1, 7, 3), 10, 0.02, True, check=check, label="a single input, costs printed")


RUN = "optimize(w, b, X_train, Y_train, num_iterations, learning_rate, print_cost)"
ON_TEST = 'predict(params["w"], params["b"], X_test)'
ON_TRAIN = 'predict(params["w"], params["b"], X_train)'

MODEL = Exercise(
    name="model",
    unavoidable={
        "`X_train` never has a single column": "a single example has one class; `propagate` and `optimize` have one",
        "`Y_train` never has a single column": "a single example has one class; `propagate` and `optimize` have one",
    },
    cases=model_cases,
    quantities=("w", "b", "costs", "Y_prediction_train", "Y_prediction_test", "learning_rate", "num_iterations"),
    uses=("initialize_with_zeros", "optimize", "predict"),
    # A call with the default of 2,000 steps would take longer than all other cases together.
    rules=(
        Rule(
            "defaults",
            "The default values in the first line of `model` were changed. They should be 2000 iterations and a "
            "learning rate of 0.5.",
            {"num_iterations": 2000, "learning_rate": 0.5},
        ),
    ),
    hints=(
        "Functions that you have already written do all the work: make parameters, improve them, use them. Which "
        "result of one does the next one need?",
        "How many weights are needed? As many as an example has numbers. Which axis of X_train counts them?",
        "Pass `num_iterations`, `learning_rate` and `print_cost` on to `optimize`; otherwise it uses its own defaults.",
        "Predict with the parameters that `optimize` returned, not with the zeros it started from.",
    ),
    variants=(
        wrong(
            "num_iterations_not_passed_on",
            "`optimize` ran with its own default of 100 steps: `num_iterations` was not passed on.",
            (RUN, "optimize(w, b, X_train, Y_train, learning_rate=learning_rate, print_cost=print_cost)"),
        ),
        wrong(
            "learning_rate_not_passed_on",
            "`optimize` ran with its own default learning rate: `learning_rate` was not passed on.",
            (RUN, "optimize(w, b, X_train, Y_train, num_iterations, print_cost=print_cost)"),
        ),
        wrong(
            "settings_not_passed_on",
            "`optimize` ran with its own defaults: neither `num_iterations` nor `learning_rate` was passed on.",
            (RUN, "optimize(w, b, X_train, Y_train)"),
        ),
        wrong(
            "settings_exchanged",
            "`num_iterations` and `learning_rate` were passed on in the wrong order.",
            (RUN, "optimize(w, b, X_train, Y_train, learning_rate, num_iterations, print_cost)"),
        ),
        wrong(
            "predicts_with_start",
            "The predictions use the parameters from before training. Use those that `optimize` returned.",
            (ON_TEST, "predict(w, b, X_test)"),
            (ON_TRAIN, "predict(w, b, X_train)"),
        ),
        wrong(
            "start_returned",
            "You returned the parameters from before training. Return those that `optimize` returned.",
            ('"w": params["w"]', '"w": w'),
            ('"b": params["b"]', '"b": b'),
        ),
        wrong(
            "never_trained",
            "Nothing was learned: the parameters stayed at zero everywhere.",
            ("params, _, costs = " + RUN, "params, _, costs = {'w': w, 'b': b}, None, " + RUN + "[2]"),
        ),
        wrong(
            "one_weight_per_example",
            "The number of weights came from `X_train.shape[1]`, the examples. There is one weight per *input*: "
            "`X_train.shape[0]`.",
            ("X_train.shape[0]", "X_train.shape[1]"),
        ),
        wrong(
            "predicts_from_labels",
            "`predict` was given the labels. It needs the inputs: X_train and X_test.",
            (ON_TEST, 'predict(params["w"], params["b"], Y_test)'),
            (ON_TRAIN, 'predict(params["w"], params["b"], Y_train)'),
        ),
        wrong(
            "predictions_exchanged",
            "The predictions for the training set and the test set are stored under each other's keys.",
            (ON_TEST, ON_TRAIN.replace("train", "TRAIN")),
            (ON_TRAIN, ON_TEST),
            ("X_TRAIN", "X_train"),
        ),
        wrong(
            "test_set_not_predicted", "The test set's predictions were made from the training set.", (ON_TEST, ON_TRAIN)
        ),
        wrong(
            "training_set_not_predicted",
            "The training set's predictions were made from the test set.",
            (ON_TRAIN, ON_TEST),
        ),
        wrong(
            "trained_on_test_set",
            "The parameters were learned from the test set. It must stay unseen until the end.",
            (RUN, RUN.replace("X_train, Y_train", "X_test, Y_test")),
        ),
        wrong(
            "trained_on_both_sets",
            "The parameters were learned from both sets. The test set must stay unseen until the end.",
            (
                RUN,
                RUN.replace("X_train, Y_train", "np.hstack([X_train, X_test]), np.hstack([Y_train, Y_test])"),
            ),
        ),
        wrong(
            "labels_returned",
            "You returned the true labels in place of the predictions.",
            (ON_TEST, "Y_test"),
            (ON_TRAIN, "Y_train"),
        ),
        wrong(
            "accuracy_returned",
            "You returned accuracies in place of the predictions.",
            (ON_TEST, f"np.mean({ON_TEST} == Y_test)"),
            (ON_TRAIN, f"np.mean({ON_TRAIN} == Y_train)"),
        ),
        wrong("costs_missing", 'The key "costs" is missing.', ('        "costs": costs,\n', "")),
        wrong(
            "last_cost_alone",
            "You returned only the last cost. Return all the costs that `optimize` stored.",
            ('"costs": costs', '"costs": costs[-1]'),
        ),
        wrong(
            "settings_missing",
            'The keys "learning_rate" and "num_iterations" are missing.',
            ('        "learning_rate": learning_rate,\n        "num_iterations": num_iterations,\n', ""),
        ),
        wrong(
            "parameters_nested",
            'The parameters are in a dictionary of their own. "w" and "b" should be keys of the result itself.',
            ('        "w": params["w"],\n        "b": params["b"],\n', '        "params": params,\n'),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("X_train.shape[0]", "train_pictures.shape[0]")),
    ),
    accepted=(
        accepted(
            "accuracy_too",
            "The dictionary contains more than the exercise asks for.",
            (
                '"num_iterations": num_iterations,',
                f'"num_iterations": num_iterations,\n        "accuracy": np.mean({ON_TEST} == Y_test),',
            ),
        ),
    ),
    alternatives=(
        also_right(
            "by_keyword",
            "functions called by keyword, accuracies printed",
            code="""
def model(X_train, Y_train, X_test, Y_test, num_iterations=2000, learning_rate=0.5, print_cost=False):
    w, b = initialize_with_zeros(dim=X_train.shape[0])
    params, grads, costs = optimize(w=w, b=b, X=X_train, Y=Y_train, num_iterations=num_iterations,
                                    learning_rate=learning_rate, print_cost=print_cost)
    w = params["w"]
    b = params["b"]
    Y_prediction_test = predict(w=w, b=b, X=X_test)
    Y_prediction_train = predict(w=w, b=b, X=X_train)
    if print_cost:
        print("train accuracy: {} %".format(100 - np.mean(np.abs(Y_prediction_train - Y_train)) * 100))
        print("test accuracy: {} %".format(100 - np.mean(np.abs(Y_prediction_test - Y_test)) * 100))
    return {"costs": costs, "Y_prediction_test": Y_prediction_test, "Y_prediction_train": Y_prediction_train,
            "w": w, "b": b, "learning_rate": learning_rate, "num_iterations": num_iterations}
""",
        ),
        also_right(
            "both_at_once",
            "predicts both sets together, then splits them",
            code="""
def model(X_train, Y_train, X_test, Y_test, num_iterations=2000, learning_rate=0.5, print_cost=False):
    n_x, m = X_train.shape
    result, _, costs = optimize(*initialize_with_zeros(n_x), X_train, Y_train, num_iterations, learning_rate)
    both = predict(result["w"], result["b"], np.concatenate([X_train, X_test], axis=1))
    return dict(result, costs=costs, Y_prediction_train=both[:, :m], Y_prediction_test=both[:, m:],
                learning_rate=learning_rate, num_iterations=num_iterations)
""",
        ),
    ),
)
