# Generated from solutions/c1w2-quiz: yours to complete, beside the notebook c1w2-quiz.ipynb.
"""Your answers to the quiz of C1, week 2.

Every question of the notebook has a function here. Replace its last line with your answer: `return "a"` or, if several
choices may be right, a list such as `return ["a", "b"]`. Then save.
"""


def one_column_each():
    """Question 1, Thirty pictures: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("one_column_each is not written yet")


def flatten_it():
    """Question 2, Into columns: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("flatten_it is not written yet")


def cost_of_three():
    """Question 3, The cost of three guesses: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("cost_of_three is not written yet")


def one_step():
    """Question 4, One step: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("one_step is not written yet")


def three_rates():
    """Question 5, Three learning rates: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("three_rates is not written yet")


def nudge_a():
    """Question 6, A nudge through the graph: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("nudge_a is not written yet")


def which_broadcast():
    """Question 7, Will NumPy add them?: a list of letters from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("which_broadcast is not written yet")


def lines_of_slopes():
    """Question 8, One line is wrong: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("lines_of_slopes is not written yet")


def start_at_zero():
    """Question 9, All weights zero: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("start_at_zero is not written yet")
