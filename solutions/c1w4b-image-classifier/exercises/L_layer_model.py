"""Any number of layers: one loop forward, one loop back."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, close, wrong

from .common import START, examples, rate, shared_accepted, shared_variants, training_rules


def deep_cases(rng: np.random.Generator) -> Iterable[Case]:
    check = close(operations=1000)
    yield call(*examples(rng, 3, 7), [3, 5, 4, 1], rate(rng), 1, check=check, label="three layers, a single step")
    yield call(*examples(rng, 5, 4), [5, 1], num_iterations=7, learning_rate=rate(rng), check=check, label="one layer")
    yield call(*examples(rng, 2, 6), [2, 5, 3, 1], rate(rng), 101, check=check, label="101 steps")
    yield call(*examples(rng, 4, 5), [4, 6, 3, 7, 1], num_iterations=30, check=check, label="default learning rate")
    yield call(*examples(rng, 6, 8), [6, 3, 1], rate(rng), 12, True, check=check, label="two layers, costs printed")
    # All shapes are alike here, so that slopes and caches of the wrong layer are taken without complaint.
    yield call(*examples(rng, 1, 9), [1, 1, 1, 1], rate(rng), 3, check=check, label="one number a layer")


FORWARD = 'A, cache = layer_forward(A, parameters[f"W{layer}"], parameters[f"b{layer}"], activation)'
WHICH = 'activation = "sigmoid" if layer == L else "relu"'
COST = "cost, dA = cost_and_slope(A, Y)"
BACK = "dA, dW, db = layer_backward(dA, caches[layer - 1])"
STEP_W = 'parameters[f"W{layer}"] = parameters[f"W{layer}"] - learning_rate * dW'
STEP_B = 'parameters[f"b{layer}"] = parameters[f"b{layer}"] - learning_rate * db'
DOWN = "range(L, 0, -1)"

DEEP = Exercise(
    name="L_layer_model",
    cases=deep_cases,
    quantities=("parameters", "costs"),
    credit={"parameters": 0.7, "costs": 0.3},
    rules=training_rules("L_layer_model"),
    hints=(
        "The way forward is the loop of `predict`, with one addition: the caches are wanted later, so keep each.",
        "The way back visits the layers from L down to 1. `range` can count down: its third number is the step.",
        "What `layer_backward` gives first is what the layer before it needs. Let one name, dA, walk back through the "
        "layers, as A walked forward.",
        "A list counts from 0, layers count from 1: layer `layer` has left its cache at place layer - 1.",
    ),
    variants=(
        # forward
        wrong(
            "sigmoid_everywhere",
            "Every layer is a sigmoid. All but the last are relu.",
            (WHICH, 'activation = "sigmoid"'),
        ),
        wrong(
            "relu_everywhere",
            "Every layer is relu. The last one is the sigmoid: a probability is wanted.",
            (WHICH, 'activation = "relu"'),
        ),
        wrong(
            "activations_exchanged",
            "The activations are exchanged: the last layer is the sigmoid, all others are relu.",
            ("layer == L", "layer < L"),
        ),
        wrong(
            "first_layer_sigmoid",
            "The sigmoid belongs to the last layer, not to the first.",
            ("layer == L", "layer == 1"),
        ),
        wrong(
            "input_again",
            "Every layer looks at X. From the second on, a layer looks at what the one before made.",
            (FORWARD, FORWARD.replace("(A,", "(X,")),
        ),
        wrong(
            "no_such_layer",
            "This asks for a layer that is not there. Layers are counted from 1 to L; layers_dims holds the inputs as "
            "well, so L is one less than the number of sizes.",
            ("len(layers_dims) - 1", "len(layers_dims)"),
        ),
        wrong(
            "last_layer_missing",
            "The way forward ends one layer early: `range(1, L)` stops at L - 1.",
            ("range(1, L + 1)", "range(1, L)"),
        ),
        wrong(
            "caches_never_emptied",
            "The list of caches goes on from turn to turn, so the way back finds those of the first turn for ever. "
            "Begin a new list in each turn.",
            ("    costs = []\n", "    costs, caches = [], []\n"),
            ("A, caches = X, []", "A = X"),
        ),
        wrong(
            "labels_flipped", "The labels are turned round, 1 for 0 and 0 for 1.", (COST, COST.replace("Y", "1 - Y"))
        ),
        # backward
        wrong(
            "slope_of_score",
            "The way back begins with AL - Y. That is the slope at the score ZL, after the sigmoid has been passed; "
            "`layer_backward` does that itself and wants the slope at AL.",
            (COST, COST + "\n        dA = A - Y"),
        ),
        wrong(
            "begins_with_output",
            "The way back begins with AL itself. It begins with the slope of the loss at AL.",
            (COST, COST + "\n        dA = A"),
        ),
        wrong(
            "every_layer_from_the_end",
            "Each layer begins with the slope at the very end. It begins with what the layer after it has handed back.",
            (BACK, BACK.replace("dA, dW", "_, dW")),
        ),
        wrong(
            "backward_from_the_front",
            "The way back starts at layer 1. It starts at layer L, where the slope of the loss is known.",
            (DOWN, "range(1, L + 1)"),
        ),
        wrong(
            "first_layer_missing",
            "The way back ends one layer early, so W1 and b1 never change: `range(L, 1, -1)` stops at 2.",
            (DOWN, "range(L, 1, -1)"),
        ),
        wrong("last_layer_alone", "Only the last layer is ever changed.", (DOWN, "range(L, L - 1, -1)")),
        wrong(
            "last_layer_never_updated",
            "WL and bL never change, the way back begins one layer too late.",
            (DOWN, "range(L - 1, 0, -1)"),
            (COST, COST + "\n        dA, _, _ = layer_backward(dA, caches[L - 1])"),
        ),
        wrong(
            "caches_from_the_front",
            "The caches are taken in the order in which they were left. The last one is the first to be used.",
            ("caches[layer - 1]", "caches[L - layer]"),
        ),
        wrong(
            "last_cache_always",
            "Every layer takes the cache of the last one. Each has left its own.",
            ("caches[layer - 1]", "caches[-1]"),
        ),
        wrong(
            "cache_of_next_layer",
            "A list counts from 0: the cache of layer `layer` is at place layer - 1.",
            ("caches[layer - 1]", "caches[layer]"),
        ),
        wrong(
            "whole_list_of_caches",
            "The whole list of caches was handed over. A layer needs its own alone.",
            ("caches[layer - 1]", "caches"),
        ),
        wrong(
            "gradients_unpacked_in_other_order",
            "`layer_backward` gives the slope of the inputs first, then those of weights and biases.",
            (BACK, BACK.replace("dA, dW, db =", "dW, db, dA =")),
        ),
        # the step
        wrong(
            "uphill",
            "The step goes uphill: gradients point to where the cost rises, so they are subtracted. (Or the slope at "
            "AL has the wrong sign.)",
            (STEP_W, STEP_W.replace(" - l", " + l")),
            (STEP_B, STEP_B.replace(" - l", " + l")),
        ),
        wrong(
            "weights_uphill",
            "The step of the weights goes uphill: subtract it.",
            (STEP_W, STEP_W.replace(" - l", " + l")),
        ),
        wrong(
            "biases_uphill",
            "The step of the biases goes uphill: subtract it.",
            (STEP_B, STEP_B.replace(" - l", " + l")),
        ),
        wrong("weights_never_updated", "The weights never change.", (STEP_W, "pass")),
        wrong("biases_never_updated", "The biases never change.", (STEP_B, "pass")),
        wrong("never_updated", "The parameters never change.", (STEP_W, "pass"), (STEP_B, "pass")),
        wrong(
            "learning_rate_fixed",
            "The learning rate is written into the function. Use the argument `learning_rate`.",
            (STEP_W, STEP_W.replace("learning_rate", "0.0075")),
            (STEP_B, STEP_B.replace("learning_rate", "0.0075")),
        ),
        wrong(
            "learning_rate_forgotten",
            "The whole gradient is subtracted. It should first be multiplied by the learning rate.",
            (STEP_W, STEP_W.replace("learning_rate * ", "")),
            (STEP_B, STEP_B.replace("learning_rate * ", "")),
        ),
        wrong(
            "step_stored",
            "The step itself was stored. New value = old value minus step.",
            (STEP_W, 'parameters[f"W{layer}"] = learning_rate * dW'),
            (STEP_B, 'parameters[f"b{layer}"] = learning_rate * db'),
        ),
        wrong(
            "averaged_again",
            "The step is divided by m once more. `layer_backward` has already taken the mean over the examples.",
            (STEP_W, STEP_W + " / X.shape[1]"),
            (STEP_B, STEP_B + " / X.shape[1]"),
        ),
        wrong(
            "sum_over_examples",
            "The step is m times too long. `layer_backward` gives means over the examples.",
            (STEP_W, STEP_W + " * X.shape[1]"),
            (STEP_B, STEP_B + " * X.shape[1]"),
        ),
        wrong(
            "cost_after_the_step",
            "The costs are worked out after the step. Wanted is the cost before it.",
            (
                "            costs.append(cost)\n",
                "            A = X\n"
                "            for k in range(1, L + 1):\n"
                '                A, _ = layer_forward(A, parameters[f"W{k}"], parameters[f"b{k}"], "sigmoid" if k == L '
                'else "relu")\n'
                "            costs.append(cost_and_slope(A, Y)[0])\n",
            ),
        ),
        wrong(
            "start_of_week_3",
            "The weights begin at 0.01 times random numbers, as for one hidden layer in week 3. Through several layers "
            "the signal dies that way. Start from `initial_parameters(layers_dims)` as it is.",
            (START, START.replace("layers_dims", "layers_dims, 0.01")),
        ),
        *shared_variants(),
        wrong("unknown_name", UNKNOWN_NAME, ("A, caches = X, []", "A, caches = X_train, []")),
    ),
    accepted=shared_accepted(),
    alternatives=(
        also_right(
            "gradients_first",
            "all gradients in a dictionary, then all steps; the last layer apart from the loop",
            code="""
