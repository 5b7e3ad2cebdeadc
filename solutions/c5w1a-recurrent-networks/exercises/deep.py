"""A deep recurrent network."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, also_right, call, wrong

from .common import biases


def cases(rng: np.random.Generator) -> Iterable[Case]:
    def drawn(sizes: Sequence[int], n_y: int, m: int, T_x: int) -> tuple[np.ndarray, dict[str, np.ndarray]]:
        P = {}
        for layer, (below, n) in enumerate(pairwise(sizes), start=1):
            P[f"Wa{layer}"] = rng.normal(0, 1.3 * (n + below) ** -0.5, (n, n + below))
            P[f"ba{layer}"] = biases(rng, n)
        P["Wya"], P["by"] = rng.normal(0, 1, (n_y, sizes[-1])), biases(rng, n_y)
        return rng.normal(size=(sizes[0], m, T_x)), P

    yield call(*drawn((3, 5, 4), 2, 6, 3), label="2 layers, 3 steps, 6 examples")
    yield call(*drawn((2, 4, 6, 3), 5, 7, 4), label="3 layers")
    yield call(*drawn((4, 3), 2, 6, 5), label="a single layer")
    yield call(*drawn((3, 3, 3), 3, 3, 3), label="all sizes equal")
    yield call(*drawn((2, 3, 5), 4, 1, 4), label="a single example")


STEP = "np.concatenate((state, below[:, :, t]))"
START = "state, states = np.zeros((len(Wa), x.shape[1])), []"
SCORES = 'np.tensordot(parameters["Wya"], below, axes=1) + parameters["by"][:, :, None]'
LAYERS = "range(1, len(parameters) // 2)"

DEEP = Exercise(
    name="deep_rnn_forward",
    cases=cases,
    quantities=("a", "y_pred"),
    hints=(
        "Two loops: over the layers, and in each layer over time. The input of layer 1 is x; the input of every other "
        "layer is the sequence of states of the layer below.",
        "In each layer the state starts from zeros, with as many rows as the layer has units. One step is the tanh of "
        "Wa times the stack of old state and input, plus ba.",
        'There are len(parameters) // 2 pairs, and the last is "Wya", "by", so the layers are `range(1, '
        "len(parameters) // 2)`. After the inner loop, `np.stack(states, axis=2)` is the input of the next layer.",
    ),
    variants=(
        wrong(
            "every_layer_reads_x",
            "Every layer reads x. Layer l should read the states of layer l - 1.",
            (STEP, "np.concatenate((state, x[:, :, t]))"),
        ),
        wrong(
            "state_not_carried",
            "The previous state is not used: every step starts from zeros.",
            (STEP, "np.concatenate((0 * state, below[:, :, t]))"),
        ),
        wrong(
            "input_on_top",
            "The stack is upside down: the layer's own old state comes first, the input from below second.",
            (STEP, "np.concatenate((below[:, :, t], state))"),
        ),
        wrong(
            "layer_below_one_step_late",
            "A layer reads the state of the layer below from one step earlier. It should read that of the same step.",
            (STEP, "np.concatenate((state, below[:, :, max(t - 1, 0)]))"),
        ),
        wrong(
            "always_the_first_step",
            "Every step uses the inputs of the first one. Those of step t are `[:, :, t]`.",
            (STEP, "np.concatenate((state, below[:, :, 0]))"),
        ),
        wrong(
            "starts_from_ones",
            "The states start from ones. They should start from zeros.",
            (START, START.replace("zeros", "ones")),
        ),
        wrong(
            "parameters_of_the_first_layer",
            "Every layer uses the parameters of layer 1.",
            ('f"Wa{layer}"', '"Wa1"'),
            ('f"ba{layer}"', '"ba1"'),
        ),
        wrong(
            "biases_of_the_first_layer",
            "Every layer uses the bias of layer 1.",
            ('f"ba{layer}"', '"ba1"'),
        ),
        wrong(
            "bias_forgotten",
            "The biases ba are missing: add one in every layer.",
            (f"Wa @ {STEP} + ba", f"Wa @ {STEP}"),
        ),
        wrong("tanh_forgotten", "The tanh is missing.", ("np.tanh(", "(")),
        wrong("sigmoid_state", "The states use a sigmoid. They should use tanh.", ("np.tanh(", "sigmoid(")),
        wrong(
            "last_layer_missing",
            "The last layer is missing: check the range of the loop over layers.",
            (LAYERS, "range(1, len(parameters) // 2 - 1)"),
        ),
        wrong("first_layer_alone", "Only the first layer was processed.", (LAYERS, "range(1, 2)")),
        wrong(
            "depth_fixed_at_two",
            "The number of layers is hard-coded. It follows from the length of `parameters`.",
            (LAYERS, "range(1, 3)"),
        ),
        wrong(
            "one_layer_too_many",
            "The loop runs over one layer too many: the last pair of parameters is `Wya` and `by`.",
            (LAYERS, "range(1, len(parameters) // 2 + 1)"),
        ),
        wrong(
            "layers_from_the_top",
            "The layers were processed from last to first. Layer 1 reads x.",
            (LAYERS, "reversed(range(1, len(parameters) // 2))"),
        ),
        wrong(
            "from_the_right",
            "The sequence was read backwards. Start with step 0.",
            ("range(x.shape[2])", "reversed(range(x.shape[2]))"),
        ),
        wrong(
            "state_of_the_layer_below_carried_on",
            "A layer starts from the last state of the layer below. Every layer starts from zeros of its own size.",
            (START, "states = []"),
            ("below, a = x, []", "below, a, state = x, [], np.zeros((len(parameters['ba1']), x.shape[1]))"),
        ),
        wrong(
            "output_from_the_first_layer",
            "The output uses the first layer. It should use the last.",
            (SCORES, SCORES.replace("below", "a[0]")),
        ),
        wrong(
            "output_of_the_last_step",
            "Only the last step has an output. Return the probabilities of all steps, (n_y, m, T_x).",
            (SCORES, 'parameters["Wya"] @ below[:, :, -1] + parameters["by"]'),
        ),
        wrong("by_forgotten", "The scores lack the bias `by`.", (' + parameters["by"][:, :, None]', "")),
        wrong(
            "scores_for_probabilities", "y_pred holds logits: the softmax is missing.", ("softmax(scores)", "scores")
        ),
        wrong(
            "last_layer_alone",
            "Only the last layer's states are returned. Return a list with the states of all layers.",
            ("return a,", "return a[-1],"),
        ),
        wrong(
            "last_states_alone",
            "Only the last state of each layer is returned. Return those of all steps, (n_l, m, T_x).",
            ("a.append(below)", "a.append(state)"),
        ),
        wrong(
            "x_in_the_list",
            "The list begins with x. It should contain only the states of the layers.",
            ("return a,", "return [x, *a],"),
        ),
        wrong(
            "results_exchanged",
            "The results are in the wrong order: return the states first.",
            ("return a, softmax(scores)", "return softmax(scores), a"),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (STEP, "np.concatenate((state, below_t))")),
    ),
    alternatives=(
        also_right(
            "step_by_step",
            "time in the outer loop, layers in the inner; np.vstack, np.dot",
            code="""
