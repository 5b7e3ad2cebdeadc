"""The computation graph of J = 3 (a + b c), forward and backward."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType

import numpy as np

from autograder.exercise import UNKNOWN_NAME, Case, Exercise, Gradient, accepted, also_right, call, wrong


def three_numbers(rng: np.random.Generator) -> Iterable[tuple[str, tuple[float, float, float]]]:
    """Triples of different numbers, none of them 0, 1 or 3 (the factor in the graph)."""
    for label, choices in (("whole numbers", np.arange(4, 10)), ("negative whole numbers", np.arange(-9, -3))):
        a, b, c = rng.choice(choices, 3, replace=False)
        yield label, (int(a), int(b), int(c))
    a, b, c = (round(float(number), 2) for number in rng.uniform((-3.5, 1.2, 0.2), (-1.5, 2.8, 0.8)))
    yield "decimal numbers", (a, b, c)


def forward_cases(rng: np.random.Generator) -> Iterable[Case]:
    for label, numbers in three_numbers(rng):
        yield call(*numbers, label=label)


FORWARD = Exercise(
    name="graph_forward",
    cases=forward_cases,
    quantities=("u", "v", "J"),
    credit={"u": 0.3, "v": 0.3, "J": 0.4},
    hints=(
        "Each box of the graph is one line of code, and uses only what was computed before it.",
        "From left to right: u needs b and c; v needs a and u; J needs v.",
    ),
    variants=(
        wrong("u_is_sum", "u is the product of b and c, not their sum.", ("b * c", "b + c")),
        wrong("u_is_power", "`**` is a power. Write a product with a single star.", ("b * c", "b ** c")),
        wrong("v_is_product", "v is the sum of a and u, not their product.", ("a + u", "a * u")),
        wrong("v_is_difference", "v is a plus u, not minus.", ("a + u", "a - u")),
        wrong("v_without_u", "v is a plus the product u. You added something else.", ("a + u", "a + b")),
        wrong(
            "brackets_moved",
            "This is (a + b) c. In a + b c the product comes first, and a is added to it.",
            ("u = b * c\n    v = a + u", "u = a + b\n    v = u * c"),
        ),
        wrong("J_is_v", "The factor 3 is missing from J.", ("3 * v", "v")),
        wrong("J_is_cube", "J is three times v, not v to the power of 3.", ("3 * v", "v ** 3")),
        wrong(
            "J_without_brackets",
            "The 3 multiplies only a. In the formula it is in front of the brackets, so it must multiply all of v.",
            ("3 * v", "3 * a + u"),
        ),
        wrong("J_of_u", "J is 3 v; you computed 3 u.", ("3 * v", "3 * u")),
        wrong(
            "order",
            "The three numbers are returned in the wrong order. Return u, v, J.",
            ("return u, v, J", "return J, v, u"),
        ),
        wrong("J_alone", "You returned only J. Return the intermediate values u and v too.", ("u, v, J", "J")),
        wrong(
            "dictionary",
            "You returned a dictionary. Return three numbers: `return u, v, J`.",
            ("return u, v, J", 'return {"u": u, "v": v, "J": J}'),
        ),
        wrong("unknown_name", UNKNOWN_NAME, ("b * c", "b_value * c")),
    ),
    accepted=(
        accepted("as_list", "You returned a list; please return a tuple.", ("return u, v, J", "return [u, v, J]")),
    ),
    alternatives=(
        also_right(
            "one_line", "without names", code="def graph_forward(a, b, c):\n    return b*c, a + b*c, 3*(a + b*c)\n"
        ),
        also_right(
            "by_numpy",
            "the same with NumPy's functions",
            code="""
def graph_forward(a, b, c):
    u = np.multiply(b, c)
    v = np.add(a, u)
    return u, v, np.sum([v, v, v])
