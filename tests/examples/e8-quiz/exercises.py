"""What is asked in the example of the kind "quiz"."""

from autograder.exercise import Assignment
from autograder.quiz import question, right, wrong

QUESTION_1 = question(
    "question_1",
    "A step that is too long",
    "What does a learning rate that is far too large do?",
    wrong("Training is slow.", "Slow is what a rate that is too small makes it."),
    right("The cost may grow.", "A step may end on the other side of the valley, higher up."),
    wrong("Nothing: it is only a scale.", "It decides how far every step goes."),
    hints=("Draw a valley and take large steps.", "What happens if a step ends higher up on the other side?"),
)

QUESTION_2 = question(
    "question_2",
    "Activations",
    "Which of these are activations?",
    right("`tanh`", "It works on each number by itself and bends the line."),
    right("`relu`", "It has a kink, so it is no line either."),
    wrong("`reshape`", "It changes no number."),
    hints=("An activation works on each number by itself.", "Reshaping changes no number."),
    several=True,
)

ASSIGNMENT = Assignment("e8-quiz", "quiz", "Quiz", (QUESTION_1, QUESTION_2))
