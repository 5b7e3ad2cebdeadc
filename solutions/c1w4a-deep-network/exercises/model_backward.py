"""The whole network, backward."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType
from typing import Any

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, Gradient, accepted, also_right, call, wrong

from .common import forward, labels, network


def model_backward_cases(rng: np.random.Generator) -> Iterable[Case]:
    def drawn(sizes: list[int], m: int) -> tuple[np.ndarray, np.ndarray, list[Any]]:
        AL, caches = forward(*network(rng, sizes, m))
        return AL, labels(rng, m), caches

    yield call(*drawn([3, 4, 1], 5), label="2 layers")
    yield call(*drawn([5, 4, 3, 1], 6), label="3 layers")
    yield call(*drawn([4, 1], 3), label="a single layer")
    AL, Y, caches = drawn([3, 6, 5, 4, 1], 7)
    yield call(AL, Y.astype(float), caches, label="4 layers, labels as floats")
    # Where sizes are equal, the wrong layer's cache fits too: no error reveals it.
    yield call(*drawn([3, 3, 3, 1], 5), label="layers of equal size")
    # Sorted as text, 10 comes before 2.
    yield call(*drawn([3] * 12 + [1], 4), label="12 layers")
    yield call(*drawn([2, 5, 1], 1), label="a single example")


def model_backward_gradients(module: ModuleType, rng: np.random.Generator) -> Iterable[Gradient]:
    """Slopes of the cost for every parameter, and slopes of the sum of the losses for the inputs."""
    for sizes, m in (([4, 1], 3), ([2, 3, 1], 4), ([3, 4, 2, 1], 5)):
        (X, parameters), Y = network(rng, sizes, m), labels(rng, m)

        def cost(X=X, parameters=parameters, Y=Y) -> float:
            return float(module.compute_cost(module.L_model_forward(X, parameters)[0], Y))

        AL, caches = module.L_model_forward(X, parameters)
        grads = module.L_model_backward(AL, Y, caches)
        claimed = {name: grads[f"d{name}"] for name in parameters}
        yield Gradient(
            of=lambda parameters, cost=cost: cost(parameters=parameters),
            at={"parameters": parameters},
            claimed={"parameters": claimed},
        )
        yield Gradient(of=lambda X, cost=cost, m=m: m * cost(X=X), at={"X": X}, claimed={"X": grads["dA0"]})


DA_LAST = "dA = (1 - Y) / (1 - AL) - Y / AL"
CALL = "dA, dW, db = linear_activation_backward(dA, caches[layer - 1], activation)"
WHICH = 'activation = "sigmoid" if layer == L else "relu"'
LOOP = "range(L, 0, -1)"
KEEP_A, KEEP_W, KEEP_B = 'grads[f"dA{layer - 1}"] = dA', 'grads[f"dW{layer}"] = dW', 'grads[f"db{layer}"] = db'

MODEL_BACKWARD = Exercise(
    name="L_model_backward",
    unavoidable={
        "`AL` is never almost 0 or 1": "in float32, 1 - AL has no digits left there",
    },
    cases=model_backward_cases,
    quantities=("dA3", "dW4", "db4", "dA2", "dW3", "db3", "dA1", "dW2", "db2", "dA0", "dW1", "db1"),
    gradients=model_backward_gradients,
    uses=("linear_activation_backward",),
    hints=(
        "Start where the forward pass ended: with the derivative of the loss with respect to AL. Then go through "
        "the layers from L to 1, each with its own cache.",
        "The first result of `linear_activation_backward` is the derivative for the previous layer: pass it to "
        "the next call. `range(L, 0, -1)` counts from L down to 1.",
        "The cache of layer l is `caches[l - 1]`. The last layer uses the sigmoid, all others the ReLU.",
        'Layer l fills three keys: "dW" and "db" with its own number, and "dA" with the number before, since '
        "that is the derivative with respect to its input.",
    ),
    variants=(
        # the initial derivative
        wrong(
            "da_last_sign",
            "The initial derivative has the wrong sign. It should be -y/a + (1 - y)/(1 - a).",
            (DA_LAST, "dA = Y / AL - (1 - Y) / (1 - AL)"),
        ),
        wrong(
            "da_last_sign_inside",
            "The two terms of the initial derivative should have opposite signs: -y/a + (1 - y)/(1 - a).",
            (DA_LAST, "dA = -(Y / AL + (1 - Y) / (1 - AL))"),
        ),
        wrong(
            "da_last_without_second_term",
            "The initial derivative counts only the examples with label 1. Those with label 0 add the term (1 - "
            "y)/(1 - a).",
            (DA_LAST, "dA = -Y / AL"),
        ),
        wrong(
            "da_last_is_difference",
            "AL - Y is dZ of the last layer, which already includes the sigmoid's slope; your code applies that "
            "slope again. Start with the derivative with respect to AL: -y/a + (1 - y)/(1 - a).",
            (DA_LAST, "dA = AL - Y"),
        ),
        wrong(
            "da_last_averaged",
            "The initial derivative was divided by m. `linear_backward` applies the factor 1/m, once.",
            (DA_LAST, "dA = ((1 - Y) / (1 - AL) - Y / AL) / Y.shape[1]"),
        ),
        wrong(
            "da_last_is_the_output",
            "You start with AL itself. Start with the derivative of the loss with respect to AL.",
            (DA_LAST, "dA = AL"),
        ),
        wrong(
            "da_last_denominators_exchanged",
            "The two denominators are swapped: divide y by a, and 1 - y by 1 - a.",
            (DA_LAST, "dA = (1 - Y) / AL - Y / (1 - AL)"),
        ),
        wrong(
            "da_last_inverted",
            "The fractions are upside down: the derivative of log a is 1/a.",
            (DA_LAST, "dA = (1 - Y) * (1 - AL) - Y * AL"),
        ),
        # the way through the layers
        wrong(
            "sigmoid_everywhere",
            "You go back through a sigmoid in every layer. Only the last layer has one; the hidden layers have "
            "the ReLU.",
            (WHICH, 'activation = "sigmoid"'),
        ),
        wrong(
            "relu_everywhere",
            "You go back through a ReLU in every layer. The last layer has the sigmoid.",
            (WHICH, 'activation = "relu"'),
        ),
        wrong(
            "activations_exchanged",
            "The activations are swapped: the sigmoid is for the last layer, the ReLU for the hidden layers.",
            ("layer == L", "layer != L"),
        ),
        wrong(
            "sigmoid_in_the_first_layer",
            "You used the sigmoid for layer 1. It is for the last layer, where the backward pass starts.",
            ("layer == L", "layer == 1"),
        ),
        wrong(
            "always_from_the_output",
            "Every layer started with the derivative of the loss with respect to AL. Each layer passes its "
            "dA_prev on to the previous one.",
            (DA_LAST, DA_LAST.replace("dA =", "dAL =")),
            (CALL, CALL.replace("(dA,", "(dAL,")),
        ),
        wrong(
            "da_never_handed_on",
            "Every layer got the same derivative. Replace it by the first result of `linear_activation_backward` "
            "before the next layer.",
            (CALL, CALL.replace("dA, dW, db =", "_, dW, db =")),
        ),
        wrong(
            "all_caches_handed_over",
            "You passed the whole list of caches. Each layer needs its own: `caches[l - 1]`.",
            ("caches[layer - 1]", "caches"),
        ),
        wrong(
            "cache_of_another_layer",
            "A layer got the cache of another layer. The list starts at 0, so the cache of layer l is `caches[l - 1]`.",
            ("caches[layer - 1]", "caches[layer % L]"),
        ),
        wrong(
            "cache_index_too_large",
            "The list of caches starts at 0, so the cache of layer l is `caches[l - 1]`; `caches[L]` does not exist.",
            ("caches[layer - 1]", "caches[layer]"),
        ),
        wrong(
            "from_the_front",
            "You went through the layers from first to last. The backward pass starts at the last.",
            (LOOP, "range(1, L + 1)"),
        ),
        wrong(
            "first_layer_missing",
            "Layer 1 is missing because the loop ends too early. `range(L, 0, -1)` counts down to 1.",
            (LOOP, "range(L, 1, -1)"),
        ),
        wrong(
            "last_layer_alone",
            "You went through the last layer only. Use a loop for the others.",
            (LOOP, "range(L, L - 1, -1)"),
        ),
        wrong(
            "depth_fixed",
            "The number of layers is a fixed number in your code. It is the length of `caches`.",
            ("len(caches)", "2"),
        ),
        wrong(
            "results_in_other_order",
            "`linear_activation_backward` returns dA_prev first, then dW and db; you unpacked them in a "
            "different order.",
            (CALL, CALL.replace("dA, dW, db =", "dW, db, dA =")),
        ),
        # what is returned
        wrong(
            "parameters_counted_from_zero",
            "The gradients of the parameters are numbered from 0. Number the layers from 1: layer l has dWl and dbl.",
            (KEEP_W, 'grads[f"dW{layer - 1}"] = dW'),
            (KEEP_B, 'grads[f"db{layer - 1}"] = db'),
        ),
        wrong(
            "da_of_the_output",
            'Under "dA" you stored the derivative with respect to each layer\'s output. Store the result of the '
            "layer's step: the derivative with respect to its input.",
            (f"        {CALL}", f"        before = dA\n        {CALL}"),
            (KEEP_A, 'grads[f"dA{layer - 1}"] = before'),
        ),
        wrong("da_missing", "The derivatives dA0, dA1, ... are missing from the result.", (KEEP_A, "pass")),
        wrong(
            "da0_missing",
            "dA0, the derivative with respect to the inputs X, is missing.",
            (KEEP_A, 'grads.update({f"dA{layer - 1}": dA} if layer > 1 else {})'),
        ),
        wrong("db_missing", "The gradients of the biases are missing.", (KEEP_B, "pass")),
        wrong(
            "weights_and_biases_exchanged",
            'The gradients are stored under each other\'s keys: "dW" is for the weights, "db" for the biases.',
            (KEEP_W, 'grads[f"dW{layer}"] = db'),
            (KEEP_B, 'grads[f"db{layer}"] = dW'),
        ),
        wrong(
            "keys_without_d",
            'The keys start with a d: "dW1", "db1" and so on.',
            (KEEP_W, 'grads[f"W{layer}"] = dW'),
            (KEEP_B, 'grads[f"b{layer}"] = db'),
        ),
        wrong(
            "list_of_gradients",
            'You returned a list. Return a dictionary with keys such as "dW1", "db1" and "dA0".',
            ("return grads", "return [grads[name] for name in sorted(grads)]"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (CALL, CALL.replace("caches[layer - 1]", "current_cache"))),
    ),
    accepted=(
        accepted(
            "da_by_the_old_count",
            'The derivatives dA are numbered as in versions of this assignment before 2021, where "dA1" was the '
            'derivative with respect to the inputs of layer 1. Today that is "dA0": the number says which A it '
            "is for.",
            (KEEP_A, 'grads[f"dA{layer}"] = dA'),
        ),
        accepted(
            "more_gradients",
            "The dictionary contains more than the exercise asks for.",
            ("return grads", 'grads["dAL"] = (1 - Y) / (1 - AL) - Y / AL\n    return grads'),
        ),
    ),
    alternatives=(
        also_right(
            "last_layer_apart",
            "the last layer before the loop, a common style",
            code="""
