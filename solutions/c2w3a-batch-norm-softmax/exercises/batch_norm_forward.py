"""The forward pass of batch normalization: two modes, a dictionary that one of them updates, and a 1/m variance."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, accepted, also_right, call, close, wrong

NAMES = ("Z_tilde", "cache")


def inputs(
    rng: np.random.Generator, n: int, m: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, dict[str, np.ndarray]]:
    """Z, gamma, beta, and running averages that differ from the batch's mean and variance."""
    places, widths = rng.choice([-1, 1], (n, 1)) * rng.uniform(1, 3, (n, 1)), rng.uniform(0.4, 2, (n, 1))
    gamma, beta = rng.uniform(1.3, 2.5, (n, 1)), rng.choice([-1, 1], (n, 1)) * rng.uniform(0.4, 1.5, (n, 1))
    running = {"mean": rng.uniform(-1, 1, (n, 1)), "var": rng.uniform(0.3, 3, (n, 1))}
    return places + widths * rng.normal(size=(n, m)), gamma, beta, running


def forward_cases(rng: np.random.Generator) -> Iterable[Case]:
    def case(n: int, m: int, training: bool, momentum: float, eps: float, label: str, **more: Any) -> Case:
        Z, gamma, beta, running = inputs(rng, n, m)
        Z = more.get("Z", lambda Z: Z)(Z)
        check = close(names=NAMES, scale=4.0)
        return call(Z, gamma, beta, running, training, momentum, eps, check=check, label=label)

    def constant(Z: np.ndarray) -> np.ndarray:
        Z[1] = 2.0
        return Z

    yield case(3, 5, True, 0.9, 0.1, "training, 3 units, 5 examples, eps = 0.1")
    yield case(4, 2, True, 0.6, 0.01, "training, 4 units, 2 examples, momentum = 0.6")
    yield case(2, 4, False, 0.8, 0.3, "not training: use the running averages, do not change them")
    yield case(3, 1, False, 0.7, 0.05, "not training, a single example")
    yield case(2, 6, True, 0.75, 0.04, "training, a unit that is the same for all examples", Z=constant)


MU = "np.mean(Z, axis=1, keepdims=True)"
VAR = "np.var(Z, axis=1, keepdims=True)"
NEW_MEAN = 'momentum * running["mean"] + (1 - momentum) * mu'
NEW_VAR = 'momentum * running["var"] + (1 - momentum) * var'
UPDATES = f'        running["mean"] = {NEW_MEAN}\n        running["var"] = {NEW_VAR}\n'
STD = "np.sqrt(var + eps)"
KEPT = '{"Z_norm": Z_norm, "gamma": gamma, "std": std}'

