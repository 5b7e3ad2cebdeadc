"""The questions with a calculable answer, calculated: numbers decide the letter, not an author."""

from __future__ import annotations

import numpy as np

from autograder.quiz import choose


def how_many_steps():
    return choose(sum(1 for _ in range(3) for _ in range(0, 1050, 64)), a=51, b=48, c=50, d=192)


def average(values, beta):
    """All v, and the last one corrected."""
    v, made = 0.0, []
    for value in values:
        v = beta * v + (1 - beta) * value
        made.append(v)
    return made, v / (1 - beta ** len(values))


def forgetful_average():
    made, corrected = average([10, 10], 0.9)
    return choose([made[-1], corrected], a=[10, 10], b=[1.9, 19], c=[1.9, 10], d=[19, 100])


def valley_walls():
    along, _ = average([1.0] * 400, 0.9)
    across, _ = average([4.0, -4.0] * 200, 0.9)
    found = [along[-1], round(abs(across[-1]), 1)]
    return choose(found, a=[1, 4], b=[10, 2.1], c=[0.1, 0.4], d=[1, 0.2])


def first_step_of_adam():
    def step(g):
        v, s = 0.1 * g, 0.001 * g**2
        return 0.001 * (v / (1 - 0.9)) / (np.sqrt(s / (1 - 0.999)) + 1e-8)

    return choose([step(0.004), step(400)], a=[1e-3, 1e-3], b=[4e-6, 0.4], c=[0.25, 2.5e-6], d=[1e-4, 1e-4])


def smaller_and_smaller():
    return choose(0.2 / (1 + 1 * 3), a=0.5, b=0.05, c=0.2 / 3, d=0.025)
