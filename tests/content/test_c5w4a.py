"""c5w4a: the notebook, its layers compared with Keras', its masks and its translations."""

from __future__ import annotations

import re
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from helpers import translating
from helpers.datasets import translations
from helpers.scale import scale
from tests.content import notebooks
from tests.content.notebooks import Run
from tests.content.promises import NotebookPromises


class TestNotebook(NotebookPromises):
    name = "c5w4a-transformer"
    pictures = 7
    seconds = 180
    wanted = {
        "positions-by-hand": [
            "angles of position 3: [3.   3.   0.03 0.03]",
            "with 1000 they would be: [3.     3.     0.0949 0.0949]",
            "[[0.0, 1.0, 0.0, 1.0], [0.841, 0.54, 0.01, 1.0]]",
        ],
        "masks-picture": ["padding: (1, 1, 6)  look-ahead: (1, 6, 6)  both: (1, 6, 6)"],
        "attention-by-hand": ["weights 0.25 and 0.75, output 7.00"],
        "sentence-looks": ["'Jane': 0.4, 'visite': 0.02, \"l'\": 0.05, 'Afrique': 0.4, 'en': 0.03, 'septembre': 0.09"],
        "order-lost": ["without positions: dog alike in both: True", "with positions:    dog alike in both: False"],
        "heads-by-hand": ["1 heads of depth 512: 1,048,576 weights", "8 heads of depth  64: 1,048,576 weights"],
        "keras-agrees": ["largest difference from Keras below 1e-6: True"],
        "norm-by-hand": ["[[-10.  15.]]", "as Keras: True"],
        "encoder-layer-looks": ["the four words moved by 0.0"],
        "encoder-by-hand": ["[[ 1.  1. -1.  3.]]"],
        "decoder-shapes": ["output (3, 4, 6)  looks at itself (3, 2, 4, 4)  at the source (3, 2, 4, 7)"],
        "sentences": ["49 French tokens, 50 English ones"],
        "self-maps": ["weight on words to come: 0.0"],
    }

    @pytest.mark.slow
    def test_products_grow_with_the_depth(self, solved: Run) -> None:
        """The standard deviation of the products is the root of the depth, and 1 after scaling."""
        rows = re.findall(r"depth +(\d+): .* spread by +([\d.]+), .* by ([\d.]+)", solved.printed("attention-by-hand"))
        assert len(rows) == 3
        for depth, spread, scaled in rows:
            assert float(spread) == pytest.approx(float(depth) ** 0.5, rel=0.05)
            assert float(scaled) == pytest.approx(1, abs=0.05)

    @pytest.mark.slow
    def test_products_depend_on_the_distance(self, solved: Run) -> None:
        """The product of two positions' encodings depends on their distance only."""
        first, second = re.findall(r"\d+: (\d+\.\d+)", solved.printed("waves").replace("and ", "").replace("3 8", "8"))
        assert float(first) == pytest.approx(float(second), abs=1e-3)

    @pytest.mark.slow
    def test_translates_as_stated(self, solved: Run) -> None:
        """The transformer translates as the text says."""
        if scale() == "small":
            pytest.skip("three steps of training teach nothing; `make course` tests this")
        told = solved.printed("exact")
        (share,) = re.findall(r"wrong word: ([\d.]+)%", told)
        assert float(share) > 95
        assert "Luc ne visite pas sa maison rouge  ->  Luc does not visit his red house" in told
        assert "Marie ne visite pas sa maison rouge  ->  Marie does not visit her red house" in told
        assert "Jane visite l'Afrique en septembre  ->  Jane visits Africa in September" in told
        began, ended = re.findall(r"began at ([\d.]+) and ended at ([\d.]+)", solved.printed("train"))[0]
        assert float(began) == pytest.approx(np.log(50), abs=1) and float(ended) < 0.1

    @pytest.mark.slow
    def test_a_head_links_his_to_the_subject(self, solved: Run) -> None:
        """One head attends from "his" to the subject."""
        if scale() == "small":
            pytest.skip("three steps of training teach nothing; `make course` tests this")
        (weight,) = re.findall(r"'his' looks at 'Luc' with ([\d.]+) in head", solved.printed("maps"))
        assert float(weight) > 0.4

    @pytest.mark.slow
    def test_positions_tell_who_sees_whom(self, solved: Run) -> None:
        """Without positions the network cannot tell who sees whom."""
        if scale() == "small":
            pytest.skip("three steps of training teach nothing; `make course` tests this")
        rows = re.findall(r"one name: (\d+)%, two names: (\d+)%", solved.printed("who-sees-whom"))
        (with_one, with_two), (bare_one, bare_two) = [[int(share) for share in row] for row in rows]
        assert min(with_one, with_two, bare_one) > 90
        assert bare_two < 75


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(21)


