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
        "One turn of the loop: predict, errors, cost, two slopes, two steps. Write each as a line of its own.",
        "Both slopes start from the same list: each house's error, but 0 where the prediction is 0. (A comparison such "
        "as `predictions > 0` can be multiplied with: True counts as 1, False as 0.)",
        "For dw each of these counts times the size of its house, for db as it is. Add up, divide by m.",
        "Work out both slopes before you move either w or b.",
    ),
    variants=(
        # the slopes
        wrong(
            "uphill",
            "The steps go uphill: the error is prediction minus price, and the slope is subtracted. One of the two "
            "signs is turned round.",
            (STEP_W, STEP_W.replace("w - ", "w + ")),
            (STEP_B, STEP_B.replace("b - ", "b + ")),
        ),
        wrong("w_uphill", "The step of w goes uphill: subtract it.", (STEP_W, STEP_W.replace("w - ", "w + "))),
        wrong("b_uphill", "The step of b goes uphill: subtract it.", (STEP_B, STEP_B.replace("b - ", "b + "))),
        wrong(
            "kink_forgotten",
            "Houses with prediction 0 moved the neuron as well. There relu is flat: their slope is 0.",
            ("errors * (predictions > 0)", "errors"),
        ),
        wrong(
            "kink_from_prices",
            "The slope is 0 where the *prediction* is 0, whatever the price is.",
            ("(predictions > 0)", "(prices > 0.2)"),
        ),
        wrong(
            "kink_turned_round",
            "Only the houses with prediction 0 were counted; it is the others that count.",
            ("predictions > 0", "predictions <= 0"),
        ),
        wrong(
            "dw_without_sizes",
            "For dw each error counts times the size of its house.",
            ("np.sum(slopes * sizes)", "np.sum(slopes)"),
        ),
        wrong(
            "db_with_sizes",
            "For db each error counts as it is; the size belongs to dw alone.",
            ("db = np.sum(slopes)", "db = np.sum(slopes * sizes)"),
        ),
        wrong(
            "size_of_the_mean_house",
            "dw multiplies the sum of errors with the sum of sizes. Multiply house by house first, then add up.",
            ("np.sum(slopes * sizes)", "np.sum(slopes) * np.sum(sizes)"),
        ),
        wrong(
            "slopes_not_averaged",
            "The slopes are sums over the houses; they should be divided by m.",
            ("np.sum(slopes * sizes) / m", "np.sum(slopes * sizes)"),
            ("np.sum(slopes) / m", "np.sum(slopes)"),
        ),
        wrong("dw_not_averaged", "dw was not divided by m.", ("np.sum(slopes * sizes) / m", "np.sum(slopes * sizes)")),
        wrong("db_not_averaged", "db was not divided by m.", ("np.sum(slopes) / m", "np.sum(slopes)")),
        wrong(
            "mean_of_those_above_zero",
            "The slopes were divided by the number of houses with a prediction above 0. Divide by m, all houses.",
            ("np.sum(slopes * sizes) / m", "np.sum(slopes * sizes) / np.sum(predictions > 0)"),
            ("np.sum(slopes) / m", "np.sum(slopes) / np.sum(predictions > 0)"),
        ),
        wrong(
            "slopes_doubled",
            "The slopes are twice as large: that would be right for the whole mean squared error. The cost here is "
            "half of it, so the 2 cancels.",
            ("errors * (predictions > 0)", "2 * errors * (predictions > 0)"),
        ),
        wrong(
            "slopes_halved",
            "The slopes are half as large as they should be: the 1/2 of the cost cancels against the 2 of the square.",
            ("errors * (predictions > 0)", "errors * (predictions > 0) / 2"),
        ),
        wrong(
            "error_squared_in_slopes",
            "The slopes use the squared error. The slope of a square is linear in the error: it is not squared.",
            ("errors * (predictions > 0)", "errors**2 * (predictions > 0)"),
        ),
        wrong(
            "signs_of_errors",
            "The slopes use only the sign of each error. How large it is counts as well.",
            ("errors * (predictions > 0)", "np.sign(errors) * (predictions > 0)"),
        ),
        # the steps
        wrong("w_not_updated", "w never changes.", (STEP_W, "pass")),
        wrong("b_not_updated", "b never changes.", (STEP_B, "pass")),
        wrong(
            "one_after_the_other",
            "b's slope was worked out after w had moved. Both slopes belong to the same place: work them out first.",
            (
                STEP_W,
                STEP_W + "\n        errors = predict_price(sizes, w, b) - prices\n"
                "        db = np.sum(errors * (predict_price(sizes, w, b) > 0)) / m",
            ),
        ),
        wrong(
            "learning_rate_fixed",
            "The learning rate is written into the function. Use the argument `learning_rate`.",
            (STEP_W, "w = w - 0.01 * dw"),
            (STEP_B, "b = b - 0.01 * db"),
        ),
        wrong(
            "learning_rate_forgotten",
            "The whole slope is subtracted. It should first be multiplied by the learning rate.",
            (STEP_W, "w = w - dw"),
            (STEP_B, "b = b - db"),
        ),
        wrong(
            "parameter_replaced",
            "The step itself was stored. New value = old value minus step.",
            (STEP_W, "w = -learning_rate * dw"),
            (STEP_B, "b = -learning_rate * db"),
        ),
        # the start
        wrong(
            "starts_at_zero",
            "From w = 0, b = 0 every prediction is 0, where relu is flat: nothing is learned. Start from w = 1, b = 0.",
            ("w, b = 1.0, 0.0", "w, b = 0.0, 0.0"),
        ),
        wrong("bias_starts_at_one", "The bias should start at 0.", ("w, b = 1.0, 0.0", "w, b = 1.0, 1.0")),
        wrong(
            "start_exchanged",
            "Start from w = 1, b = 0, not the other way round.",
            ("w, b = 1.0, 0.0", "w, b = 0.0, 1.0"),
        ),
        wrong(
            "starts_anew_in_each_turn",
            "w and b are set back in each turn of the loop. Set them once, before it.",
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
            "The number of steps is written into the function. Use the argument `num_iterations`.",
            ("range(num_iterations)", "range(100)"),
        ),
        wrong(
            "returns_in_the_loop",
            "`return` stands inside the loop, so the function ends after one step. Move it to the left.",
            ("    " + RETURN, "        " + RETURN),
        ),
        wrong(
            "predictions_never_refreshed",
            "The predictions are worked out once, before the loop. After each step they are different.",
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
            "The cost is twice as large: half the mean of the squares is wanted.",
            (COST, "np.sum(errors**2) / m"),
        ),
        wrong("cost_not_averaged", "The cost was not divided by m.", (COST, "np.sum(errors**2) / 2")),
        wrong(
            "cost_of_absolute_errors",
            "The cost takes absolute errors. Squares are wanted.",
            (COST, "np.sum(np.abs(errors)) / (2 * m)"),
        ),
        wrong("cost_square_root", "A square root was taken of the cost.", (COST, f"np.sqrt({COST})")),
        wrong(
            "cost_missing_brackets",
            "`/ 2 * m` divides by 2 and multiplies by m. Put brackets around 2 m.",
            (COST, "np.sum(errors**2) / 2 * m"),
        ),
        wrong(
            "cost_square_of_the_sum",
            "The errors were added up before squaring, so that they cancel. Square first.",
            (COST, "np.sum(errors) ** 2 / (2 * m)"),
        ),
        wrong(
            "cost_without_flat_houses",
            "The cost leaves out the houses with prediction 0. Only the slopes do; their errors count.",
            (COST, "np.sum((errors * (predictions > 0)) ** 2) / (2 * m)"),
        ),
        wrong("cost_per_house", "Each cost is an array, one number per house. Add up.", (COST, "errors**2 / (2 * m)")),
        wrong(
            "cost_after_the_step",
            "The costs are worked out after the step. Wanted is the cost before it.",
            (APPEND, ""),
            (STEP_B, STEP_B + "\n        costs.append(np.sum((predict_price(sizes, w, b) - prices) ** 2) / (2 * m))"),
        ),
        wrong(
            "cost_every_hundredth",
            "Only every hundredth cost was stored. Here every one is wanted.",
            (APPEND, f"        if _ % 100 == 0:\n    {APPEND}"),
        ),
        wrong(
            "last_cost_alone",
            "Only the last cost is kept. Append each to the list.",
            ("costs.append(" + COST + ")", "costs = [" + COST + "]"),
        ),
        wrong("costs_empty", "No cost is stored.", (APPEND, "")),
        # what comes back
        wrong("order", "The results come back in another order than w, b, costs.", (RETURN, "return costs, w, b")),
        wrong("costs_missing", "The costs are missing from what comes back.", (RETURN, "return w, b")),
        wrong(
            "dictionary",
            "A dictionary comes back. Three things are wanted: `return w, b, costs`.",
            (RETURN, 'return {"w": w, "b": b, "costs": costs}'),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (PREDICTED, "predictions = predict_price(size, w, b)")),
    ),
    accepted=(
        accepted(
            "costs_as_array", "The costs are an array; a list was meant.", (RETURN, "return w, b, np.array(costs)")
        ),
        accepted(
            "weights_as_arrays",
            "w and b are arrays with one entry; plain numbers were meant.",
            ("w, b = 1.0, 0.0", "w, b = np.array([1.0]), np.array([0.0])"),
        ),
    ),
    alternatives=(
        also_right(
            "means",
            "means for sums over m, the line written out",
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
            "one house at a time, as one would by hand",
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
        "predictions = predict_price(w, sizes, b)": "a product does not mind which factor comes first",
    },
)
