"""Random weights: too large, and with the two scales (Xavier, He) that preserve a signal's spread across layers."""

from __future__ import annotations

from autograder.exercise import Alternative, Exercise, also_right, wrong

from .common import DRAW, W_SHAPE, weight_cases, weight_mistakes


def in_other_streams(name: str, scale: str) -> tuple[Alternative, ...]:
    """Right answers in different styles. `scale`: the standard deviation as a Python expression in n_prev and n."""
    return (
        also_right(
            "global_stream",
            "NumPy's legacy global generator, seeded inside, as in older courses",
            code=f"""
def {name}(layers_dims):
    np.random.seed(3)
    parameters = {{}}
    L = len(layers_dims) - 1
    for layer in range(1, L + 1):
        n, n_prev = layers_dims[layer], layers_dims[layer - 1]
        parameters["W" + str(layer)] = np.random.randn(n, n_prev) * {scale}
        parameters["b" + str(layer)] = np.zeros((n, 1))
    return parameters
""",
        ),
        also_right(
            "never_twice_the_same",
            "no seed at all, and the scale passed to the draw",
            code=f"""
def {name}(layers_dims):
    rng = np.random.default_rng()
    parameters = {{}}
    for layer, (n_prev, n) in enumerate(zip(layers_dims, layers_dims[1:]), 1):
        parameters |= {{f"W{{layer}}": rng.normal(0, {scale}, size=(n, n_prev)), f"b{{layer}}": np.zeros((n, 1))}}
    return parameters
""",
        ),
        also_right(
            "from_the_last_layer",
            "layers in reverse, so another order of draws; drawn transposed",
            code=f"""
def {name}(layers_dims):
    rng = np.random.default_rng(7)
    parameters = {{}}
    for layer in range(len(layers_dims) - 1, 0, -1):
        n, n_prev = layers_dims[layer], layers_dims[layer - 1]
        parameters[f"b{{layer}}"] = np.zeros(n).reshape(n, 1)
        parameters[f"W{{layer}}"] = ({scale} * rng.standard_normal((n_prev, n))).T
    return parameters
""",
        ),
    )


TEN = f"10 * {DRAW}"

RANDOM = Exercise(
    name="initialize_parameters_random",
    cases=weight_cases(lambda n: 10.0),
    hints=(
        "Only one line differs from the zeros: where the weights come from. The shapes and the biases stay the same.",
        "`rng.standard_normal(shape)` gives an array of normal numbers with mean 0 and standard deviation 1. How do "
        "you get a standard deviation of 10?",
        "The weights of layer l are 10 * rng.standard_normal(...), with the shape of Wl in the parentheses.",
    ),
    variants=(
        *weight_mistakes(TEN, "10"),
        wrong(
            "factor_forgotten",
            "The factor 10 is missing. It harms training, and that is the point of this exercise.",
            (TEN, DRAW),
        ),
        wrong(
            "small",
            "The weights are small, as in an earlier week. Here they should be multiplied by 10, to see what that "
            "does.",
            (TEN, f"0.01 * {DRAW}"),
        ),
        wrong(
            "divided",
            "The numbers are divided by 10. Multiply.",
            (TEN, f"{DRAW} / 10"),
        ),
        wrong(
            "variance_ten",
            "The variance is 10, but the standard deviation should be 10: multiply by 10, not by its square root.",
            (TEN, f"np.sqrt(10) * {DRAW}"),
        ),
        wrong("zeros", "The weights are zeros. Draw them from `rng`.", (TEN, f"np.zeros({W_SHAPE})")),
    ),
    alternatives=in_other_streams("initialize_parameters_random", "10"),
)

XAVIER_SCALE = "np.sqrt(1 / layers_dims[layer - 1])"
SCALED = f"scale * {DRAW}"

