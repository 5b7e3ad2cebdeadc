# Generated from solutions/c4w2-quiz: yours to complete, beside the notebook c4w2-quiz.ipynb.
"""Your answers to the quiz of C4, week 2.

Each question of the notebook has a function here. Replace its last line with your answer: `return "a"`, or, where more
than one choice may be right, a list such as `return ["a", "b"]`. Then save the file.
"""


def what_to_try_first():
    """Question 1, What to try first: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("what_to_try_first is not written yet")


def a_block_by_hand():
    """Question 2, A block by hand: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("a_block_by_hand is not written yet")


def slope_through_three():
    """Question 3, Back through three blocks: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("slope_through_three is not written yet")


def line_of_the_block():
    """Question 4, A block that only adds: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("line_of_the_block is not written yet")


def reduced_first():
    """Question 5, Reduce first: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("reduced_first is not written yet")


def separated():
    """Question 6, In two steps: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("separated is not written yet")


def three_slopes():
    """Question 7, Three networks at the start: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("three_slopes is not written yet")


def few_mushrooms():
    """Question 8, Three hundred mushrooms: a list of letters from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("few_mushrooms is not written yet")


def which_still_say():
    """Question 9, Does the label stay?: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("which_still_say is not written yet")
