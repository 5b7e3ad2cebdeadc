"""What is asked in the example of the kind "quiz"."""

from autograder.exercise import Alternative, Assignment, Check, Edit, Exercise, Variant, call


def choice(**params):
    return lambda rng: [call(check=Check("choice", {"options": ["a", "b", "c"], **params}))]


QUESTION_1 = Exercise(
    name="question_1",
    cases=choice(),
    hints=("Draw a valley and take large steps.", "What happens if a step ends higher up on the other side?"),
    variants=(
        Variant("a", "Slow is what a rate that is too small makes it.", (Edit('"b"', '"a"'),)),
        Variant("c", "It decides how far every step goes.", (Edit('"b"', '"c"'),)),
    ),
    alternatives=(Alternative("capital", "case does not matter", (Edit('"b"', '"B"'),)),),
)

QUESTION_2 = Exercise(
    name="question_2",
    cases=choice(several=True),
    hints=("An activation works on each number by itself.", "Reshaping changes no number."),
    variants=(
        Variant("only_a", "relu is one too.", (Edit('["a", "b"]', '["a"]'),)),
        Variant("all", "reshape changes no number.", (Edit('["a", "b"]', '["a", "b", "c"]'),)),
    ),
    alternatives=(
        Alternative("other_order", "order does not matter", (Edit('["a", "b"]', '("b", "a")'),)),
        Alternative("as_text", "a text of letters", (Edit('["a", "b"]', '"a, b"'),)),
    ),
)

ASSIGNMENT = Assignment("e8-quiz", "quiz", "Quiz", (QUESTION_1, QUESTION_2))
