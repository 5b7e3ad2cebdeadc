"""Your answers to the quiz of C1, week 3.

Every question of the notebook has a function here. Replace its last line with your answer: `return "a"` or, if several
choices may be right, a list such as `return ["a", "b"]`. Then save.
"""


def three_shapes():
    """Question 1, Three shapes: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "d"
    ### END SOLUTION


def slopes_of_activations():
    """Question 2, Four slopes: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "a"
    ### END SOLUTION


def no_activation():
    """Question 3, Without an activation: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "b"
    ### END SOLUTION


def one_half():
    """Question 4, All weights one half: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "c"
    ### END SOLUTION


def one_hidden_slope():
    """Question 5, Back through tanh: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "d"
    ### END SOLUTION


def way_back():
    """Question 6, One line is wrong: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "c"
    ### END SOLUTION


def three_boundaries():
    """Question 7, Three boundaries: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "b"
    ### END SOLUTION


def fitting_outputs():
    """Question 8, What stands at the end?: a list of letters from "a" to "d"."""
    ### BEGIN SOLUTION
    return ["a", "c"]
    ### END SOLUTION


def far_out():
    """Question 9, Far out on the tanh: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "a"
    ### END SOLUTION
