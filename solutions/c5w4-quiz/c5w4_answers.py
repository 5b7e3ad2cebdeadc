"""Your answers to the quiz of C5, week 4.

Each question of the notebook has a function here. Replace its last line with your answer: `return "a"`, or, where more
than one choice may be right, a list such as `return ["a", "b"]`. Then save the file.
"""


def attention_by_hand():
    """Question 1, Attention by hand: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "c"
    ### END SOLUTION


def shape_of_the_weights():
    """Question 2, The shape of the weights: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "a"
    ### END SOLUTION


def which_masks():
    """Question 3, Three masks: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "c"
    ### END SOLUTION


def position_zero():
    """Question 4, The first place: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "d"
    ### END SOLUTION


def without_positions():
    """Question 5, Without positions: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "b"
    ### END SOLUTION


def more_heads():
    """Question 6, More heads: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "a"
    ### END SOLUTION


def lines_of_attention():
    """Question 7, One line is wrong: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "b"
    ### END SOLUTION


def who_asks_whom():
    """Question 8, Between encoder and decoder: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "d"
    ### END SOLUTION


def against_recurrence():
    """Question 9, Against recurrence: a list of letters from "a" to "d"."""
    ### BEGIN SOLUTION
    return ["a", "b"]
    ### END SOLUTION