def L_model_backward(AL, Y, caches):
    grads = {}
    L = len(caches)
    m = AL.shape[1]
    Y = Y.reshape(AL.shape)
    dAL = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
    current_cache = caches[L - 1]
    grads["dA" + str(L - 1)], grads["dW" + str(L)], grads["db" + str(L)] = linear_activation_backward(
        dAL, current_cache, "sigmoid"
    )
    for l in reversed(range(L - 1)):
        current_cache = caches[l]
        dA_prev_temp, dW_temp, db_temp = linear_activation_backward(
            grads["dA" + str(l + 1)], current_cache, activation="relu"
        )
        grads["dA" + str(l)] = dA_prev_temp
        grads["dW" + str(l + 1)] = dW_temp
        grads["db" + str(l + 1)] = db_temp
    return grads
""",
        ),
        also_right(
            "error_of_the_last_layer",
            "dZ of the last layer is AL - Y, so it goes straight into the linear half",
            code="""
def L_model_backward(AL, Y, caches):
    L, grads = len(caches), {}
    linear_cache, _ = caches[-1]
    dA, grads["dW%d" % L], grads["db%d" % L] = linear_backward(AL - Y, linear_cache)
    grads["dA%d" % (L - 1)] = dA
    for l in range(L - 1, 0, -1):
        dA, grads["dW%d" % l], grads["db%d" % l] = linear_activation_backward(dA, caches[l - 1], "relu")
        grads["dA%d" % (l - 1)] = dA
    return grads
""",
        ),
        also_right(
            "pairs_from_the_end",
            "the caches reversed; the derivative as one fraction; the layer called by keyword",
            code="""
def L_model_backward(AL, Y, caches):
    dA, grads, kind = (AL - Y) / (AL * (1 - AL)), {}, "sigmoid"
    for l, cache in sorted(enumerate(caches), key=lambda pair: pair[0], reverse=True):
        dA, dW, db = linear_activation_backward(dA=dA, cache=cache, activation=kind)
        grads |= {f"dA{l}": dA, f"dW{l + 1}": dW, f"db{l + 1}": db}
        kind = "relu"
    return grads
""",
        ),
    ),
)
