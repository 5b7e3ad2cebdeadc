"""The questions of C4, week 2: why deep networks need shortcuts, what networks cost, and how to reuse trained ones."""

from __future__ import annotations

from autograder.exercise import Assignment
from autograder.quiz import question, right, wrong

WHAT_TO_TRY_FIRST = question(
    "what_to_try_first",
    "What to try first",
    "Two plain networks were trained equally long. With 18 layers the error is 28% on the training set and 30% on new "
    "pictures. With 34 layers it is 33% and 34%. Which change addresses what the numbers show?",
    wrong(
        "Dropout in the deeper network.",
        "Dropout is against overfitting, a large gap between the two errors. Here the gap is one point, and the "
        "training error itself is larger.",
    ),
    wrong(
        "More training pictures for it.",
        "More data help where a network is good on its training set and bad on new pictures. This one is bad on both.",
    ),
    right(
        "A shortcut around every few layers.",
        "The deeper network does worse on the pictures that it is trained on, so it is hard to train. Shortcuts cure "
        "exactly that.",
    ),
    wrong(
        "A smaller filter size everywhere.",
        "Smaller filters make layers cheaper and see less. They do not make a stack of 34 layers easier to train.",
    ),
    hints=(
        "Compare the training errors with each other first, then each with the error on new pictures.",
        "A deeper network could copy the shallower one. What keeps it from doing so?",
    ),
)

A_BLOCK_BY_HAND = question(
    "a_block_by_hand",
    "A block by hand",
    r"The input of an identity block is $X = (3, 0, 2)$; its convolutions and batch norms give $F(X) = (-4, 1, 0.5)$, "
    "before anything is added. What does the block return?",
    wrong(
        "$(3, 1, 2.5)$",
        "The ReLU was applied to F(X) before the sum. Then the block could never make a number smaller.",
    ),
    right(
        "$(0, 1, 2.5)$",
        "The sum is (-1, 1, 2.5), and the ReLU comes after the sum, so the first entry becomes 0.",
    ),
    wrong("$(-1, 1, 2.5)$", "That is the sum. The block ends with a ReLU, which makes the negative entry 0."),
    wrong("$(0, 1, 0.5)$", "That is the ReLU of F(X) alone, as in a plain block. The input must be added first."),
    hints=("Which comes first, the sum or the ReLU?", "Add entry by entry, then look at the signs."),
)

SLOPE_THROUGH_THREE = question(
    "slope_through_three",
    "Back through three blocks",
    r"Each of three blocks computes $y = F(x) + x$ for a single number, and everywhere $F'(x) = -0.4$. The gradient "
    "behind the third block is 1. What is it in front of the first?",
    right("$0.216$", "Each block has the derivative -0.4 + 1, which is 0.6, and 0.6 cubed is 0.216."),
    wrong("$-0.064$", "That is -0.4 cubed, the gradient without shortcuts. Each shortcut adds 1 to the derivative."),
    wrong("$2.744$", "That is 1.4 cubed: the sign of the derivative of F was lost. It is -0.4 + 1."),
    wrong("$1.8$", "That is three times 0.6. Through a chain of blocks derivatives are multiplied, not added."),
    hints=("What is the derivative of one block?", "What does the chain rule do with three derivatives?"),
)

LINE_OF_THE_BLOCK = question(
    "line_of_the_block",
    "A block that only adds",
    "A colleague's residual block (`conv` makes a convolution with batch norm) never makes an entry of X smaller. "
    "Which line is to blame?\n\n"
    "```python\n"
    "A = layers.ReLU()(conv(F1, 1)(X))                # line 1\n"
    "A = layers.ReLU()(conv(F2, 3)(A))                # line 2\n"
    "A = layers.ReLU()(conv(F3, 1)(A))                # line 3\n"
    "return layers.ReLU()(layers.Add()([A, X]))       # line 4\n"
    "```",
    wrong("line 1", "A ReLU after the first convolution belongs there: it makes the block nonlinear."),
    wrong("line 2", "A ReLU after the second convolution belongs there, as after the first one."),
    right(
        "line 3",
        "After this ReLU no entry of A is negative, so the sum is never below X. The third convolution has only a "
        "batch norm after it.",
    ),
    wrong("line 4", "The ReLU after the sum is right. It makes entries smaller only if the sum is negative."),
    hints=("Which sign can A have when it is added?", "Where should negative numbers still be possible?"),
)

