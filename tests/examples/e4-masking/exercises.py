"""The exercises of the example "masking by perturbation"."""

from autograder.exercise import Assignment, Check, Edit, Exercise, Variant, call, script
from autograder.script import Step


def cases(rng):
    x = rng.normal(2, 1, (2, 6))
    later = x.copy()
    later[:, 4:] += 1
    yield script(
        Step("", (x,)),
        Step("", (later,)),
        check=Check("invariance", {"still": [None, (0, 4)], "what": "a later time"}),
        label="the last two times change",
    )
    yield call(x[:, :5], label="the values themselves")


RUNNING_MEAN = Exercise(
    name="running_mean",
    cases=cases,
    hints=("At time 0 there is only one number to average.", "`np.cumsum` computes running sums along an axis."),
    variants=(
        Variant(
            "all_times",
            "The mean includes all times, even the future.",
            (Edit("np.cumsum(x, axis=1) / np.arange(1, T + 1)", "np.repeat(x.mean(1, keepdims=True), T, axis=1)"),),
        ),
        Variant(
            "not_divided", "The sum was not divided by the number of terms.", (Edit(" / np.arange(1, T + 1)", ""),)
        ),
        Variant("counted_from_zero", "At time t there are t + 1 numbers, not t.", (Edit("(1, T + 1)", "(T)"),)),
        Variant(
            "frozen", "The result does not depend on x.", (Edit("np.cumsum(x, axis=1)", "np.cumsum(0 * x, axis=1)"),)
        ),
    ),
)

ASSIGNMENT = Assignment("e4-masking", "causal", "Masking", (RUNNING_MEAN,))
