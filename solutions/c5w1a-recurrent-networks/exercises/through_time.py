"""Mistakes that can be made on every way back through time, whatever the cell."""

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
            "Only da[:, :, t] went into the step, so nothing flows through time. The state of step t also went into "
            "step t + 1, and what that sent back is to be added: da[:, :, t] + da_prev.",
            (both, "da[:, :, t]"),
        ),
        wrong(
            "carried_slope_never_updated",
            "da_prev never changes in the loop: what a step sends back is lost. Set it to the step's own da_prev.",
            (CARRY, "pass"),
            ("    da_prev = 0\n", "    da_prev = np.zeros_like(da[:, :, 0])\n"),
        ),
        wrong(
            "own_output_forgotten",
            "Only the last step's own slope went in. At every step da[:, :, t] is added to what comes back from the "
            "step after.",
            (both, "(da[:, :, t] if t == T_x - 1 else 0) + da_prev"),
        ),
        wrong(
            "always_the_last_da",
            "The upstream slope of the last step was taken at every step. That of step t is da[:, :, t].",
            (both, "da[:, :, T_x - 1] + da_prev"),
        ),
        wrong(
            "all_later_slopes_as_they_are",
            "The slopes of later steps were added up as they are. They have to come back through the cells: add the "
            "da_prev that the step after gave.",
            (both, "np.sum(da[:, :, t:], axis=2)"),
        ),
        wrong(
            "overwritten",
            "Each step overwrites the parameters' gradients of the one before. The same weights serve at every step, "
            "so their gradients add up.",
            (SUM, "sums[name] = gradients[name]"),
        ),
        wrong(
            "doubled",
            "`dW += dW + ...` adds the old sum twice. Write `dW += ...` or `dW = dW + ...`.",
            (SUM, "sums[name] += sums[name] + gradients[name]"),
        ),
        wrong(
            "averaged_over_time",
            "The parameters' gradients were divided by the number of steps. They add up.",
            (SUM, "sums[name] = sums[name] + gradients[name] / T_x"),
        ),
        wrong(
            "averaged_over_examples",
            "The parameters' gradients were divided by m. Here they are plain sums: the 1/m of a cost is in da "
            "already.",
            (SUM, "sums[name] = sums[name] + gradients[name] / da.shape[1]"),
        ),
        wrong(
            "always_the_first_cache",
            "Every step was given the cache of the first one. Step t has its own, in place t of the list.",
            ("steps[t]", "steps[0]"),
        ),
        wrong(
            "cache_of_the_step_before",
            "Each step was given the cache of the step before it. Step t's is in place t of the list.",
            ("steps[t]", "steps[t - 1]"),
        ),
        wrong(
            "from_the_front",
            "The steps were gone through from first to last. The way back begins at the last one.",
            (STEPS, "range(T_x)"),
        ),
        wrong(
            "first_step_missing",
            "The first step is missing: the loop ends too early.",
            (STEPS, "reversed(range(1, T_x))"),
        ),
        wrong(
            "last_step_missing",
            "The last step is missing: the way back begins there.",
            (STEPS, "reversed(range(T_x - 1))"),
        ),
        wrong(
            "steps_counted_from_the_caches",
            "The number of steps was taken from the caches. It is that of `da`, which may be shorter.",
            ("da.shape[2]", "len(steps)"),
        ),
        wrong(
            "dx_mirrored",
            "The slopes in x stand in reverse order of time.",
            (KEEP, KEEP.replace("t]", "T_x - 1 - t]")),
        ),
        wrong(
            "dx_of_one_step",
            "dx holds one step alone. Wanted are the slopes in all inputs, (n_x, m, T_x).",
            (KEEP, 'dx = gradients["dxt"]'),
        ),
        wrong(
            "da0_from_da",
            "da0 is what the first step sends back, its da_prev. This is da at the first step.",
            (RETURNED, RETURNED.replace("da_prev", "da[:, :, 0]")),
        ),
        wrong("dx_missing", "dx is missing in the dictionary.", (RETURNED, RETURNED.replace('"dx": dx, ', ""))),
        wrong(
            "other_key",
            'The slopes in the first state stand under the key "da0".',
            (RETURNED, RETURNED.replace('"da0"', '"da_prev"')),
        ),
        wrong(
            "caches_taken_apart_in_reverse",
            "`caches` is the pair (list of caches, x), in this order.",
            ("steps, x = caches", "x, steps = caches"),
        ),
        wrong(
            "unknown_name", UNKNOWN_NAME, (f"gradients = {call}", f"gradients = {call.replace('steps[t]', 'cache')}")
        ),
    )


EQUIVALENT = {
    "dx = np.ones((*x.shape[:2], T_x))": "every entry is overwritten",
}
