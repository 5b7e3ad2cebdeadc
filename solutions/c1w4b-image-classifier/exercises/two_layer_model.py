"""Two layers by hand: forward, cost, backward, step, repeated."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, accepted, also_right, call, close, wrong

from .common import RETURN, START, examples, rate, shared_accepted, shared_variants, training_rules


def two_layer_cases(rng: np.random.Generator) -> Iterable[Case]:
    check = close(operations=1000)
    yield call(*examples(rng, 3, 7), (3, 5, 1), rate(rng), 1, check=check, label="a single step")
    yield call(*examples(rng, 4, 6), (4, 2, 1), num_iterations=5, learning_rate=rate(rng), check=check, label="5 steps")
    yield call(*examples(rng, 2, 5), (2, 4, 1), rate(rng), 101, check=check, label="101 steps")
    yield call(*examples(rng, 5, 4), (5, 3, 1), num_iterations=30, check=check, label="default learning rate")
    yield call(*examples(rng, 6, 8), (6, 4, 1), rate(rng), 12, True, check=check, label="costs printed")
    # All layers have the same shapes here, so that slopes and caches of the wrong layer raise no error.
    yield call(*examples(rng, 1, 9), (1, 1, 1), rate(rng), 3, check=check, label="one number per layer")
    yield call(*examples(rng, 4, 1), (4, 3, 1), rate(rng), 4, check=check, label="a single example")


FIRST = 'A1, cache1 = layer_forward(X, parameters["W1"], parameters["b1"], "relu")'
SECOND = 'A2, cache2 = layer_forward(A1, parameters["W2"], parameters["b2"], "sigmoid")'
COST = "cost, dA2 = cost_and_slope(A2, Y)"
BACK_2 = "dA1, dW2, db2 = layer_backward(dA2, cache2)"
BACK_1 = "_, dW1, db1 = layer_backward(dA1, cache1)"
GRADS = 'grads = {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}'
STEP = "parameters[name] - learning_rate * grads[name]"

TWO_LAYERS = Exercise(
    name="two_layer_model",
    cases=two_layer_cases,
    quantities=("parameters", "costs"),
    credit={"parameters": 0.7, "costs": 0.3},
    rules=training_rules("two_layer_model"),
    hints=(
        "Each iteration has five parts, in this order: forward through layer 1, forward through layer 2, cost, "
        "backward through layer 2, backward through layer 1. Then comes the step.",
        "Each `layer_forward` returns two things. The first is the input of the next layer; keep the second "
        "until you go backward through the same layer.",
        "`layer_backward` of layer 2 starts with the slope from `cost_and_slope` and returns three things. Layer "
        "1 starts with the first of them.",
        "The next iteration must use the new numbers: the step must store W1 under the same name from which "
        "`layer_forward` reads it.",
    ),
    variants=(
        # forward
        wrong(
            "activations_exchanged",
            "The activations are swapped: use the ReLU in the hidden layer and the sigmoid at the end, which "
            "gives a probability.",
            (FIRST, FIRST.replace("relu", "sigmoid")),
            (SECOND, SECOND.replace("sigmoid", "relu")),
        ),
        wrong(
            "sigmoid_twice",
            "The hidden layer should use the ReLU, not the sigmoid.",
            (FIRST, FIRST.replace("relu", "sigmoid")),
        ),
        wrong(
            "relu_twice",
            "The last layer should use the sigmoid, which gives a probability. The ReLU gives any number from 0 up.",
            (SECOND, SECOND.replace("sigmoid", "relu")),
        ),
        wrong(
            "bias_of_other_layer",
            "The biases of the two layers are swapped.",
            (FIRST, FIRST.replace("b1", "b2")),
            (SECOND, SECOND.replace("b2", "b1")),
        ),
        wrong(
            "input_again",
            "The second layer takes X again. It should take the output of the first layer, A1.",
            (SECOND, SECOND.replace("A1", "X")),
        ),
        wrong(
            "start_kept_in_own_names",
            "You took W1, b1, W2 and b2 out of the dictionary once, before the loop, so every iteration uses the "
            "initial numbers. Take them out again in each iteration.",
            (START, START + '\n    W1, b1, W2, b2 = (parameters[name] for name in ("W1", "b1", "W2", "b2"))'),
            (FIRST, 'A1, cache1 = layer_forward(X, W1, b1, "relu")'),
            (SECOND, 'A2, cache2 = layer_forward(A1, W2, b2, "sigmoid")'),
        ),
        wrong(
            "labels_flipped",
            "The labels are inverted, 1 for 0 and 0 for 1.",
            (COST, COST.replace("Y", "1 - Y")),
        ),
        # backward
        wrong(
            "caches_exchanged",
            "The caches are swapped: going backward through layer 2 needs cache2, the cache of layer 2.",
            (BACK_2, BACK_2.replace("cache2", "cache1")),
            (BACK_1, BACK_1.replace("cache1", "cache2")),
        ),
        wrong(
            "second_cache_twice",
            "Both backward steps use cache2. Layer 1 has its own cache, cache1.",
            (BACK_1, BACK_1.replace("cache1", "cache2")),
        ),
        wrong(
            "slope_of_score",
            "You start backward with A2 - Y, the slope at the score Z2. `layer_backward` goes back through the "
            "sigmoid itself, so start with the slope at A2.",
            (COST, COST + "\n        dA2 = A2 - Y"),
        ),
        wrong(
            "begins_with_output",
            "You start backward with A2 itself. Start with the slope of the loss at A2.",
            (BACK_2, BACK_2.replace("(dA2", "(A2")),
        ),
        wrong(
            "first_layer_from_activation",
            "You start backward through layer 1 with A1. Start with dA1, which layer 2 returned.",
            (BACK_1, BACK_1.replace("(dA1", "(A1")),
        ),
        wrong(
            "gradients_unpacked_in_other_order",
            "`layer_backward` returns the slope of the inputs first, then those of weights and biases.",
            (BACK_2, "dW2, db2, dA1 = layer_backward(dA2, cache2)"),
            (BACK_1, "dW1, db1, _ = layer_backward(dA1, cache1)"),
        ),
        # the step
        wrong(
            "uphill",
            "The step goes uphill. Gradients point to where the cost rises, so subtract them. (Or the slope at "
            "A2 has the wrong sign.)",
            (STEP, STEP.replace(" - ", " + ")),
        ),
        wrong("never_updated", "The parameters never change.", (STEP, "parameters[name]")),
        wrong(
            "first_layer_never_updated",
            "W1 and b1 never change.",
            (GRADS, GRADS.replace("dW1", "0").replace("db1", "0")),
        ),
        wrong(
            "second_layer_never_updated",
            "W2 and b2 never change.",
            (GRADS, GRADS.replace("dW2", "0").replace("db2", "0")),
        ),
        wrong(
            "biases_never_updated", "b1 and b2 never change.", (GRADS, GRADS.replace("db1", "0").replace("db2", "0"))
        ),
        wrong(
            "weights_never_updated", "W1 and W2 never change.", (GRADS, GRADS.replace("dW1", "0").replace("dW2", "0"))
        ),
        wrong(
            "learning_rate_fixed",
            "The learning rate is a fixed number in your code. Use the argument `learning_rate`.",
            (STEP, STEP.replace("learning_rate", "0.0075")),
        ),
        wrong(
            "learning_rate_forgotten",
            "The whole gradient is subtracted. Multiply it by the learning rate first.",
            (STEP, STEP.replace("learning_rate * ", "")),
        ),
        wrong(
            "step_stored",
            "You stored the step itself. The new value is the old value minus the step.",
            (STEP, "learning_rate * grads[name]"),
        ),
        wrong(
            "averaged_again",
            "The step is divided by m a second time. `layer_backward` has already taken the mean over the examples.",
            (STEP, STEP + " / X.shape[1]"),
        ),
        wrong(
            "sum_over_examples",
            "The step is m times too long. `layer_backward` already returns means over the examples.",
            (STEP, STEP + " * X.shape[1]"),
        ),
        wrong(
            "cost_after_the_step",
            "Each cost was computed after the step. Store the cost before it.",
            (
                "            costs.append(cost)\n",
                f"            A1 = {FIRST.partition(' = ')[2]}[0]\n"
                f"            cost = cost_and_slope({SECOND.partition(' = ')[2]}[0], Y)[0]\n"
                "            costs.append(cost)\n",
            ),
        ),
        wrong(
            "gradients_returned",
            "You returned the gradients. Return the parameters.",
            (RETURN, "return grads, costs"),
        ),
        *shared_variants(),
        wrong("unknown_name", UNKNOWN_NAME, (FIRST, FIRST.replace("(X", "(X_train"))),
    ),
    accepted=(
        *shared_accepted(),
        accepted(
            "start_of_week_3",
            "The weights start at 0.01 times random numbers, as in week 3. With two layers this works, but more "
            "slowly; with more layers it does not. Please use `initial_parameters(layers_dims)` unchanged.",
            (START, START.replace("layers_dims", "layers_dims, 0.01")),
        ),
    ),
    alternatives=(
        also_right(
            "own_names",
            "W1, b1, W2, b2 under names of their own, taken out of the dictionary in each iteration",
            code="""
