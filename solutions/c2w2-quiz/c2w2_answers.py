"""Your answers to the quiz of C2, week 2.

Every question of the notebook has a function here. Replace its last line with your answer: `return "a"` or, if several
choices may be right, a list such as `return ["a", "b"]`. Then save.
"""


def how_many_steps():
    """Question 1, How many steps?: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "a"
    ### END SOLUTION


def three_noises():
    """Question 2, Smooth, rough, wild: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "d"
    ### END SOLUTION


def forgetful_average():
    """Question 3, An average that forgets: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "c"
    ### END SOLUTION


def three_memories():
    """Question 4, Three memories: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "b"
    ### END SOLUTION


def valley_walls():
    """Question 5, Momentum in a narrow valley: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "d"
    ### END SOLUTION


def first_step_of_adam():
    """Question 6, Adam's first step: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "a"
    ### END SOLUTION


def lines_of_adam():
    """Question 7, One line is wrong: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "d"
    ### END SOLUTION


def smaller_and_smaller():
    """Question 8, A rate that decays: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "b"
    ### END SOLUTION


def flat_places():
    """Question 9, Where training stands still: a list of letters from "a" to "d"."""
    ### BEGIN SOLUTION
    return ["a", "c"]
    ### END SOLUTION
