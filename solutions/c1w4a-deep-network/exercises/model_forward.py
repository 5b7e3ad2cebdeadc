"""The whole network, forward."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, accepted, also_right, call, wrong

from .common import network


def model_forward_cases(rng: np.random.Generator) -> Iterable[Case]:
    yield call(*network(rng, [3, 4, 1], 5), label="2 layers")
    yield call(*network(rng, [5, 4, 3, 1], 6), label="3 layers")
    yield call(*network(rng, [4, 1], 3), label="a single layer")
    yield call(*network(rng, [3, 6, 5, 4, 2], 7), label="4 layers, 2 outputs")
    yield call(*network(rng, [3, 3, 3, 3], 5), label="3 layers of equal size")
    # Sorted as text, W10 comes before W2.
    yield call(*network(rng, [3] * 12 + [1], 4), label="12 layers")
    yield call(*network(rng, [2, 5, 1], 1), label="a single example")


HIDDEN = 'linear_activation_forward(A, parameters[f"W{layer}"], parameters[f"b{layer}"], "relu")'
LAST = 'linear_activation_forward(A, parameters[f"W{L}"], parameters[f"b{L}"], "sigmoid")'
LOOP = "range(1, L)"
APPEND_HIDDEN, APPEND_LAST = "        caches.append(cache)", "\n    caches.append(cache)"
RETURN = "return AL, caches"

MODEL_FORWARD = Exercise(
    name="L_model_forward",
    cases=model_forward_cases,
    quantities=("AL", "caches"),
    uses=("linear_activation_forward",),
    hints=(
        "Write a loop over the hidden layers, and then one line for the last layer. The output of each layer is "
        "the input of the next.",
        "`range(1, L)` counts from 1 to L - 1, which are the hidden layers. The parameters of layer l are "
        '`parameters["W" + str(l)]` and `parameters["b" + str(l)]`.',
        "Each layer returns a pair, its output and its cache. Give both a name, and append every cache to the "
        "list, including that of the last layer.",
    ),
    variants=(
        wrong(
            "sigmoid_everywhere",
            "The hidden layers use the sigmoid. They should use the ReLU; the sigmoid is for the last layer.",
            ('"relu"', '"sigmoid"'),
        ),
        wrong(
            "relu_everywhere",
            "The last layer uses the ReLU. It should use the sigmoid, so that the output is a probability.",
            ('"sigmoid"', '"relu"'),
        ),
        wrong(
            "activations_exchanged",
            "The activations are swapped: the ReLU is for the hidden layers, the sigmoid for the last layer.",
            ('"relu"', '"sigmoid_"'),
            ('"sigmoid")', '"relu")'),
            ('"sigmoid_"', '"sigmoid"'),
        ),
        wrong(
            "every_layer_takes_the_inputs",
            "Every layer got X. Only the first layer takes the inputs; each of the others takes the output of "
            "the previous layer.",
            (HIDDEN, HIDDEN.replace("(A,", "(X,")),
        ),
        wrong(
            "last_layer_takes_the_inputs",
            "The last layer got X. It should take the output of the last hidden layer.",
            (LAST, LAST.replace("(A,", "(X,")),
        ),
        wrong(
            "last_layer_missing",
            "The last layer is missing. It comes after the loop, with the sigmoid.",
            (f"AL, cache = {LAST}\n    caches.append(cache)", "AL = A"),
        ),
        wrong(
            "one_hidden_layer_too_few",
            "A hidden layer is missing because the loop ends one too early. `range(1, n)` stops before n.",
            (LOOP, "range(1, L - 1)"),
        ),
        wrong(
            "first_layer_missing",
            "The first layer is missing because the loop starts too late. Layer 1 takes X.",
            (LOOP, "range(2, L)"),
        ),
        wrong(
            "last_layer_twice",
            "The last layer was applied twice, once in the loop with the ReLU. The loop should end at layer L - 1.",
            (LOOP, "range(1, L + 1)"),
        ),
        wrong(
            "depth_is_number_of_entries",
            "`len(parameters)` counts weights and biases. There are half as many layers.",
            ("len(parameters) // 2", "len(parameters)"),
        ),
        wrong(
            "depth_fixed",
            "The number of layers is a fixed number in your code. It is half the number of entries of `parameters`.",
            ("len(parameters) // 2", "2"),
        ),
        wrong(
            "first_parameters_everywhere",
            "Every hidden layer uses W1 and b1. Each layer has its own parameters.",
            (HIDDEN, HIDDEN.replace("{layer}", "1").replace('f"', '"')),
        ),
        wrong(
            "weights_and_biases_exchanged",
            "Weights and biases are swapped in the call: W comes after the input, then b.",
            (LAST, 'linear_activation_forward(A, parameters[f"b{L}"], parameters[f"W{L}"], "sigmoid")'),
        ),
        wrong(
            "last_cache_missing",
            "The last layer's cache is missing. Append it after the loop.",
            (f'"sigmoid"){APPEND_LAST}', '"sigmoid")'),
        ),
        wrong(
            "last_cache_alone",
            "The list contains only the last layer's cache. Make the list once, before the loop, and append "
            "every hidden layer's cache inside it.",
            (f"\n{APPEND_HIDDEN}", ""),
        ),
        wrong(
            "caches_empty",
            "No cache was appended to the list.",
            (f"\n{APPEND_HIDDEN}", ""),
            (f"{APPEND_LAST}\n    return", "\n    return"),
        ),
        wrong(
            "caches_of_the_loop_twice",
            "The last entry of the caches belongs to an earlier layer. Give the last layer's cache a name and "
            "append that.",
            (f"AL, cache = {LAST}", f"AL, _ = {LAST}"),
        ),
        wrong(
            "caches_in_reverse",
            "The caches are in reverse order. The cache of layer 1 comes first.",
            (RETURN, "return AL, caches[::-1]"),
        ),
        wrong(
            "caches_joined",
            "The caches were joined into one long list. Append each one whole: use `append`, not `extend` or `+=`.",
            (APPEND_HIDDEN, "        caches.extend(cache)"),
            (f"{APPEND_LAST}\n    return", "\n    caches.extend(cache)\n    return"),
        ),
        wrong(
            "outputs_for_caches",
            "The list contains the outputs of the layers. Append their caches instead.",
            (APPEND_HIDDEN, "        caches.append(A)"),
            (f"{APPEND_LAST}\n    return", "\n    caches.append(AL)\n    return"),
        ),
        wrong(
            "caches_as_dictionary",
            "The caches are in a dictionary. Use a list, with the cache of layer 1 first.",
            (RETURN, "return AL, dict(enumerate(caches, 1))"),
        ),
        wrong(
            "returns_hidden_output",
            "You returned the output of the last hidden layer. Return AL, the output of the last layer.",
            (RETURN, "return A, caches"),
        ),
        wrong(
            "swapped",
            "Output and caches are returned in the wrong order: return AL first.",
            (RETURN, "return caches, AL"),
        ),
        wrong("caches_missing", "You returned only AL. Return the caches too.", (RETURN, "return AL")),
        wrong("unknown_name", UNKNOWN_NAME, (LAST, LAST.replace("parameters[f", "params[f", 1))),
    ),
    accepted=(
        accepted("caches_as_tuple", "The caches are a tuple; please use a list.", (RETURN, "return AL, tuple(caches)")),
    ),
    alternatives=(
        also_right(
            "one_loop",
            "one loop for all layers; the layer called by keyword",
            code="""
