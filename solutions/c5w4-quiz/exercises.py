"""The questions of C5, week 4: who looks at whom, with which weights, and in which order words come."""

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
        "Without the scaling the weights are 1/10 and 9/10. The products are divided by the root of the depth first.",
    ),
    wrong("$6.5$", "Divided by the depth 4, not by its root 2: the weights come out as 0.37 and 0.63."),
    right("$7$", "Divided by 2 the scores are 0 and log 3, so the weights are 1/4 and 3/4, and 1 + 6 = 7."),
    wrong("$8$", "That is the value of the best key alone. The softmax lets every key have its share."),
    hints=(
        "Scale by the root of the depth, then the softmax.",
        "e to the 0 is 1, and e to the log 3 is 3. What are the shares?",
    ),
)

SHAPE_OF_THE_WEIGHTS = question(
    "shape_of_the_weights",
    "The shape of the weights",
    "`q` has shape `(2, 4, 5, 16)`: batch, heads, queries, depth. `k` and `v` have shape `(2, 4, 7, 16)`. Which "
    "shapes have the attention weights and the output?",
    right(
        "`(2, 4, 5, 7)` and `(2, 4, 5, 16)`",
        "For each query a weight for each of the 7 keys; the output mixes values, and there is one for each query.",
    ),
    wrong(
        "`(2, 4, 7, 5)` and `(2, 4, 7, 16)`",
        "Here each key asks about the queries. It is the queries that look at the keys, 5 rows of 7 weights.",
    ),
    wrong(
        "`(2, 4, 16, 16)` and `(2, 4, 5, 16)`",
        "q was transposed in place of k: that compares depths with depths. Queries are to be compared with keys.",
    ),
    wrong(
        "`(2, 5, 7)` and `(2, 5, 64)`",
        "Each head has weights of its own. Only after the output are the heads laid side by side, 4 times 16.",
    ),
    hints=(
        "For each query, with how many keys is it compared?",
        "The output is a mean of values for each query. How many of them, and how long is each?",
    ),
)

WHICH_MASKS = question(
    "which_masks",
    "Three masks",
    "In the pictures a row is a query, a column is a key, and dark means: may be looked at. A sentence of 4 words "
    "was filled up to 6 places. Which mask is right for the *decoder's* look at its own words?",
    wrong("A", "A hides what is to come, but lets places 5 and 6 look at the filling, which is no word of anybody."),
    wrong(
        "B",
        "B hides the filling, and lets every word look at those after it. While learning it would copy the next word.",
    ),
    right("C", "Each place looks at itself and what came before, and never at the filling: both masks at once."),
    wrong(
        "D",
        "D is turned round: every word sees only itself and what comes later. The decoder knows the past, not the "
        "future.",
    ),
    hints=(
        "Row 2: which columns may the second word look at?",
        "And the last two columns: what stands there?",
    ),
)

POSITION_ZERO = question(
    "position_zero",
    "The first place",
    "Positional encoding with $d = 4$: sine at even, cosine at odd places. What is the encoding of the first word, "
    "$pos = 0$?",
    wrong(
        r"$(0,\ 0,\ 1,\ 1)$",
        "Here all sines come first, then all cosines. They take turns: sine, cosine, sine, cosine.",
    ),
    wrong(r"$(0,\ 0,\ 0,\ 0)$", "The angle is 0 everywhere, but the cosine of 0 is 1."),
    wrong(r"$(1,\ 0,\ 1,\ 0)$", "The sine has the even places, 0 and 2, and the sine of 0 is 0."),
    right(r"$(0,\ 1,\ 0,\ 1)$", "All angles are 0: the sine of 0 is 0, the cosine 1, in turns."),
    hints=(
        "All angles hold pos as a factor. What are they for pos = 0?",
        "Sine of 0, cosine of 0, and in turns.",
    ),
)