def deep_rnn_forward(x, parameters):
    L = len(parameters) // 2 - 1
    n_x, m, T_x = x.shape
    a = [np.zeros((parameters["ba" + str(l)].shape[0], m, T_x)) for l in range(1, L + 1)]
    y_pred = np.zeros((parameters["by"].shape[0], m, T_x))
    prev = [np.zeros((layer.shape[0], m)) for layer in a]
    for t in range(T_x):
        inputs = x[:, :, t]
        for l in range(L):
            stack = np.vstack((prev[l], inputs))
            prev[l] = np.tanh(np.dot(parameters["Wa" + str(l + 1)], stack) + parameters["ba" + str(l + 1)])
            inputs = prev[l]
            a[l][:, :, t] = inputs
        y_pred[:, :, t] = softmax(np.dot(parameters["Wya"], inputs) + parameters["by"])
    return a, y_pred
""",
        ),
        also_right(
            "by_rnn_forward",
            "each layer with `rnn_forward`, its matrix split in two",
            code="""
def deep_rnn_forward(x, parameters):
    a, layer = [], 1
    while f"Wa{layer}" in parameters:
        Wa, ba = parameters[f"Wa{layer}"], parameters[f"ba{layer}"]
        n = len(ba)
        a0 = np.zeros((n, x.shape[1]))
        nothing = {"Wya": np.zeros((1, n)), "by": np.zeros((1, 1))}
        x, _, _ = rnn_forward(x, a0, {"Waa": Wa[:, :n], "Wax": Wa[:, n:], "ba": ba, **nothing})
        a.append(x)
        layer += 1
    return a, softmax(np.einsum("yn,nmt->ymt", parameters["Wya"], x) + parameters["by"].reshape(-1, 1, 1))
""",
        ),
    ),
)
