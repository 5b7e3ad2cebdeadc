"""Example of the kind "quiz": a letter for each question. Whether it is right is shown after grading."""


def question_1():
    """Question 1, A step that is too long: one letter from "a" to "c"."""
    ### BEGIN SOLUTION
    return "b"
    ### END SOLUTION


def question_2():
    """Question 2, Activations: a list of letters from "a" to "c"."""
    ### BEGIN SOLUTION
    return ["a", "b"]
    ### END SOLUTION
