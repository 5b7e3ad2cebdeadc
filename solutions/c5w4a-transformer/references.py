"""The same functions in another way; they give the expected values.

What learners write in NumPy is a Keras layer here, with mapped weights; what they build from Keras layers is written
out here with einsum in float64. The classes call each other by name, so that the judge can replace any of them by a
stand-in.

"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import keras
import numpy as np
import tensorflow as tf

Array = Any


def get_angles(pos: Array, k: Array, d: int) -> Array:
    """With the exponential of a logarithm; every second column repeats the one before it."""
    even = np.asarray(k) - np.asarray(k) % 2
    return np.asarray(pos) * np.exp(-even / d * np.log(10000.0))


def positional_encoding(positions: int, d: int) -> tf.Tensor:
    """The imaginary and real parts of the same rotating complex number."""
    angles = np.asarray(get_angles(np.arange(positions).reshape(-1, 1), np.arange(d).reshape(1, -1), d))
    turned = np.exp(1j * angles)
    return tf.constant(np.where(np.arange(d) % 2, turned.real, turned.imag)[None], tf.float32)


def create_padding_mask(decoder_token_ids: Array) -> tf.Tensor:
    return tf.constant(np.expand_dims(np.asarray(decoder_token_ids) > 0, 1), tf.float32)


def create_look_ahead_mask(sequence_length: int) -> tf.Tensor:
    place = np.arange(sequence_length)
    return tf.constant((place[None, :] <= place[:, None])[None], tf.float32)


def _double(value: Any) -> tf.Tensor:
    return tf.cast(tf.convert_to_tensor(value), tf.float64)


def _weights_over_keys(scores: tf.Tensor, mask: Array) -> tf.Tensor:
    """The softmax over the last axis, through its logarithm; masked entries are excluded."""
    if mask is not None:
        scores = tf.where(_double(mask) > 0, scores, _double(-np.inf))
    return tf.exp(scores - tf.reduce_logsumexp(scores, axis=-1, keepdims=True))


def scaled_dot_product_attention(q: Array, k: Array, v: Array, mask: Array) -> tuple[tf.Tensor, tf.Tensor]:
    q, k, v = _double(q), _double(k), _double(v)
    scores = tf.einsum("...id,...jd->...ij", q, k) * int(q.shape[-1]) ** -0.5
    weights = _weights_over_keys(scores, mask)
    return tf.cast(tf.einsum("...ij,...jd->...id", weights, v), tf.float32), tf.cast(weights, tf.float32)


def multi_head_attention(
    q: Array, k: Array, v: Array, weights: Mapping[str, Array], num_heads: int, mask: Array
) -> tuple[Array, Array]:
    """Keras's layer. Its projections have an axis for the heads."""
    d_model, d_k, d_v = q.shape[-1], weights["WQ"].shape[1] // num_heads, weights["WV"].shape[1] // num_heads
    layer = keras.layers.MultiHeadAttention(num_heads, d_k, d_v, use_bias=False, dtype="float64")
    layer.build(q.shape, v.shape, k.shape)
    layer.set_weights(
        [weights[name].reshape(d_model, num_heads, -1) for name in ("WQ", "WK", "WV")]
        + [weights["WO"].reshape(num_heads, d_v, d_model)]
    )
    query, key, value = (tf.constant(x, tf.float64) for x in (q, k, v))
    if mask is not None:
        mask = tf.constant(mask > 0)
    output, shares = layer(query, value, key, attention_mask=mask, return_attention_scores=True)
    return output.numpy(), shares.numpy()


def layer_norm(x: Array, gamma: Array, beta: Array, eps: float) -> Array:
    layer = keras.layers.LayerNormalization(epsilon=eps, dtype="float64")
    layer.build(x.shape)
    layer.set_weights([gamma, beta])
    return layer(tf.constant(x, tf.float64)).numpy()


class _Part:
    """Weights in the order in which Keras lists them: first those of this part, then those of its sublayers."""

    def __init__(self, shapes: Iterable[Sequence[int]] = (), parts: Iterable[Any] = ()) -> None:
        self.own = [keras.Variable(np.zeros(shape), dtype="float64") for shape in shapes]
        self.parts = list(parts)

    @property
    def weights(self) -> list[Any]:
        return self.own + [weight for part in self.parts for weight in part.weights]

    trainable_variables = weights

    def set_weights(self, values: Sequence[Array]) -> None:
        for weight, value in zip(self.weights, values, strict=True):
            weight.assign(value)


