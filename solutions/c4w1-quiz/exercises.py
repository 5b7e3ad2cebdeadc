"""The questions of C4, week 1: what a filter does, how large its output is, and what it costs."""

from __future__ import annotations

from autograder.exercise import Assignment
from autograder.quiz import question, right, wrong

FILTER_BY_HAND = question(
    "filter_by_hand",
    "A filter by hand",
    r"The picture $\begin{bmatrix} 1 & 2 & 0 \\ 0 & 1 & 3 \\ 2 & 0 & 1 \end{bmatrix}$ is convolved, as deep "
    r"learning means it, with the filter $\begin{bmatrix} 1 & 0 \\ 2 & -1 \end{bmatrix}$: stride 1, no padding. "
    "What comes out?",
    wrong(
        r"$\begin{bmatrix} 4 & 1 \\ 2 & 6 \end{bmatrix}$",
        "The filter was rotated by 180 degrees first, as mathematicians do. Deep learning applies it as it is; for "
        "learned weights it makes no difference.",
    ),
    right(
        r"$\begin{bmatrix} 0 & 1 \\ 4 & 0 \end{bmatrix}$",
        "At the top left, 1 times 1, 2 times 0 and -1 times 1 sum to 0; then move one step to the right, and so on.",
    ),
    wrong(
        r"$\begin{bmatrix} 1 & 2 \\ 0 & 1 \end{bmatrix}$",
        "Only the top left weight was used. Each number is the sum of all four products under the filter.",
    ),
    wrong(
        r"$\begin{bmatrix} 1 & 0 \\ 0 & -1 \end{bmatrix}$",
        "The filter was multiplied with one corner, entry by entry. Each position gives one number: the sum of those "
        "products.",
    ),
    hints=(
        "Place the filter on the top left corner: four products, one sum.",
        "Then move it by one. How many positions are there, across and down?",
    ),
)

BRIGHT_SQUARE = question(
    "bright_square",
    "A square and a filter",
    r"A white square (1) on a black ground (0) is convolved with $\begin{bmatrix} 1 & 0 & -1 \\ 1 & 0 & -1 \\ 1 & 0 "
    r"& -1 \end{bmatrix}$. Which of the pictures comes out? Blue is negative, white is zero, red is positive.",
    wrong(
        "A",
        "The bands are at the top and bottom edges: that is the filter rotated by 90 degrees, for horizontal edges.",
    ),
    wrong(
        "B",
        "Here both edges have the same sign. But one goes from dark to bright, the other from bright to dark, and the "
        "filter subtracts right from left.",
    ),
    wrong(
        "C",
        "The signs are reversed. Where it gets brighter to the right, left minus right is negative: that is the "
        "square's left edge.",
    ),
    right(
        "D",
        "At the left edge the right column is in the white area: 0 - 1, negative. At the right edge it is the other "
        "way round.",
    ),
    hints=(
        "Place the filter on the square's left edge. What is under the column of ones, and what is under the column "
        "of minus ones?",
        "Then on its right edge, and on the middle of its top edge.",
    ),
)

SIZE_BEHIND = question(
    "size_behind",
    "How large is it then?",
    r"A picture of $34 \times 34$ goes through a layer with $f = 4$, padding $3$ and stride $5$. How wide is the "
    "result?",
    right("$8$", "(34 + 6 - 4) / 5 = 7.2, rounded down to 7, plus 1 for the first position."),
    wrong(
        "$7$",
        "One short: 7 is the number of moves, and the starting position counts too. Padding on only one side also "
        "gives 7.",
    ),
    wrong("$9$", "The result was rounded up. A position where the filter would stick out does not count: round down."),
    wrong(
        "$37$",
        "The stride was ignored: 34 + 6 - 4 + 1. With stride 5, only every fifth of these positions is used.",
    ),
    hints=(
        "How far can the filter's left edge move, from its first position to its last?",
        "How many steps of 5 fit into that distance? Then count positions, not steps.",
    ),
)

WEIGHTS_OF_A_LAYER = question(
    "weights_of_a_layer",
    "What a layer learns",
    r"A layer has 16 filters of $5 \times 5$ and gets a colour picture of $64 \times 64$. How many parameters does "
    "it learn?",
    wrong(
        "416",
        "This is (25 + 1) times 16, but a filter has weights for each of the 3 colours: 75. A lecture slide makes "
        "the same mistake.",
    ),
    wrong("1,200", "The biases are missing: there is one per filter, 16 in all."),
    right("1,216", "Each filter has 5 times 5 times 3 weights and one bias, 76 in all; there are 16 filters."),
    wrong(
        "4,915,216",
        "The same filter is used at every position. A layer without sharing would have 1,200 weights for each of 64 "
        "times 64 positions.",
    ),
    hints=(
        "How many weights does one filter have, over all colours?",
        "Does the size of the picture matter?",
    ),
)

LINES_OF_SLICING = question(
    "lines_of_slicing",
    "One line is wrong",
    "Inside the loops of a convolution over a batch, for output place `(h, w)`. With stride 1 all is well, with "
    "stride 2 values are wrong. Which line?\n\n"
    "```python\n"
    "top, left = h * stride, w                                    # line 1\n"
    "bottom, right = top + f, left + f                            # line 2\n"
    "patch = A_pad[i, top:bottom, left:right, :]                  # line 3\n"
    "Z[i, h, w, c] = np.sum(patch * W[:, :, :, c]) + b[c]         # line 4\n"
    "```",
    right(
        "line 1",
        "The stride applies in both directions: left must be w * stride. With stride 1 the mistake does not show.",
    ),
    wrong(
        "line 2", "The window is always f high and f wide. The stride determines where it starts, not how large it is."
    ),
    wrong("line 3", "One example, the rows, the columns, and all channels: this is correct."),
    wrong(
        "line 4",
        "One sum of the products over the window and all channels, with the bias added once. This holds for any "
        "stride.",
    ),
    hints=(
        "Compute the four numbers for h = w = 1 with stride 2.",
        "In which direction is something missing?",
    ),
)

