"""Trains a Transformer to translate, and translates with it: the code around the learner's own classes.

The model is called as in c5w4a, (input_sentence, output_sentence, training, enc_padding_mask, look_ahead_mask,
dec_padding_mask), and returns probabilities of the next word. The optimizer is Adam (D. P. Kingma, J. Ba, 2015). The
learning rate first rises (warm-up), then falls with the inverse square root of the step, as in the paper (A. Vaswani
et al., 2017, section 5.3).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from helpers.datasets import translations
from helpers.datasets.translations import Pair

FRENCH_LENGTH, ENGLISH_LENGTH = 9, 11  # of the longest sentence; the English with its end
Masks = Callable[[Any, Any], dict[str, Any]]


def arrays(pairs: Sequence[Pair]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The source (m, 9), the decoder's input (m, 11), from START on, and the target, the next words (m, 11)."""
    french, english = translations.vocabularies()
    source = translations.numbered([pair[0] for pair in pairs], french, FRENCH_LENGTH)
    whole = translations.numbered([pair[1] for pair in pairs], english, ENGLISH_LENGTH + 1, ends=True)
    given = np.where(whole[:, :-1] == translations.vocabularies()[1].index(translations.END), 0, whole[:, :-1])
    return source, given, whole[:, 1:]


def learn(
    model: Any,
    masks: Masks,
    pairs: Sequence[Pair],
    steps: int,
    m: int = 64,
    rate: float = 1.0,
    warm_up: int = 100,
    seed: int = 1,
) -> list[float]:
    """
    Learn from the pairs in mini-batches.

    masks: returns the three masks, by name, for a batch of source sentences and decoder inputs

    Returns: the loss at each step: the mean of -log of the right next word's probability, over words alone
    """
    import keras
    import tensorflow as tf

    source, given, wanted = arrays(pairs)
    optimizer = keras.optimizers.Adam(0.0, beta_2=0.98)

    def step(source: Any, given: Any, wanted: Any) -> Any:
        with tf.GradientTape() as tape:
            chances, _ = model(source, given, training=True, **masks(source, given))
            counts = tf.cast(wanted > 0, tf.float32)
            right = tf.gather(chances, wanted, axis=-1, batch_dims=2)
            loss = tf.reduce_sum(-tf.math.log(right + 1e-9) * counts) / tf.reduce_sum(counts)
        variables = model.trainable_variables
        optimizer.apply(tape.gradient(loss, variables), variables)
        return loss

    # The graph is traced once, and all steps run through it; for a few steps this would not pay off.
    run = tf.function(step, autograph=False) if steps > 20 else step
    rng = np.random.default_rng(seed)
    losses: list[float] = []
    model(*(tf.constant(part[:1]) for part in (source, given)), training=False, **masks(source[:1], given[:1]))
    optimizer.build(model.trainable_variables)
    for number in range(1, steps + 1):
        rows = rng.integers(0, len(source), m)
        optimizer.learning_rate.assign(rate * 0.01 * min(number / warm_up, (warm_up / number) ** 0.5))
        losses.append(float(run(*(tf.constant(part[rows]) for part in (source, given, wanted)))))
    return losses


def translate(model: Any, masks: Masks, sentences: Sequence[str]) -> tuple[list[str], dict[str, np.ndarray]]:
    """
    Greedy decoding, word by word: always the most probable word.

    Returns: the translations; the decoder's attention weights over the whole of each
    """
    import tensorflow as tf

    french, english = translations.vocabularies()
    source = translations.numbered(sentences, french, FRENCH_LENGTH)
    written = np.zeros((len(sentences), ENGLISH_LENGTH + 1), np.int32)
    written[:, 0] = english.index(translations.START)

    for place in range(ENGLISH_LENGTH):
        given = tf.constant(written[:, :-1])
        chances, looked = model(tf.constant(source), given, training=False, **masks(source, given))
        written[:, place + 1] = np.argmax(chances[:, place], axis=-1)
    weights = {name: table.numpy() for name, table in looked.items()}
    return [translations.spoken(row, english) for row in written], weights


def exact(model: Any, masks: Masks, pairs: Sequence[Pair]) -> list[bool]:
    """For each sentence, whether it is translated without a single wrong word."""
    told, _ = translate(model, masks, [pair[0] for pair in pairs])
    return [mine == pair[1] for mine, pair in zip(told, pairs, strict=True)]


def share_exact(model: Any, masks: Masks, pairs: Sequence[Pair]) -> float:
    """How many of the sentences are translated without a single wrong word."""
    return float(np.mean(exact(model, masks, pairs)))
