"""The backward pass of batch normalization: random upstream gradients and a large eps reveal mistakes."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, Gradient, also_right, call, close, wrong

from .batch_norm_forward import inputs


def backward_cases(rng: np.random.Generator) -> Iterable[Case]:
    for n, m, eps, label in (
        (3, 5, 0.01, "3 units, 5 examples"),
        (4, 2, 0.3, "4 units, 2 examples, a large eps"),
        (2, 7, 0.1, "2 units, 7 examples"),
        (5, 3, 0.02, "5 units, 3 examples"),
    ):
        Z, gamma, _, _ = inputs(rng, n, m)
        std = np.sqrt(Z.var(axis=1, keepdims=True) + eps)
        cache = {"Z_norm": (Z - Z.mean(axis=1, keepdims=True)) / std, "gamma": gamma, "std": std}
        upstream = rng.normal(0.5, 1, (n, m))
        yield call(upstream, cache, check=close(scale=8.0), label=label)


def backward_gradients(module: ModuleType, rng: np.random.Generator) -> Iterable[Gradient]:
    for n, m, eps in ((3, 5, 0.05), (2, 4, 0.5)):
        Z, gamma, beta, running = inputs(rng, n, m)
        upstream = rng.normal(0.5, 1, (n, m))

        def layer(Z, gamma, beta, running=running, eps=eps):
            return module.batch_norm_forward(Z, gamma, beta, dict(running), True, 0.9, eps)

        def losses(Z=Z, gamma=gamma, beta=beta, layer=layer, upstream=upstream):
            return np.sum(upstream * layer(Z, gamma, beta)[0])

        def cost(losses=losses, m=m, **parameters):
            return losses(**parameters) / m

        dZ, dgamma, dbeta = module.batch_norm_backward(upstream, layer(Z, gamma, beta)[1])
        yield Gradient(of=losses, at={"Z": Z}, claimed={"Z": dZ}, operations=300, scale=50.0)
        at, claimed = {"gamma": gamma, "beta": beta}, {"gamma": dgamma, "beta": dbeta}
        yield Gradient(of=cost, at=at, claimed=claimed, operations=300, scale=50.0)


DGAMMA = "np.mean(dZ_tilde * Z_norm, axis=1, keepdims=True)"
DBETA = "np.mean(dZ_tilde, axis=1, keepdims=True)"
DZ = "gamma / std * (dZ_tilde - dbeta - Z_norm * dgamma)"
M = "dZ_tilde.shape[1]"

BATCH_NORM_BACKWARD = Exercise(
    name="batch_norm_backward",
    cases=backward_cases,
    gradients=backward_gradients,
    quantities=("dgamma", "dbeta", "dZ"),
    credit={"dgamma": 0.2, "dbeta": 0.2, "dZ": 0.6},
    hints=(
        "Start with the two easy ones: Z_tilde = gamma * Z_norm + beta. What factor does each entry of dZ_tilde get "
        "for gamma, and for beta? All examples share the same gamma.",
        "dgamma is the mean of dZ_tilde * Z_norm over the examples, and dbeta is the mean of dZ_tilde: axis=1, "
        "keepdims=True.",
        "dZ has three parts: the direct one, one through the mean and one through the variance. The last two use the "
        "means you already have: dZ_tilde - dbeta - Z_norm * dgamma, all times gamma / std.",
    ),
    variants=(
        wrong(
            "statistics_taken_as_fixed",
            "Mean and variance are treated as constants. They depend on Z, so dZ needs one more term for each.",
            (DZ, "gamma / std * dZ_tilde"),
        ),
        wrong(
            "mean_term_missing",
            "dZ is missing the term through the mean: subtract the mean of dZ_tilde.",
            (DZ, "gamma / std * (dZ_tilde - Z_norm * dgamma)"),
        ),
        wrong(
            "variance_term_missing",
            "dZ is missing the term through the variance: subtract Z_norm times the mean of dZ_tilde * Z_norm.",
            (DZ, "gamma / std * (dZ_tilde - dbeta)"),
        ),
        wrong(
            "terms_added",
            "The terms through mean and variance are added. Both should be subtracted.",
            (DZ, "gamma / std * (dZ_tilde + dbeta + Z_norm * dgamma)"),
        ),
        wrong(
            "sums_for_means_in_dz",
            "dZ uses sums where it needs means: each z contributes 1/m to the mean.",
            (DZ, f"gamma / std * (dZ_tilde - {M} * dbeta - Z_norm * {M} * dgamma)"),
        ),
        wrong(
            "z_norm_missing",
            "The last term of dZ is missing its factor Z_norm: a z far from the mean changes the variance most.",
            (DZ, "gamma / std * (dZ_tilde - dbeta - dgamma)"),
        ),
        wrong("gamma_missing", "dZ is missing the factor gamma.", (DZ, "(dZ_tilde - dbeta - Z_norm * dgamma) / std")),
        wrong("std_missing", "dZ is not divided by std.", (DZ, "gamma * (dZ_tilde - dbeta - Z_norm * dgamma)")),
        wrong(
            "std_multiplied", "dZ is multiplied by std. Divide, as in the forward pass.", ("gamma / std", "gamma * std")
        ),
        wrong(
            "variance_for_std",
            "dZ is divided by the variance. The forward pass divides by its square root.",
            ("gamma / std", "gamma / std**2"),
        ),
        wrong(
            "dz_averaged",
            "dZ is divided by m. Each column of a gradient between layers belongs to one example's loss, without 1/m.",
            (DZ, f"gamma / std / {M} * (dZ_tilde - dbeta - Z_norm * dgamma)"),
        ),
        wrong(
            "not_averaged",
            "dgamma and dbeta are sums. They are gradients of the cost, like dW and db, so they need 1/m.",
            (DGAMMA, DGAMMA.replace("mean", "sum")),
            (DBETA, DBETA.replace("mean", "sum")),
            ("- dbeta", f"- dbeta / {M}"),
            ("Z_norm * dgamma)", f"Z_norm * dgamma / {M})"),
        ),
        wrong(
            "dgamma_without_sum",
            "dgamma has an entry for each example. All examples share the same gamma, so take the mean over them.",
            (DGAMMA, "dZ_tilde * Z_norm"),
            ("Z_norm * dgamma)", "Z_norm * np.mean(dgamma, axis=1, keepdims=True))"),
        ),
        wrong(
            "dgamma_without_z_norm",
            "dgamma is missing Z_norm, the factor of gamma in the forward pass.",
            (DGAMMA, DBETA),
            ("Z_norm * dgamma", f"Z_norm * {DGAMMA}"),
        ),
        wrong(
            "dgamma_from_the_cache_alone",
            "dgamma is missing dZ_tilde: multiply by the upstream gradient.",
            (DGAMMA, "np.mean(Z_norm, axis=1, keepdims=True)"),
            ("Z_norm * dgamma", f"Z_norm * {DGAMMA}"),
        ),
        wrong(
            "dbeta_with_gamma",
            "dbeta has a factor gamma. beta is only added, so its factor is 1.",
            (DBETA, DBETA + " * gamma"),
            ("- dbeta", f"- {DBETA}"),
        ),
        wrong(
            "over_units",
            "The means are taken down the columns, over the units. Take them along the rows, over the examples: "
            "axis=1.",
            (DGAMMA, "np.mean(dZ_tilde * Z_norm, axis=0, keepdims=True)"),
            (DBETA, "np.mean(dZ_tilde, axis=0, keepdims=True)"),
        ),
        wrong(
            "over_everything",
            "The means are taken over all units. Each unit has its own: axis=1, keepdims=True.",
            (DGAMMA, "np.mean(dZ_tilde * Z_norm)"),
            (DBETA, "np.mean(dZ_tilde)"),
        ),
        wrong(
            "axis_lost",
            "The gradients have lost an axis: `keepdims=True` keeps them as columns.",
            (DGAMMA, "np.mean(dZ_tilde * Z_norm, axis=1)"),
            (DBETA, "np.mean(dZ_tilde, axis=1)"),
            (DZ, "gamma / std * (dZ_tilde - dbeta[:, None] - Z_norm * dgamma[:, None])"),
        ),
        wrong("negative", "dZ has the wrong sign.", (DZ, "-" + DZ)),
        wrong("unknown_name", UNKNOWN_NAME, ("gamma / std", "gamma / sigma")),
    ),
    alternatives=(
        also_right(
            "by_the_paper",
            "through the variance and then the mean, as in the paper",
            code="""
