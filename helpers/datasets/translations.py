"""Simple French sentences and their English translations, from a grammar that a dictionary alone cannot translate.

Four things make it harder. Adjectives move ("la maison rouge", "the red house"). Negation surrounds the verb in two
parts ("ne voit pas", "does not see"). "son" and "sa" become "his" or "her" depending on the *subject* of the sentence,
several words earlier; in French they depend on the noun. And of two names, the first is the subject and the second the
object.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

import numpy as np

PAD, START, END = "<PAD>", "<START>", "<END>"

WOMEN, MEN = ("Jane", "Marie", "Anna", "Claire"), ("Luc", "Paul", "Hugo", "Karim")
VERBS = {"visite": "visit", "aime": "love", "voit": "see", "cherche": "look for", "dessine": "draw", "quitte": "leave"}
# noun: its English translation, and whether it is feminine
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
# masculine form, feminine form, English translation
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
    """French and English objects, with {own} in place of "his" or "her"."""
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
    Training and test sentences, none of them in both sets.

    Arguments:
        m: number of training sentences; the test set has a quarter as many, but at least 200
        seed: a different seed draws different sentences

    Returns: two lists of (French, English)
    """
    everything = all_pairs()
    order = np.random.default_rng(seed).permutation(len(everything))
    tried = max(200, m // 4)
    if m + tried > len(order):
        raise ValueError(f"there are only {len(order)} sentences, fewer than {m} and {tried} together")
    return [everything[i] for i in order[:m]], [everything[i] for i in order[m : m + tried]]


def two_names(pair: Pair) -> bool:
    """Whether the sentence has two names, so that only their order tells subject and object apart."""
    return sum(word in WOMEN or word in MEN for word in tokens(pair[0])) == 2


def tokens(sentence: str) -> list[str]:
    """The words of a sentence, split after an apostrophe: "l'Afrique" -> "l'", "Afrique"."""
    return sentence.replace("'", "' ").split()


def vocabularies() -> tuple[list[str], list[str]]:
    """The French and the English words; index 0 is the padding, 1 the start and 2 the end of a sentence."""
    french, english = zip(*all_pairs(), strict=True)
    return _vocabulary(french), _vocabulary(english)


def _vocabulary(sentences: Iterable[str]) -> list[str]:
    return [PAD, START, END, *sorted({word for sentence in sentences for word in tokens(sentence)})]


def numbered(sentences: Sequence[str], vocabulary: Sequence[str], length: int, ends: bool = False) -> np.ndarray:
    """The sentences as word indices, (m, length), int32, padded with 0; with `ends`, from START to END."""
    place = {word: number for number, word in enumerate(vocabulary)}
    table = np.zeros((len(sentences), length), np.int32)
    for row, sentence in zip(table, sentences, strict=True):
        words = [START, *tokens(sentence), END] if ends else tokens(sentence)
        row[: len(words)] = [place[word] for word in words]
    return table


def spoken(numbers: Iterable[int], vocabulary: Sequence[str]) -> str:
    """The sentence that a row of word indices spells, up to its end."""
    words: list[str] = []
    for number in numbers:
        if vocabulary[number] == END:
            break
        if vocabulary[number] not in (PAD, START):
            words.append(vocabulary[number])
    return " ".join(words).replace("' ", "'")
