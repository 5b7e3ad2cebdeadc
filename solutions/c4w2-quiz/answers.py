"""Your answers to the quiz of C4, week 2.

Each question of the notebook has a function here. Replace its last line with your answer: `return "a"`, or, where more
than one choice may be right, a list such as `return ["a", "b"]`. Then save the file.
"""


def what_to_try_first():
    """Question 1, What to try first: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "c"
    ### END SOLUTION


def a_block_by_hand():
    """Question 2, A block by hand: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "b"
    ### END SOLUTION


def slope_through_three():
    """Question 3, Back through three blocks: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "a"
    ### END SOLUTION


def line_of_the_block():
    """Question 4, A block that only adds: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "c"
    ### END SOLUTION


def reduced_first():
    """Question 5, Reduce first: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "d"
    ### END SOLUTION


def separated():
    """Question 6, In two steps: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "b"
    ### END SOLUTION


def three_slopes():
    """Question 7, Three networks at the start: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "d"
    ### END SOLUTION


def few_mushrooms():
    """Question 8, Three hundred mushrooms: a list of letters from "a" to "d"."""
    ### BEGIN SOLUTION
    return ["a", "c"]
    ### END SOLUTION


def which_still_say():
    """Question 9, Does the label stay?: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "b"
    ### END SOLUTION
