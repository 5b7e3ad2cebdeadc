"""The exercises of the example "source rule"."""

from autograder.exercise import Alternative, Assignment, Edit, Exercise, Rule, Variant, call


def cases(rng):
    yield call(rng.normal(0, 2, 5), label="five numbers")
    yield call(rng.normal(0, 2, 3), label="three numbers")


NORM = Exercise(
    name="norm",
    cases=cases,
    hints=("Pythagoras.", "Square, sum, root."),
    variants=(
        Variant("no_root", "The square root is missing.", (Edit("np.sqrt(np.sum(x**2))", "np.sum(x**2)"),)),
        Variant(
            "absolute",
            "This is the sum of absolute values. Sum the squares.",
            (Edit("np.sqrt(np.sum(x**2))", "np.sum(np.abs(x))"),),
        ),
        Variant("library", "This uses np.linalg.", (Edit("np.sqrt(np.sum(x**2))", "np.linalg.norm(x)"),)),
        Variant("loop", "This uses a loop.", (Edit("np.sum(x**2)", "sum(v * v for v in x)"),)),
    ),
    alternatives=(Alternative("dot", "a product with itself", (Edit("np.sum(x**2)", "np.dot(x, x)"),)),),
    rules=(
        Rule("forbid_calls", "Compute the length without `np.linalg`.", {"names": ["np.linalg"]}),
        Rule("forbid_loops", "No loops here: NumPy sums a whole array at once."),
    ),
)

ASSIGNMENT = Assignment("e7-rule", "loops", "Rules", (NORM,))
