# Generated from solutions/c1w4-quiz: yours to complete, beside the notebook c1w4-quiz.ipynb.
"""Your answers to the quiz of C1, week 4.

Every question of the notebook has a function here. Replace its last line with your answer: `return "a"` or, if several
choices may be right, a list such as `return ["a", "b"]`. Then save.
"""


def count_them():
    """Question 1, Count the parameters: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("count_them is not written yet")


def odd_shape_out():
    """Question 2, One shape is wrong: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("odd_shape_out is not written yet")


def two_layers_forward():
    """Question 3, Two layers by hand: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("two_layers_forward is not written yet")


def what_is_kept():
    """Question 4, What the forward pass keeps: a list of letters from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("what_is_kept is not written yet")


def the_loop_that_stays():
    """Question 5, Which loop stays?: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("the_loop_that_stays is not written yet")


def lines_of_the_model():
    """Question 6, One line is wrong: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("lines_of_the_model is not written yet")


def odd_or_even():
    """Question 7, Odd or even: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("odd_or_even is not written yet")


def not_learned():
    """Question 8, Set or learned?: a list of letters from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("not_learned is not written yet")


def which_update():
    """Question 9, The last layer stands still: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("which_update is not written yet")
