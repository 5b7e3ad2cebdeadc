"""Gradient descent by hand on one neuron, with data that push it over its kink."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, accepted, also_right, call, close, wrong


def houses(rng: np.random.Generator, m: int) -> tuple[np.ndarray, np.ndarray]:
    """Sizes from small to large; those below 2/3 are worth nothing, so that learning pushes them over the kink."""
    sizes = rng.permutation(np.linspace(0.1, 2.4, m)) + rng.uniform(0, 0.1, m)
    prices = np.maximum(0, 3 * sizes - 2) + rng.uniform(0.05, 0.15, m)
    return sizes, prices


def fit_cases(rng: np.random.Generator) -> Iterable[Case]:
    def rate() -> float:
        return round(float(rng.uniform(0.2, 0.35)), 3)

    check = close(operations=1000)
    yield call(*houses(rng, 6), rate(), 1, check=check, label="a single step")
    yield call(*houses(rng, 5), rate(), 3, check=check, label="three steps")
    yield call(*houses(rng, 8), rate(), 60, check=check, label="60 steps, past the kink")
    yield call(*houses(rng, 7), learning_rate=rate(), num_iterations=35, check=check, label="35 steps")
    yield call(np.array([1.5]), np.array([2.75]), 0.1, 2, check=check, label="a single house")


STEP_W = "w = w - learning_rate * dw"
STEP_B = "b = b - learning_rate * db"
COST = "np.sum(errors**2) / (2 * m)"
APPEND = f"        costs.append({COST})\n"
PREDICTED = "predictions = predict_price(sizes, w, b)"
RETURN = "return w, b, costs"

FIT = Exercise(
    name="fit_price",
    cases=fit_cases,
    quantities=("w", "b", "costs"),
    credit={"w": 0.4, "b": 0.3, "costs": 0.3},
    uses=("predict_price",),
    hints=(
        "One iteration of the loop: predictions, errors, cost, two slopes, two steps. Write each on its own line.",
        "Both slopes start from the same values: each house's error, or 0 where the prediction is 0. (You can "
        "multiply by a comparison such as `predictions > 0`: True counts as 1, False as 0.)",
        "For dw, multiply each of these values by the size of its house; for db, use them as they are. Add up "
        "and divide by m.",
        "Compute both slopes before you update w or b.",
    ),
    variants=(
        # the slopes
        wrong(
            "uphill",
            "The steps go uphill. The error is prediction minus price, and the slope is subtracted: one of these "
            "two signs is reversed.",
            (STEP_W, STEP_W.replace("w - ", "w + ")),
            (STEP_B, STEP_B.replace("b - ", "b + ")),
        ),
        wrong(
            "w_uphill",
            "The step of w goes uphill: subtract the slope, do not add it.",
            (STEP_W, STEP_W.replace("w - ", "w + ")),
        ),
        wrong(
            "b_uphill",
            "The step of b goes uphill: subtract the slope, do not add it.",
            (STEP_B, STEP_B.replace("b - ", "b + ")),
        ),
        wrong(
            "kink_forgotten",
            "Houses with prediction 0 moved w and b too. The relu is flat there, so their slope is 0.",
            ("errors * (predictions > 0)", "errors"),
        ),
        wrong(
            "kink_from_prices",
            "The slope is 0 where the *prediction* is 0, whatever the price is.",
            ("(predictions > 0)", "(prices > 0.2)"),
        ),
        wrong(
            "kink_turned_round",
            "You counted only the houses with prediction 0. Count the others instead.",
            ("predictions > 0", "predictions <= 0"),
        ),
        wrong(
            "dw_without_sizes",
            "For dw, multiply each error by the size of its house.",
            ("np.sum(slopes * sizes)", "np.sum(slopes)"),
        ),
        wrong(
            "db_with_sizes",
            "For db, use each error as it is. Only dw multiplies it by the size.",
            ("db = np.sum(slopes)", "db = np.sum(slopes * sizes)"),
        ),
        wrong(
            "size_of_the_mean_house",
            "This multiplies the sum of the errors by the sum of the sizes. Multiply house by house first, then "
            "add up.",
            ("np.sum(slopes * sizes)", "np.sum(slopes) * np.sum(sizes)"),
        ),
        wrong(
            "slopes_not_averaged",
            "The slopes are sums over the houses. Divide them by m.",
            ("np.sum(slopes * sizes) / m", "np.sum(slopes * sizes)"),
            ("np.sum(slopes) / m", "np.sum(slopes)"),
        ),
        wrong("dw_not_averaged", "dw was not divided by m.", ("np.sum(slopes * sizes) / m", "np.sum(slopes * sizes)")),
        wrong("db_not_averaged", "db was not divided by m.", ("np.sum(slopes) / m", "np.sum(slopes)")),
        wrong(
            "mean_of_those_above_zero",
            "The slopes were divided by the number of houses with a prediction above 0. Divide by m, the number "
            "of all houses.",
            ("np.sum(slopes * sizes) / m", "np.sum(slopes * sizes) / np.sum(predictions > 0)"),
            ("np.sum(slopes) / m", "np.sum(slopes) / np.sum(predictions > 0)"),
        ),
        wrong(
            "slopes_doubled",
            "The slopes are twice as large as they should be. They belong to the whole mean squared error; the "
            "cost here is half of it, so the 2 cancels.",
            ("errors * (predictions > 0)", "2 * errors * (predictions > 0)"),
        ),
        wrong(
            "slopes_halved",
            "The slopes are half as large as they should be: the 1/2 in the cost cancels the 2 from the square.",
            ("errors * (predictions > 0)", "errors * (predictions > 0) / 2"),
        ),
        wrong(
            "error_squared_in_slopes",
            "The slopes use the squared error. The slope of a square is proportional to the error itself, not to "
            "its square.",
            ("errors * (predictions > 0)", "errors**2 * (predictions > 0)"),
        ),
        wrong(
            "signs_of_errors",
            "The slopes use only the sign of each error. Its size counts too.",
            ("errors * (predictions > 0)", "np.sign(errors) * (predictions > 0)"),
        ),
        # the steps
        wrong("w_not_updated", "w never changes.", (STEP_W, "pass")),
        wrong("b_not_updated", "b never changes.", (STEP_B, "pass")),
        wrong(
            "one_after_the_other",
            "The slope for b was computed after w had moved. Both slopes belong to the same point: compute both "
            "first, then move.",
            (
                STEP_W,
                STEP_W + "\n        errors = predict_price(sizes, w, b) - prices\n"
                "        db = np.sum(errors * (predict_price(sizes, w, b) > 0)) / m",
            ),
        ),
        wrong(
            "learning_rate_fixed",
            "The learning rate is a fixed number in your code. Use the argument `learning_rate`.",
            (STEP_W, "w = w - 0.01 * dw"),
            (STEP_B, "b = b - 0.01 * db"),
        ),
        wrong(
            "learning_rate_forgotten",
            "The whole slope is subtracted. Multiply it by the learning rate first.",
            (STEP_W, "w = w - dw"),
            (STEP_B, "b = b - db"),
        ),
        wrong(
            "parameter_replaced",
            "You stored the step itself. The new value is the old value minus the step.",
            (STEP_W, "w = -learning_rate * dw"),
            (STEP_B, "b = -learning_rate * db"),
        ),
        # the start
        wrong(
            "starts_at_zero",
            "With w = 0 and b = 0 every prediction is 0, where the relu is flat, so nothing is learned. Start "
            "from w = 1, b = 0.",
            ("w, b = 1.0, 0.0", "w, b = 0.0, 0.0"),
        ),
        wrong("bias_starts_at_one", "The bias should start at 0.", ("w, b = 1.0, 0.0", "w, b = 1.0, 1.0")),
        wrong(
            "start_exchanged",
            "Start from w = 1 and b = 0, not the other way round.",
            ("w, b = 1.0, 0.0", "w, b = 0.0, 1.0"),
        ),
        wrong(
            "starts_anew_in_each_turn",
            "w and b are reset in every iteration. Set them once, before the loop.",
            (f"        {PREDICTED}", f"        w, b = 1.0, 0.0\n        {PREDICTED}"),
        ),
        # the loop
        wrong(
            "one_step_too_few",
            "The loop runs one time too few.",
            ("range(num_iterations)", "range(num_iterations - 1)"),
        ),
        wrong(
            "one_step_too_many",
            "The loop runs one time too many.",
            ("range(num_iterations)", "range(num_iterations + 1)"),
        ),
        wrong(
            "iterations_fixed",
            "The number of steps is a fixed number in your code. Use the argument `num_iterations`.",
            ("range(num_iterations)", "range(100)"),
        ),
        wrong(
            "returns_in_the_loop",
            "`return` is inside the loop, so the function ends after one step. Indent it less.",
            ("    " + RETURN, "        " + RETURN),
        ),
        wrong(
            "predictions_never_refreshed",
            "The predictions are computed once, before the loop. They change after every step, so compute them "
            "inside the loop.",
            (
                f"    for _ in range(num_iterations):\n        {PREDICTED}\n",
                f"    {PREDICTED}\n    for _ in range(num_iterations):\n",
            ),
        ),
        wrong(
            "predictions_without_bias",
            "The predictions leave out b.",
            (PREDICTED, "predictions = predict_price(sizes, w, 0)"),
        ),
        # the cost
        wrong(
            "cost_not_halved",
            "The cost is twice as large as it should be: take half the mean of the squared errors.",
            (COST, "np.sum(errors**2) / m"),
        ),
        wrong("cost_not_averaged", "The cost was not divided by m.", (COST, "np.sum(errors**2) / 2")),
        wrong(
            "cost_of_absolute_errors",
            "The cost uses absolute errors. Use squared errors.",
            (COST, "np.sum(np.abs(errors)) / (2 * m)"),
        ),
        wrong(
            "cost_square_root",
            "The cost is the mean of the squares, halved. Do not take its square root.",
            (COST, f"np.sqrt({COST})"),
        ),
        wrong(
            "cost_missing_brackets",
            "`/ 2 * m` divides by 2 and then multiplies by m. Put brackets around `2 * m`.",
            (COST, "np.sum(errors**2) / 2 * m"),
        ),
        wrong(
            "cost_square_of_the_sum",
            "The errors were added up before squaring, so they cancel each other. Square first.",
            (COST, "np.sum(errors) ** 2 / (2 * m)"),
        ),
        wrong(
            "cost_without_flat_houses",
            "The cost leaves out the houses with prediction 0. Only the slopes leave them out; the cost counts "
            "every error.",
            (COST, "np.sum((errors * (predictions > 0)) ** 2) / (2 * m)"),
        ),
        wrong(
            "cost_per_house",
            "Each cost is an array with one number per house. Add these numbers up.",
            (COST, "errors**2 / (2 * m)"),
        ),
        wrong(
            "cost_after_the_step",
            "Each cost was computed after the step. Compute it before the step.",
            (APPEND, ""),
            (STEP_B, STEP_B + "\n        costs.append(np.sum((predict_price(sizes, w, b) - prices) ** 2) / (2 * m))"),
        ),
        wrong(
            "cost_every_hundredth",
            "Only every hundredth cost was stored. Store every one.",
            (APPEND, f"        if _ % 100 == 0:\n    {APPEND}"),
        ),
        wrong(
            "last_cost_alone",
            "Only the last cost is kept. Append each one to the list.",
            ("costs.append(" + COST + ")", "costs = [" + COST + "]"),
        ),
        wrong("costs_empty", "No cost is stored. Append one in every iteration.", (APPEND, "")),
        # what is returned
        wrong(
            "order", "The results are returned in the wrong order. Return w, b, costs.", (RETURN, "return costs, w, b")
        ),
        wrong("costs_missing", "The costs are not returned. Return w, b, costs.", (RETURN, "return w, b")),
        wrong(
            "dictionary",
            "You returned a dictionary. Return three values: `return w, b, costs`.",
            (RETURN, 'return {"w": w, "b": b, "costs": costs}'),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (PREDICTED, "predictions = predict_price(size, w, b)")),
    ),
    accepted=(
        accepted(
            "costs_as_array",
            "You returned the costs as an array; please return a list.",
            (RETURN, "return w, b, np.array(costs)"),
        ),
        accepted(
            "weights_as_arrays",
            "w and b are arrays with one entry; please use plain numbers.",
            ("w, b = 1.0, 0.0", "w, b = np.array([1.0]), np.array([0.0])"),
        ),
    ),
    alternatives=(
        also_right(
            "means",
            "means instead of sums over m, with the line written out",
            code="""
