"""The questions of C5, week 4: attention, its weights and masks, and the order of words."""

from __future__ import annotations

from autograder.exercise import Assignment
from autograder.quiz import question, right, wrong

ATTENTION_BY_HAND = question(
    "attention_by_hand",
    "Attention by hand",
    r"One query, two keys of depth 4. The products $q \cdot k$ are $0$ and $2\log 3$; the values are $4$ and $8$. "
    "What does the attention give?",
    wrong(
        "$7.6$",
        "Without the scaling the weights are 1/10 and 9/10. Divide the products by the square root of the depth first.",
    ),
    wrong(
        "$6.5$",
        "The products were divided by the depth 4, not by its square root 2, which gives the weights 0.37 and 0.63.",
    ),
    right(
        "$7$", "Divided by 2, the scores are 0 and log 3, so the weights are 1/4 and 3/4, and the result is 1 + 6 = 7."
    ),
    wrong("$8$", "That is the value of the best key only. The softmax gives every key some weight."),
    hints=(
        "Divide by the square root of the depth, then apply the softmax.",
        "e to the 0 is 1, and e to the log 3 is 3. What are the weights?",
    ),
)

SHAPE_OF_THE_WEIGHTS = question(
    "shape_of_the_weights",
    "The shape of the weights",
    "`q` has shape `(2, 4, 5, 16)`: batch, heads, queries, depth. `k` and `v` have shape `(2, 4, 7, 16)`. Which "
    "shapes have the attention weights and the output?",
    right(
        "`(2, 4, 5, 7)` and `(2, 4, 5, 16)`",
        "Each query has a weight for each of the 7 keys; the output is a mean of the values, one for each query.",
    ),
    wrong(
        "`(2, 4, 7, 5)` and `(2, 4, 7, 16)`",
        "Here the keys attend to the queries. The queries should attend to the keys: 5 rows of 7 weights.",
    ),
    wrong(
        "`(2, 4, 16, 16)` and `(2, 4, 5, 16)`",
        "q was transposed instead of k, which compares depths with depths. Compare queries with keys.",
    ),
    wrong(
        "`(2, 5, 7)` and `(2, 5, 64)`",
        "Each head has its own weights. The heads are concatenated, 4 times 16, only after the attention.",
    ),
    hints=(
        "With how many keys is each query compared?",
        "The output is a mean of values for each query. How many queries are there, and how long is each value?",
    ),
)

WHICH_MASKS = question(
    "which_masks",
    "Three masks",
    "In the pictures a row is a query, a column is a key, and dark means: may be looked at. A sentence of 4 words "
    "was filled up to 6 places. Which mask is right for the *decoder's* look at its own words?",
    wrong("A", "A hides the future, but lets positions 5 and 6 attend to the padding, which is not a word."),
    wrong(
        "B",
        "B hides the padding, but lets every word see those after it. In training the decoder would copy the next "
        "word.",
    ),
    right("C", "Each position sees itself and the past, and never the padding: both masks combined."),
    wrong(
        "D",
        "D is reversed: every word sees only itself and the future. The decoder knows the past, not the future.",
    ),
    hints=(
        "Row 2: which columns may the second word see?",
        "And the last two columns: what do they contain?",
    ),
)

POSITION_ZERO = question(
    "position_zero",
    "The first place",
    "Positional encoding with $d = 4$: sine at even, cosine at odd places. What is the encoding of the first word, "
    "$pos = 0$?",
    wrong(
        r"$(0,\ 0,\ 1,\ 1)$",
        "Here all sines come first, then all cosines. They alternate: sine, cosine, sine, cosine.",
    ),
    wrong(r"$(0,\ 0,\ 0,\ 0)$", "The angle is 0 everywhere, but the cosine of 0 is 1."),
    wrong(r"$(1,\ 0,\ 1,\ 0)$", "The even columns, 0 and 2, hold sines, and the sine of 0 is 0."),
    right(r"$(0,\ 1,\ 0,\ 1)$", "All angles are 0: the sine of 0 is 0, the cosine is 1, and they alternate."),
    hints=(
        "All angles have pos as a factor. What are they for pos = 0?",
        "Sine of 0 and cosine of 0, alternating.",
    ),
)

WITHOUT_POSITIONS = question(
    "without_positions",
    "Without positions",
    "A self-attention layer gets word vectors *without* positional encoding and without a mask: once 'dog bites "
    "man', once 'man bites dog'. What is true of its outputs?",
    wrong(
        "They differ: the products of queries and keys depend on the order.",
        "Each product belongs to a pair of words, wherever they are. In another order, the same products appear in "
        "other rows.",
    ),
    right(
        "'dog' gets the same output in both sentences.",
        "Its query meets the same keys and values, and a weighted mean does not depend on their order. So the "
        "positions must be added.",
    ),
    wrong(
        "All three words get the same output.",
        "They have different queries, so different weights. Only the same word in two sentences cannot be "
        "distinguished.",
    ),
    wrong(
        "The second is the first with all signs turned.",
        "Swapping rows changes no sign: the weights of a softmax are positive in any order.",
    ),
    hints=(
        "Write down how the output of 'dog' is computed: one query, three keys, three values.",
        "Which of these change when the words are in another order?",
    ),
)

