"""Bias or variance, from three error rates."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, wrong


def cases(rng: np.random.Generator) -> Iterable[Case]:
    def gap(high: bool) -> float:
        return float(rng.uniform(0.03, 0.2) if high else rng.uniform(-0.005, 0.015))

    for high, label in (
        ((True, False), "a large gap between human and training error"),
        ((False, True), "a large gap between training and dev error"),
        ((True, True), "two large gaps"),
        ((False, False), "two small gaps"),
    ):
        human = float(rng.uniform(0.03, 0.2))
        train = human + gap(high[0])
        yield call(human, train, train + gap(high[1]), label=label)
    human = float(rng.uniform(0.05, 0.1))
    yield call(human, human + 0.025, human + 0.025 + 0.016, label="just above and just below the limit")
    yield call(human, human + 0.016, human + 0.016 + 0.025, label="just below and just above the limit")
    yield call(human, human + 0.025, human + 0.05, label="both just above the limit")
    yield call(human, human - 0.03, human + 0.01, label="better than people")
    yield call(0.0, 0.02, 0.06, label="a bias of exactly 0.02 is not high")
    yield call(0.0, 0.0, 0.02, label="a variance of exactly 0.02 is not high")


CODE = """
def diagnose_bias_variance(human, train, dev):
    {}
    return avoidable_bias, variance, diagnosis
"""

DIAGNOSE = Exercise(
    name="diagnose_bias_variance",
    cases=cases,
    quantities=("avoidable_bias", "variance", "diagnosis"),
    credit={"avoidable_bias": 0.3, "variance": 0.3, "diagnosis": 0.4},
    hints=(
        "Take two differences between neighbours in the row human, training set, dev set. Which of them tells how "
        "badly the network does on data it has seen?",
        "Compare each of the two with 0.02; there are four outcomes. Start with the one where both are high.",
        "First `if avoidable_bias > 0.02 and variance > 0.02:`, then the two single cases, then the rest.",
    ),
    equivalent={"if avoidable_bias > 0.02 and variance >= 0.02:": "no two floats above 0.02 differ by exactly 0.02"},
    variants=(
        wrong(
            "bias_from_dev",
            "The avoidable bias is measured on the dev set. It concerns the training set: training error minus human "
            "error.",
            ("train - human", "dev - human"),
        ),
        wrong(
            "bias_is_training_error",
            "The avoidable bias is the whole training error here. Errors that people make too cannot be avoided: "
            "subtract them.",
            ("train - human", "train"),
        ),
        wrong(
            "variance_from_human",
            "The variance is measured from the human error. It is how much worse the dev set is than the training set.",
            ("dev - train", "dev - human"),
        ),
        wrong(
            "variance_is_dev_error", "The variance is the dev error minus the training error.", ("dev - train", "dev")
        ),
        wrong(
            "bias_negative",
            "The avoidable bias has the wrong sign: training error minus human error.",
            ("train - human", "human - train"),
        ),
        wrong(
            "variance_negative",
            "The variance has the wrong sign: dev error minus training error.",
            ("dev - train", "train - dev"),
        ),
        wrong(
            "sizes_for_differences",
            "Negative gaps (better than people, for example) are turned positive. Do not take absolute values here.",
            ("train - human", "abs(train - human)"),
            ("dev - train", "abs(dev - train)"),
        ),
        wrong(
            "words_exchanged",
            '"bias" and "variance" are swapped.',
            (
                'diagnosis = "bias"\n    elif variance > 0.02:\n        diagnosis = "variance"',
                'diagnosis = "variance"\n    elif variance > 0.02:\n        diagnosis = "bias"',
            ),
        ),
        wrong(
            "larger_gap_alone",
            "Only the larger of the two gaps is named. Compare each one with 0.02: both may be high, or neither.",
            code=CODE.format(
                "avoidable_bias, variance = train - human, dev - train\n"
                '    diagnosis = "bias" if avoidable_bias > variance else "variance"'
            ),
        ),
        wrong(
            "never_both",
            'The case where both are high is missing. The first true `if` wins, so test for "both" first.',
            code=CODE.format(
                "avoidable_bias, variance = train - human, dev - train\n"
                '    diagnosis = "bias" if avoidable_bias > 0.02 else "variance" if variance > 0.02 else "neither"'
            ),
        ),
        wrong(
            "never_neither",
            'The case where neither is high is missing: "neither".',
            ('    else:\n        diagnosis = "neither"', '    else:\n        diagnosis = "both"'),
        ),
        wrong(
            "either_for_both",
            '"both" requires one gap *and* the other to be above 0.02, not just one of them.',
            ("0.02 and", "0.02 or"),
        ),
        wrong(
            "percent",
            "The limit 0.02 is treated as 2. Error rates are between 0 and 1 here: two percent is 0.02.",
            code=CODE.format(
                "avoidable_bias, variance = train - human, dev - train\n"
                "    high = avoidable_bias > 2, variance > 2\n"
                '    diagnosis = "both" if all(high) else "bias" if high[0] else "variance" if high[1] else "neither"'
            ),
        ),
        wrong(
            "swapped",
            "The two gaps are returned in the wrong order.",
            ("return avoidable_bias, variance", "return variance, avoidable_bias"),
        ),
        wrong(
            "diagnosis_missing",
            "The third return value, the diagnosis (a word), is missing.",
            (", variance, diagnosis", ", variance"),
        ),
        wrong(
            "words_as_names",
            'The diagnosis should be one of "bias", "variance", "both", "neither".',
            ('"both"', '"high bias and variance"'),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("train - human", "train - human_error")),
    ),
    alternatives=(
        also_right(
            "by_table",
            "the four outcomes in a dictionary",
            code=CODE.format(
                "avoidable_bias = train - human\n    variance = dev - train\n"
                '    words = {(0, 0): "neither", (1, 0): "bias", (0, 1): "variance", (1, 1): "both"}\n'
                "    diagnosis = words[int(avoidable_bias > 0.02), int(variance > 0.02)]"
            ),
        ),
        also_right(
            "by_counting",
            "collects the names of the high gaps",
            code=CODE.format(
                "avoidable_bias, variance = float(np.subtract(train, human)), float(np.subtract(dev, train))\n"
                '    high = [name for name, gap in [("bias", avoidable_bias), ("variance", variance)] if gap > 0.02]\n'
                '    diagnosis = "both" if len(high) == 2 else high[0] if high else "neither"'
            ),
        ),
    ),
)
