"""Your answers to the quiz of C5, week 1.

Each question of the notebook has a function here. Replace its last line with your answer: `return "a"`, or, where more
than one choice may be right, a list such as `return ["a", "b"]`. Then save the file.
"""


def which_shape_of_task():
    """Question 1, In and out: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "b"
    ### END SOLUTION


def stacked_weights():
    """Question 2, Stacked: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "d"
    ### END SOLUTION


def gru_by_hand():
    """Question 3, One step of a GRU: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "a"
    ### END SOLUTION


def lstm_against_gru():
    """Question 4, Two gates, not one: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "c"
    ### END SOLUTION


def on_the_way_back():
    """Question 5, On the way back: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "d"
    ### END SOLUTION


def lines_of_time():
    """Question 6, One line is wrong: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "b"
    ### END SOLUTION


def chance_of_a_sentence():
    """Question 7, The chance of a sentence: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "b"
    ### END SOLUTION


def clipped():
    """Question 8, Clipped: a list of letters from "a" to "d"."""
    ### BEGIN SOLUTION
    return ["a", "c"]
    ### END SOLUTION


def both_directions():
    """Question 9, From both ends: a list of letters from "a" to "d"."""
    ### BEGIN SOLUTION
    return ["a", "c"]
    ### END SOLUTION
