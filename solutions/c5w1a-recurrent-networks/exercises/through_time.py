"""Mistakes that are possible in backpropagation through time with any cell."""

from __future__ import annotations

from autograder.exercise import UNKNOWN_NAME, Variant, wrong

STEPS = "reversed(range(T_x))"
CARRY = 'da_prev = gradients["da_prev"]'
SUM = "sums[name] = sums[name] + gradients[name]"
KEEP = 'dx[:, :, t] = gradients["dxt"]'
RETURNED = 'return {"dx": dx, "da0": da_prev, **sums}'


def mistakes(call: str) -> tuple[Variant, ...]:
    """Wrong versions of a loop whose body begins with `gradients = {call}`."""
    both = "da[:, :, t] + da_prev"
    return (
        wrong(
            "carried_slope_forgotten",
            "Only da[:, :, t] was passed to the step, so no gradient flows through time. The state of step t was also "
            "used in step t + 1: add its gradient, da[:, :, t] + da_prev.",
            (both, "da[:, :, t]"),
        ),
        wrong(
            "carried_slope_never_updated",
            "da_prev never changes in the loop, so a step's gradient is lost. Set it to the step's own da_prev.",
            (CARRY, "pass"),
            ("    da_prev = 0\n", "    da_prev = np.zeros_like(da[:, :, 0])\n"),
        ),
        wrong(
            "own_output_forgotten",
            "Only the last step received its own gradient. At every step, add da[:, :, t] to what comes back from the "
            "next step.",
            (both, "(da[:, :, t] if t == T_x - 1 else 0) + da_prev"),
        ),
        wrong(
            "always_the_last_da",
            "The upstream gradient of the last step was used at every step. That of step t is da[:, :, t].",
            (both, "da[:, :, T_x - 1] + da_prev"),
        ),
        wrong(
            "all_later_slopes_as_they_are",
            "The gradients of later steps were added unchanged. They must pass through the cells: add the da_prev of "
            "the next step.",
            (both, "np.sum(da[:, :, t:], axis=2)"),
        ),
        wrong(
            "overwritten",
            "Each step overwrites the parameters' gradients. All steps share the same weights, so their gradients are "
            "summed.",
            (SUM, "sums[name] = gradients[name]"),
        ),
        wrong(
            "doubled",
            "`dW += dW + ...` adds the old sum twice. Write `dW += ...` or `dW = dW + ...`.",
            (SUM, "sums[name] += sums[name] + gradients[name]"),
        ),
        wrong(
            "averaged_over_time",
            "The parameters' gradients were divided by the number of steps. They should be summed.",
            (SUM, "sums[name] = sums[name] + gradients[name] / T_x"),
        ),
        wrong(
            "averaged_over_examples",
            "The parameters' gradients were divided by m. Here they are sums: the cost's 1/m is already in da.",
            (SUM, "sums[name] = sums[name] + gradients[name] / da.shape[1]"),
        ),
        wrong(
            "always_the_first_cache",
            "Every step uses the first cache. Step t has its own, at index t of the list.",
            ("steps[t]", "steps[0]"),
        ),
        wrong(
            "cache_of_the_step_before",
            "Each step uses the cache of the step before it. The cache of step t is at index t of the list.",
            ("steps[t]", "steps[t - 1]"),
        ),
        wrong(
            "from_the_front",
            "The steps were processed from first to last. Backpropagation starts at the last step.",
            (STEPS, "range(T_x)"),
        ),
        wrong(
            "first_step_missing",
            "The first step is missing: the loop ends too early.",
            (STEPS, "reversed(range(1, T_x))"),
        ),
        wrong(
            "last_step_missing",
            "The last step is missing: backpropagation starts there.",
            (STEPS, "reversed(range(T_x - 1))"),
        ),
        wrong(
            "steps_counted_from_the_caches",
            "The number of steps was taken from the caches. Use that of `da`, which may be shorter.",
            ("da.shape[2]", "len(steps)"),
        ),
        wrong(
            "dx_mirrored",
            "The gradients in dx are in reverse order of time.",
            (KEEP, KEEP.replace("t]", "T_x - 1 - t]")),
        ),
        wrong(
            "dx_of_one_step",
            "dx holds only one step. Return the gradients of all inputs, (n_x, m, T_x).",
            (KEEP, 'dx = gradients["dxt"]'),
        ),
        wrong(
            "da0_from_da",
            "da0 is the da_prev of the first step. This is da at the first step.",
            (RETURNED, RETURNED.replace("da_prev", "da[:, :, 0]")),
        ),
        wrong("dx_missing", "dx is missing from the dictionary.", (RETURNED, RETURNED.replace('"dx": dx, ', ""))),
        wrong(
            "other_key",
            'The gradient of the initial state should have the key "da0".',
            (RETURNED, RETURNED.replace('"da0"', '"da_prev"')),
        ),
        wrong(
            "caches_taken_apart_in_reverse",
            "`caches` is the pair (list of caches, x), in this order.",
            ("steps, x = caches", "x, steps = caches"),
        ),
        wrong(
            "own_slope_twice",
            "The gradient of each step's own output counts twice. Add da[:, :, t] once.",
            (both, "2 * da[:, :, t] + da_prev"),
        ),
        wrong(
            "carried_slope_subtracted",
            "The carried gradient was subtracted. Add it to da[:, :, t].",
            (both, "da[:, :, t] - da_prev"),
        ),
        wrong(
            "carried_slope_twice",
            "The carried gradient counts twice. Add it once.",
            (both, "da[:, :, t] + 2 * da_prev"),
        ),
        wrong(
            "slope_of_the_step_before",
            "Each step received the upstream gradient of the step before. That of step t is da[:, :, t].",
            (both, "da[:, :, t - 1] + da_prev"),
        ),
        wrong(
            "da0_zero",
            "da0 is still zero. It is the da_prev of the first step.",
            (RETURNED, RETURNED.replace("da_prev", "0 * da_prev")),
        ),
        wrong(
            "subtracted",
            "The parameters' gradients were subtracted. They are summed over the steps.",
            (SUM, SUM.replace("] + gradients", "] - gradients")),
        ),
        wrong(
            "unknown_name", UNKNOWN_NAME, (f"gradients = {call}", f"gradients = {call.replace('steps[t]', 'cache')}")
        ),
    )


EQUIVALENT = {
    "dx = np.ones((*x.shape[:2], T_x))": "every entry is overwritten",
}
