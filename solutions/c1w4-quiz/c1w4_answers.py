"""Your answers to the quiz of C1, week 4.

Every question of the notebook has a function here. Replace its last line with your answer: `return "a"` or, if several
choices may be right, a list such as `return ["a", "b"]`. Then save.
"""


def count_them():
    """Question 1, Count the parameters: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "b"
    ### END SOLUTION


def odd_shape_out():
    """Question 2, One shape is wrong: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "c"
    ### END SOLUTION


def two_layers_forward():
    """Question 3, Two layers by hand: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "a"
    ### END SOLUTION


def what_is_kept():
    """Question 4, What the forward pass keeps: a list of letters from "a" to "d"."""
    ### BEGIN SOLUTION
    return ["a", "b", "c"]
    ### END SOLUTION


def the_loop_that_stays():
    """Question 5, Which loop stays?: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "d"
    ### END SOLUTION


def lines_of_the_model():
    """Question 6, One line is wrong: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "d"
    ### END SOLUTION


def odd_or_even():
    """Question 7, Odd or even: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "c"
    ### END SOLUTION


def not_learned():
    """Question 8, Set or learned?: a list of letters from "a" to "d"."""
    ### BEGIN SOLUTION
    return ["a", "c", "d"]
    ### END SOLUTION


def which_update():
    """Question 9, The last layer stands still: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "b"
    ### END SOLUTION
