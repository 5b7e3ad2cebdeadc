"""Finds the assignment or exercise that a person means, however they write its name.

All commands and the notebook's `check` and `hint` ask here. Only the standard library is imported, since every
learner's command starts with this module.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from autograder.project import short_name

SIMILAR = 0.65  # difflib's ratio from which a name counts as a near miss


class UnknownName(LookupError):
    """No single name fits. The message is a sentence for the person who typed it.

    guess  the part of it that asks for the nearest name; "" if no name is similar, or several fit
    """

    def __init__(self, sentence: str, guess: str = "", several: bool = False) -> None:
        super().__init__(sentence)
        self.guess = guess
        self.several = several


def assignments_called(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """The assignments that `text` may mean: one if it is clear, several if it is ambiguous, or none.

    "C1W2B", "logistic", "LOGISTIC_regression" and "c1w2b-logistic-regression" all mean c1w2b-logistic-regression.
    """
    wanted, names = _fold(text), tuple(names)
    tests: tuple[Callable[[str], bool], ...] = (
        lambda name: wanted in (name, short_name(name)),
        lambda name: name.startswith(wanted),
        lambda name: wanted == _topic(name),
        lambda name: _topic(name).startswith(wanted),
        lambda name: wanted in _topic(name).split("-"),
    )
    return _first_hit(names, tests)


def exercises_called(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """The exercises that `text` may mean: the whole name, or else the beginning of one or several."""
    wanted, names = _fold(text), tuple(names)
    return _first_hit(names, (lambda name: name == wanted, lambda name: name.startswith(wanted)))


def pick_assignment(text: str, names: Iterable[str]) -> str:
    """The one assignment that `text` means. Raises UnknownName, with the candidates or the nearest name."""
    names = tuple(names)
    found = assignments_called(text, names) if _fold(text) else ()
    if len(found) == 1:
        return found[0]
    if found:
        raise UnknownName(f"{text!r} could be {_either([described(name) for name in found])}. Which one?", several=True)
    forms = {form: name for name in reversed(names) for form in _forms(name)}
    near = _nearest(text, forms)
    guess = f"Did you mean {described(forms[near])}? " if near else ""
    there = f"There are: {', '.join(short_name(name) for name in names)}." if names else "There is none here."
    raise UnknownName(f"There is no assignment {text!r}. {guess}{there}", guess)


def pick_exercise(text: str, names: Iterable[str], assignment: str) -> str:
    """The one exercise of `assignment` that `text` means. Raises UnknownName as `pick_assignment` does."""
    names = tuple(names)
    found = exercises_called(text, names) if _fold(text) else ()
    if len(found) == 1:
        return found[0]
    if found:
        raise UnknownName(f"{text!r} could be {_either(list(found))}. Which one?", several=True)
    short = short_name(assignment)
    near = _nearest(text, {name: name for name in names})
    guess = f"Did you mean {short}.{near}? " if near else ""
    raise UnknownName(f"{assignment} has no exercise {text!r}. {guess}Its exercises: {', '.join(names)}.", guess)


def described(assignment: str) -> str:
    """An assignment for people: c1w2b (Logistic regression)."""
    return f"{short_name(assignment)} ({title(assignment)})"


def title(assignment: str) -> str:
    """The topic in an assignment's name, as people write it: Logistic regression."""
    topic = assignment.partition("-")[2].replace("-", " ")
    return topic[:1].upper() + topic[1:]


def _first_hit(names: tuple[str, ...], tests: Iterable[Callable[[str], bool]]) -> tuple[str, ...]:
    """The names that pass the first test which any name passes. Names are compared folded."""
    for test in tests:
        found = tuple(name for name in names if test(_fold(name)))
        if found:
            return found
    return ()


def _nearest(text: str, forms: dict[str, str]) -> str:
    """The key of `forms` most like `text`, or "" if none is similar."""
    import difflib  # imported here: a right name does not need it

    folded = {_fold(form): form for form in forms}
    near = difflib.get_close_matches(_fold(text), folded, 1, SIMILAR)
    return folded[near[0]] if near else ""


def _forms(name: str) -> tuple[str, ...]:
    """What a person may have meant to write for an assignment."""
    topic = _topic(name)
    return (*topic.split("-"), topic, name, short_name(name))


def _topic(name: str) -> str:
    """logistic-regression, of c1w2b-logistic-regression."""
    return name.partition("-")[2]


def _fold(text: str) -> str:
    """Capitals, underscores and spaces make no difference in a name."""
    return "-".join(text.casefold().replace("_", " ").replace("-", " ").split())


def _either(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} or {names[-1]}"