XAVIER = Exercise(
    name="initialize_parameters_xavier",
    cases=weight_cases(lambda n: n**-0.5),
    hints=(
        "The derivation gives the variance of a weight. What is its standard deviation? And does it depend on the "
        "layer's own size, or on that of the previous layer?",
        "A normal number with standard deviation s is s times a standard normal number. Compute s inside the loop: it "
        "differs from layer to layer.",
        "s is np.sqrt(1 / layers_dims[layer - 1]).",
    ),
    variants=(
        *weight_mistakes(SCALED, "The scale"),
        wrong(
            "scale_forgotten",
            "The weights are standard normal numbers: the factor sqrt(1 / n_{l-1}) is missing.",
            (SCALED, DRAW),
        ),
        wrong(
            "root_forgotten",
            "The weights are too small: 1 / n_{l-1} is their variance. Their standard deviation is its square root.",
            (XAVIER_SCALE, "1 / layers_dims[layer - 1]"),
        ),
        wrong(
            "upside_down",
            "The fraction is upside down: the more inputs a unit adds up, the smaller its weights must be.",
            (XAVIER_SCALE, "np.sqrt(layers_dims[layer - 1])"),
        ),
        wrong(
            "own_size",
            "The scale uses n_l, the layer's own size. Use n_{l-1}, the number of terms that a unit adds up.",
            (XAVIER_SCALE, "np.sqrt(1 / layers_dims[layer])"),
        ),
        wrong(
            "size_of_the_inputs_for_all",
            "All layers use the scale of the first. Each layer's scale depends on the size of the layer before it.",
            (XAVIER_SCALE, "np.sqrt(1 / layers_dims[0])"),
        ),
        wrong(
            "he",
            "This is He's scale, sqrt(2 / n_{l-1}), made for ReLU. Without ReLU no signal is cut off, so the 2 becomes "
            "a 1.",
            (XAVIER_SCALE, "np.sqrt(2 / layers_dims[layer - 1])"),
        ),
        wrong(
            "glorot",
            "This is Glorot and Bengio's scale for both directions, sqrt(2 / (n_{l-1} + n_l)). Use the simpler one "
            "here: sqrt(1 / n_{l-1}).",
            (XAVIER_SCALE, "np.sqrt(2 / (layers_dims[layer - 1] + layers_dims[layer]))"),
        ),
        wrong(
            "small",
            "All layers use the scale 0.01. It should depend on the number of inputs: sqrt(1 / n_{l-1}).",
            (XAVIER_SCALE, "0.01"),
        ),
    ),
    alternatives=in_other_streams("initialize_parameters_xavier", "n_prev**-0.5"),
)

HE_SCALE = "np.sqrt(2 / layers_dims[layer - 1])"

HE = Exercise(
    name="initialize_parameters_he",
    cases=weight_cases(lambda n: (2 / n) ** 0.5),
    hints=(
        "Compare the derivation with the one before: what does ReLU do to the mean square, and how must the weights "
        "compensate?",
        "Only one number differs from Xavier's weights. Be careful about what goes under the root.",
        "The standard deviation is np.sqrt(2 / layers_dims[layer - 1]).",
    ),
    variants=(
        *weight_mistakes(SCALED, "The scale"),
        wrong(
            "scale_forgotten",
            "The weights are standard normal numbers: the factor sqrt(2 / n_{l-1}) is missing.",
            (SCALED, DRAW),
        ),
        wrong(
            "root_forgotten",
            "The weights are too small: 2 / n_{l-1} is their variance. Their standard deviation is its square root.",
            (HE_SCALE, "2 / layers_dims[layer - 1]"),
        ),
        wrong(
            "root_of_two_alone",
            "The root covers only the 2: sqrt(2) / n. It should cover the whole fraction: sqrt(2 / n).",
            (HE_SCALE, "np.sqrt(2) / layers_dims[layer - 1]"),
        ),
        wrong(
            "root_of_size_alone",
            "The root covers only the size: 2 / sqrt(n). It should cover the whole fraction: sqrt(2 / n).",
            (HE_SCALE, "2 / np.sqrt(layers_dims[layer - 1])"),
        ),
        wrong(
            "upside_down",
            "The fraction is upside down: the more inputs a unit adds up, the smaller its weights must be.",
            (HE_SCALE, "np.sqrt(layers_dims[layer - 1] / 2)"),
        ),
        wrong(
            "own_size",
            "The scale uses n_l, the layer's own size. Use n_{l-1}, the number of terms that a unit adds up.",
            (HE_SCALE, "np.sqrt(2 / layers_dims[layer])"),
        ),
        wrong(
            "size_of_the_inputs_for_all",
            "All layers use the scale of the first. Each layer's scale depends on the size of the layer before it.",
            (HE_SCALE, "np.sqrt(2 / layers_dims[0])"),
        ),
        wrong(
            "xavier",
            "This is Xavier's scale, sqrt(1 / n_{l-1}). ReLU cuts off half of every signal; the 2 makes up for that.",
            (HE_SCALE, "np.sqrt(1 / layers_dims[layer - 1])"),
        ),
        wrong(
            "glorot",
            "This is Glorot and Bengio's scale, sqrt(2 / (n_{l-1} + n_l)). He's scale uses only n_{l-1}.",
            (HE_SCALE, "np.sqrt(2 / (layers_dims[layer - 1] + layers_dims[layer]))"),
        ),
        wrong(
            "small",
            "All layers use the scale 0.01. It should depend on the number of inputs: sqrt(2 / n_{l-1}).",
            (HE_SCALE, "0.01"),
        ),
    ),
    alternatives=in_other_streams("initialize_parameters_he", "np.sqrt(2.0 / n_prev)"),
)
