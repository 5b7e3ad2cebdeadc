"""Your answers to the quiz of C1, week 2.

Every question of the notebook has a function here. Replace its last line with your answer: `return "a"` or, if several
choices may be right, a list such as `return ["a", "b"]`. Then save.
"""


def one_column_each():
    """Question 1, Thirty pictures: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "c"
    ### END SOLUTION


def flatten_it():
    """Question 2, Into columns: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "b"
    ### END SOLUTION


def cost_of_three():
    """Question 3, The cost of three guesses: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "d"
    ### END SOLUTION


def one_step():
    """Question 4, One step: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "a"
    ### END SOLUTION


def three_rates():
    """Question 5, Three learning rates: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "c"
    ### END SOLUTION


def nudge_a():
    """Question 6, A nudge through the graph: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "b"
    ### END SOLUTION


def which_broadcast():
    """Question 7, Will NumPy add them?: a list of letters from "a" to "d"."""
    ### BEGIN SOLUTION
    return ["a", "b", "d"]
    ### END SOLUTION


def lines_of_slopes():
    """Question 8, One line is wrong: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "c"
    ### END SOLUTION


def start_at_zero():
    """Question 9, All weights zero: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "d"
    ### END SOLUTION
