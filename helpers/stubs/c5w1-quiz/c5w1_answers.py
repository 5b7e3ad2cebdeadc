# Generated from solutions/c5w1-quiz: yours to complete, beside the notebook c5w1-quiz.ipynb.
"""Your answers to the quiz of C5, week 1.

Each question of the notebook has a function here. Replace its last line with your answer: `return "a"`, or, where more
than one choice may be right, a list such as `return ["a", "b"]`. Then save the file.
"""


def which_shape_of_task():
    """Question 1, In and out: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("which_shape_of_task is not written yet")


def stacked_weights():
    """Question 2, Stacked: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("stacked_weights is not written yet")


def gru_by_hand():
    """Question 3, One step of a GRU: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("gru_by_hand is not written yet")


def lstm_against_gru():
    """Question 4, Two gates, not one: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("lstm_against_gru is not written yet")


def on_the_way_back():
    """Question 5, On the way back: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("on_the_way_back is not written yet")


def lines_of_time():
    """Question 6, One line is wrong: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("lines_of_time is not written yet")


def chance_of_a_sentence():
    """Question 7, The chance of a sentence: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("chance_of_a_sentence is not written yet")


def clipped():
    """Question 8, Clipped: a list of letters from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("clipped is not written yet")


def both_directions():
    """Question 9, From both ends: a list of letters from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("both_directions is not written yet")