REDUCED_FIRST = question(
    "reduced_first",
    "Reduce first",
    r"A layer of 48 filters of $5 \times 5$, padding \"same\", works on $14 \times 14 \times 480$. If a $1 \times 1$ "
    "convolution reduces the 480 channels to 16 before it, about how many times fewer multiplications are needed, in "
    "all?".replace('\\"', '"'),
    wrong("3 times", "That is 48 through 16. The number of channels that the large filters see falls from 480 to 16."),
    wrong("30 times", "That is 480 through 16, the saving in the large filters. The reduction itself costs something."),
    wrong("75 times", "A hidden factor of 25 slipped in: the large filters are 5 by 5 before and after."),
    right(
        "21 times",
        "At each position 25 times 480 times 48, that is 576,000, against 480 times 16 plus 25 times 16 times 48, "
        "that is 26,880.",
    ),
    hints=(
        "The number of positions is the same everywhere, so count at a single position.",
        "There are two convolutions after the change. Add up both.",
    ),
)

SEPARATED = question(
    "separated",
    "In two steps",
    r"A depthwise separable convolution turns $10 \times 10 \times 6$ into $8 \times 8 \times 20$: one filter of "
    r"$3 \times 3$ for each channel, then 20 filters of $1 \times 1$. How many multiplications is that?",
    wrong("3,456", "That is the depthwise step alone: 64 positions, 9 weights, 6 channels."),
    right("11,136", "64 positions times (9 times 6 plus 6 times 20): 64 times 174. The usual layer needs 69,120."),
    wrong("7,680", "That is the pointwise step alone: 64 positions, 6 channels, 20 filters."),
    wrong("69,120", "That is the usual convolution: 64 positions, 9 times 6 weights, 20 filters."),
    hints=("Count the two steps one after the other.", "How many positions does the output have?"),
)

THREE_SLOPES = question(
    "three_slopes",
    "Three networks at the start",
    "Before training, the length of the gradient was measured in every block of three networks of the same depth. One "
    "is plain with batch norm, one is plain without batch norm and with small weights, one has shortcuts. Which curve "
    "is the one with shortcuts?",
    wrong(
        "A",
        "Here the gradient grows a thousandfold on its way back, as in a plain network with batch norm.",
    ),
    wrong(
        "B",
        "Here the gradient vanishes on its way back: in each block it is multiplied by a number below 1.",
    ),
    wrong(
        "none is",
        "One of the three is nearly level, which is what an extra way around every block achieves.",
    ),
    right(
        "C",
        "With shortcuts the gradient keeps about the same length in all blocks, since each derivative is 1 plus "
        "something small.",
    ),
    hints=(
        "Follow each curve from the last block back to the first.",
        "What does a way around each block do to a gradient?",
    ),
)

FEW_MUSHROOMS = question(
    "few_mushrooms",
    "Three hundred mushrooms",
    "You want to tell two kinds of mushrooms apart and have 300 photographs, and a network trained on a million "
    "photographs of other things. Which steps are sensible?",
    right(
        "Freeze its layers and train a new last layer.",
        "Its features fit other photographs too, and a last layer has few weights for 300 pictures to determine.",
    ),
    wrong(
        "Start all its weights at random and train.",
        "300 pictures are far too few for millions of weights, and what the network knows would be thrown away.",
    ),
    right(
        "Scale the pixels as it was trained with.",
        "Its weights expect that scale. With another one its features are meaningless.",
    ),
    wrong(
        "Unfreeze everything at the old learning rate.",
        "Large steps destroy the features before the new layer knows anything. Unfreeze later, little, and with small "
        "steps.",
    ),
    hints=(
        "How many weights can 300 pictures determine?",
        "What did the network learn that is also true of mushrooms, and under which conditions does it stay true?",
    ),
    several=True,
)

WHICH_STILL_SAY = question(
    "which_still_say",
    "Does the label stay?",
    "You enlarge a set of photographs of traffic signs (left turn, right turn, 30, 80, stop) by changed copies with "
    "the same label. Which change is allowed?",
    wrong("Mirroring left and right", "A mirrored left turn is a right turn: the label would be wrong."),
    right("A little more or less light", "A sign means the same at noon and in the evening, so the label stays."),
    wrong("A turn by a quarter circle", "A sign never hangs like that, and an arrow would point another way."),
    wrong("Cutting out the central half", "An 80 without its edges may look like a 30 or anything round."),
    hints=("Imagine the changed picture: would a driver act differently?", "Try each change on the left-turn sign."),
)

ASSIGNMENT = Assignment(
    name="c4w2-quiz",
    module="answers",
    title="Quiz: C4, week 2",
    exercises=(
        WHAT_TO_TRY_FIRST,
        A_BLOCK_BY_HAND,
        SLOPE_THROUGH_THREE,
        LINE_OF_THE_BLOCK,
        REDUCED_FIRST,
        SEPARATED,
        THREE_SLOPES,
        FEW_MUSHROOMS,
        WHICH_STILL_SAY,
    ),
)
