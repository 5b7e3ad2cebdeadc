# Generated from solutions/c1w3-quiz: yours to complete, beside the notebook c1w3-quiz.ipynb.
"""Your answers to the quiz of C1, week 3.

Every question of the notebook has a function here. Replace its last line with your answer: `return "a"` or, if several
choices may be right, a list such as `return ["a", "b"]`. Then save.
"""


def three_shapes():
    """Question 1, Three shapes: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("three_shapes is not written yet")


def slopes_of_activations():
    """Question 2, Four slopes: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("slopes_of_activations is not written yet")


def no_activation():
    """Question 3, Without an activation: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("no_activation is not written yet")


def one_half():
    """Question 4, All weights one half: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("one_half is not written yet")


def one_hidden_slope():
    """Question 5, Back through tanh: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("one_hidden_slope is not written yet")


def way_back():
    """Question 6, One line is wrong: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("way_back is not written yet")


def three_boundaries():
    """Question 7, Three boundaries: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("three_boundaries is not written yet")


def fitting_outputs():
    """Question 8, What stands at the end?: a list of letters from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("fitting_outputs is not written yet")


def far_out():
    """Question 9, Far out on the tanh: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("far_out is not written yet")
