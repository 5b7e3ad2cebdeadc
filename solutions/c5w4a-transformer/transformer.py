"""The Transformer, part by part: positions, masks, attention, encoder, decoder, and the whole model.

Work from top to bottom, next to the notebook. The axes of this week are (examples, words, features), and with heads
(examples, heads, words, features). A mask is 1 for visible positions and 0 for hidden ones. Use NumPy for the parts
you build by hand, TensorFlow and Keras for the parts that are trained.
"""

import keras
import numpy as np
import tensorflow as tf
from keras.layers import Dense, Dropout, Embedding, LayerNormalization, MultiHeadAttention


def softmax(x, axis=-1):
    """Given: the softmax along an axis, without overflow."""
    e = np.exp(x - np.max(x, axis=axis, keepdims=True))
    return e / np.sum(e, axis=axis, keepdims=True)


def get_angles(pos, k, d):
    """
    The angles of the positional encoding: pos / 10000^(2i/d) with i = k // 2.

    Arguments:
        pos: positions, a column, ndarray (p, 1); k: indices within an encoding, a row, ndarray (1, d), integers
        d: the length of an encoding, int

    Returns:
        angles: ndarray (p, d), float64. The neighbours k = 2i and k = 2i + 1 have the same angle.

    Example: i is 0, 0, 1, 1, so the second pair is divided by 10000^(2/4) = 100.
        >>> get_angles(np.array([[0], [3]]), np.array([[0, 1, 2, 3]]), 4).tolist()
        [[0.0, 0.0, 0.0, 0.0], [3.0, 3.0, 0.03, 0.03]]

    Source: Vaswani et al. 2017, section 3.5. Derivation: notebook, section 1.
    """
    ### BEGIN SOLUTION
    i = k // 2
    return pos / np.power(10000, 2 * i / d)
    ### END SOLUTION


def positional_encoding(positions, d):
    """
    One row per position: the sine of the angle in even columns, the cosine in odd columns.

    Arguments:
        positions: the number of positions, int; d: the length of an encoding, int

    Returns:
        a tensor, (1, positions, d), float32; the first axis allows adding it to a batch

    Call your get_angles. Example: all angles of position 0 are 0. Formula: notebook, section 1.
        >>> positional_encoding(1, 4).numpy().tolist()
        [[[0.0, 1.0, 0.0, 1.0]]]
    """
    ### BEGIN SOLUTION
    angles = get_angles(np.arange(positions)[:, np.newaxis], np.arange(d)[np.newaxis, :], d)
    angles[:, 0::2] = np.sin(angles[:, 0::2])
    angles[:, 1::2] = np.cos(angles[:, 1::2])
    return tf.cast(angles[np.newaxis, ...], tf.float32)
    ### END SOLUTION


def create_padding_mask(decoder_token_ids):
    """
    Mark the tokens that are words: 1 for a word, 0 for the padding of a short sentence.

    Arguments:
        decoder_token_ids: sentences as token ids, (n, m) integers; 0 is padding

    Returns:
        mask: a tensor, (n, 1, m), float32; the middle axis broadcasts over the queries, which share one mask

    Example:
        >>> create_padding_mask(np.array([[7, 4, 0], [5, 0, 0]])).numpy().tolist()  # notebook, section 2
        [[[1.0, 1.0, 0.0]], [[1.0, 0.0, 0.0]]]
    """
    ### BEGIN SOLUTION
    words = tf.cast(decoder_token_ids != 0, tf.float32)
    return words[:, tf.newaxis, :]
    ### END SOLUTION


def create_look_ahead_mask(sequence_length):
    """
    Mark the positions that are not in the future (a causal mask): row t is 1 up to and including column t.

    Arguments:
        sequence_length: n, int

    Returns:
        mask: a tensor, (1, n, n), float32

    Example:
        >>> create_look_ahead_mask(3).numpy().tolist()  # notebook, section 2
        [[[1.0, 0.0, 0.0], [1.0, 1.0, 0.0], [1.0, 1.0, 1.0]]]
    """
    ### BEGIN SOLUTION
    return tf.linalg.band_part(tf.ones((1, sequence_length, sequence_length)), -1, 0)
    ### END SOLUTION