WITHOUT_POSITIONS = question(
    "without_positions",
    "Without positions",
    "A self-attention layer gets word vectors *without* positional encoding and without a mask: once 'dog bites "
    "man', once 'man bites dog'. What is true of its outputs?",
    wrong(
        "They differ: the products of queries and keys depend on the order.",
        "Each product belongs to a pair of words, wherever they stand. In another order they are the same products, "
        "in other rows.",
    ),
    right(
        "'dog' gets the same output in both sentences.",
        "Its query meets the same keys and values, and a weighted mean has no order. So the positions must be added.",
    ),
    wrong(
        "All three words get the same output.",
        "They have different queries, so different weights. It is the same word in two sentences that cannot be "
        "told apart.",
    ),
    wrong(
        "The second is the first with all signs turned.",
        "No sign changes when rows are exchanged: the weights of a softmax are positive in any order.",
    ),
    hints=(
        "Write down what the output of 'dog' is made of: one query, three keys, three values.",
        "Which of these changes when the words are put in another order?",
    ),
)

MORE_HEADS = question(
    "more_heads",
    "More heads",
    r"$d_{model} = 512$. The queries, keys, values and the output each have a $512 \times 512$ projection, without "
    "biases. How does the number of weights change from 1 head to 8?",
    right(
        "It stays: 1,048,576.",
        "8 heads of depth 64 use the same 512 numbers, only cut into pieces. 4 times 512 times 512 in both cases.",
    ),
    wrong(
        "8 times as many: 8,388,608.",
        "So it would be with heads of depth 512 each. Heads share the depth: 512 / 8 = 64.",
    ),
    wrong(
        "An eighth: 131,072.",
        "Each head has an eighth of the projection, and there are 8 of them: together all of it.",
    ),
    wrong(
        "64 times as many.",
        "8 times 8 would count every head with every head. Heads do not look at each other; only the output "
        "projection mixes them.",
    ),
    hints=(
        "How deep is each of 8 heads?",
        "Which part of the projection belongs to one head? And to all together?",
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
    wrong("line 1", "Only the last two axes are exchanged, so batch and heads stay where they are."),
    right(
        "line 2",
        "k.shape[-2] is the number of keys. The depth is the last axis; with 4 keys of depth 4 nobody can tell.",
    ),
    wrong("line 3", "Where the mask is 0, something huge is subtracted before the softmax, so the weight becomes 0."),
    wrong("line 4", "For each query the weights over the keys add up to 1: the last axis holds the keys."),
    hints=(
        "What do 4 keys of depth 4 hide?",
        "Name each axis of k. By the root of which one is divided, and why?",
    ),
)

WHO_ASKS_WHOM = question(
    "who_asks_whom",
    "Between encoder and decoder",
    "In the second attention of a decoder layer, where do queries, keys and values come from?",
    wrong("All three from the encoder.", "Then the decoder's own words would not matter. It is they that ask."),
    wrong(
        "Queries from the encoder, keys and values from the decoder.",
        "The other way round: here each word of the source would ask about a translation that is not written yet.",
    ),
    wrong(
        "All three from the decoder.",
        "That is its first attention, with the look-ahead mask. In the second one it looks at the source.",
    ),
    right(
        "Queries from the decoder, keys and values from the encoder.",
        "Each word that is being written asks, and the words of the source answer. So the output has as many rows "
        "as the decoder has words.",
    ),
    hints=(
        "While a word is written, who wants to know something, and from whom?",
        "Whoever asks sets the number of rows of the output.",
    ),
)

AGAINST_RECURRENCE = question(
    "against_recurrence",
    "Against recurrence",
    "Which of these are true of self-attention over $T$ words, compared with a recurrent layer?",
    right(
        "In training all places are worked out at once.",
        "No place waits for the one before. A recurrent layer must go through its steps one after another.",
    ),
    right(
        "Slopes between two far words take one step, not $T$.",
        "Every word looks at every other directly, so nothing has to survive a long way back.",
    ),
    wrong(
        "Its work grows like $T$.",
        "Each of T words looks at T words: twice the length, four times the weights. It is recurrence that grows "
        "like T.",
    ),
    wrong(
        "It needs no positions to know the order.",
        "It needs them more: recurrence has the order from its steps, while a weighted mean has none.",
    ),
    hints=(
        "How many pairs of words are there, and how many steps lie between two of them?",
        "What has to be finished before a place can be worked out?",
    ),
    several=True,
)

ASSIGNMENT = Assignment(
    name="c5w4-quiz",
    module="answers",
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
