"""Your answers to the quiz of C4, week 3.

Each question of the notebook has a function here. Replace its last line with your answer: `return "a"`, or, where more
than one choice may be right, a list such as `return ["a", "b"]`. Then save the file.
"""


def whose_cell():
    """Question 1, Which cell, and where in it?: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "c"
    ### END SOLUTION


def how_much_in_common():
    """Question 2, How much in common?: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "a"
    ### END SOLUTION


def who_stays():
    """Question 3, Who stays?: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "d"
    ### END SOLUTION


def how_deep():
    """Question 4, How many numbers for each cell?: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "c"
    ### END SOLUTION


def nothing_there():
    """Question 5, Nothing there: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "b"
    ### END SOLUTION


def one_pass():
    """Question 6, One pass for all windows: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "a"
    ### END SOLUTION


def lines_of_overlap():
    """Question 7, One line is wrong: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "c"
    ### END SOLUTION


def which_anchor():
    """Question 8, Which anchor?: one letter from "a" to "d"."""
    ### BEGIN SOLUTION
    return "b"
    ### END SOLUTION


def found_or_not():
    """Question 9, Precision and recall: a list of letters from "a" to "d"."""
    ### BEGIN SOLUTION
    return ["b", "c"]
    ### END SOLUTION
