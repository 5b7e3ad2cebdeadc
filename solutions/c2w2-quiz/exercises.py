"""The questions of C2, week 2: mini-batches, exponentially weighted averages, and the optimizers built on them."""

from __future__ import annotations

from autograder.exercise import Assignment
from autograder.quiz import question, right, wrong

HOW_MANY_STEPS = question(
    "how_many_steps",
    "How many steps?",
    "A set of 1,050 examples is cut into mini-batches of 64. How many updates do 3 epochs make?",
    right("51", "16 full batches and one of 26 make 17 per epoch, and every batch makes one update."),
    wrong(
        "48",
        "The last batch is smaller, 26 examples, but it is used as well. Dropping it would waste examples in every "
        "epoch.",
    ),
    wrong(
        "50",
        "This is 1,050 times 3 over 64, rounded up. But every epoch is split anew, so each has its own smaller last "
        "batch.",
    ),
    wrong(
        "192",
        "That is 3 times 64. The size of a batch is its number of examples, not the number of batches.",
    ),
    hints=(
        "How many batches does one epoch have, the last one included?",
        "Each batch makes one update.",
    ),
)

THREE_NOISES = question(
    "three_noises",
    "Smooth, rough, wild",
    "The same model was trained three times with the same learning rate. The picture shows, for each step, the cost "
    "of the examples which that step used: 1, 64 or the whole set of 640. Which is which?",
    wrong(
        "A 1, B 64, C whole set",
        "Single examples differ most from step to step, so their cost is the wild curve. Averaging over the whole set "
        "makes a smooth one.",
    ),
    wrong(
        "A whole set, B 1, C 64",
        "The mean of 64 gradients varies less than a single gradient: by a factor of 8, the root of 64.",
    ),
    wrong(
        "A 64, B whole set, C 1",
        "With the whole set, each step follows the exact gradient, so the cost falls smoothly. There is no noise in "
        "it.",
    ),
    right(
        "A whole set, B 64, C 1",
        "The fewer examples a gradient is averaged over, the more it varies: not at all, a little, a lot.",
    ),
    hints=(
        "A mini-batch's slope is a mean over its examples. What does averaging do to chance?",
        "Which of the three has nothing of chance in it at all?",
    ),
)

FORGETFUL_AVERAGE = question(
    "forgetful_average",
    "An average that forgets",
    r"Exponentially weighted average with $\beta = 0.9$ and $v_0 = 0$; the temperature is 10 on both days. What are "
    "$v_2$ and the bias-corrected $v_2$?",
    wrong(
        "$v_2 = 10$, corrected $10$",
        "v starts at 0 and has seen only two days: 0.1 times 10, then 0.9 times that plus 0.1 times 10.",
    ),
    wrong(
        "$v_2 = 1.9$, corrected $19$",
        "The correction divides by 1 - beta to the power t, here 1 - 0.81. Dividing by 1 - beta is right only for t = "
        "1.",
    ),
    right(
        "$v_2 = 1.9$, corrected $10$",
        "0.9 times 1 plus 0.1 times 10 is 1.9, with weights of only 0.09 and 0.1. Divided by their sum, 0.19, it is "
        "10.",
    ),
    wrong(
        "$v_2 = 19$, corrected $100$",
        "The factor 1 - beta before the new value is missing: without it v becomes a sum and not an average.",
    ),
    hints=(
        "Work out v_1 first: 0.9 times 0 and 0.1 times 10.",
        "How much weight is on the two days together? Divide by just that.",
    ),
)

THREE_MEMORIES = question(
    "three_memories",
    "Three memories",
    r"The dots are daily temperatures, the curves averages of them with $\beta = 0.5$, $0.9$ and $0.98$. Which is "
    "which?",
    wrong(
        "A 0.98, B 0.9, C 0.5",
        "The larger beta is, the more days are averaged: about 1 / (1 - beta), 50 for 0.98. That is the smoothest "
        "curve.",
    ),
    right(
        "A 0.5, B 0.9, C 0.98",
        "About 2, 10 and 50 days are averaged. More days make the curve smoother, but also later, because new days "
        "take "
        "longer to outweigh old ones.",
    ),
    wrong(
        "A 0.9, B 0.5, C 0.98",
        "0.5 averages over only two days. The curve that follows nearly every dot is the one that forgets fastest.",
    ),
    wrong("A 0.5, B 0.98, C 0.9", "The lag gives it away: C comes a month too late, as an average over 50 days must."),
    hints=(
        "About how many days does each beta average over?",
        "Who averages over many days is calm. And what is the price?",
    ),
)

VALLEY_WALLS = question(
    "valley_walls",
    "Momentum in a narrow valley",
    r"Along the valley every slope is $1$; across it the slopes alternate: $4, -4, 4, -4, \dots$ With $v := 0.9\,v "
    r"+ 0.1\,g$, how large does $v$ become in the two directions after many steps?",
    wrong(
        "along 1, across 4",
        "That is the slope itself, without momentum. In the average, plus and minus nearly cancel.",
    ),
    wrong(
        "along 10, across 2.1",
        "That would be right without the factor 0.1 before g. With it, v is an average, and the average of many ones "
        "is "
        "1, not 10.",
    ),
    wrong(
        "along 0.1, across 0.4",
        "0.1 times the slope is only the first step. After that, the average builds up along the valley.",
    ),
    right(
        "along 1, across 0.2",
        "The average of ones is 1. Across, v = -0.9 v + 0.4 from step to step gives 0.4 / 1.9, about 0.2: a "
        "twentieth of the slope.",
    ),
    hints=(
        "What is an average of ones?",
        "After long, v across is the same from step to step but for its sign. Put -v for the old and v for the new "
        "one.",
    ),
)

