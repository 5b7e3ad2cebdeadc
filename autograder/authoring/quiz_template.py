"""What `gradus new c9w9-quiz` writes: a working quiz with one question."""

from __future__ import annotations


def module_of(short: str) -> str:
    """The learner's module of a quiz: c9w9_answers for c9w9-quiz. Every quiz has its own, so a folder can hold all."""
    return f"{short.partition('-')[0]}_answers"


ANSWERS = '''"""Your answers to the quiz.

Every question of the notebook has a function here. Replace its last line with your answer: `return "a"`, or, if more
than one choice may be right, a list such as `return ["a", "b"]`. Then save.
"""


def steeper_slope():
    """Question 1, The steeper slope: one letter from "a" to "c"."""
    ### BEGIN SOLUTION
    return "b"
    ### END SOLUTION
'''

REFERENCES = '''"""Computes the answers to the questions that have a number as their answer."""

from __future__ import annotations

from autograder.quiz import choose


def steeper_slope():
    return choose((3.001**2 - 2.999**2) / 0.002, a=3.0, b=6.0, c=9.0)
'''

EXERCISES = '''"""The questions of {short}: say in a line what they are about."""

from __future__ import annotations

from autograder.exercise import Assignment
from autograder.quiz import question, right, wrong

STEEPER_SLOPE = question(
    "steeper_slope",
    "The steeper slope",
    "How steep is $x^2$ at $x = 3$?",
    wrong("$3$", "That is x itself. Nudge 3 to 3.001: the square moves by about 0.006."),
    right("$6$", "The slope of a square is 2x: a nudge of 0.001 moves the square by about 0.006."),
    wrong("$9$", "That is the value of the square. The slope says how fast the value changes."),
    hints=("What happens to the square when x moves by 0.001?", "Divide by how much x was moved."),
)

ASSIGNMENT = Assignment("{name}", "{module}", "{title}", (STEEPER_SLOPE,))
'''


def opening(title: str, module: str) -> list[tuple[str, str]]:
    """The cells before the first question: (id, text)."""
    return [
        ("opening", f"# {title}\n\nSay in at most 150 words what the questions are about. **Time:** … **Needed:** …"),
        (
            "how-to-answer",
            f"**How to answer.** Your answers go into `{module}.py`, the file beside this notebook: each question has "
            'a function there. Replace its last line with `return "a"`, *save the file*, and run the check cell. '
            "It tells you whether you have answered. Whether you are right, and why, you read after grading or, if you "
            "study alone, as soon as you have answered all questions.",
        ),
    ]