""",
        ),
    ),
)


def backward_cases(rng: np.random.Generator) -> Iterable[Case]:
    for label, numbers in three_numbers(rng):
        yield call(*numbers, label=label)


def backward_gradients(module: ModuleType, rng: np.random.Generator) -> Iterable[Gradient]:
    """J as a function of the inputs; then the rest of the graph as a function of each intermediate value."""
    for _, (a, b, c) in three_numbers(rng):
        grads = module.graph_backward(a, b, c)
        u, v, _ = module.graph_forward(a, b, c)
        yield Gradient(
            of=lambda a, b, c: module.graph_forward(a, b, c)[2],
            at={"a": a, "b": b, "c": c},
            claimed={name: grads["d" + name] for name in "abc"},
        )
        yield Gradient(of=lambda u, a=a: module.graph_forward(a, u, 1)[2], at={"u": u}, claimed={"u": grads["du"]})
        yield Gradient(of=lambda v: module.graph_forward(v, 0, 0)[2], at={"v": v}, claimed={"v": grads["dv"]})


RESULT = '{"dv": dv, "da": da, "du": du, "db": db, "dc": dc}'

BACKWARD = Exercise(
    name="graph_backward",
    cases=backward_cases,
    gradients=backward_gradients,
    quantities=("dv", "da", "du", "db", "dc"),
    credit={"dv": 0.1, "da": 0.2, "du": 0.2, "db": 0.25, "dc": 0.25},
    hints=(
        "Start at the right end. J = 3 v: if you nudge v by 0.001, how much does J change?",
        "Then go left one box at a time: multiply the derivative that arrives by the local slope of the box. "
        "What is the local slope of a + u when you nudge a? And of b c when you nudge b?",
        "When b grows by 0.001, u = b c grows by 0.001 c. So the local slope with respect to b is c, and with "
        "respect to c it is b.",
    ),
    variants=(
        wrong(
            "factors_exchanged",
            "db and dc are swapped: nudging b changes u = b c by c times as much, and nudging c by b times as much.",
            ("du * c", "du * b"),
            ("dc = du * b", "dc = du * c"),
        ),
        wrong(
            "upstream_forgotten",
            "db and dc are the slopes of u alone. By the chain rule, multiply each by du, the derivative that arrives.",
            ("du * c", "c"),
            ("du * b", "b"),
        ),
        wrong("db_without_upstream", "db is missing the factor du, the derivative that arrives.", ("du * c", "c")),
        wrong("dc_without_upstream", "dc is missing the factor du, the derivative that arrives.", ("du * b", "b")),
        wrong("db_by_b", "The local slope of u = b c with respect to b is c, not b.", ("du * c", "du * b")),
        wrong("dc_by_c", "The local slope of u = b c with respect to c is b, not c.", ("du * b", "du * c")),
        wrong(
            "added",
            "Multiply the slopes along a path, do not add them.",
            ("du * c", "du + c"),
            ("du * b", "du + b"),
        ),
        wrong(
            "slopes_of_products",
            "db and dc have one factor too many: the slope of b c with respect to b is just c.",
            ("du * c", "du * b * c"),
            ("du * b\n", "du * b * c\n"),
        ),
        wrong("dv_is_one", "J is 3 v: when v grows by 1, J grows by 3.", ("dv = 3", "dv = 1")),
        wrong(
            "dv_is_value",
            "You set dv to the value of J. The slope of 3 v is 3, whatever v is.",
            ("dv = 3", "dv = 3 * (a + b * c)"),
        ),
        wrong(
            "da_by_a",
            "v = a + u grows exactly as much as a does: its slope is 1, not a.",
            ("da = dv", "da = dv * a"),
        ),
        wrong("da_is_local", "da is the slope of v alone. Multiply it by dv.", ("da = dv", "da = 1")),
        wrong(
            "du_by_u",
            "v = a + u grows exactly as much as u does: its slope is 1, not u.",
            ("du = dv", "du = dv * b * c"),
        ),
        wrong("du_is_local", "du is the slope of v alone. Multiply it by dv.", ("du = dv", "du = 1")),
        wrong("da_is_zero", "Nudging a does change J, so da is not 0.", ("da = dv", "da = 0")),
        wrong(
            "numbers_of_the_lecture",
            "These are the numbers of the worked example. Other values of a, b, c give other slopes: compute them.",
            ("du * c", "6"),
            ("du * b", "9"),
        ),
        wrong(
            "keys_without_d", 'The keys should be "dv", "da", "du", "db", "dc".', (RESULT, RESULT.replace('"d', '"'))
        ),
        wrong(
            "tuple",
            'You returned numbers without names. Return a dictionary with the keys "dv", "da", "du", "db", "dc".',
            (RESULT, "dv, da, du, db, dc"),
        ),
        wrong("inputs_alone", "dv and du are missing from the dictionary.", (RESULT, '{"da": da, "db": db, "dc": dc}')),
        wrong("unknown_name", UNKNOWN_NAME, ("du * c", "du * c_value")),
    ),
    accepted=(
        accepted(
            "more_slopes",
            'The dictionary contains more than the exercise asks for: "dJ" is 1 by definition.',
            (RESULT, RESULT.replace("{", '{"dJ": 1, ')),
        ),
    ),
    alternatives=(
        also_right(
            "at_once",
            "the products written out",
            code="""
def graph_backward(a, b, c):
    return dict(dc=3 * b, db=3 * c, du=3, da=3, dv=3)
""",
        ),
        also_right(
            "starting_from_one",
            "starts from dJ/dJ = 1, in floats",
            code="""
def graph_backward(a, b, c):
    grads = {"dv": 1.0 * 3}
    for name in ("da", "du"):
        grads[name] = grads["dv"]
    grads["db"], grads["dc"] = np.float64(grads["du"] * c), np.float64(grads["du"] * b)
    return grads
""",
        ),
    ),
)