def _dropped(x: tf.Tensor, rate: float, training: bool) -> tf.Tensor:
    """Dropout is only tested where nothing is dropped (outside training, or at rate 0), and where everything is."""
    if not training or rate == 0:
        return x
    if rate < 0.999:
        raise ValueError("a reference cannot reproduce the learner's random dropout")
    return tf.zeros_like(x)


class _Attention(_Part):
    def __init__(self, d: int, num_heads: int, rate: float) -> None:
        inner = (num_heads, d // num_heads)
        super().__init__([(d, *inner), inner] * 3 + [(*inner, d), (d,)])
        self.rate = rate

    def __call__(self, q: tf.Tensor, k: tf.Tensor, training: bool, mask: Array) -> tuple[tf.Tensor, tf.Tensor]:
        WQ, bQ, WK, bK, WV, bV, WO, bO = (weight.value for weight in self.own)
        Q, K, V = (tf.einsum("mtd,dhc->mthc", x, W) + b for x, W, b in ((q, WQ, bQ), (k, WK, bK), (k, WV, bV)))
        scores = tf.einsum("mihc,mjhc->mhij", Q, K) * int(WQ.shape[-1]) ** -0.5
        weights = _weights_over_keys(scores, None if mask is None else tf.expand_dims(_double(mask), 1))
        mixed = tf.einsum("mhij,mjhc->mihc", _dropped(weights, self.rate, training), V)
        return tf.einsum("mihc,hcd->mid", mixed, WO) + bO, weights


class _Normal(_Part):
    def __init__(self, d: int, eps: float) -> None:
        super().__init__([(d,), (d,)])
        self.eps = eps

    def __call__(self, x: tf.Tensor) -> tf.Tensor:
        centred = x - tf.reduce_mean(x, -1, keepdims=True)
        spread = tf.reduce_mean(centred**2, -1, keepdims=True) + self.eps
        return self.own[0].value * centred * spread**-0.5 + self.own[1].value


class _Dense(_Part):
    def __init__(self, before: int, here: int) -> None:
        super().__init__([(before, here), (here,)])

    def __call__(self, x: tf.Tensor) -> tf.Tensor:
        return tf.einsum("mtd,dc->mtc", x, self.own[0].value) + self.own[1].value


class _TwoDense(_Part):
    def __init__(self, d: int, wide: int, rate: float) -> None:
        super().__init__(parts=[_Dense(d, wide), _Dense(wide, d)])
        self.rate = rate

    def __call__(self, x: tf.Tensor, training: bool) -> tf.Tensor:
        first, second = self.parts
        inner = first(x)
        return _dropped(second(tf.where(inner > 0, inner, 0)), self.rate, training)


class EncoderLayer(_Part):
    def __init__(
        self,
        embedding_dim: int,
        num_heads: int,
        fully_connected_dim: int,
        dropout_rate: float = 0.1,
        layernorm_eps: float = 1e-6,
    ) -> None:
        attention = _Attention(embedding_dim, num_heads, dropout_rate)
        dense = _TwoDense(embedding_dim, fully_connected_dim, dropout_rate)
        super().__init__(parts=[attention, dense, *(_Normal(embedding_dim, layernorm_eps) for _ in range(2))])

    def __call__(self, x: Array, training: bool, mask: Array) -> tf.Tensor:
        attention, dense, first, second = self.parts
        x = _double(x)
        x = first(x + attention(x, x, training, mask)[0])
        return second(x + dense(x, training))


class DecoderLayer(_Part):
    def __init__(
        self,
        embedding_dim: int,
        num_heads: int,
        fully_connected_dim: int,
        dropout_rate: float = 0.1,
        layernorm_eps: float = 1e-6,
    ) -> None:
        attentions = [_Attention(embedding_dim, num_heads, dropout_rate) for _ in range(2)]
        dense = _TwoDense(embedding_dim, fully_connected_dim, dropout_rate)
        super().__init__(parts=[*attentions, dense, *(_Normal(embedding_dim, layernorm_eps) for _ in range(3))])

    def __call__(
        self, x: Array, enc_output: Array, training: bool, look_ahead_mask: Array, padding_mask: Array
    ) -> tuple[tf.Tensor, tf.Tensor, tf.Tensor]:
        itself, source, dense, *norms = self.parts
        x, enc_output = _double(x), _double(enc_output)
        looked, weights1 = itself(x, x, training, look_ahead_mask)
        x = norms[0](x + looked)
        looked, weights2 = source(x, enc_output, training, padding_mask)
        x = norms[1](x + looked)
        return norms[2](x + dense(x, training)), weights1, weights2


class _Stack(_Part):
    """Embedding, positional encoding, dropout, and layers of one kind."""

    def __init__(self, layers: Iterable[Any], words: int, d: int, longest: int, rate: float) -> None:
        embedding = _Part([(words, d)])
        super().__init__(parts=[embedding, *layers])
        self.positions, self.rate = _double(positional_encoding(longest, d)), rate

    def start(self, x: Array, training: bool) -> tf.Tensor:
        table = self.parts[0].own[0].value
        chosen = tf.einsum("mtw,wd->mtd", tf.one_hot(x, int(table.shape[0]), dtype=tf.float64), table)
        chosen = chosen * int(table.shape[1]) ** 0.5
        return _dropped(chosen + self.positions[:, : int(chosen.shape[1])], self.rate, training)


class Encoder(_Stack):
    def __init__(
        self,
        num_layers: int,
        embedding_dim: int,
        num_heads: int,
        fully_connected_dim: int,
        input_vocab_size: int,
        maximum_position_encoding: int,
        dropout_rate: float = 0.1,
        layernorm_eps: float = 1e-6,
    ) -> None:
        sizes = (embedding_dim, num_heads, fully_connected_dim, dropout_rate, layernorm_eps)
        layers = [EncoderLayer(*sizes) for _ in range(num_layers)]
        super().__init__(layers, input_vocab_size, embedding_dim, maximum_position_encoding, dropout_rate)

    def __call__(self, x: Array, training: bool, mask: Array) -> tf.Tensor:
        x = self.start(x, training)
        for layer in self.parts[1:]:
            x = _double(layer(x, training=training, mask=mask))
        return x


class Decoder(_Stack):
    def __init__(
        self,
        num_layers: int,
        embedding_dim: int,
        num_heads: int,
        fully_connected_dim: int,
        target_vocab_size: int,
        maximum_position_encoding: int,
        dropout_rate: float = 0.1,
        layernorm_eps: float = 1e-6,
    ) -> None:
        sizes = (embedding_dim, num_heads, fully_connected_dim, dropout_rate, layernorm_eps)
        layers = [DecoderLayer(*sizes) for _ in range(num_layers)]
        super().__init__(layers, target_vocab_size, embedding_dim, maximum_position_encoding, dropout_rate)

    def __call__(
        self, x: Array, enc_output: Array, training: bool, look_ahead_mask: Array, padding_mask: Array
    ) -> tuple[tf.Tensor, dict[str, tf.Tensor]]:
        x, looked = self.start(x, training), {}
        for number, layer in enumerate(self.parts[1:], start=1):
            masks = {"look_ahead_mask": look_ahead_mask, "padding_mask": padding_mask}
            x, itself, source = layer(x, enc_output, training=training, **masks)
            x = _double(x)
            looked[f"decoder_layer{number}_block1_self_att"] = itself
            looked[f"decoder_layer{number}_block2_decenc_att"] = source
        return x, looked


class Transformer(_Part):
    def __init__(
        self,
        num_layers: int,
        embedding_dim: int,
        num_heads: int,
        fully_connected_dim: int,
        input_vocab_size: int,
        target_vocab_size: int,
        max_positional_encoding_input: int,
        max_positional_encoding_target: int,
        dropout_rate: float = 0.1,
        layernorm_eps: float = 1e-6,
    ) -> None:
        sizes = (num_layers, embedding_dim, num_heads, fully_connected_dim)
        rates = (dropout_rate, layernorm_eps)
        encoder = Encoder(*sizes, input_vocab_size, max_positional_encoding_input, *rates)
        decoder = Decoder(*sizes, target_vocab_size, max_positional_encoding_target, *rates)
        super().__init__(parts=[encoder, decoder, _Dense(embedding_dim, target_vocab_size)])

    def __call__(
        self,
        input_sentence: Array,
        output_sentence: Array,
        training: bool,
        enc_padding_mask: Array,
        look_ahead_mask: Array,
        dec_padding_mask: Array,
    ) -> tuple[tf.Tensor, dict[str, tf.Tensor]]:
        encoder, decoder, last = self.parts
        read = encoder(input_sentence, training=training, mask=enc_padding_mask)
        masks = {"look_ahead_mask": look_ahead_mask, "padding_mask": dec_padding_mask}
        written, looked = decoder(output_sentence, read, training=training, **masks)
        return _weights_over_keys(last(_double(written)), None), looked