def L_model_forward(X, parameters):
    A, caches, L = X, [], len(parameters) // 2
    for l in range(1, L + 1):
        A, cache = linear_activation_forward(
            A_prev=A, W=parameters["W" + str(l)], b=parameters["b" + str(l)], activation="relu" if l < L else "sigmoid"
        )
        caches += [cache]
    return A, caches
""",
        ),
        also_right(
            "previous_by_name",
            "a name for the output of the previous layer, a common style",
            code="""
def L_model_forward(X, parameters):
    caches = []
    A = X
    L = len(parameters) // 2
    for l in range(1, L):
        A_prev = A
        A, cache = linear_activation_forward(A_prev, parameters['W' + str(l)], parameters['b' + str(l)], 'relu')
        caches.append(cache)
    AL, cache = linear_activation_forward(A, parameters['W' + str(L)], parameters['b' + str(L)], activation='sigmoid')
    caches.append(cache)
    return AL, caches
""",
        ),
        also_right(
            "all_outputs_kept",
            "outputs and caches in two lists",
            code="""
def L_model_forward(X, parameters):
    names = sorted((name for name in parameters if name.startswith("W")), key=lambda name: int(name[1:]))
    outputs, caches = [X], []
    for name in names:
        kind = ["relu", "sigmoid"][name == names[-1]]
        A, cache = linear_activation_forward(outputs[-1], parameters[name], parameters["b" + name[1:]], kind)
        outputs.append(A)
        caches.append(cache)
    return outputs[-1], caches
""",
        ),
    ),
)