FIRST_STEP_OF_ADAM = question(
    "first_step_of_adam",
    "Adam's first step",
    "Adam with learning rate $0.001$ and bias correction takes its first step, once with the slope $0.004$ and once "
    "with $400$. How long are the steps, about?",
    right(
        "Both $0.001$",
        "After correction, v is g and s is g squared. v over the root of s is g / |g|: the size of g cancels, which "
        "leaves the learning rate.",
    ),
    wrong(
        "$0.000004$ and $0.4$",
        "That is gradient descent, learning rate times slope. Adam divides by the root of s, which is as large as "
        "the slope.",
    ),
    wrong(
        "$0.25$ and $0.0000025$",
        "The root is missing: g over g squared is 1/g. s holds squares, so take its root.",
    ),
    wrong(
        "Both $0.0001$",
        "The correction of v is missing: v is 0.1 g at first, and dividing by 1 - beta1 compensates exactly for that.",
    ),
    hints=(
        "Work out v, s and their corrections at t = 1, with g as a letter.",
        "What is left of g in v over the root of s?",
    ),
)

LINES_OF_ADAM = question(
    "lines_of_adam",
    "One line is wrong",
    "One update of Adam for the slope `g`, at step `t`. Which line has the mistake?\n\n"
    "```python\n"
    "v = beta1 * v + (1 - beta1) * g                                # line 1\n"
    "s = beta2 * s + (1 - beta2) * g**2                             # line 2\n"
    "v_hat, s_hat = v / (1 - beta1**t), s / (1 - beta2**t)          # line 3\n"
    "w = w - learning_rate * v_hat / np.sqrt(s_hat + epsilon)       # line 4\n"
    "```",
    wrong("line 1", "The average of the slopes, with the factor 1 - beta1: as it should be."),
    wrong("line 2", "The average of the squared slopes, as in RMSprop: as it should be."),
    wrong(
        "line 3",
        "Both averages start at 0 and are divided by the sum of their weights: 1 - beta to the power t.",
    ),
    right(
        "line 4",
        "Epsilon belongs outside the root: np.sqrt(s_hat) + epsilon. Inside, 1e-8 becomes 1e-4 and outweighs small "
        "gradients.",
    ),
    hints=(
        "Compare each line with the formula, brackets included.",
        "What is the root of 1e-8? Where should the 1e-8 stand, to be as small as it is meant?",
    ),
)

SMALLER_AND_SMALLER = question(
    "smaller_and_smaller",
    "A rate that decays",
    r"$\alpha = \dfrac{\alpha_0}{1 + \text{decay} \cdot \text{epoch}}$ with $\alpha_0 = 0.2$ and decay $= 1$. What "
    r"is $\alpha$ in epoch 3?",
    wrong(
        "$0.5$",
        "A learning rate that decays from 0.2 cannot be 0.5. A table in the lecture has such numbers, with the decimal "
        "point in the wrong place.",
    ),
    right("$0.05$", "0.2 / (1 + 3). In epochs 1 to 4 it is 0.1, 0.067, 0.05 and 0.04."),
    wrong("$0.067$", "0.2 / 3 is epoch 2: in the denominator, 1 is added to decay times epoch."),
    wrong(
        "$0.025$",
        "This halves the rate in every epoch, 0.2 times one half to the power 3: exponential decay, another formula.",
    ),
    hints=(
        "Put the numbers in.",
        "Is the result smaller than in epoch 2, where it is 0.2 / 3?",
    ),
)

FLAT_PLACES = question(
    "flat_places",
    "Where training stands still",
    "Which of these are true of a network with a million weights?",
    right(
        "A place where all slopes are 0 is far more often a saddle than a minimum.",
        "At a minimum, the cost must curve upwards in every one of a million directions. If each were a coin toss, "
        "that "
        "would hardly ever happen.",
    ),
    wrong(
        "Random mini-batches make it impossible to leave a saddle.",
        "On the contrary: their noise pushes the weights sideways, and next to the saddle there is a way down.",
    ),
    right(
        "On a long plateau Adam goes on faster than gradient descent.",
        "Slopes of 0.0001 give gradient descent tiny steps. Adam divides by their size and takes full steps.",
    ),
    wrong(
        "A smaller learning rate gets off a plateau sooner.",
        "A step is the rate times a slope that is already tiny. With a smaller rate it takes longer.",
    ),
    hints=(
        "For a minimum, what must hold in each direction? How likely is that in a million of them?",
        "How long are steps where slopes are small, for gradient descent and for Adam?",
    ),
    several=True,
)

ASSIGNMENT = Assignment(
    name="c2w2-quiz",
    module="c2w2_answers",
    title="Quiz: C2, week 2",
    exercises=(
        HOW_MANY_STEPS,
        THREE_NOISES,
        FORGETFUL_AVERAGE,
        THREE_MEMORIES,
        VALLEY_WALLS,
        FIRST_STEP_OF_ADAM,
        LINES_OF_ADAM,
        SMALLER_AND_SMALLER,
        FLAT_PLACES,
    ),
)
