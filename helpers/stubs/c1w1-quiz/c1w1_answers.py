# Generated from solutions/c1w1-quiz: yours to complete, beside the notebook c1w1-quiz.ipynb.
"""Your answers to the quiz of C1, week 1.

Every question of the notebook has a function here. Replace its last line with your answer: `return "a"` or, if several
choices may be right, a list such as `return ["a", "b"]`. Then save.
"""


def three_houses():
    """Question 1, Three houses: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("three_houses is not written yet")


def read_the_line():
    """Question 2, Read the neuron from its graph: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("read_the_line is not written yet")


def tables_or_not():
    """Question 3, Structured or unstructured: a list of letters from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("tables_or_not is not written yet")


def with_answers():
    """Question 4, Is it supervised?: a list of letters from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("with_answers is not written yet")


def which_kind():
    """Question 5, A network for each task: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("which_kind is not written yet")


def next_investment():
    """Question 6, What to do next?: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("next_investment is not written yet")


def four_lines():
    """Question 7, One line is wrong: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("four_lines is not written yet")


def what_happens_next():
    """Question 8, What happens next?: one letter from "a" to "d"."""
    # YOUR CODE HERE
    raise NotImplementedError("what_happens_next is not written yet")
