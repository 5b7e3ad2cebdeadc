"""Mistakes in Adam: in its averages, in their corrections, and in the step."""

from __future__ import annotations

from autograder.exercise import wrong

V = "new_v[d] = beta1 * v[d] + (1 - beta1) * grads[d]"
S = "new_s[d] = beta2 * s[d] + (1 - beta2) * grads[d] ** 2"
V_CORRECTED = "v_corrected[d] = new_v[d] / (1 - beta1**t)"
S_CORRECTED = "s_corrected[d] = new_s[d] / (1 - beta2**t)"
STEP = "v_corrected[d] / (np.sqrt(s_corrected[d]) + epsilon)"
UPDATE = f"updated[name] = parameters[name] - learning_rate * {STEP}"
BACK = "return updated, new_v, new_s, v_corrected, s_corrected"

AVERAGES = (
    wrong(
        "sums_not_averages",
        "In v the gradient has weight 1. Its weight should be 1 - beta1; otherwise v is a sum and not an average.",
        (V, "new_v[d] = beta1 * v[d] + grads[d]"),
    ),
    wrong(
        "squares_summed",
        "In s the squared gradient has weight 1. Its weight should be 1 - beta2; otherwise s is a sum and not an "
        "average.",
        (S, "new_s[d] = beta2 * s[d] + grads[d] ** 2"),
    ),
    wrong(
        "weights_of_v_exchanged",
        "The weights in v are swapped: beta1 is the weight of the old average.",
        (V, "new_v[d] = (1 - beta1) * v[d] + beta1 * grads[d]"),
    ),
    wrong(
        "weights_of_s_exchanged",
        "The weights in s are swapped: beta2 is the weight of the old average.",
        (S, "new_s[d] = (1 - beta2) * s[d] + beta2 * grads[d] ** 2"),
    ),
    wrong(
        "betas_exchanged",
        "beta1 and beta2 are swapped: beta1 is for v, the gradients, and beta2 for s, their squares.",
        (V, V.replace("beta1", "beta2")),
        (S, S.replace("beta2", "beta1")),
        (V_CORRECTED, V_CORRECTED.replace("beta1", "beta2")),
        (S_CORRECTED, S_CORRECTED.replace("beta2", "beta1")),
    ),
    wrong("beta1_in_s", "s is averaged with beta1. Use beta2.", (S, S.replace("beta2", "beta1"))),
    wrong("not_squared", "The gradient in s is not squared.", (S, S.replace(" ** 2", ""))),
    wrong(
        "v_in_s",
        "s is computed from the old v. (A page of the lecture has this slip.) It should be s := beta2 s + (1 - beta2) "
        "grad^2.",
        (S, S.replace("s[d] +", "v[d] +")),
    ),
    wrong(
        "averages_start_anew",
        "The old averages are not used, so every step starts from zero.",
        (V, "new_v[d] = (1 - beta1) * grads[d]"),
        (S, "new_s[d] = (1 - beta2) * grads[d] ** 2"),
    ),
    wrong(
        "averages_not_stored",
        "v and s are returned unchanged, so nothing is remembered for the next step.",
        (BACK, "return updated, v, s, v_corrected, s_corrected"),
    ),
    wrong(
        "v_overwritten",
        "v is returned corrected. Corrected values are for this step only; if stored, they are corrected again.",
        (BACK, "return updated, v_corrected, new_s, v_corrected, s_corrected"),
    ),
    wrong(
        "both_overwritten",
        "v and s are returned corrected. Corrected values are for this step only; if stored, they are corrected again.",
        (BACK, "return updated, v_corrected, s_corrected, v_corrected, s_corrected"),
    ),
)

CORRECTIONS = (
    wrong(
        "exponent_fixed",
        "The exponent is hard-coded. It should be t, the number of the step.",
        (V_CORRECTED, V_CORRECTED.replace("**t", "**2")),
        (S_CORRECTED, S_CORRECTED.replace("**t", "**2")),
    ),
    wrong(
        "exponent_of_s_fixed",
        "The exponent in the correction of s is hard-coded. It should be t, the number of the step.",
        (S_CORRECTED, S_CORRECTED.replace("**t", "**2")),
    ),
    wrong(
        "exponent_of_v_fixed",
        "The exponent in the correction of v is hard-coded. It should be t, the number of the step.",
        (V_CORRECTED, V_CORRECTED.replace("**t", "**2")),
    ),
    wrong(
        "beta_times_t",
        "The corrections use beta times t. Use beta to the power t: `beta1**t`.",
        (V_CORRECTED, V_CORRECTED.replace("**t", " * t")),
        (S_CORRECTED, S_CORRECTED.replace("**t", " * t")),
    ),
    wrong(
        "correction_without_t",
        "The corrections are missing t (as on a page of the lecture): after t steps, the weights in an average add up "
        "to 1 - beta^t.",
        (V_CORRECTED, V_CORRECTED.replace("**t", "")),
        (S_CORRECTED, S_CORRECTED.replace("**t", "")),
    ),
    wrong(
        "steps_from_zero",
        "The corrections count one step too many: in the first step, t is already 1.",
        (V_CORRECTED, V_CORRECTED.replace("**t", "**(t + 1)")),
        (S_CORRECTED, S_CORRECTED.replace("**t", "**(t + 1)")),
    ),
    wrong(
        "s_corrected_by_beta1",
        "s is corrected with beta1. It is averaged with beta2, so correct it with beta2.",
        (S_CORRECTED, S_CORRECTED.replace("beta2", "beta1")),
    ),
    wrong(
        "v_corrected_by_beta2",
        "v is corrected with beta2. It is averaged with beta1, so correct it with beta1.",
        (V_CORRECTED, V_CORRECTED.replace("beta1", "beta2")),
    ),
    wrong(
        "root_of_the_correction",
        "s is divided by the root of its correction. Divide by 1 - beta2^t; the root comes later, in the step.",
        (S_CORRECTED, "s_corrected[d] = new_s[d] / np.sqrt(1 - beta2**t)"),
    ),
    wrong(
        "correction_multiplied",
        "The averages are multiplied by 1 - beta^t. Divide: averages that start at 0 are too small, not too large.",
        (V_CORRECTED, V_CORRECTED.replace(" / ", " * ")),
        (S_CORRECTED, S_CORRECTED.replace(" / ", " * ")),
    ),
    wrong(
        "not_corrected",
        "The corrections are missing: v_corrected is v / (1 - beta1^t), s_corrected is s / (1 - beta2^t).",
        (V_CORRECTED, "v_corrected[d] = new_v[d]"),
        (S_CORRECTED, "s_corrected[d] = new_s[d]"),
    ),
    wrong("s_not_corrected", "The correction of s is missing.", (S_CORRECTED, "s_corrected[d] = new_s[d]")),
    wrong("v_not_corrected", "The correction of v is missing.", (V_CORRECTED, "v_corrected[d] = new_v[d]")),
    wrong(
        "old_averages_corrected",
        "The correction uses the averages from before this gradient. Average first, then correct.",
        (V_CORRECTED, V_CORRECTED.replace("new_v", "v")),
        (S_CORRECTED, S_CORRECTED.replace("new_s", "s")),
    ),
)

