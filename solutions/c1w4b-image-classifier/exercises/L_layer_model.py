"""Any number of layers: one loop forward, one loop backward."""

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
    # All layers have the same shapes here, so that slopes and caches of the wrong layer raise no error.
    yield call(*examples(rng, 1, 9), [1, 1, 1, 1], rate(rng), 3, check=check, label="one number per layer")
    yield call(*examples(rng, 3, 1), [3, 4, 2, 1], rate(rng), 4, check=check, label="a single example")


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
        "The forward pass is the loop of `predict`, with one addition: store every cache for later.",
        "The backward pass visits the layers from L down to 1. `range` can count down: its third argument is the step.",
        "The first result of `layer_backward` is what the previous layer needs. Use one name, dA, for it all the "
        "way back, just as A goes forward.",
        "A list counts from 0 and layers count from 1: the cache of layer `layer` is at index layer - 1.",
    ),
    variants=(
        # forward
        wrong(
            "sigmoid_everywhere",
            "Every layer uses the sigmoid. All but the last should use the ReLU.",
            (WHICH, 'activation = "sigmoid"'),
        ),
        wrong(
            "relu_everywhere",
            "Every layer uses the ReLU. The last should use the sigmoid, which gives a probability.",
            (WHICH, 'activation = "relu"'),
        ),
        wrong(
            "activations_exchanged",
            "The activations are swapped: the last layer uses the sigmoid, all others the ReLU.",
            ("layer == L", "layer < L"),
        ),
        wrong(
            "first_layer_sigmoid",
            "The sigmoid is for the last layer, not the first.",
            ("layer == L", "layer == 1"),
        ),
        wrong(
            "input_again",
            "Every layer takes X. From the second on, a layer takes the output of the previous one.",
            (FORWARD, FORWARD.replace("(A,", "(X,")),
        ),
        wrong(
            "no_such_layer",
            "Your code asks for a layer that does not exist. Layers are numbered from 1 to L. layers_dims "
            "includes the inputs, so L is one less than the number of sizes.",
            ("len(layers_dims) - 1", "len(layers_dims)"),
        ),
        wrong(
            "last_layer_missing",
            "The forward pass ends one layer early: `range(1, L)` stops at L - 1.",
            ("range(1, L + 1)", "range(1, L)"),
        ),
        wrong(
            "caches_never_emptied",
            "The list of caches keeps growing, so the backward pass always finds those of the first iteration. "
            "Start a new list in each iteration.",
            ("    costs = []\n", "    costs, caches = [], []\n"),
            ("A, caches = X, []", "A = X"),
        ),
        wrong("labels_flipped", "The labels are inverted, 1 for 0 and 0 for 1.", (COST, COST.replace("Y", "1 - Y"))),
        # backward
        wrong(
            "slope_of_score",
            "You start backward with AL - Y, the slope at the score ZL. `layer_backward` goes back through the "
            "sigmoid itself, so start with the slope at AL.",
            (COST, COST + "\n        dA = A - Y"),
        ),
        wrong(
            "begins_with_output",
            "You start backward with AL itself. Start with the slope of the loss at AL.",
            (COST, COST + "\n        dA = A"),
        ),
        wrong(
            "every_layer_from_the_end",
            "Every layer starts with the slope at the output of the network. It should start with the slope that "
            "the next layer returned.",
            (BACK, BACK.replace("dA, dW", "_, dW")),
        ),
        wrong(
            "backward_from_the_front",
            "The backward pass starts at layer 1. It should start at layer L, where the slope of the loss is known.",
            (DOWN, "range(1, L + 1)"),
        ),
        wrong(
            "first_layer_missing",
            "The backward pass ends one layer early, so W1 and b1 never change: `range(L, 1, -1)` stops at 2.",
            (DOWN, "range(L, 1, -1)"),
        ),
        wrong("last_layer_alone", "Only the last layer ever changes.", (DOWN, "range(L, L - 1, -1)")),
        wrong(
            "last_layer_never_updated",
            "WL and bL never change: the backward pass starts one layer too late.",
            (DOWN, "range(L - 1, 0, -1)"),
            (COST, COST + "\n        dA, _, _ = layer_backward(dA, caches[L - 1])"),
        ),
        wrong(
            "caches_from_the_front",
            "The caches are used in the order in which they were stored. Use the last one first.",
            ("caches[layer - 1]", "caches[L - layer]"),
        ),
        wrong(
            "last_cache_always",
            "Every layer uses the cache of the last layer. Each layer has its own.",
            ("caches[layer - 1]", "caches[-1]"),
        ),
        wrong(
            "cache_of_next_layer",
            "A list counts from 0: the cache of layer `layer` is at index layer - 1.",
            ("caches[layer - 1]", "caches[layer]"),
        ),
        wrong(
            "whole_list_of_caches",
            "You passed the whole list of caches. Pass only the layer's own cache.",
            ("caches[layer - 1]", "caches"),
        ),
        wrong(
            "gradients_unpacked_in_other_order",
            "`layer_backward` returns the slope of the inputs first, then those of weights and biases.",
            (BACK, BACK.replace("dA, dW, db =", "dW, db, dA =")),
        ),
        # the step
        wrong(
            "uphill",
            "The step goes uphill. Gradients point to where the cost rises, so subtract them. (Or the slope at "
            "AL has the wrong sign.)",
            (STEP_W, STEP_W.replace(" - l", " + l")),
            (STEP_B, STEP_B.replace(" - l", " + l")),
        ),
        wrong(
            "weights_uphill",
            "The step of the weights goes uphill: subtract the gradient, do not add it.",
            (STEP_W, STEP_W.replace(" - l", " + l")),
        ),
        wrong(
            "biases_uphill",
            "The step of the biases goes uphill: subtract the gradient, do not add it.",
            (STEP_B, STEP_B.replace(" - l", " + l")),
        ),
        wrong("weights_never_updated", "The weights never change.", (STEP_W, "pass")),
        wrong("biases_never_updated", "The biases never change.", (STEP_B, "pass")),
        wrong("never_updated", "The parameters never change.", (STEP_W, "pass"), (STEP_B, "pass")),
        wrong(
            "learning_rate_fixed",
            "The learning rate is a fixed number in your code. Use the argument `learning_rate`.",
            (STEP_W, STEP_W.replace("learning_rate", "0.0075")),
            (STEP_B, STEP_B.replace("learning_rate", "0.0075")),
        ),
        wrong(
            "learning_rate_forgotten",
            "The whole gradient is subtracted. Multiply it by the learning rate first.",
            (STEP_W, STEP_W.replace("learning_rate * ", "")),
            (STEP_B, STEP_B.replace("learning_rate * ", "")),
        ),
        wrong(
            "step_stored",
            "You stored the step itself. The new value is the old value minus the step.",
            (STEP_W, 'parameters[f"W{layer}"] = learning_rate * dW'),
            (STEP_B, 'parameters[f"b{layer}"] = learning_rate * db'),
        ),
        wrong(
            "averaged_again",
            "The step is divided by m a second time. `layer_backward` has already taken the mean over the examples.",
            (STEP_W, STEP_W + " / X.shape[1]"),
            (STEP_B, STEP_B + " / X.shape[1]"),
        ),
        wrong(
            "sum_over_examples",
            "The step is m times too long. `layer_backward` already returns means over the examples.",
            (STEP_W, STEP_W + " * X.shape[1]"),
            (STEP_B, STEP_B + " * X.shape[1]"),
        ),
        wrong(
            "cost_after_the_step",
            "Each cost was computed after the step. Store the cost before it.",
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
            "The weights start at 0.01 times random numbers, as in week 3. The signal of a deep network fades "
            "that way. Start from `initial_parameters(layers_dims)`, unchanged.",
            (START, START.replace("layers_dims", "layers_dims, 0.01")),
        ),
        *shared_variants(),
        wrong("unknown_name", UNKNOWN_NAME, ("A, caches = X, []", "A, caches = X_train, []")),
    ),
    accepted=shared_accepted(),
    alternatives=(
        also_right(
            "gradients_first",
            "all gradients in a dictionary, then all steps; the last layer outside the loop",
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
            "caches on a stack: last in, first out",
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
            "functions of c1w4a pasted in and used unchanged",
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