BATCH_NORM_FORWARD = Exercise(
    name="batch_norm_forward",
    cases=forward_cases,
    mutates=("running",),
    quantities=("mean", "var", "std", "Z_norm", "Z_tilde", "cache"),
    hints=(
        "There are two cases: in training, mean and variance come from Z; otherwise, from `running`. The rest "
        "(normalizing, gamma and beta) is the same for both.",
        "Each unit is a row of Z with its own mean and variance over the examples: axis=1, with `keepdims=True` to get "
        "columns like gamma. `np.var` divides by m, as required.",
        'In training, store the new averages in the dictionary you were given: `running["mean"] = ...`. The old '
        "average has weight momentum, the batch's mean 1 - momentum.",
        "std = np.sqrt(var + eps), Z_norm = (Z - mu) / std, Z_tilde = gamma * Z_norm + beta.",
    ),
    variants=(
        wrong(
            "over_units",
            "Mean and variance are taken down the columns, over the units of one example. That is layer norm. Batch "
            "norm takes them over the examples of the batch: axis=1.",
            (MU, "np.mean(Z, axis=0, keepdims=True)"),
            (VAR, "np.var(Z, axis=0, keepdims=True)"),
            (
                UPDATES,
                '        running["mean"] = running["mean"] + 0 * mu\n'
                '        running["var"] = running["var"] + 0 * var\n',
            ),
        ),
        wrong(
            "over_everything",
            "There is one mean and one variance for all units. Each unit (row) has its own: axis=1, keepdims=True.",
            (MU, "np.mean(Z)"),
            (VAR, "np.var(Z)"),
        ),
        wrong(
            "axis_lost",
            "Mean and variance have lost an axis and do not broadcast against Z: `keepdims=True` keeps them as "
            "columns.",
            (MU, "np.mean(Z, axis=1)"),
            (VAR, "np.var(Z, axis=1)"),
        ),
        wrong(
            "unbiased_variance",
            "The variance is divided by m - 1. Batch norm divides by m, like `np.var`.",
            (VAR, "np.var(Z, axis=1, keepdims=True, ddof=1)"),
        ),
        wrong(
            "unbiased_running_variance",
            "The batch uses the 1/m variance, but the running average the 1/(m - 1) variance. The paper and PyTorch do "
            "this; here, as in Keras, both use 1/m.",
            (NEW_VAR, NEW_VAR[:-3] + "np.var(Z, axis=1, keepdims=True, ddof=1)"),
        ),
        wrong(
            "eps_outside_the_root",
            "eps is added to the root. Add it to the variance, under the root.",
            (STD, "np.sqrt(var) + eps"),
        ),
        wrong(
            "eps_missing",
            "eps is missing. If a unit is the same for all examples of a batch, its variance is 0.",
            (STD, "np.sqrt(var)"),
        ),
        wrong(
            "root_missing",
            "This divides by the variance. Divide by its square root, the standard deviation. (The lecture's slides "
            "have the slip x / sigma squared.)",
            (STD, "var + eps"),
        ),
        wrong(
            "running_deviation",
            "The running average stores the standard deviation. It should store the variance.",
            (NEW_VAR, NEW_VAR[:-3] + "np.sqrt(var)"),
        ),
        wrong(
            "running_variance_with_eps",
            "The running average of the variance includes eps. Store the variance alone; eps is only added under the "
            "root.",
            (NEW_VAR, NEW_VAR[:-3] + "(var + eps)"),
        ),
        wrong(
            "batch_statistics_always",
            "Mean and variance come from the batch even when not training. Then the result for an example depends on "
            "its neighbours, and for a single example it is always beta. Use the running averages.",
            ('mu, var = running["mean"], running["var"]', f"mu, var = {MU}, {VAR}"),
        ),
        wrong(
            "running_statistics_always",
            "The running averages are used in training too. In training, use the mean and variance of the batch.",
            ("    std = ", '    mu, var = running["mean"], running["var"]\n    std = '),
        ),
        wrong(
            "updated_when_used",
            "The running averages change although `training` is False. A prediction must not depend on earlier "
            "predictions.",
            (
                'mu, var = running["mean"], running["var"]',
                'mu, var = running["mean"], running["var"]\n'
                f'        running["mean"] = momentum * running["mean"] + (1 - momentum) * {MU}\n'
                f'        running["var"] = momentum * running["var"] + (1 - momentum) * {VAR}',
            ),
        ),
        wrong(
            "modes_exchanged",
            "The two modes are swapped: if `training` is True, use the mean and variance of the batch.",
            ("if training:", "if not training:"),
        ),
        wrong(
            "never_updated",
            "The dictionary `running` is unchanged. In training, store the new averages in it, not in a copy.",
            (UPDATES, ""),
        ),
        wrong(
            "mean_not_updated",
            'running["mean"] is not updated.',
            (f'        running["mean"] = {NEW_MEAN}\n', ""),
        ),
        wrong(
            "variance_not_updated",
            'running["var"] is not updated.',
            (f'        running["var"] = {NEW_VAR}\n', ""),
        ),
        wrong(
            "momentum_exchanged",
            "momentum is the weight of the *old* average, but here it multiplies the batch's values. (PyTorch does it "
            "that way, usually with 0.1; Keras and this course do not.)",
            (NEW_MEAN, '(1 - momentum) * running["mean"] + momentum * mu'),
            (NEW_VAR, '(1 - momentum) * running["var"] + momentum * var'),
        ),
        wrong(
            "last_batch_alone",
            "The running averages are just those of the last batch. Average: momentum * old + (1 - momentum) * new.",
            (NEW_MEAN, "mu"),
            (NEW_VAR, "var"),
        ),
        wrong(
            "share_forgotten",
            "The batch's values are added with weight 1. The factor 1 - momentum is missing.",
            (NEW_MEAN, 'momentum * running["mean"] + mu'),
            (NEW_VAR, 'momentum * running["var"] + var'),
        ),
        wrong("mean_kept", "The mean is not subtracted.", ("(Z - mu)", "Z")),
        wrong(
            "brackets_missing",
            "Only the mean is divided. Put brackets around Z - mu.",
            ("(Z - mu) / std", "Z - mu / std"),
        ),
        wrong("multiplied", "The scores are multiplied by std. Divide.", ("(Z - mu) / std", "(Z - mu) * std")),
        wrong(
            "gamma_missing",
            "gamma is missing: Z_tilde = gamma * Z_norm + beta.",
            ("gamma * Z_norm + beta", "Z_norm + beta"),
        ),
        wrong(
            "beta_missing",
            "beta is missing: Z_tilde = gamma * Z_norm + beta.",
            ("gamma * Z_norm + beta", "gamma * Z_norm"),
        ),
        wrong(
            "gamma_of_the_sum",
            "gamma multiplies beta too. It should scale only Z_norm; beta is added afterwards.",
            ("gamma * Z_norm + beta", "gamma * (Z_norm + beta)"),
        ),
        wrong(
            "gamma_and_beta_exchanged",
            "gamma and beta are swapped: gamma multiplies, beta is added.",
            ("gamma * Z_norm + beta", "beta * Z_norm + gamma"),
        ),
        wrong(
            "normalized_alone",
            "Z_norm is returned without gamma and beta, which set each unit's standard deviation and mean.",
            ("return Z_tilde, ", "return Z_norm, "),
        ),
        wrong(
            "cache_missing",
            "Only Z_tilde is returned. The backward pass needs a cache too.",
            (f"return Z_tilde, {KEPT}", "return Z_tilde"),
        ),
        wrong(
            "variance_in_the_cache",
            'cache["std"] holds the variance. It should hold the divisor, the root of var + eps.',
            ('"std": std', '"std": var'),
        ),
        wrong(
            "scores_in_the_cache",
            'cache["Z_norm"] holds Z. It should hold the normalized scores.',
            ('"Z_norm": Z_norm', '"Z_norm": Z'),
        ),
        wrong(
            "output_in_the_cache",
            'cache["Z_norm"] holds Z_tilde. It should hold the normalized scores, before gamma and beta.',
            ('"Z_norm": Z_norm', '"Z_norm": Z_tilde'),
        ),
        wrong("unknown_name", UNKNOWN_NAME, (STD, "np.sqrt(sigma2 + eps)")),
    ),
    accepted=(
        accepted(
            "cache_with_more",
            "Your `cache` also contains `beta`, which is not needed.",
            ('"std": std', '"std": std, "beta": beta'),
        ),
    ),
    alternatives=(
        also_right(
            "step_by_step",
            "the variance written out, the averages changed in place",
            code="""
def batch_norm_forward(Z, gamma, beta, running, training, momentum, eps):
    m = Z.shape[1]
    if training is True:
        mu = 1. / m * np.sum(Z, axis=1, keepdims=True)
        var = 1. / m * np.sum((Z - mu) ** 2, axis=1, keepdims=True)
        running["mean"] *= momentum
        running["mean"] += (1 - momentum) * mu
        running["var"] *= momentum
        running["var"] += (1 - momentum) * var
    else:
        mu = running["mean"]
        var = running["var"]
    std = np.sqrt(var + eps)
    Z_norm = (Z - mu) / std
    return gamma * Z_norm + beta, dict(Z_norm=Z_norm, gamma=gamma, std=std)
""",
        ),
        also_right(
            "early_return",
            "prediction first, running averages by differences, examples as rows",
            code="""
def batch_norm_forward(Z, gamma, beta, running, training, momentum, eps):
    def scaled(mu, var):
        std = (var + eps) ** 0.5
        Z_norm = np.divide(np.subtract(Z, mu), std)
        return np.multiply(gamma, Z_norm) + beta, {"std": std, "Z_norm": Z_norm, "gamma": gamma}

    if not training:
        return scaled(running["mean"], running["var"])
    mu = Z.T.mean(axis=0)[:, np.newaxis]
    var = Z.T.std(axis=0).reshape(-1, 1) ** 2
    running.update(
        mean=running["mean"] + (1 - momentum) * (mu - running["mean"]),
        var=running["var"] + (1 - momentum) * (var - running["var"]),
    )
    return scaled(mu, var)
""",
        ),
    ),
)