def test_docstring_examples() -> None:
    """The docstring examples are correct."""
    notebooks.check_examples(TestNotebook.name)


def test_attention_formula(solution: ModuleType, rng: np.random.Generator) -> None:
    """Attention is the softmax of the products divided by the root of the depth.

    softmax(QK^T / sqrt(d_k)) V, written down naively, with batch, heads, and all lengths different.
    """
    q, k, v = (rng.normal(size=(2, 3, *size)).astype(np.float32) for size in ((4, 6), (5, 6), (5, 7)))
    output, weights = solution.scaled_dot_product_attention(q, k, v, None)
    assert output.shape == (2, 3, 4, 7) and weights.shape == (2, 3, 4, 5)
    for place in np.ndindex(2, 3, 4):
        products = np.array([q[place] @ key for key in k[place[:2]]]) / np.sqrt(6)
        shares = np.exp(products) / np.exp(products).sum()
        assert weights[place].numpy() == pytest.approx(shares, abs=1e-5)
        assert output[place].numpy() == pytest.approx(shares @ v[place[:2]], abs=1e-5)


def test_base_of_the_positions(solution: ModuleType) -> None:
    """The base of the positions is 10000, not the 1000 that one slide prints."""
    d = 512
    angles = solution.get_angles(np.array([[7]]), np.arange(d)[np.newaxis], d)[0]
    for k in (0, 1, 2, 3, 100, 101, 510, 511):
        i = k // 2
        assert angles[k] == pytest.approx(7 / 10000 ** (2 * i / d))
    assert angles[510] != pytest.approx(7 / 1000 ** (510 / d), rel=0.5)


def test_a_shift_rotates_the_encoding(solution: ModuleType) -> None:
    """A shift rotates each pair of the positional encoding by a fixed angle."""
    table = solution.positional_encoding(50, 16)[0].numpy().astype(np.float64)
    arrows = table[:, 1::2] + 1j * table[:, 0::2]
    for shift in (1, 5):
        turned = arrows[shift:] / arrows[:-shift]
        assert np.allclose(turned, turned[:1], atol=1e-4)
    products = table @ table.T
    assert np.allclose([products[place, place + 7] for place in range(40)], products[0, 7], atol=1e-3)


@pytest.mark.parametrize(("d_k", "d_v", "heads"), [(3, 5, 2), (4, 4, 3)])
def test_heads_match_keras(solution: ModuleType, rng: np.random.Generator, d_k: int, d_v: int, heads: int) -> None:
    """Multi-head attention is Keras', with different lengths and a mask."""
    import keras

    q, k, v = rng.normal(size=(4, 3, 7)), rng.normal(size=(4, 6, 7)), rng.normal(size=(4, 6, 7))
    shapes = {"WQ": (7, heads * d_k), "WK": (7, heads * d_k), "WV": (7, heads * d_v), "WO": (heads * d_v, 7)}
    weights = {name: rng.normal(0, 0.7, shape) for name, shape in shapes.items()}
    mask = (np.arange(6) < np.array([6, 2, 4, 1])[:, None])[:, None].astype(float)
    layer = keras.layers.MultiHeadAttention(heads, d_k, d_v, use_bias=False, dtype="float64")
    layer.build(q.shape, v.shape, k.shape)
    mapped = [weights[name].reshape(7, heads, -1) for name in ("WQ", "WK", "WV")]
    layer.set_weights([*mapped, weights["WO"].reshape(heads, d_v, 7)])
    want, shares = layer(q, v, k, attention_mask=mask > 0, return_attention_scores=True)
    got = solution.multi_head_attention(q, k, v, weights, heads, mask)
    assert got[0] == pytest.approx(want.numpy(), abs=1e-6)
    assert got[1] == pytest.approx(shares.numpy(), abs=1e-6)


def test_layer_norm_matches_keras(solution: ModuleType, rng: np.random.Generator) -> None:
    """Layer normalization is Keras'."""
    import keras

    x, gamma, beta = rng.normal(2, 3, (2, 4, 5)), rng.normal(size=5), rng.normal(size=5)
    layer = keras.layers.LayerNormalization(epsilon=0.01, dtype="float64")
    layer.build(x.shape)
    layer.set_weights([gamma, beta])
    assert solution.layer_norm(x, gamma, beta, 0.01) == pytest.approx(layer(x).numpy(), abs=1e-6)