def two_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    np.random.seed(1)
    grads = {}
    costs = []
    m = X.shape[1]
    (n_x, n_h, n_y) = layers_dims
    parameters = initial_parameters(layers_dims=[n_x, n_h, n_y])
    W1 = parameters["W1"]
    b1 = parameters["b1"]
    W2 = parameters["W2"]
    b2 = parameters["b2"]
    for i in range(0, num_iterations):
        A1, cache1 = layer_forward(A_prev=X, W=W1, b=b1, activation="relu")
        A2, cache2 = layer_forward(A_prev=A1, W=W2, b=b2, activation="sigmoid")
        cost, _ = cost_and_slope(AL=A2, Y=Y)
        dA2 = -(np.divide(Y, A2) - np.divide(1 - Y, 1 - A2))
        dA1, dW2, db2 = layer_backward(dA=dA2, cache=cache2)
        dA0, dW1, db1 = layer_backward(dA=dA1, cache=cache1)
        grads["dW1"], grads["db1"], grads["dW2"], grads["db2"] = dW1, db1, dW2, db2
        for name in ["W1", "b1", "W2", "b2"]:
            parameters[name] = parameters[name] - learning_rate * grads["d" + name]
        W1 = parameters["W1"]
        b1 = parameters["b1"]
        W2 = parameters["W2"]
        b2 = parameters["b2"]
        if print_cost and i % 100 == 0:
            print("Cost after iteration {}: {}".format(i, np.squeeze(cost)))
        if i % 100 == 0:
            costs.append(cost)
    return parameters, costs
