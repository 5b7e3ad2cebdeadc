"""How an author declares a quiz: a question, its choices, and an explanation of each, in one place.

The notebook shows the question and its choices: `gradus build` writes them there, and a release is refused if they
differ. The learner's module returns letters. Explanations stay with the teacher and are shown after grading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from autograder.exercise import Alternative, Case, Check, Edit, Exercise, Variant, call

LETTERS = "abcdef"
LONGEST = 290  # characters of an explanation: a card's line holds 300
MOST_OF_SEVERAL = 4  # a card has a line for each choice


@dataclass(frozen=True)
class Choice:
    """text: as the notebook shows it, in Markdown; why: shown after grading to those who chose it or should have."""

    text: str
    why: str
    right: bool


def right(text: str, why: str) -> Choice:
    """A right choice, and why it is right."""
    return Choice(text, why, True)


def wrong(text: str, why: str) -> Choice:
    """A wrong choice, and an explanation that leads from the misconception to the right idea."""
    return Choice(text, why, False)


@dataclass(frozen=True)
class Letters:
    """The only case of a question: a call of the learner's function, which returns letters."""

    options: tuple[str, ...]
    several: bool

    def __call__(self, rng: np.random.Generator) -> list[Case]:
        return [call(check=Check("choice", {"options": list(self.options), "several": self.several}))]


@dataclass(frozen=True)
class Question(Exercise):
    """
    title, text  what the notebook shows above the choices, in Markdown
    choices      in alphabetical order of their letters
    several      more than one choice may be right; the answer is a list of letters
    """

    title: str = ""
    text: str = ""
    choices: tuple[Choice, ...] = ()
    several: bool = False

    @property
    def letters(self) -> tuple[str, ...]:
        return tuple(LETTERS[: len(self.choices)])

    @property
    def answer(self) -> tuple[str, ...]:
        """The right letters."""
        return tuple(letter for letter, choice in self.by_letter() if choice.right)

    def by_letter(self) -> Iterator[tuple[str, Choice]]:
        return zip(LETTERS, self.choices, strict=False)

    def docstring(self, number: int) -> str:
        """The docstring of the function in the learner's module."""
        form = "a list of letters" if self.several else "one letter"
        return f'Question {number}, {self.title}: {form} from "a" to "{self.letters[-1]}".'


def question(
    name: str, title: str, text: str, *choices: Choice, hints: tuple[str, ...], several: bool = False
) -> Question:
    """Declare a question. Every wrong answer becomes a wrong variant with its explanation as the hint.

    name     name of the function in the learner's module; the reference returns the right letter
    hints    as for any exercise: how to think about the question, never the letter

    Raises ValueError if the choices are not consistent.
    """
    _validate(name, choices, several)
    lettered = dict(zip(LETTERS, choices, strict=False))
    answer = tuple(letter for letter, choice in lettered.items() if choice.right)
    wrong_answers = [letters for letters in possible_answers(lettered, several) if letters != answer]
    old = literal(answer, several)
    return Question(
        name=name,
        cases=Letters(tuple(lettered), several),
        hints=hints,
        variants=tuple(
            Variant(
                f"chose_{'_and_'.join(letters)}",
                explained(lettered, letters, several),
                (Edit(old, literal(letters, several)),),
            )
            for letters in wrong_answers
        ),
        alternatives=_in_other_words(old, answer, several),
        reason=_reason(lettered, answer, several),
        title=title,
        text=text.strip("\n"),
        choices=choices,
        several=several,
    )


def literal(letters: tuple[str, ...], several: bool) -> str:
    """An answer as a Python literal."""
    quoted = [f'"{letter}"' for letter in letters]
    return f"[{', '.join(quoted)}]" if several else quoted[0]


def _validate(name: str, choices: tuple[Choice, ...], several: bool) -> None:
    rights = sum(choice.right for choice in choices)
    most = MOST_OF_SEVERAL if several else len(LETTERS)
    if not 2 <= len(choices) <= most:
        raise ValueError(f"{name}: a question of this kind has 2 to {most} choices, not {len(choices)}")
    if several and not rights:
        raise ValueError(f"{name}: none of its choices is right")
    if not several and rights != 1:
        raise ValueError(f"{name}: {rights} of its choices are right; say several=True, or leave one")
    for letter, choice in zip(LETTERS, choices, strict=False):
        if not choice.why.strip() or len(choice.why) > LONGEST or "\n" in choice.why:
            raise ValueError(f"{name}, {letter}: an explanation is one line of at most {LONGEST} characters")


def possible_answers(letters: Iterable[str], several: bool) -> Iterator[tuple[str, ...]]:
    """Every answer that can be given: one letter, or any of them together."""
    pool = tuple(letters)
    for size in range(1, len(pool) + 1 if several else 2):
        yield from combinations(pool, size)


def explained(lettered: Mapping[str, Choice], letters: tuple[str, ...], several: bool) -> str:
    """The explanation of a wrong answer; for several letters, a line for each that is wrong or missing."""
    if not several:
        return lettered[letters[0]].why
    lines = []
    for letter, choice in lettered.items():
        if choice.right != (letter in letters):
            lines.append(f"{letter} is {'right too' if choice.right else 'not right'}: {choice.why}")
    return "\n".join(lines)


def _reason(lettered: dict[str, Choice], answer: tuple[str, ...], several: bool) -> str:
    return "\n".join(f"{letter}: {lettered[letter].why}" if several else lettered[letter].why for letter in answer)


def _in_other_words(old: str, answer: tuple[str, ...], several: bool) -> tuple[Alternative, ...]:
    if several:
        turned = f"({', '.join(repr(letter) for letter in reversed(answer))},)"
        return (
            Alternative("other_order", "order does not matter", (Edit(old, turned),)),
            Alternative("as_text", "a text of letters", (Edit(old, f'"{", ".join(answer)}"'),)),
        )
    return (
        Alternative("capital", "case does not matter", (Edit(old, f'"{answer[0].upper()}"'),)),
        Alternative("in_brackets", "as the notebook writes it", (Edit(old, f'"({answer[0]})"'),)),
    )


def choose(value: Any, **choices: Any) -> str:
    """The letter of the choice that equals a calculated value. References use it to check the author's letter.

    Raises ValueError if none or several do.
    """
    fitting = [
        letter for letter, choice in choices.items() if np.shape(choice) == np.shape(value) and _equal(choice, value)
    ]
    if len(fitting) != 1:
        raise ValueError(f"{value!r} equals the choices {fitting}, but should equal exactly one")
    return fitting[0]


def _equal(choice: Any, value: Any) -> bool:
    if np.asarray(value).dtype.kind in "fiub":
        return bool(np.allclose(np.asarray(choice, float), np.asarray(value, float), rtol=1e-3, atol=1e-9))
    return bool(np.all(np.asarray(choice) == np.asarray(value)))