def batch_norm_backward(dZ_tilde, cache):
    Z_norm, gamma, std = cache["Z_norm"], cache["gamma"], cache["std"]
    m = dZ_tilde.shape[1]
    dZ_norm = dZ_tilde * gamma
    centred = Z_norm * std
    dvar = np.sum(dZ_norm * centred, axis=1, keepdims=True) * -0.5 * std**-3
    dmu = np.sum(-dZ_norm / std, axis=1, keepdims=True) + dvar * np.mean(-2 * centred, axis=1, keepdims=True)
    dZ = dZ_norm / std + dvar * 2 * centred / m + dmu / m
    dgamma = np.sum(dZ_tilde * Z_norm, axis=1, keepdims=True) / m
    dbeta = np.sum(dZ_tilde, axis=1, keepdims=True) / m
    return dZ, dgamma, dbeta
""",
        ),
        also_right(
            "unit_by_unit",
            "a loop over the units, with dot products",
            code="""
def batch_norm_backward(dZ_tilde, cache):
    n, m = dZ_tilde.shape
    dZ = np.zeros((n, m))
    dgamma, dbeta = np.zeros((n, 1)), np.zeros((n, 1))
    for j in range(n):
        x, dy = cache["Z_norm"][j], dZ_tilde[j]
        dgamma[j, 0], dbeta[j, 0] = x.dot(dy) / m, sum(dy) / m
        dZ[j] = cache["gamma"][j] * (m * dy - sum(dy) - x * x.dot(dy)) / (m * cache["std"][j])
    return dZ, dgamma, dbeta
""",
        ),
    ),
)