def fit_price(sizes, prices, learning_rate, num_iterations):
    w, b, costs = 1, 0, []
    for i in range(num_iterations):
        z = w * sizes + b
        difference = relu(z) - prices
        costs += [float(np.mean(difference**2) / 2)]
        dz = np.where(z > 0, difference, 0)
        w, b = w - learning_rate * np.mean(dz * sizes), b - learning_rate * np.mean(dz)
    return w, b, costs
""",
        ),
        also_right(
            "house_by_house",
            "one house at a time, as you would by hand",
            code="""
def fit_price(sizes, prices, learning_rate, num_iterations):
    w, b, costs, m = 1.0, 0.0, [], sizes.shape[0]
    while len(costs) < num_iterations:
        cost = dw = db = 0.0
        for i in range(m):
            price = float(predict_price(size=float(sizes[i]), w=w, b=b))
            error = price - float(prices[i])
            cost += error * error
            if price > 0:
                dw += error * float(sizes[i])
                db += error
        costs.append(cost / m / 2)
        w -= learning_rate * dw / m
        b -= learning_rate * db / m
    return w, b, costs
""",
        ),
        also_right(
            "products",
            "np.dot for every sum",
            code="""
def fit_price(sizes, prices, learning_rate, num_iterations):
    m = sizes.size
    w, b = 1.0, 0.0
    costs = []
    for _ in range(num_iterations):
        a = predict_price(sizes, w, b)
        e = prices - a
        costs.append(0.5 * np.dot(e, e) / m)
        on = (a > 0).astype(float)
        w += learning_rate * np.dot(e * on, sizes) / m
        b += learning_rate * np.dot(e, on) / m
    return w, b, costs
""",
        ),
    ),
    equivalent={
        "m = len(prices)": "there is one price for each size",
        "predictions = predict_price(w, sizes, b)": "multiplication is commutative",
    },
)
