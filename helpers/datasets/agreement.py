"""Sentences whose verb depends on a much earlier word: the cats which saw the dog and the bird ... were."""

from __future__ import annotations

import numpy as np

SINGULAR, PLURAL = ("cat", "dog", "bird"), ("cats", "dogs", "birds")
VOCABULARY = ("the", *SINGULAR, *PLURAL, "which", "saw", "and")
VERBS = ("was", "were")


def sentences(m: int, objects: int, seed: int = 1) -> list[list[str]]:
    """
    Generate beginnings of sentences, up to the verb: "the SUBJECT which saw the OBJECT and the OBJECT ...".

    Arguments:
        m: number of sentences
        objects: number of things the subject saw, at least 1
        seed: a different seed gives different sentences

    Returns:
        a list of m lists of 3 objects + 3 words. Subject and objects are drawn independently from the same six nouns,
        half of them plural, so the last word says nothing about the verb.
    """
    rng = np.random.default_rng(seed)
    nouns = np.array(SINGULAR + PLURAL)[rng.integers(0, 6, (m, objects + 1))].tolist()
    return [["the", subject, "which", "saw", "the", *" and the ".join(seen).split()] for subject, *seen in nouns]


def verbs(beginnings: list[list[str]]) -> np.ndarray:
    """The verb of each beginning, from its second word: 0 for "was", 1 for "were"; shape (m,)."""
    return np.array([int(words[1] in PLURAL) for words in beginnings])


def one_hot(beginnings: list[list[str]]) -> np.ndarray:
    """The words as one-hot columns, time last: shape (10, m, T_x). All sentences must have the same length."""
    places = np.array([[VOCABULARY.index(word) for word in words] for words in beginnings])
    return np.moveaxis(np.eye(len(VOCABULARY))[places], 2, 0)
