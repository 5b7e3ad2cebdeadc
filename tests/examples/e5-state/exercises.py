"""The exercises of the example "class with state"."""

from autograder.exercise import Alternative, Assignment, Edit, Exercise, Variant, call, close, script
from autograder.script import Step


def momentum_cases(rng):
    for beta, shape in ((0.8, (2, 3)), (0.5, (4,))):
        steps = [Step("step", (rng.normal(size=shape), rng.normal(size=shape), 0.3), on="it") for _ in range(3)]
        yield script(
            Step("", (beta,), keep="it"),
            *steps,
            Step("v", on="it", action="get"),
            check=close(),
            label=f"three steps, beta {beta}",
        )


def remember_cases(rng):
    yield call({"count": 0, "total": 0.0}, float(rng.normal(3)), label="the first")
    yield call({"count": 4, "total": float(rng.normal(3))}, float(rng.normal(3)), label="a later one")


MOMENTUM = Exercise(
    name="Momentum",
    cases=momentum_cases,
    hints=("What must be remembered from one step to the next?", "Attributes of `self` last as long as the object."),
    variants=(
        Variant("no_memory", "The velocity is forgotten after each step.", (Edit("self.beta * self.v + ", ""),)),
        Variant("not_weighted", "The gradient lacks the factor (1 - beta).", (Edit("(1 - self.beta) * dw", "dw"),)),
        Variant("uphill", "The step goes uphill. Subtract it.", (Edit("w - learning_rate", "w + learning_rate"),)),
        Variant(
            "never_stored",
            "The velocity is computed but not stored.",
            (
                Edit("        self.v = self.beta * self.v +", "        v = self.beta * self.v +"),
                Edit("learning_rate * self.v", "learning_rate * v"),
            ),
        ),
    ),
)

REMEMBER = Exercise(
    name="remember",
    cases=remember_cases,
    mutates=("running",),
    hints=("A dictionary passed as an argument belongs to the caller.", 'running["count"] += 1 changes it in place.'),
    variants=(
        Variant(
            "copy",
            "The caller's dictionary is not changed. Do not copy it.",
            (Edit('    running["count"] += 1', '    running = dict(running)\n    running["count"] += 1'),),
        ),
        Variant(
            "not_counted",
            "The count is not increased.",
            (Edit('running["count"] += 1', 'n = running["count"] + 1'), Edit('/ running["count"]', "/ n")),
        ),
        Variant("sum", "This is the sum, not the mean.", (Edit(' / running["count"]', ""),)),
    ),
    alternatives=(
        Alternative(
            "assigned", "without +=", (Edit('running["total"] += x', 'running["total"] = running["total"] + x'),)
        ),
    ),
)

ASSIGNMENT = Assignment("e5-state", "optimizer", "State", (MOMENTUM, REMEMBER))
