"""The questions of C2, week 3: hyperparameter search, batch normalization, softmax, and TensorFlow's gradients."""

from __future__ import annotations

from autograder.exercise import Assignment
from autograder.quiz import question, right, wrong

WHERE_IT_SEARCHES = question(
    "where_it_searches",
    "Where the search goes",
    "You draw 1,000 learning rates evenly from $0.0001$ to $1$. About how many of them lie between $0.1$ and $1$?",
    right("900", "That range is nine tenths of the line. Three of the four powers of ten share the last tenth."),
    wrong(
        "250",
        "That would be right on a logarithmic scale: one power of ten out of four. Here every number is equally "
        "likely.",
    ),
    wrong(
        "500", "It is not a coin toss. The fraction is the length of the range over the length of the line, 0.9 over 1."
    ),
    wrong("100", "That is the other part, from 0.0001 to 0.1: a tenth of the line."),
    hints=(
        "Draw the line from 0 to 1 and mark 0.1.",
        "Even means: the share is the length.",
    ),
)

DRAW_A_BETA = question(
    "draw_a_beta",
    "Drawing a beta",
    r"For momentum you want to try $\beta$ from $0.9$ to $0.999$, that is, averages over 10 to 1,000 steps, each "
    "power of ten as often as the other. Which line does that?",
    wrong(
        "`rng.uniform(0.9, 0.999)`",
        "Nine out of ten of these are below 0.99: averages over more than 100 steps would hardly be tried.",
    ),
    wrong(
        "`10 ** rng.uniform(-3, -1)`",
        "This gives 0.001 to 0.1, which is right for 1 - beta. It must still be subtracted from 1.",
    ),
    right(
        "`1 - 10 ** rng.uniform(-3, -1)`",
        "1 - beta covers the powers of ten from 0.1 to 0.001 evenly, so 1 / (1 - beta) does from 10 to 1,000.",
    ),
    wrong(
        "`1 - rng.uniform(0.001, 0.1)`",
        "That is the same as drawing beta uniformly: 1 - beta is above 0.01 nine times out of ten.",
    ),
    hints=(
        "The number of steps is 1 / (1 - beta). What must be even on a scale of powers of ten?",
        "Try each line with the ends and the middle of its range.",
    ),
)

GRID_OR_RANDOM = question(
    "grid_or_random",
    "Nine trials",
    "Both plans of the picture try nine pairs. Unknown to you, only the learning rate matters. How many *different* "
    "learning rates does each plan try?",
    wrong(
        "Grid 9, random 9",
        "The grid's nine points form three columns: each learning rate is tried three times, with the same result.",
    ),
    right(
        "Grid 3, random 9",
        "In a grid, every value is repeated in each row. Random values all differ, so nothing is tried twice.",
    ),
    wrong(
        "Grid 3, random 3",
        "No two random points share a column: there are nine different values of the learning rate.",
    ),
    wrong(
        "Grid 9, random 3",
        "The other way round: look at the picture from below, along the axis of the learning rate.",
    ),
    hints=(
        "Let all points fall down onto the axis of the learning rate.",
        "Points that fall onto the same place try the same learning rate.",
    ),
)

NORMALIZED_BY_HAND = question(
    "normalized_by_hand",
    "Batch norm by hand",
    r"A unit has $z = 1,\ 3,\ 5,\ 7$ in a batch of four; $\gamma = 2$, $\beta = 1$, $\varepsilon$ next to nothing. "
    "What becomes of the $7$?",
    wrong("$1.34$", "That is 7 normalized: 3 over the root of 5. Then multiply by gamma and add beta."),
    wrong("$2.20$", "This divides by the variance 5 instead of its root: 0.6, then 2 times that plus 1."),
    wrong("$3.32$", "This uses the variance with 1/(m - 1), 20/3. Batch norm divides by m: 20/4 = 5."),
    right("$3.68$", "Mean 4, variance 5, so (7 - 4) / 2.236 = 1.342; times 2, plus 1."),
    hints=(
        "First mean and variance of the four; the variance with 1/m.",
        "Then gamma and beta give the unit back its own spread and place.",
    ),
)

ONE_ALONE = question(
    "one_alone",
    "A single example",
    "A trained network with batch norm is to judge one single picture. By mistake it takes mean and variance from "
    "this 'batch' of one. What comes out of each normalized unit?",
    right(
        r"$\beta$, whatever the picture shows.",
        "The mean of one example is the example: z minus the mean is 0, and gamma times 0 plus beta is beta. Nothing "
        "of "
        "the picture remains.",
    ),
    wrong(
        "Its $z$, since nothing needs to be normalized.",
        "The mean of one number is that number, and it is subtracted. So z does not remain, it vanishes.",
    ),
    wrong(
        "About the same as in training, only noisier.",
        "With 64 examples, yes. With one, mean and example are the same number and cancel exactly.",
    ),
    wrong(
        r"$\gamma + \beta$, since the variance is 1.",
        "The variance of a single number is 0, not 1, and the numerator is 0 too. Epsilon prevents 0 / 0, and the "
        "result "
        "is 0.",
    ),
    hints=(
        "What is the mean of one number?",
        "Put it into (z - mean) / root of (variance + epsilon), then gamma and beta.",
    ),
)

