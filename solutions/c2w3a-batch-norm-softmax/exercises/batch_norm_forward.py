"""Batch normalization forward: two modes, a dictionary that changes in one of them, and a variance of 1/m."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, accepted, also_right, call, close, wrong

NAMES = ("Z_tilde", "cache")


def inputs(
    rng: np.random.Generator, n: int, m: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, dict[str, np.ndarray]]:
    """Z, gamma, beta, and running averages that differ from what the batch has."""
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
    yield case(2, 4, False, 0.8, 0.3, "not training: the running averages are used, and left alone")
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
        "There are two ways: while training, mean and variance come from Z; otherwise, from `running`. What follows, "
        "normalizing, gamma and beta, is the same for both.",
        "Each unit is a row of Z and has its own mean and variance, over the examples: axis=1, with `keepdims=True`, "
        "so that they are columns like gamma. `np.var` divides by m, as it should.",
        'While training, put new averages into the dictionary that came in: `running["mean"] = ...`. The old one keeps '
        "the share momentum, the batch's gets 1 - momentum.",
        "std = np.sqrt(var + eps), Z_norm = (Z - mu) / std, Z_tilde = gamma * Z_norm + beta.",
    ),
    variants=(
        wrong(
            "over_units",
            "Mean and variance were taken down the columns, over the units of one example. That is layer norm. Batch "
            "norm takes them along the rows, over the examples of the batch: axis=1.",
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
            "One mean and one variance were taken for all units. Each unit (row) has its own: axis=1, keepdims=True.",
            (MU, "np.mean(Z)"),
            (VAR, "np.var(Z)"),
        ),
        wrong(
            "axis_lost",
            "Mean and variance lost an axis and do not fit to Z: `keepdims=True` keeps them columns.",
            (MU, "np.mean(Z, axis=1)"),
            (VAR, "np.var(Z, axis=1)"),
        ),
        wrong(
            "unbiased_variance",
            "The variance was divided by m - 1. Batch norm divides by m, as `np.var` does.",
            (VAR, "np.var(Z, axis=1, keepdims=True, ddof=1)"),
        ),
        wrong(
            "unbiased_running_variance",
            "Batch and running average use different variances: 1/m here, 1/(m - 1) there. The paper and PyTorch do it "
            "so; here, as in Keras, both are with 1/m.",
            (NEW_VAR, NEW_VAR[:-3] + "np.var(Z, axis=1, keepdims=True, ddof=1)"),
        ),
        wrong(
            "eps_outside_the_root",
            "eps stands outside the root. It is added to the variance, under the root.",
            (STD, "np.sqrt(var) + eps"),
        ),
        wrong(
            "eps_missing",
            "eps is missing. A unit that is the same for all examples of a batch has variance 0.",
            (STD, "np.sqrt(var)"),
        ),
        wrong(
            "root_missing",
            "This divides by the variance. Divide by its root, the standard deviation. (Slides of the lecture have the "
            "slip x / sigma squared.)",
            (STD, "var + eps"),
        ),
        wrong(
            "running_deviation",
            "The running average holds the standard deviation. It should hold the variance.",
            (NEW_VAR, NEW_VAR[:-3] + "np.sqrt(var)"),
        ),
        wrong(
            "running_variance_with_eps",
            "eps got into the running average of the variance. Store the variance alone; eps comes in under the root.",
            (NEW_VAR, NEW_VAR[:-3] + "(var + eps)"),
        ),
        wrong(
            "batch_statistics_always",
            "Mean and variance come from the batch even when the network is used. Then an example's answer depends on "
            "its neighbours, and a single one always gives beta. Take the running averages.",
            ('mu, var = running["mean"], running["var"]', f"mu, var = {MU}, {VAR}"),
        ),
        wrong(
            "running_statistics_always",
            "The running averages are used while training, too. There mean and variance of the batch are meant.",
            ("    std = ", '    mu, var = running["mean"], running["var"]\n    std = '),
        ),
        wrong(
            "updated_when_used",
            "The running averages were changed although `training` is False. What a network says must not depend on "
            "what it was asked before.",
            (
                'mu, var = running["mean"], running["var"]',
                'mu, var = running["mean"], running["var"]\n'
                f'        running["mean"] = momentum * running["mean"] + (1 - momentum) * {MU}\n'
                f'        running["var"] = momentum * running["var"] + (1 - momentum) * {VAR}',
            ),
        ),
        wrong(
            "modes_exchanged",
            "The two modes are exchanged: `training` being True means mean and variance of the batch.",
            ("if training:", "if not training:"),
        ),
        wrong(
            "never_updated",
            "The dictionary that came in is as it was. While training, put the new averages into it, not into a copy "
            "of it.",
            (UPDATES, ""),
        ),
        wrong(
            "mean_not_updated",
            'running["mean"] is not brought up to date.',
            (f'        running["mean"] = {NEW_MEAN}\n', ""),
        ),
        wrong(
            "variance_not_updated",
            'running["var"] is not brought up to date.',
            (f'        running["var"] = {NEW_VAR}\n', ""),
        ),
        wrong(
            "momentum_exchanged",
            "momentum is the share of the *old* average. Here the batch got it. (So it is in PyTorch, where the usual "
            "momentum is 0.1; Keras and this course mean the old one's share.)",
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
            "The batch's statistics are added in full: the factor 1 - momentum is missing.",
            (NEW_MEAN, 'momentum * running["mean"] + mu'),
            (NEW_VAR, 'momentum * running["var"] + var'),
        ),
        wrong("mean_kept", "The mean was not subtracted.", ("(Z - mu)", "Z")),
        wrong(
            "brackets_missing",
            "Only the mean was divided: put brackets around Z - mu.",
            ("(Z - mu) / std", "Z - mu / std"),
        ),
        wrong("multiplied", "Divide by std; here it was multiplied.", ("(Z - mu) / std", "(Z - mu) * std")),
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
            "gamma multiplies beta, too. It scales Z_norm alone, and then beta is added.",
            ("gamma * Z_norm + beta", "gamma * (Z_norm + beta)"),
        ),
        wrong(
            "gamma_and_beta_exchanged",
            "gamma and beta stand in each other's place: gamma multiplies, beta is added.",
            ("gamma * Z_norm + beta", "beta * Z_norm + gamma"),
        ),
        wrong(
            "normalized_alone",
            "Z_norm comes back. Each unit's own spread and place, gamma and beta, are missing.",
            ("return Z_tilde, ", "return Z_norm, "),
        ),
        wrong(
            "cache_missing",
            "Only Z_tilde comes back. The way back needs a cache, too.",
            (f"return Z_tilde, {KEPT}", "return Z_tilde"),
        ),
        wrong(
            "variance_in_the_cache",
            'cache["std"] holds the variance. It should hold what was divided by, the root of var + eps.',
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
            "Nobody asked for `beta` in `cache`: you may leave it out.",
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
            "the used network first, a difference to the old average, examples as rows",
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
