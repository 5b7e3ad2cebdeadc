"""What is asked in the example of the kind "masking by perturbation"."""

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
        label="the last two times changed",
    )
    yield call(x[:, :5], label="the values themselves")


RUNNING_MEAN = Exercise(
    name="running_mean",
    cases=cases,
    hints=("At time 0 there is one number to average.", "`np.cumsum` adds up along an axis."),
    variants=(
        Variant(
            "all_times",
            "The mean is over all times, the future too.",
            (Edit("np.cumsum(x, axis=1) / np.arange(1, T + 1)", "np.repeat(x.mean(1, keepdims=True), T, axis=1)"),),
        ),
        Variant("not_divided", "The sum was not divided.", (Edit(" / np.arange(1, T + 1)", ""),)),
        Variant("counted_from_zero", "At time t there are t + 1 numbers.", (Edit("(1, T + 1)", "(T)"),)),
        Variant("frozen", "Nothing changes with x.", (Edit("np.cumsum(x, axis=1)", "np.cumsum(0 * x, axis=1)"),)),
    ),
)

ASSIGNMENT = Assignment("e4-masking", "causal", "Masking", (RUNNING_MEAN,))