BEFORE_AND_AFTER = question(
    "before_and_after",
    "What batch norm makes of it",
    "Which of these changes to a layer leave its output *after* batch norm (while training) as it was?",
    right(
        "A constant is added to the bias $b$ of a unit.",
        "The mean of the batch grows by the same constant and is subtracted. So b has no effect here; beta takes its "
        "place.",
    ),
    right(
        "All weights of a unit are doubled, bias included.",
        "z, mean and standard deviation are all doubled, so the quotient stays the same, except for epsilon.",
    ),
    wrong(
        "All weights of a unit change their sign.",
        "The standard deviation stays the same, but z minus the mean changes sign, and so does the output.",
    ),
    wrong(
        r"$\gamma$ of a unit is doubled.",
        "Gamma comes after normalization: it sets the standard deviation of the output.",
    ),
    hints=(
        "Write z minus mean over spread, and see what each change does above and below.",
        "What comes before the normalizing, and what after it?",
    ),
    several=True,
)

SLOPE_OF_SOFTMAX = question(
    "slope_of_softmax",
    "Softmax and its slope",
    r"A softmax gives $a = (0.1,\ 0.2,\ 0.3,\ 0.4)$, and the third class is right. What are the loss and $dz$?",
    wrong(
        r"$-\log 0.3$ and $(-0.1,\ -0.2,\ 0.7,\ -0.4)$",
        "The sign of dz is wrong: a - y, not y - a. A step against dz must raise the third z.",
    ),
    wrong(
        r"$-\log 0.4$ and $(0.1,\ 0.2,\ 0.3,\ -0.6)$",
        "The loss uses the right class, not the one with the highest probability.",
    ),
    right(
        r"$-\log 0.3$ and $(0.1,\ 0.2,\ -0.7,\ 0.4)$",
        "y is (0, 0, 1, 0): the loss is -log of the third, and dz = a - y. Its entries add up to 0.",
    ),
    wrong(
        r"$-\log 0.3$ and $(0,\ 0,\ -0.7,\ 0)$",
        "The other classes have gradients too: raising their z takes probability from the third.",
    ),
    hints=(
        "Write the right answer as a vector y of zeros and a one.",
        "As with the sigmoid: what is guessed, minus what is right.",
    ),
)

ON_THE_TAPE = question(
    "on_the_tape",
    "What does the tape give?",
    "What does this print?\n\n"
    "```python\n"
    "w = tf.constant(3.0)\n"
    "with tf.GradientTape() as tape:\n"
    "    J = w * w - 10 * w + 25\n"
    "print(tape.gradient(J, w))\n"
    "```",
    wrong(
        "`-4.0`",
        "2w - 10 is the slope, and with a tf.Variable it would be printed. A tape does not watch a constant unless "
        "told "
        "to.",
    ),
    wrong(
        "`0.0`",
        "A constant does not change, but the tape does not return 0: it has recorded nothing and has no answer.",
    ),
    wrong("`4.0`", "That would be J itself: 9 - 30 + 25. The tape is asked for a slope."),
    right(
        "`None`",
        "The tape watches variables. It watches a constant only after tape.watch(w), so here it has no path from w to "
        "J.",
    ),
    hints=(
        "Which tensors does a tape watch by itself?",
        "There is a difference between a slope of 0 and no slope at all.",
    ),
)

LINES_OF_KERAS = question(
    "lines_of_keras",
    "One line is wrong",
    "A classifier for 10 classes learns far more slowly than it should. `Y` holds one-hot rows. Which line has the "
    "mistake?\n\n"
    "```python\n"
    "model = keras.Sequential([\n"
    '    layers.Dense(64, activation="relu"),                                    # line 1\n'
    '    layers.Dense(10, activation="softmax"),                                 # line 2\n'
    "])\n"
    "loss = keras.losses.CategoricalCrossentropy(from_logits=True)               # line 3\n"
    "model.compile(optimizer=keras.optimizers.Adam(0.001), loss=loss)            # line 4\n"
    "```",
    wrong("line 1", "A hidden layer of 64 units with ReLU: there is nothing wrong with it."),
    wrong(
        "line 2",
        "Ten units with a softmax give ten probabilities, as a classifier should. Look at what receives them.",
    ),
    right(
        "line 3",
        "from_logits=True applies a softmax to its input, but here the input is already probabilities. The softmax of "
        "a "
        "softmax is nearly flat. Leave it out.",
    ),
    wrong("line 4", "Adam with its usual rate, and the loss from above: there is nothing wrong here."),
    hints=(
        "What are logits, and what does line 2 give?",
        "How often is a softmax taken between the last z and the logarithm?",
    ),
)

ASSIGNMENT = Assignment(
    name="c2w3-quiz",
    module="c2w3_answers",
    title="Quiz: C2, week 3",
    exercises=(
        WHERE_IT_SEARCHES,
        DRAW_A_BETA,
        GRID_OR_RANDOM,
        NORMALIZED_BY_HAND,
        ONE_ALONE,
        BEFORE_AND_AFTER,
        SLOPE_OF_SOFTMAX,
        ON_THE_TAPE,
        LINES_OF_KERAS,
    ),
)
