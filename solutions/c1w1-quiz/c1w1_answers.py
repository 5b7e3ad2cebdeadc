"""Your answers to the quiz of C1, week 1.

Every question of the notebook has a function here. Replace its last line with your answer: `return "a"` or, if several
choices may be right, a list such as `return ["a", "b"]`. Then save.
"""


def three_houses():
    """Question 1, Three houses: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "d"
    ### END SOLUTION


def read_the_line():
    """Question 2, Read the neuron from its graph: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "a"
    ### END SOLUTION


def tables_or_not():
    """Question 3, Structured or unstructured: a list of letters from "a" to "d"."""
    ### BEGIN SOLUTION
    return ["a", "c"]
    ### END SOLUTION


def with_answers():
    """Question 4, Is it supervised?: a list of letters from "a" to "d"."""
    ### BEGIN SOLUTION
    return ["a", "c", "d"]
    ### END SOLUTION


def which_kind():
    """Question 5, A network for each task: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "c"
    ### END SOLUTION


def next_investment():
    """Question 6, What to do next?: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "d"
    ### END SOLUTION


def four_lines():
    """Question 7, One line is wrong: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "c"
    ### END SOLUTION


def what_happens_next():
    """Question 8, What happens next?: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "b"
    ### END SOLUTION
