"""The exercises of the example "quiz"."""

from autograder.exercise import Assignment
from autograder.quiz import question, right, wrong

QUESTION_1 = question(
    "question_1",
    "A step that is too long",
    "What does a learning rate that is far too large do?",
    wrong("Training is slow.", "Training is slow when the rate is too small."),
    right("The cost may grow.", "A step may end on the other side of the valley, higher up."),
    wrong("Nothing: it is only a scale.", "It determines how far every step goes."),
    hints=("Draw a valley and take large steps.", "What happens if a step ends higher up on the other side?"),
)

QUESTION_2 = question(
    "question_2",
    "Activations",
    "Which of these are activations?",
    right("`tanh`", "It acts on each number separately and is not linear."),
    right("`relu`", "It has a kink, so it is not linear either."),
    wrong("`reshape`", "It changes no number."),
    hints=("An activation acts on each number separately.", "Reshaping changes no number."),
    several=True,
)

ASSIGNMENT = Assignment("e8-quiz", "quiz", "Quiz", (QUESTION_1, QUESTION_2))