def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    np.random.seed(1)
    costs = []
    parameters = initial_parameters(layers_dims=layers_dims)
    L = len(parameters) // 2
    for i in range(0, num_iterations):
        caches, grads = [], {}
        A = X
        for l in range(1, L):
            A, cache = layer_forward(A, parameters["W" + str(l)], parameters["b" + str(l)], activation="relu")
            caches.append(cache)
        AL, cache = layer_forward(A, parameters["W" + str(L)], parameters["b" + str(L)], activation="sigmoid")
        caches.append(cache)
        cost, grads["dA" + str(L)] = cost_and_slope(AL, Y)
        for l in reversed(range(L)):
            grads["dA" + str(l)], grads["dW" + str(l + 1)], grads["db" + str(l + 1)] = layer_backward(
                grads["dA" + str(l + 1)], caches[l])
        for l in range(L):
            parameters["W" + str(l + 1)] = parameters["W" + str(l + 1)] - learning_rate * grads["dW" + str(l + 1)]
            parameters["b" + str(l + 1)] = parameters["b" + str(l + 1)] - learning_rate * grads["db" + str(l + 1)]
        if i % 100 == 0:
            costs.append(cost)
            if print_cost:
                print("Cost after iteration %i: %f" % (i, cost))
    return parameters, costs