BACK_THROUGH_THE_MAX = question(
    "back_through_the_max",
    "Back through a maximum",
    r"Max pooling looks at the window $\begin{bmatrix} 1 & 3 \\ 2 & 0 \end{bmatrix}$, and its output gets the slope "
    "$5$. What goes back to the window?",
    wrong(
        r"$\begin{bmatrix} 1.25 & 1.25 \\ 1.25 & 1.25 \end{bmatrix}$",
        "That is average pooling, where each entry has a quarter of the influence. Here only the 3 matters.",
    ),
    wrong(
        r"$\begin{bmatrix} 5 & 5 \\ 5 & 5 \end{bmatrix}$",
        "A small change of the 1, the 2 or the 0 does not change the maximum, so their gradients are 0.",
    ),
    wrong(
        r"$\begin{bmatrix} 0 & 15 \\ 0 & 0 \end{bmatrix}$",
        "The position is right, but the maximum passes the gradient on unchanged. It is not multiplied by its own "
        "value.",
    ),
    right(
        r"$\begin{bmatrix} 0 & 5 \\ 0 & 0 \end{bmatrix}$",
        "Only the largest entry reaches the output, with derivative 1. It receives the whole gradient of 5.",
    ),
    hints=(
        "Change each of the four entries slightly. Which change affects the output?",
        "And by how much, relative to the change?",
    ),
)

SEEN_BY_ONE = question(
    "seen_by_one",
    "What one number sees",
    r"Three layers of $3 \times 3$ filters, stride 1, one behind the other. How large is the part of the picture "
    "that one number behind the third layer depends on?",
    wrong(
        r"$3 \times 3$",
        "That is its receptive field in the layer before. Each of those nine numbers has a receptive field of 3 by 3 "
        "itself.",
    ),
    right(
        r"$7 \times 7$",
        "Each layer adds one pixel on every side: 3, then 5, then 7. Stacked small filters have a large receptive "
        "field.",
    ),
    wrong(
        r"$9 \times 9$",
        "The windows overlap: neighbours see nearly the same pixels. Each layer adds 2 to the width, not 3.",
    ),
    wrong(
        r"$27 \times 27$",
        "The sizes would multiply if the windows did not overlap, with stride 3. With stride 1 they overlap.",
    ),
    hints=(
        "Start with two layers in one dimension: draw which inputs influence the output.",
        "How much wider does it get with each layer?",
    ),
)

WHY_IT_PAYS = question(
    "why_it_pays",
    "Why convolution pays",
    "Which of these hold for a layer of filters, compared with a dense layer on the same picture?",
    right(
        "A filter that has learned an edge finds it at every place.",
        "The same weights are used everywhere, so what is learned in one corner works in the others.",
    ),
    right(
        "Each output depends on few inputs only.",
        "Only those under its filter. Distant pixels have an influence only through later layers.",
    ),
    wrong(
        "It recognises an edge whichever way it is turned.",
        "A filter for vertical edges does not respond to horizontal ones. Each direction needs its own filter.",
    ),
    right(
        "When the object moves to the right, so does its trace in the result.",
        "The filter meets the same pixels a few positions further on. Shifting the picture shifts the feature map.",
    ),
    hints=(
        "Think of the same filter at two positions.",
        "And of the same picture, rotated by 90 degrees.",
    ),
    several=True,
)

WHERE_THE_WEIGHTS_ARE = question(
    "where_the_weights_are",
    "Where the weights are",
    r"A small net: picture $32 \times 32 \times 3$; 8 filters $5 \times 5$; pooling to $14 \times 14$; 16 filters "
    r"$5 \times 5$; pooling to $5 \times 5$; then dense layers of 120, 84 and 10. Which layer has the most "
    "parameters?",
    wrong(
        "The first convolution.",
        "(75 + 1) times 8 is 608. It computes the most numbers, 28 by 28 by 8, but with few weights that are used "
        "again and again.",
    ),
    wrong(
        "The second convolution.",
        "(5 times 5 times 8 + 1) times 16 is 3,216. More than in the first one, but still few.",
    ),
    right(
        "The first dense layer.",
        "5 times 5 times 16 is 400 numbers, each connected to 120 units: 48,120 with biases, more than three quarters "
        "of all parameters.",
    ),
    wrong("The two pooling layers together.", "Pooling takes a maximum or a mean. It has no parameters."),
    hints=(
        "How many numbers are left when the dense layers begin?",
        "For each layer: the weights of one unit or filter, plus one, times their number.",
    ),
)

ASSIGNMENT = Assignment(
    name="c4w1-quiz",
    module="c4w1_answers",
    title="Quiz: C4, week 1",
    exercises=(
        FILTER_BY_HAND,
        BRIGHT_SQUARE,
        SIZE_BEHIND,
        WEIGHTS_OF_A_LAYER,
        LINES_OF_SLICING,
        BACK_THROUGH_THE_MAX,
        SEEN_BY_ONE,
        WHY_IT_PAYS,
        WHERE_THE_WEIGHTS_ARE,
    ),
)
