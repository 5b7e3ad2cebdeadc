"""Sentences whose verb depends on a word far back: the cats which saw the dog and the bird ... were."""

from __future__ import annotations

import numpy as np

SINGULAR, PLURAL = ("cat", "dog", "bird"), ("cats", "dogs", "birds")
VOCABULARY = ("the", *SINGULAR, *PLURAL, "which", "saw", "and")
VERBS = ("was", "were")


def sentences(m: int, objects: int, seed: int = 1) -> list[list[str]]:
    """
    Beginnings of sentences, up to the verb: "the SUBJECT which saw the OBJECT and the OBJECT ...".

    Arguments:
        m: how many; objects: how many things the subject saw, at least 1; seed: another one gives other sentences

    Returns:
        a list of m lists of 3 objects + 3 words. Subject and objects are drawn independently from the same six nouns,
        one half of them plural: so what stands last says nothing about the verb.
    """
    rng = np.random.default_rng(seed)
    nouns = np.array(SINGULAR + PLURAL)[rng.integers(0, 6, (m, objects + 1))].tolist()
    return [["the", subject, "which", "saw", "the", *" and the ".join(seen).split()] for subject, *seen in nouns]


def verbs(beginnings: list[list[str]]) -> np.ndarray:
    """For each beginning, by its second word: 0 for "was", 1 for "were"; shape (m,)."""
    return np.array([int(words[1] in PLURAL) for words in beginnings])


def one_hot(beginnings: list[list[str]]) -> np.ndarray:
    """The words as columns with a single 1 each, time last: shape (10, m, T_x). All must be equally long."""
    places = np.array([[VOCABULARY.index(word) for word in words] for words in beginnings])
    return np.moveaxis(np.eye(len(VOCABULARY))[places], 2, 0)