def test_future_and_padding_are_masked(solution: ModuleType, rng: np.random.Generator) -> None:
    """Neither later words nor padding change an output."""
    import tensorflow as tf

    model = solution.Transformer(2, 8, 2, 12, 11, 13, 7, 6)
    source = np.array([[3, 5, 2, 0, 0], [4, 1, 1, 7, 0]])
    target = rng.integers(1, 13, (2, 6))
    padding = solution.create_padding_mask(source)
    masks = {"enc_padding_mask": padding, "dec_padding_mask": padding}
    masks["look_ahead_mask"] = solution.create_look_ahead_mask(6)

    def ask(source: np.ndarray, target: np.ndarray) -> np.ndarray:
        return model(tf.constant(source), tf.constant(target), training=False, **masks)[0].numpy()

    before = ask(source, target)
    assert before.sum(axis=-1) == pytest.approx(np.ones((2, 6)), abs=1e-5)
    for t in range(1, 6):
        later = target.copy()
        later[:, t:] = later[:, t:] % 12 + 1
        after = ask(source, later)
        assert after[:, :t] == pytest.approx(before[:, :t], abs=1e-6)
        assert np.abs(after[:, t:] - before[:, t:]).max() > 1e-4
    filled = np.where(source == 0, 9, source)
    assert ask(filled, target) == pytest.approx(before, abs=1e-6)
    other = source.copy()
    other[0, 2] = 6
    assert np.abs(ask(other, target)[0] - before[0]).max() > 1e-4


def test_grammar() -> None:
    """The grammar has the lecture's sentence and the difficulties that the text names."""
    meaning = dict(translations.all_pairs())
    assert len(meaning) == 43_680
    assert meaning["Jane visite l'Afrique en septembre"] == "Jane visits Africa in September"
    assert meaning["Luc ne visite pas sa maison rouge"] == "Luc does not visit his red house"
    assert meaning["Marie n'aime pas son école noire demain"] == "Marie does not love her black school tomorrow"
    assert (meaning["Anna voit Paul"], meaning["Paul voit Anna"]) == ("Anna sees Paul", "Paul sees Anna")
    assert "Anna voit Anna" not in meaning
    assert max(len(translations.tokens(french)) for french in meaning) == translating.FRENCH_LENGTH
    assert max(len(translations.tokens(english)) for english in meaning.values()) + 1 == translating.ENGLISH_LENGTH


def test_pairs_of_sentences() -> None:
    """Pairs are reproducible, and no test sentence is among the training sentences."""
    learned, tried = translations.pairs(1500, seed=4)
    assert (learned, tried) == translations.pairs(1500, seed=4) != translations.pairs(1500, seed=5)
    assert (len(learned), len(tried)) == (1500, 375) and not set(learned) & set(tried)
    assert 0.04 < np.mean([translations.two_names(pair) for pair in learned]) < 0.12
    with pytest.raises(ValueError, match="43680 sentences"):
        translations.pairs(43_000)


def test_numbers_and_words() -> None:
    """Numbered sentences turn back into their words."""
    vocabulary = translations.vocabularies()[0]
    table = translations.numbered(["Jane visite l'Afrique", "Luc voit Anna"], vocabulary, 7, ends=True)
    assert table.shape == (2, 7) and table[1, 5:].tolist() == [0, 0]
    assert [translations.spoken(row, vocabulary) for row in table] == ["Jane visite l'Afrique", "Luc voit Anna"]


def test_decoder_inputs_are_shifted() -> None:
    """The decoder's input is its wanted output shifted by one word."""
    pairs = translations.pairs(20)[0]
    source, given, wanted = translating.arrays(pairs)
    assert source.shape == (20, 9) and given.shape == wanted.shape == (20, 11)
    english = translations.vocabularies()[1]
    for pair, before, after in zip(pairs, given, wanted, strict=True):
        words = translations.tokens(pair[1])
        assert [english[number] for number in before if number] == [translations.START, *words]
        assert [english[number] for number in after if number] == [*words, translations.END]


class Oracle:
    """A model that knows the right translations and predicts their next word."""

    def __init__(self, pairs: list[translations.Pair]) -> None:
        _, _, self.wanted = translating.arrays(pairs)

    def __call__(self, source: Any, given: Any, training: bool) -> Any:
        import tensorflow as tf

        assert not training
        return tf.one_hot(self.wanted, len(translations.vocabularies()[1])), {"seen": given}


def test_translation_word_by_word() -> None:
    """Translation goes word by word, and the score counts whole sentences."""
    pairs = translations.pairs(5)[0]
    told, looked = translating.translate(Oracle(pairs), lambda source, given: {}, [french for french, _ in pairs])
    assert told == [english for _, english in pairs]
    assert looked["seen"].shape == (5, 11)
    mixed = [pairs[0], (pairs[1][0], "something else"), *pairs[2:]]
    assert translating.share_exact(Oracle(pairs), lambda source, given: {}, mixed) == pytest.approx(0.8)
