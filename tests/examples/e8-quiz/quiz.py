"""Example of the kind "quiz": a letter for each question. Whether it is right is told at grading."""


def question_1():
    """
    What does a learning rate that is far too large do?

    (a) training is slow  (b) the cost may grow  (c) nothing
    """
    ### BEGIN SOLUTION
    return "b"
    ### END SOLUTION


def question_2():
    """
    Which of these are activations? More than one may be right: give a list of letters.

    (a) tanh  (b) relu  (c) reshape
    """
    ### BEGIN SOLUTION
    return ["a", "b"]
    ### END SOLUTION