""",
        ),
        also_right(
            "own_layers",
            "the formulas of c1w4a written out",
            code="""
def two_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    W1, b1, W2, b2 = initial_parameters(layers_dims).values()
    m, costs, i = X.shape[1], [], 0
    while i < num_iterations:
        Z1 = np.dot(W1, X) + b1
        A1 = Z1 * (Z1 > 0)
        A2 = 1 / (1 + np.exp(-(np.dot(W2, A1) + b2)))
        if i % 100 == 0:
            costs += [float(-np.sum(Y * np.log(A2) + (1 - Y) * np.log(1 - A2)) / m)]
        dZ2 = A2 - Y
        dZ1 = np.dot(W2.T, dZ2) * (A1 > 0)
        W2 -= learning_rate / m * np.dot(dZ2, A1.T)
        b2 -= learning_rate * np.mean(dZ2, axis=1, keepdims=True)
        W1 -= learning_rate / m * np.dot(dZ1, X.T)
        b1 -= learning_rate * np.mean(dZ1, axis=1, keepdims=True)
        i += 1
    return dict(b2=b2, W2=W2, b1=b1, W1=W1), costs
""",
        ),
        also_right(
            "in_place",
            "the dictionary's arrays changed in place, every cost stored and every hundredth returned",
            code="""
def two_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    p, history = initial_parameters(layers_dims), []
    for _ in range(num_iterations):
        A1, first = layer_forward(X, p["W1"], p["b1"], "relu")
        A2, second = layer_forward(A1, p["W2"], p["b2"], "sigmoid")
        cost, slope = cost_and_slope(A2, Y)
        history.append(cost)
        for layer, cache in ((2, second), (1, first)):
            slope, dW, db = layer_backward(slope, cache)
            p[f"W{layer}"] -= learning_rate * dW
            p[f"b{layer}"] -= learning_rate * db
    return p, history[::100]
""",
        ),
    ),
)
