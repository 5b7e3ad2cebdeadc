"""The questions of C2, week 3: where to search, batch normalization, softmax, and TensorFlow's slopes."""

from __future__ import annotations

from autograder.exercise import Assignment
from autograder.quiz import question, right, wrong

WHERE_IT_SEARCHES = question(
    "where_it_searches",
    "Where the search goes",
    "You draw 1,000 learning rates evenly from $0.0001$ to $1$. About how many of them lie between $0.1$ and $1$?",
    right("900", "That stretch is nine tenths of the line. Three of the four powers of ten share the last tenth."),
    wrong(
        "250",
        "So it would be on a scale of powers of ten: one of four. But here every number is as likely as any other.",
    ),
    wrong("500", "It is no coin. The share is the length of the stretch over the length of the line, 0.9 over 1."),
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
        "Nine in ten of these lie below 0.99: averages over more than 100 steps would hardly be tried.",
    ),
    wrong(
        "`10 ** rng.uniform(-3, -1)`",
        "This gives 0.001 to 0.1: right for 1 - beta, and still to be subtracted from 1.",
    ),
    right(
        "`1 - 10 ** rng.uniform(-3, -1)`",
        "1 - beta runs evenly over the powers of ten from 0.1 to 0.001, so 1 / (1 - beta) does from 10 to 1,000.",
    ),
    wrong(
        "`1 - rng.uniform(0.001, 0.1)`",
        "That is the same as drawing beta evenly: 1 - beta lies above 0.01 nine times in ten.",
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
        "The grid's nine points stand in three columns: each learning rate is tried three times, with results that "
        "are all the same.",
    ),
    right(
        "Grid 3, random 9",
        "In a grid every value comes back in each row. At random no two are alike, so nothing is tried twice.",
    ),
    wrong(
        "Grid 3, random 3",
        "The random points share no column: there are nine different places along the learning rate.",
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
    wrong("$1.34$", "That is 7 normalized: 3 over the root of 5. After it comes gamma times that, plus beta."),
    wrong("$2.20$", "Divided by the variance 5 in place of its root: 0.6, then 2 times that plus 1."),
    wrong("$3.32$", "The variance was taken with 1/(m - 1), 20/3. Batch norm divides by m: 20/4 = 5."),
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
        "With one example its mean is itself: z minus mean is 0, and gamma times 0 plus beta is left. All of the "
        "picture is gone.",
    ),
    wrong(
        "Its $z$, since nothing needs to be normalized.",
        "The mean of one number is that number, and it is subtracted. So z does not stay, it vanishes.",
    ),
    wrong(
        "About the same as in training, only noisier.",
        "With 64 examples it would be. With one, mean and example are the same number and cancel exactly.",
    ),
    wrong(
        r"$\gamma + \beta$, since the variance is 1.",
        "The variance of a single number is 0, not 1, and the numerator is 0 too. Epsilon saves the division, and 0 "
        "comes out.",
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
        "The mean of the batch grows by the same constant and is subtracted. So b does nothing here, and beta takes "
        "its place.",
    ),
    right(
        "All weights of a unit are doubled, bias included.",
        "z, mean and spread are all doubled, and the quotient stays. Only epsilon sees a difference.",
    ),
    wrong(
        "All weights of a unit change their sign.",
        "The spread stays the same, but z minus mean is turned round, and so is what comes out.",
    ),
    wrong(r"$\gamma$ of a unit is doubled.", "Gamma comes after the normalizing: it sets the spread of what goes on."),
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
        "The sign of dz is turned: a - y, not y - a. A step against dz must raise the third z.",
    ),
    wrong(
        r"$-\log 0.4$ and $(0.1,\ 0.2,\ 0.3,\ -0.6)$",
        "The loss looks at the class that is right, not at the one with the highest probability.",
    ),
    right(
        r"$-\log 0.3$ and $(0.1,\ 0.2,\ -0.7,\ 0.4)$",
        "y is (0, 0, 1, 0): the loss is -log of the third, and dz = a - y. Its entries add up to 0.",
    ),
    wrong(
        r"$-\log 0.3$ and $(0,\ 0,\ -0.7,\ 0)$",
        "The other classes get slopes, too: whatever raises their z takes probability from the third.",
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
        "2w - 10 is the slope, and with a tf.Variable it would be printed. A constant is not watched unless one "
        "asks for it.",
    ),
    wrong(
        "`0.0`",
        "A constant does not change, but the tape does not say 0: it has written nothing down and has no answer.",
    ),
    wrong("`4.0`", "That would be J itself: 9 - 30 + 25. The tape is asked for a slope."),
    right(
        "`None`",
        "The tape watches variables. A constant it watches only after tape.watch(w), so here it knows of no way "
        "from w to J.",
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
    wrong("line 1", "A hidden layer of 64 units with ReLU: nothing is wrong with it."),
    wrong(
        "line 2",
        "Ten units with a softmax give ten probabilities: a classifier's output as it should be. Look who takes it "
        "over.",
    ),
    right(
        "line 3",
        "from_logits=True puts a softmax on what comes in, and here probabilities come in. Softmax of a softmax is "
        "nearly flat. Leave it out.",
    ),
    wrong("line 4", "Adam with its usual rate, and the loss from above: nothing is wrong here."),
    hints=(
        "What are logits, and what does line 2 give?",
        "How often is a softmax taken between the last z and the logarithm?",
    ),
)

ASSIGNMENT = Assignment(
    name="c2w3-quiz",
    module="answers",
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
