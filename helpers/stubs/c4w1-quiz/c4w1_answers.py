# Generated from solutions/c4w1-quiz: yours to complete, beside the notebook c4w1-quiz.ipynb.
"""Your answers to the quiz of C4, week 1.

Each question of the notebook has a function here. Replace its last line with your answer: `return "a"`, or, where more
than one choice may be right, a list such as `return ["a", "b"]`. Then save the file.
"""


def filter_by_hand():
    """Question 1, A filter by hand: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("filter_by_hand is not written yet")


def bright_square():
    """Question 2, A square and a filter: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("bright_square is not written yet")


def size_behind():
    """Question 3, How large is it then?: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("size_behind is not written yet")


def weights_of_a_layer():
    """Question 4, What a layer learns: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("weights_of_a_layer is not written yet")


def lines_of_slicing():
    """Question 5, One line is wrong: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("lines_of_slicing is not written yet")


def back_through_the_max():
    """Question 6, Back through a maximum: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("back_through_the_max is not written yet")


def seen_by_one():
    """Question 7, What one number sees: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("seen_by_one is not written yet")


def why_it_pays():
    """Question 8, Why convolution pays: a list of letters from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("why_it_pays is not written yet")


def where_the_weights_are():
    """Question 9, Where the weights are: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("where_the_weights_are is not written yet")