""",
        ),
        also_right(
            "stack",
            "caches on a stack: the last one put there is the first one taken",
            code="""
def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    p, history = initial_parameters(layers_dims), []
    kinds = ["relu"] * (len(layers_dims) - 2) + ["sigmoid"]
    while len(history) < num_iterations:
        A, stack = X, []
        for place, kind in enumerate(kinds, 1):
            A, cache = layer_forward(A, p[f"W{place}"], p[f"b{place}"], kind)
            stack.append((place, cache))
        cost, slope = cost_and_slope(A, Y)
        history.append(cost)
        while stack:
            place, cache = stack.pop()
            slope, dW, db = layer_backward(slope, cache)
            p[f"W{place}"] -= learning_rate * dW
            p[f"b{place}"] -= learning_rate * db
    return p, history[::100]
""",
        ),
        also_right(
            "own_layers",
            "functions of c1w4a pasted in and used as they are",
            code="""
def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    def linear_activation_forward(A_prev, W, b, activation):
        Z = W.dot(A_prev) + b
        A = 1 / (1 + np.exp(-Z)) if activation == "sigmoid" else np.maximum(0, Z)
        return A, ((A_prev, W, b), Z)

    def linear_activation_backward(dA, cache, activation):
        (A_prev, W, b), Z = cache
        s = 1 / (1 + np.exp(-Z))
        dZ = dA * s * (1 - s) if activation == "sigmoid" else np.where(Z > 0, dA, 0)
        m = A_prev.shape[1]
        return W.T.dot(dZ), dZ.dot(A_prev.T) / m, np.sum(dZ, axis=1, keepdims=True) / m

    parameters, costs, L = initial_parameters(layers_dims), [], len(layers_dims) - 1
    for i in range(num_iterations):
        A, caches, grads = X, [], {}
        for l in range(L):
            kind = "relu" if l < L - 1 else "sigmoid"
            A, cache = linear_activation_forward(A, parameters[f"W{l + 1}"], parameters[f"b{l + 1}"], kind)
            caches.append(cache)
        if i % 100 == 0:
            costs.append(-np.mean(np.where(Y == 1, np.log(A), np.log(1 - A))))
        dA = (1 - Y) / (1 - A) - Y / A
        for l in range(L - 1, -1, -1):
            kind = "relu" if l < L - 1 else "sigmoid"
            dA, grads[f"W{l + 1}"], grads[f"b{l + 1}"] = linear_activation_backward(dA, caches[l], kind)
        parameters = {name: value - learning_rate * grads[name] for name, value in parameters.items()}
    return parameters, costs
""",
        ),
    ),
)
