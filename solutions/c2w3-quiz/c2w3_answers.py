"""Your answers to the quiz of C2, week 3.

Every question of the notebook has a function here. Replace its last line with your answer: `return "a"` or, if several
choices may be right, a list such as `return ["a", "b"]`. Then save.
"""


def where_it_searches():
    """Question 1, Where the search goes: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "a"
    ### END SOLUTION


def draw_a_beta():
    """Question 2, Drawing a beta: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "c"
    ### END SOLUTION


def grid_or_random():
    """Question 3, Nine trials: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "b"
    ### END SOLUTION


def normalized_by_hand():
    """Question 4, Batch norm by hand: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "d"
    ### END SOLUTION


def one_alone():
    """Question 5, A single example: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "a"
    ### END SOLUTION


def before_and_after():
    """Question 6, What batch norm makes of it: a list of letters from "a" to "d"."""
    ### BEGIN SOLUTION
    return ["a", "b"]
    ### END SOLUTION


def slope_of_softmax():
    """Question 7, Softmax and its slope: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "c"
    ### END SOLUTION


def on_the_tape():
    """Question 8, What does the tape give?: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "d"
    ### END SOLUTION


def lines_of_keras():
    """Question 9, One line is wrong: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "c"
    ### END SOLUTION
