"""What is asked in the bench's NumPy assignment, with the mistakes that a class makes."""

from autograder.exercise import Alternative, Assignment, Edit, Exercise, Variant, call


def entries(rng):
    yield call(rng.normal(0, 2, (3, 5)), label="a matrix")
    yield call(rng.normal(0, 1, (4, 2)), label="a tall matrix")


def layers(rng):
    for n_prev, n, m in ((3, 2, 5), (2, 4, 7)):
        yield call(rng.normal(size=(n_prev, m)), rng.normal(size=(n, n_prev)), rng.normal(size=(n, 1)))


def answers(rng):
    for m in (4, 9):
        yield call(rng.uniform(0.1, 0.9, (1, m)), (rng.uniform(size=(1, m)) > 0.4).astype(float))


def gradients(rng):
    for n, n_prev, m in ((2, 3, 5), (4, 2, 7)):
        yield call(rng.normal(size=(n, m)), rng.normal(size=(n_prev, m)))


def steps(rng):
    for n, n_prev, rate in ((2, 3, 0.3), (4, 2, 1.7)):
        W, b, dW, db = (rng.normal(size=shape) for shape in ((n, n_prev), (n, 1), (n, n_prev), (n, 1)))
        yield call(W, b, {"dW": dW, "db": db}, rate)


SIGMOID = Exercise(
    "sigmoid",
    entries,
    hints=("Which function is it for one number?", "`np.exp` works on every entry."),
    variants=(
        Variant("sign", "The exponent's sign is missing.", (Edit("np.exp(-Z)", "np.exp(Z)"),)),
        Variant("tanh", "That is tanh.", (Edit("1 / (1 + np.exp(-Z))", "np.tanh(Z)"),)),
    ),
    alternatives=(Alternative("tanh_form", "by tanh", (Edit("1 / (1 + np.exp(-Z))", "0.5 + 0.5 * np.tanh(Z / 2)"),)),),
)
SOFTMAX = Exercise(
    "softmax",
    entries,
    hints=("What must each column add up to?", "Divide by the sum of its own column."),
    variants=(
        Variant("rows", "The rows add up to 1.", (Edit("np.sum(T, axis=0", "np.sum(T, axis=1"),)),
        Variant("whole", "All entries together add up to 1.", (Edit("np.sum(T, axis=0, keepdims=True)", "np.sum(T)"),)),
    ),
    alternatives=(Alternative("plain", "without the shift", (Edit(" - np.max(Z, axis=0, keepdims=True)", ""),)),),
)
LINEAR_FORWARD = Exercise(
    "linear_forward",
    layers,
    hints=("Which shape has Z?", "A matrix product, and a column that is added to each column."),
    variants=(
        Variant("no_bias", "The bias is missing.", (Edit(" + b", ""),)),
        Variant("subtracted", "The bias is subtracted.", (Edit(" + b", " - b"),)),
    ),
    alternatives=(Alternative("at", "with @", (Edit("np.dot(W, A_prev)", "W @ A_prev"),)),),
)
COST = Exercise(
    "cost",
    answers,
    hints=("One term for each label.", "The mean over the examples."),
    variants=(
        Variant("sum", "It was not divided by m.", (Edit(" / m", ""),)),
        Variant("positive", "The sign is missing.", (Edit("J = -np", "J = np"),)),
        Variant("ones_alone", "Labels of 0 count too.", (Edit(" + (1 - Y) * np.log(1 - A)", ""),)),
    ),
    alternatives=(
        Alternative(
            "mean",
            "by mean",
            (
                Edit(
                    "-np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / m",
                    "-np.mean(np.log(A * Y + (1 - A) * (1 - Y)))",
                ),
            ),
        ),
    ),
)
LINEAR_BACKWARD = Exercise(
    "linear_backward",
    gradients,
    quantities=("dW", "db"),
    credit={"dW": 0.5, "db": 0.5},
    hints=("Which shapes have dW and db?", "Means over the examples."),
    variants=(
        Variant("dw_sum", "dW was not divided by m.", (Edit("A_prev.T) / m", "A_prev.T)"),)),
        Variant("db_sum", "db was not divided by m.", (Edit("keepdims=True) / m", "keepdims=True)"),)),
        Variant("flat", "db lost its second axis.", (Edit(", keepdims=True", ""),)),
    ),
    alternatives=(
        Alternative("mean", "by mean", (Edit("np.sum(dZ, axis=1, keepdims=True) / m", "dZ.mean(1)[:, None]"),)),
    ),
)
UPDATE = Exercise(
    "update",
    steps,
    quantities=("W", "b"),
    hints=("Down the slope.", "Both parameters are updated."),
    variants=(
        Variant("uphill", "That is a step up.", (Edit("W - learning_rate", "W + learning_rate"),)),
        Variant("no_rate", "The learning rate is missing.", (Edit("b - learning_rate * ", "b - "),)),
        Variant("b_stays", "b was not updated.", (Edit('b - learning_rate * grads["db"]', "b"),)),
    ),
    alternatives=(
        Alternative(
            "copy",
            "on a copy",
            (Edit('W = W - learning_rate * grads["dW"]', 'W = W.copy()\n    W -= learning_rate * grads["dW"]'),),
        ),
    ),
)

ASSIGNMENT = Assignment(
    "b1-dense", "dense", "A dense layer", (SIGMOID, SOFTMAX, LINEAR_FORWARD, COST, LINEAR_BACKWARD, UPDATE)
)