STEPS = (
    wrong(
        "epsilon_inside",
        "epsilon is under the root. Add it to the root: sqrt(s) + epsilon. The root of 1e-8 is 1e-4, which is much "
        "larger.",
        (UPDATE, UPDATE.replace("(np.sqrt(s_corrected[d]) + epsilon)", "np.sqrt(s_corrected[d] + epsilon)")),
    ),
    wrong(
        "epsilon_forgotten",
        "epsilon is missing: it is added to the root.",
        (UPDATE, UPDATE.replace(" + epsilon", "")),
    ),
    wrong(
        "epsilon_fixed",
        "epsilon is hard-coded. Use the argument.",
        (UPDATE, UPDATE.replace("epsilon", "1e-8")),
    ),
    wrong(
        "epsilon_outside_of_the_brackets",
        "epsilon is added to the quotient. Add it to the root, in the denominator: check the brackets.",
        (UPDATE, UPDATE.replace("(np.sqrt(s_corrected[d]) + epsilon)", "np.sqrt(s_corrected[d]) + epsilon")),
    ),
    wrong(
        "epsilon_before_the_correction",
        "epsilon is added to the root of the *uncorrected* s, as in Keras, so it has a larger effect in the first "
        "steps. Here it is added to the root of s_corrected.",
        (
            UPDATE,
            UPDATE.replace(
                "v_corrected[d] / (np.sqrt(s_corrected[d]) + epsilon)",
                "np.sqrt(1 - beta2**t) * v_corrected[d] / (np.sqrt(new_s[d]) + epsilon)",
            ),
        ),
    ),
    wrong(
        "root_forgotten",
        "The root is missing: the step is v_corrected over the *root* of s_corrected.",
        (UPDATE, UPDATE.replace("np.sqrt(s_corrected[d])", "s_corrected[d]")),
    ),
    wrong(
        "uncorrected_s_in_the_step",
        "s is corrected but the result is not used: the step divides by the root of the uncorrected s.",
        (UPDATE, UPDATE.replace("s_corrected", "new_s")),
    ),
    wrong(
        "uncorrected_v_in_the_step",
        "v is corrected but the result is not used: the step follows the uncorrected v.",
        (UPDATE, UPDATE.replace("v_corrected", "new_v")),
    ),
    wrong(
        "uncorrected_step",
        "v and s are corrected but the results are not used. The step uses the corrected ones.",
        (UPDATE, UPDATE.replace("v_corrected", "new_v").replace("s_corrected", "new_s")),
    ),
    wrong(
        "raw_gradient",
        "The step follows the raw gradient, without momentum. Put v_corrected in the numerator.",
        (UPDATE, UPDATE.replace("v_corrected[d] /", "grads[d] /")),
    ),
    wrong(
        "v_and_s_exchanged_in_the_step",
        "v and s are swapped in the step: divide v_corrected by the root of s_corrected.",
        (
            UPDATE,
            UPDATE.replace(
                "v_corrected[d] / (np.sqrt(s_corrected[d])", "s_corrected[d] / (np.sqrt(np.abs(v_corrected[d]))"
            ),
        ),
    ),
    wrong(
        "multiplied_by_the_root",
        "The step is multiplied by the root. Divide.",
        (UPDATE, UPDATE.replace("v_corrected[d] / (", "v_corrected[d] * (")),
    ),
    wrong(
        "order_exchanged",
        "The return values are in the wrong order: parameters, v, s, v_corrected, s_corrected.",
        (BACK, "return updated, new_s, new_v, s_corrected, v_corrected"),
    ),
    wrong(
        "parameters_alone",
        "Only the parameters are returned. The averages are needed in the next step.",
        (BACK, "return updated"),
    ),
)
