"""A little French and its English: sentences from a grammar in which words must be moved, joined, and looked up afar.

Four things make it more than a dictionary. Adjectives change their side ("la maison rouge", "the red house"). Negation
stands in two pieces around the verb ("ne voit pas", "does not see"). "son" or "sa" is "his" or "her" after the
*subject* of the sentence, who stands some words before it; in French it goes by the noun. And of two names the first
is who sees, the second who is seen.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

import numpy as np

PAD, START, END = "<PAD>", "<START>", "<END>"

WOMEN, MEN = ("Jane", "Marie", "Anna", "Claire"), ("Luc", "Paul", "Hugo", "Karim")
VERBS = {"visite": "visit", "aime": "love", "voit": "see", "cherche": "look for", "dessine": "draw", "quitte": "leave"}
# noun: its English, and whether it is feminine
NOUNS = {
    "maison": ("house", True),
    "ville": ("town", True),
    "école": ("school", True),
    "rue": ("street", True),
    "jardin": ("garden", False),
    "château": ("castle", False),
    "musée": ("museum", False),
    "village": ("village", False),
}
# the masculine and the feminine form, and the English
ADJECTIVES = (
    ("rouge", "rouge", "red"),
    ("noir", "noire", "black"),
    ("vert", "verte", "green"),
    ("rond", "ronde", "round"),
)
PLACES = {"l'Afrique": "Africa", "l'Europe": "Europe", "l'Inde": "India", "l'Islande": "Iceland"}
TIMES = {"en septembre": "in September", "en avril": "in April", "en hiver": "in winter", "demain": "tomorrow"}
THIRD = {"visit": "visits", "love": "loves", "see": "sees", "look for": "looks for", "draw": "draws", "leave": "leaves"}

Pair = tuple[str, str]


def all_pairs() -> list[Pair]:
    """Every sentence of the grammar with its translation, in a fixed order: 43,680 of them."""
    names = (*WOMEN, *MEN)
    objects = [*_objects(), *((name, name) for name in names)]
    drawn = itertools.product(names, VERBS, (False, True), objects, ("", *TIMES))
    return [_sentence(*parts) for parts in drawn if parts[0] != parts[3][0]]


def _objects() -> Iterable[tuple[str, str]]:
    """French and English of what is visited, with {own} where it says whose it is."""
    yield from PLACES.items()
    for noun, (english, feminine) in NOUNS.items():
        vowel = noun[0] in "éaeiou"
        article = "l'" if vowel else "la " if feminine else "le "
        own = "sa " if feminine and not vowel else "son "
        for form in (None, *ADJECTIVES):
            french = noun if form is None else f"{noun} {form[feminine]}"
            colour = "" if form is None else f"{form[2]} "
            yield article + french, f"the {colour}{english}"
            yield own + french, f"{{own}} {colour}{english}"


def _sentence(subject: str, verb: str, denied: bool, thing: tuple[str, str], time: str) -> Pair:
    french, english = thing
    asked = f"n'{verb}" if verb[0] in "aeiou" else f"ne {verb}"
    says = VERBS[verb]
    left = [subject, f"{asked} pas" if denied else verb, french, time]
    right = [subject, f"does not {says}" if denied else THIRD[says], english, TIMES.get(time, "")]
    translation = " ".join(part for part in right if part)
    return " ".join(part for part in left if part), translation.format(own="her" if subject in WOMEN else "his")


def pairs(m: int, seed: int = 1) -> tuple[list[Pair], list[Pair]]:
    """
    Sentences to learn from and others to be tried on, none of them in both.

    Arguments:
        m: how many to learn from; as many as a quarter of it, 200 at least, are set apart to try. seed: another one
            draws other sentences

    Returns: two lists of (French, English)
    """
    everything = all_pairs()
    order = np.random.default_rng(seed).permutation(len(everything))
    tried = max(200, m // 4)
    if m + tried > len(order):
        raise ValueError(f"there are {len(order)} sentences; {m} and {tried} are more")
    return [everything[i] for i in order[:m]], [everything[i] for i in order[m : m + tried]]


def two_names(pair: Pair) -> bool:
    """Whether somebody sees somebody: then the order alone says who sees whom."""
    return sum(word in WOMEN or word in MEN for word in tokens(pair[0])) == 2


def tokens(sentence: str) -> list[str]:
    """The words of a sentence; what an apostrophe joins is two: "l'Afrique" -> "l'", "Afrique"."""
    return sentence.replace("'", "' ").split()


def vocabularies() -> tuple[list[str], list[str]]:
    """The words of French and of English; place 0 is the filling, 1 the start and 2 the end of a sentence."""
    french, english = zip(*all_pairs(), strict=True)
    return _vocabulary(french), _vocabulary(english)


def _vocabulary(sentences: Iterable[str]) -> list[str]:
    return [PAD, START, END, *sorted({word for sentence in sentences for word in tokens(sentence)})]


def numbered(sentences: Sequence[str], vocabulary: Sequence[str], length: int, ends: bool = False) -> np.ndarray:
    """The sentences as numbers of words, (m, length), int32, filled up with 0; with `ends`, from START to END."""
    place = {word: number for number, word in enumerate(vocabulary)}
    table = np.zeros((len(sentences), length), np.int32)
    for row, sentence in zip(table, sentences, strict=True):
        words = [START, *tokens(sentence), END] if ends else tokens(sentence)
        row[: len(words)] = [place[word] for word in words]
    return table


def spoken(numbers: Iterable[int], vocabulary: Sequence[str]) -> str:
    """The words of a row of numbers, up to the end of the sentence."""
    words: list[str] = []
    for number in numbers:
        if vocabulary[number] == END:
            break
        if vocabulary[number] not in (PAD, START):
            words.append(vocabulary[number])
    return " ".join(words).replace("' ", "'")
