"""Your answers to the quiz of C2, week 1.

Every question of the notebook has a function here. Replace its last line with your answer: `return "a"` or, if several
choices may be right, a list such as `return ["a", "b"]`. Then save.
"""


def eight_percent():
    """Question 1, Eight per cent: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "a"
    ### END SOLUTION


def where_to_stop():
    """Question 2, Where to stop: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "c"
    ### END SOLUTION


def dropped_out():
    """Question 3, Inverted dropout by hand: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "d"
    ### END SOLUTION


def lines_of_dropout():
    """Question 4, One line is wrong: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "d"
    ### END SOLUTION


def decay_factor():
    """Question 5, What weight decay does: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "a"
    ### END SOLUTION


def spread_of_weights():
    """Question 6, How wide to draw: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "b"
    ### END SOLUTION


def two_ways_to_measure():
    """Question 7, Two ways to measure a slope: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "c"
    ### END SOLUTION


def how_far_apart():
    """Question 8, The verdict of a gradient check: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "b"
    ### END SOLUTION


def less_variance():
    """Question 9, Against variance: a list of letters from "a" to "d"."""
    ### BEGIN SOLUTION
    return ["a", "c"]
    ### END SOLUTION