def scaled_dot_product_attention(q, k, v, mask):
    """
    softmax(q k^T / sqrt(d_k) + a large negative number where masked) v, in TensorFlow.

    Arguments:
        q: queries, (..., T_q, d_k); k: keys, (..., T_k, d_k); v: values, (..., T_k, d_v); arrays or tensors, float32.
            "..." is any number of axes, the same for all three, such as none, (m,) or (m, heads).
        mask: 1 = visible, 0 = hidden; any shape that broadcasts to (..., T_q, T_k); or None

    Returns:
        output: a tensor, (..., T_q, d_v), float32
        attention_weights: a tensor, (..., T_q, T_k), float32; each row sums to 1

    Example: the products 0 and 2 log 3, divided by sqrt(4), are 0 and log 3: weights 1/4 and 3/4.
        >>> q, k = np.zeros((1, 4), np.float32), np.zeros((2, 4), np.float32)
        >>> q[0, 0], k[1, 0] = 1, 2 * np.log(3)
        >>> output, weights = scaled_dot_product_attention(q, k, np.array([[4], [8]], np.float32), None)
        >>> output.numpy().round(4).tolist(), weights.numpy().round(4).tolist()
        ([[7.0]], [[0.25, 0.75]])

    Source: Vaswani et al. 2017, equation 1. Derivation: notebook, section 3.
    """
    ### BEGIN SOLUTION
    depth = tf.cast(tf.shape(k)[-1], tf.float32)
    scores = tf.matmul(q, k, transpose_b=True) / tf.sqrt(depth)
    if mask is not None:
        scores += (1 - tf.cast(mask, tf.float32)) * -1e9
    attention_weights = tf.nn.softmax(scores, axis=-1)
    output = tf.matmul(attention_weights, v)
    return output, attention_weights
    ### END SOLUTION


def multi_head_attention(q, k, v, weights, num_heads, mask):
    """
    Multi-head attention in NumPy: several attention heads in parallel, each with its own projections.

    Arguments:
        q: (m, T_q, d_model); k, v: (m, T_k, d_model); ndarrays, float64
        weights: dict of "WQ", "WK" (d_model, num_heads * d_k), "WV" (d_model, num_heads * d_v),
            "WO" (num_heads * d_v, d_model). Head h has columns h * d_k to (h + 1) * d_k of q @ WQ, and so on.
        num_heads: int
        mask: (m or 1, T_q or 1, T_k), the same for all heads, 1 = visible; or None

    Returns:
        output: ndarray, (m, T_q, d_model): the concatenated outputs of the heads, head 0 first, times WO
        attention_weights: ndarray, (m, num_heads, T_q, T_k)

    Example: one query, one key, so the weight is 1 and the output is v @ WV @ WO.
        >>> W = {"WQ": np.eye(2), "WK": np.eye(2), "WV": 3 * np.eye(2), "WO": np.eye(2)}
        >>> output, attention_weights = multi_head_attention(*np.ones((3, 1, 1, 2)), W, num_heads=2, mask=None)
        >>> output.tolist(), attention_weights.tolist()
        ([[[3.0, 3.0]]], [[[[1.0]], [[1.0]]]])

    Source: Vaswani et al. 2017, section 3.2.2. Notebook, section 4.
    """
    ### BEGIN SOLUTION
    Q, K, V = [
        np.stack(np.split(x @ weights[name], num_heads, axis=-1), axis=1)
        for x, name in ((q, "WQ"), (k, "WK"), (v, "WV"))
    ]
    scores = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    if mask is not None:
        scores = scores + (1 - mask[:, np.newaxis]) * -1e9
    attention_weights = softmax(scores)
    heads = attention_weights @ V
    output = np.concatenate(np.moveaxis(heads, 1, 0), axis=-1) @ weights["WO"]
    return output, attention_weights
    ### END SOLUTION


def layer_norm(x, gamma, beta, eps):
    """
    Normalize the features of each word to mean 0 and variance 1, then scale by gamma and shift by beta.

    Arguments:
        x: ndarray, (..., d), float64; gamma, beta: ndarrays, (d,)
        eps: a small number added to the variance, inside the square root

    Returns:
        ndarray, (..., d), float64

    Example: mean 2, variance 1.
        >>> layer_norm(np.array([[1.0, 3.0]]), np.array([10.0, 10.0]), np.array([0.0, 5.0]), 0.0).tolist()
        [[-10.0, 15.0]]

    Source: Ba, Kiros, Hinton 2016, equation 4. Notebook, section 5.
    """
    ### BEGIN SOLUTION
    mean = np.mean(x, axis=-1, keepdims=True)
    variance = np.var(x, axis=-1, keepdims=True)
    return gamma * (x - mean) / np.sqrt(variance + eps) + beta
    ### END SOLUTION