MORE_HEADS = question(
    "more_heads",
    "More heads",
    r"$d_{model} = 512$. The queries, keys, values and the output each have a $512 \times 512$ projection, without "
    "biases. How does the number of weights change from 1 head to 8?",
    right(
        "It stays: 1,048,576.",
        "8 heads of depth 64 use the same 512 columns, split into parts. Both cases have 4 times 512 times 512 "
        "weights.",
    ),
    wrong(
        "8 times as many: 8,388,608.",
        "That would be true for heads of depth 512 each. Heads share the depth: 512 / 8 = 64.",
    ),
    wrong(
        "An eighth: 131,072.",
        "Each head has an eighth of the projection, and there are 8 heads: together they have all of it.",
    ),
    wrong(
        "64 times as many.",
        "8 times 8 would pair every head with every head. Heads do not attend to each other; only the output "
        "projection mixes them.",
    ),
    hints=(
        "How deep is each of 8 heads?",
        "Which part of the projection belongs to one head, and which to all heads together?",
    ),
)

LINES_OF_ATTENTION = question(
    "lines_of_attention",
    "One line is wrong",
    "`q` and `k` have shape `(batch, heads, length, depth)`; a mask is 1 where one may look. Tests with 4 keys of "
    "depth 4 pass, others fail. Which line?\n\n"
    "```python\n"
    "scores = q @ np.swapaxes(k, -1, -2)                    # line 1\n"
    "scores = scores / np.sqrt(k.shape[-2])                 # line 2\n"
    "scores = scores + (1 - mask) * -1e9                    # line 3\n"
    "weights = softmax(scores, axis=-1)                     # line 4\n"
    "```",
    wrong("line 1", "Only the last two axes are swapped, so batch and heads stay where they are."),
    right(
        "line 2",
        "k.shape[-2] is the number of keys. The depth is the last axis; with 4 keys of depth 4 the mistake does not "
        "show.",
    ),
    wrong("line 3", "Where the mask is 0, a huge number is subtracted before the softmax, so the weight becomes 0."),
    wrong("line 4", "For each query, the weights of the keys sum to 1: the keys are on the last axis."),
    hints=(
        "Which mistake do 4 keys of depth 4 hide?",
        "Name each axis of k. By the square root of which one do you divide, and why?",
    ),
)

WHO_ASKS_WHOM = question(
    "who_asks_whom",
    "Between encoder and decoder",
    "In the second attention of a decoder layer, where do queries, keys and values come from?",
    wrong("All three from the encoder.", "Then the decoder's own words would not matter. They provide the queries."),
    wrong(
        "Queries from the encoder, keys and values from the decoder.",
        "The other way round: here each word of the source would query a translation that is not written yet.",
    ),
    wrong(
        "All three from the decoder.",
        "That is the self-attention, with the look-ahead mask. The second attention is the cross-attention to the "
        "source.",
    ),
    right(
        "Queries from the decoder, keys and values from the encoder.",
        "Each word of the translation is a query, and the words of the source are keys and values. So the output has "
        "one row per word of the translation.",
    ),
    hints=(
        "While a word is being generated, which side needs information, and which side provides it?",
        "The number of queries is the number of rows of the output.",
    ),
)

AGAINST_RECURRENCE = question(
    "against_recurrence",
    "Against recurrence",
    "Which of these are true of self-attention over $T$ words, compared with a recurrent layer?",
    right(
        "In training all places are worked out at once.",
        "No position waits for the one before. A recurrent layer must process its steps one after another.",
    ),
    right(
        "Slopes between two far words take one step, not $T$.",
        "Every word attends to every other directly, so no gradient has to survive a long path.",
    ),
    wrong(
        "Its work grows like $T$.",
        "Each of T words attends to T words: twice the length means four times the weights. It is recurrence that "
        "grows like T.",
    ),
    wrong(
        "It needs no positions to know the order.",
        "It needs them more: a recurrent layer gets the order from its steps, while a weighted mean has no order.",
    ),
    hints=(
        "How many pairs of words are there, and how many steps are between two of them?",
        "What must be finished before a position can be computed?",
    ),
    several=True,
)

ASSIGNMENT = Assignment(
    name="c5w4-quiz",
    module="c5w4_answers",
    title="Quiz: C5, week 4",
    exercises=(
        ATTENTION_BY_HAND,
        SHAPE_OF_THE_WEIGHTS,
        WHICH_MASKS,
        POSITION_ZERO,
        WITHOUT_POSITIONS,
        MORE_HEADS,
        LINES_OF_ATTENTION,
        WHO_ASKS_WHOM,
        AGAINST_RECURRENCE,
    ),
)
