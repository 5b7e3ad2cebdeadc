"""The exercises of the example "values"."""

from autograder.exercise import Accepted, Alternative, Assignment, Edit, Exercise, Variant, call


def matrices(rng):
    yield call(rng.normal(1, 2, (3, 5)), label="three rows")
    yield call(rng.normal(-1, 1, (4, 2)), label="more rows than columns")


CENTER = Exercise(
    name="center",
    unavoidable={"`X` never has a single column": "a small example"},
    cases=matrices,
    quantities=("mean", "X_c"),
    credit={"mean": 0.5, "X_c": 0.5},
    hints=("What should the mean of each row be afterwards?", "`keepdims=True` keeps the mean as a column."),
    variants=(
        Variant("columns", "The mean was taken over each column. Use axis=1.", (Edit("axis=1", "axis=0"),)),
        Variant("added", "The mean was added. Subtract it.", (Edit("X - mean", "X + mean"),)),
        Variant("flat_mean", "The mean lost its second axis.", (Edit("return X_c, mean", "return X_c, mean.ravel()"),)),
        Variant("no_keepdims", "Without keepdims the shapes do not match.", (Edit(", keepdims=True", ""),)),
    ),
    accepted=(
        Accepted(
            "as_list", "This is a list; return a tuple instead.", (Edit("return X_c, mean", "return [X_c, mean]"),)
        ),
    ),
    alternatives=(
        Alternative(
            "loop",
            "row by row",
            code="""
def center(X):
    mean = np.array([[sum(row) / len(row)] for row in X])
    return np.array([[x - mean[i, 0] for x in row] for i, row in enumerate(X)]), mean
""",
        ),
        Alternative("single", "float32 all the way", (Edit("np.mean(X,", "np.mean(X.astype(np.float32),"),)),
    ),
    stand_in="""
def center(X):
    return X - 0.5 * X[:, :1], X[:, :1]
""",
)

COVARIANCE = Exercise(
    name="covariance",
    unavoidable={"`X` never has a single column": "a small example"},
    cases=matrices,
    quantities=("m", "C"),
    uses=("center",),
    hints=("Which product has the shape (n, n)?", "Multiply a matrix by its own transpose."),
    variants=(
        Variant("not_averaged", "The sum was not divided by m.", (Edit("X_c.T) / m", "X_c.T)"),)),
        Variant("unbiased", "The sum was divided by m - 1. Divide by m.", (Edit("X_c.T) / m", "X_c.T) / (m - 1)"),)),
        Variant(
            "not_centered", "X was not centered. Call `center` first.", (Edit("X_c, _mean = center(X)", "X_c = X"),)
        ),
    ),
    accepted=(
        Accepted(
            "extra_key",
            "The dictionary has more keys than the task asks for.",
            (Edit('"m": m}', '"m": m, "mean": _mean}'),),
        ),
    ),
    alternatives=(
        Alternative(
            "own_center", "without `center`", (Edit("X_c, _mean = center(X)", "X_c = X - X.mean(1)[:, None]"),)
        ),
    ),
)

ASSIGNMENT = Assignment("e1-values", "centering", "Values", (CENTER, COVARIANCE))