def FullyConnected(embedding_dim, fully_connected_dim):
    """Given: two dense layers, the first with ReLU; the same for each word."""
    return keras.Sequential(
        [keras.Input((None, embedding_dim)), Dense(fully_connected_dim, activation="relu"), Dense(embedding_dim)]
    )


class Part(keras.layers.Layer):
    """Given: a layer that takes its masks by keyword; its sublayers create their own weights on the first call."""

    def build(self, input_shape):
        """Does nothing: without it, Keras would first run `call` with shapes instead of tensors."""

    def compute_mask(self, inputs, previous_mask=None):
        """Returns None: otherwise Keras attaches `mask` to the output, and the next attention applies it again."""


class EncoderLayer(Part):
    """
    Self-attention, then a small network for each word; each has a residual connection and a normalization.

    out1 = layernorm1(x + attention of x to x);  out2 = layernorm2(out1 + dropout(ffn(out1)))

    Arguments of the constructor:
        embedding_dim: d, length of a word's vector; num_heads, fully_connected_dim: ints
        dropout_rate, layernorm_eps: floats

    Example:
        >>> EncoderLayer(embedding_dim=6, num_heads=2, fully_connected_dim=5)(
        ...     tf.ones((3, 4, 6)), training=False, mask=tf.ones((3, 1, 4))
        ... ).shape
        TensorShape([3, 4, 6])

    Notebook, section 5. `mha` has its own dropout, so it needs `training` as well.
    """

    def __init__(self, embedding_dim, num_heads, fully_connected_dim, dropout_rate=0.1, layernorm_eps=1e-6):
        super().__init__()
        self.mha = MultiHeadAttention(num_heads, key_dim=embedding_dim // num_heads, dropout=dropout_rate)
        self.ffn = FullyConnected(embedding_dim, fully_connected_dim)
        self.layernorm1 = LayerNormalization(epsilon=layernorm_eps)
        self.layernorm2 = LayerNormalization(epsilon=layernorm_eps)
        self.dropout_ffn = Dropout(dropout_rate)

    def call(self, x, training, mask):
        """
        Arguments:
            x: (m, T, d), float32; training: bool; mask: (m or 1, T or 1, T), 1 = visible, or None
                Keras accepts only tensors as positional arguments: pass `training` and masks by keyword.

        Returns:
            a tensor, (m, T, d), float32
        """
        ### BEGIN SOLUTION
        attention = self.mha(x, x, attention_mask=mask, training=training)
        out1 = self.layernorm1(x + attention)
        ffn_output = self.dropout_ffn(self.ffn(out1), training=training)
        return self.layernorm2(out1 + ffn_output)
        ### END SOLUTION


class Encoder(Part):
    """
    The encoder: tokens become vectors with positions, and in each layer the words attend to each other.

    Multiply the embedding by the square root of embedding_dim, add the positional encoding, apply dropout, then apply
    the layers one after the other.

    Arguments of the constructor:
        num_layers: int; embedding_dim, num_heads, fully_connected_dim, dropout_rate, layernorm_eps: as in EncoderLayer
        input_vocab_size: the number of different tokens; maximum_position_encoding: length of the longest sentence

    Example:
        >>> Encoder(2, 6, 2, 5, input_vocab_size=9, maximum_position_encoding=8)(
        ...     tf.constant([[7, 4, 0]]), training=False, mask=tf.constant([[[1.0, 1.0, 0.0]]])
        ... ).shape
        TensorShape([1, 3, 6])

    Uses positional_encoding and EncoderLayer. Notebook, section 6.
    """

    def __init__(
        self,
        num_layers,
        embedding_dim,
        num_heads,
        fully_connected_dim,
        input_vocab_size,
        maximum_position_encoding,
        dropout_rate=0.1,
        layernorm_eps=1e-6,
    ):
        super().__init__()
        self.embedding_dim = embedding_dim
        self.embedding = Embedding(input_vocab_size, embedding_dim)
        self.pos_encoding = positional_encoding(maximum_position_encoding, embedding_dim)
        self.enc_layers = [
            EncoderLayer(embedding_dim, num_heads, fully_connected_dim, dropout_rate, layernorm_eps)
            for _ in range(num_layers)
        ]
        self.dropout = Dropout(dropout_rate)

    def call(self, x, training, mask):
        """
        Arguments:
            x: tokens, (m, T), integers; training: bool; mask: (m, 1, T), 1 = a word, 0 = padding, or None

        Returns:
            a tensor, (m, T, embedding_dim), float32
        """
        ### BEGIN SOLUTION
        x = self.embedding(x) * np.sqrt(self.embedding_dim)
        x = x + self.pos_encoding[:, : x.shape[1]]
        x = self.dropout(x, training=training)
        for layer in self.enc_layers:
            x = layer(x, training=training, mask=mask)
        return x
        ### END SOLUTION


class DecoderLayer(Part):
    """
    Self-attention to the translation so far, cross-attention to the source, then a small network for each word.

    Each of the three has a residual connection and a normalization:
    Q1 = layernorm1(x + mha1 of x to x), out2 = layernorm2(Q1 + mha2 of Q1 to enc_output),
    out3 = layernorm3(out2 + dropout(ffn(out2)))

    Arguments of the constructor: as in EncoderLayer.

    Example:
        >>> layer = DecoderLayer(embedding_dim=6, num_heads=2, fully_connected_dim=5)
        >>> look_ahead, padding = tf.linalg.band_part(tf.ones((1, 4, 4)), -1, 0), tf.ones((3, 1, 7))
        >>> parts = layer(
        ...     tf.ones((3, 4, 6)), tf.ones((3, 7, 6)), training=False, look_ahead_mask=look_ahead, padding_mask=padding
        ... )
        >>> [tuple(part.shape) for part in parts]
        [(3, 4, 6), (3, 2, 4, 4), (3, 2, 4, 7)]

    Notebook, section 7.
    """

    def __init__(self, embedding_dim, num_heads, fully_connected_dim, dropout_rate=0.1, layernorm_eps=1e-6):
        super().__init__()
        self.mha1 = MultiHeadAttention(num_heads, key_dim=embedding_dim // num_heads, dropout=dropout_rate)
        self.mha2 = MultiHeadAttention(num_heads, key_dim=embedding_dim // num_heads, dropout=dropout_rate)
        self.ffn = FullyConnected(embedding_dim, fully_connected_dim)
        self.layernorm1 = LayerNormalization(epsilon=layernorm_eps)
        self.layernorm2 = LayerNormalization(epsilon=layernorm_eps)
        self.layernorm3 = LayerNormalization(epsilon=layernorm_eps)
        self.dropout_ffn = Dropout(dropout_rate)

    def call(self, x, enc_output, training, look_ahead_mask, padding_mask):
        """
        Arguments:
            x: the translation so far, (m, T_y, d); enc_output: the encoder's output, (m, T_x, d); both float32
            training: bool; look_ahead_mask: (m or 1, T_y, T_y); padding_mask: of the source, (m, 1, T_x); or None

        Returns:
            out3: a tensor, (m, T_y, d), float32
            attn_weights_block1: a tensor, (m, num_heads, T_y, T_y); attn_weights_block2: (m, num_heads, T_y, T_x)
        """
        ### BEGIN SOLUTION
        attention1, attn_weights_block1 = self.mha1(
            x, x, attention_mask=look_ahead_mask, training=training, return_attention_scores=True
        )
        Q1 = self.layernorm1(x + attention1)
        attention2, attn_weights_block2 = self.mha2(
            Q1, enc_output, attention_mask=padding_mask, training=training, return_attention_scores=True
        )
        out2 = self.layernorm2(Q1 + attention2)
        ffn_output = self.dropout_ffn(self.ffn(out2), training=training)
        out3 = self.layernorm3(out2 + ffn_output)
        return out3, attn_weights_block1, attn_weights_block2
        ### END SOLUTION


class Decoder(Part):
    """
    Like the encoder: embedding times the square root of embedding_dim, positions, dropout; then the decoder layers.

    Arguments of the constructor: as in Encoder, with target_vocab_size instead of input_vocab_size.

    Example:
        >>> decoder = Decoder(1, 6, 2, 5, target_vocab_size=9, maximum_position_encoding=8)
        >>> x, attention_weights = decoder(
        ...     tf.constant([[1, 4, 0]]), tf.ones((1, 5, 6)), training=False, look_ahead_mask=None, padding_mask=None
        ... )
        >>> tuple(x.shape), list(attention_weights)
        ((1, 3, 6), ['decoder_layer1_block1_self_att', 'decoder_layer1_block2_decenc_att'])

    Uses positional_encoding and DecoderLayer. Notebook, section 7.
    """

    def __init__(
        self,
        num_layers,
        embedding_dim,
        num_heads,
        fully_connected_dim,
        target_vocab_size,
        maximum_position_encoding,
        dropout_rate=0.1,
        layernorm_eps=1e-6,
    ):
        super().__init__()
        self.embedding_dim = embedding_dim
        self.embedding = Embedding(target_vocab_size, embedding_dim)
        self.pos_encoding = positional_encoding(maximum_position_encoding, embedding_dim)
        self.dec_layers = [
            DecoderLayer(embedding_dim, num_heads, fully_connected_dim, dropout_rate, layernorm_eps)
            for _ in range(num_layers)
        ]
        self.dropout = Dropout(dropout_rate)

    def call(self, x, enc_output, training, look_ahead_mask, padding_mask):
        """
        Arguments:
            x: tokens of the translation, (m, T_y), integers; the rest as in DecoderLayer

        Returns:
            x: a tensor, (m, T_y, embedding_dim), float32
            attention_weights: dict, for each layer i = 1, 2, ...: "decoder_layer{i}_block1_self_att" and
                "decoder_layer{i}_block2_decenc_att"
        """
        ### BEGIN SOLUTION
        attention_weights = {}
        x = self.embedding(x) * np.sqrt(self.embedding_dim)
        x = x + self.pos_encoding[:, : x.shape[1]]
        x = self.dropout(x, training=training)
        for i, layer in enumerate(self.dec_layers, start=1):
            x, block1, block2 = layer(
                x, enc_output, training=training, look_ahead_mask=look_ahead_mask, padding_mask=padding_mask
            )
            attention_weights[f"decoder_layer{i}_block1_self_att"] = block1
            attention_weights[f"decoder_layer{i}_block2_decenc_att"] = block2
        return x, attention_weights
        ### END SOLUTION


class Transformer(Part):
    """
    Encoder, decoder, and a dense layer whose softmax gives the probability of each possible next token.

    Arguments of the constructor: as in Encoder and Decoder, with a vocabulary size and maximum length for each.

    Example:
        >>> model = Transformer(1, 6, 2, 5, 9, 7, max_positional_encoding_input=8, max_positional_encoding_target=8)
        >>> output, attention_weights = model(
        ...     tf.constant([[5, 8]]), tf.constant([[1, 4, 3]]), training=False,
        ...     enc_padding_mask=None, look_ahead_mask=None, dec_padding_mask=None,
        ... )
        >>> tuple(output.shape), round(float(tf.reduce_sum(output[0, 0])), 4)
        ((1, 3, 7), 1.0)

    Uses Encoder and Decoder. Notebook, section 8.
    """

    def __init__(
        self,
        num_layers,
        embedding_dim,
        num_heads,
        fully_connected_dim,
        input_vocab_size,
        target_vocab_size,
        max_positional_encoding_input,
        max_positional_encoding_target,
        dropout_rate=0.1,
        layernorm_eps=1e-6,
    ):
        super().__init__()
        sizes, rates = (num_layers, embedding_dim, num_heads, fully_connected_dim), (dropout_rate, layernorm_eps)
        self.encoder = Encoder(*sizes, input_vocab_size, max_positional_encoding_input, *rates)
        self.decoder = Decoder(*sizes, target_vocab_size, max_positional_encoding_target, *rates)
        self.final_layer = Dense(target_vocab_size, activation="softmax")

    def call(self, input_sentence, output_sentence, training, enc_padding_mask, look_ahead_mask, dec_padding_mask):
        """
        Arguments:
            input_sentence: (m, T_x), output_sentence: (m, T_y), tokens, integers; training: bool
            enc_padding_mask: (m, 1, T_x), for the encoder; look_ahead_mask: (m or 1, T_y, T_y), for the decoder's
                self-attention; dec_padding_mask: (m, 1, T_x), for its cross-attention; each may be None

        Returns:
            final_output: probabilities of the next token, a tensor, (m, T_y, target_vocab_size), float32
            attention_weights: those of the decoder
        """
        ### BEGIN SOLUTION
        enc_output = self.encoder(input_sentence, training=training, mask=enc_padding_mask)
        dec_output, attention_weights = self.decoder(
            output_sentence,
            enc_output,
            training=training,
            look_ahead_mask=look_ahead_mask,
            padding_mask=dec_padding_mask,
        )
        final_output = self.final_layer(dec_output)
        return final_output, attention_weights
        ### END SOLUTION
