# Generated from solutions/c2w2-quiz: yours to complete, beside the notebook c2w2-quiz.ipynb.
"""Your answers to the quiz of C2, week 2.

Every question of the notebook has a function here. Replace its last line with your answer: `return "a"` or, if several
choices may be right, a list such as `return ["a", "b"]`. Then save.
"""


def how_many_steps():
    """Question 1, How many steps?: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("how_many_steps is not written yet")


def three_noises():
    """Question 2, Smooth, rough, wild: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("three_noises is not written yet")


def forgetful_average():
    """Question 3, An average that forgets: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("forgetful_average is not written yet")


def three_memories():
    """Question 4, Three memories: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("three_memories is not written yet")


def valley_walls():
    """Question 5, Momentum in a narrow valley: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("valley_walls is not written yet")


def first_step_of_adam():
    """Question 6, Adam's first step: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("first_step_of_adam is not written yet")


def lines_of_adam():
    """Question 7, One line is wrong: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("lines_of_adam is not written yet")


def smaller_and_smaller():
    """Question 8, A rate that decays: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("smaller_and_smaller is not written yet")


def flat_places():
    """Question 9, Where training stands still: a list of letters from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("flat_places is not written yet")
