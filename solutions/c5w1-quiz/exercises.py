"""The questions of C5, week 1: sequences step by step, gates, and what happens to slopes on the long way back."""

from __future__ import annotations

from autograder.exercise import Assignment
from autograder.quiz import question, right, wrong

WHICH_SHAPE_OF_TASK = question(
    "which_shape_of_task",
    "In and out",
    "1. The next note of a melody, again and again, from a first note.\n"
    "2. Stars, one to five, from the text of a review.\n"
    "3. For every word of a sentence: is it part of a name?\n\n"
    "Which kind of recurrent network is each?",
    wrong(
        "1 many to one, 2 one to many, 3 many to many",
        "1 and 2 are exchanged: the melody begins with one note and gives many, the review has many words and gives "
        "one number.",
    ),
    right(
        "1 one to many, 2 many to one, 3 many to many",
        "From one note a melody; from many words one number; for each of many words an answer, of the same length.",
    ),
    wrong(
        "1 one to many, 2 many to many, 3 many to one",
        "2 gives one number for a whole text, and 3 an answer for each word.",
    ),
    wrong(
        "1 many to many, 2 many to one, 3 one to many",
        "3 reads a whole sentence, so many go in. 1 is given one note only, and hears its own notes from then on.",
    ),
    hints=(
        "For each: how many things go in, how many come out?",
        "Whatever a network feeds to itself does not count as given.",
    ),
)

STACKED_WEIGHTS = question(
    "stacked_weights",
    "Stacked",
    r"$a$ has 5 entries, $x$ has 3. In $a^{\langle t\rangle} = \tanh(W_a\,[a^{\langle t-1\rangle};\ x^{\langle "
    r"t\rangle}] + b_a)$, what is the shape of $W_a$, and where in it is $W_{ax}$?",
    wrong(
        "`(8, 5)`; its last 3 rows",
        "The result has 5 entries, so W_a has 5 rows. The stacked vector has 8, so it has 8 columns.",
    ),
    wrong(
        "`(5, 8)`; its first 3 columns",
        "The right shape. But a stands on top in the stack, so its 5 columns come first.",
    ),
    wrong("`(5, 3)`; it is all of it", "That is W_ax alone. W_a holds W_aa beside it, for the entries of a."),
    right(
        "`(5, 8)`; its last 3 columns",
        "Five rows, one for each entry of the new a; first five columns for the old a, then three for x.",
    ),
    hints=(
        "How long is the stacked vector, and how long is the result?",
        "The columns of the matrix meet the entries of the vector in their order.",
    ),
)

GRU_BY_HAND = question(
    "gru_by_hand",
    "One step of a GRU",
    r"One memory cell: $c^{\langle t-1\rangle} = 2$, candidate $\tilde c = -0.8$, update gate $\Gamma_u = 0.25$. "
    r"What is $c^{\langle t\rangle}$?",
    right("$1.3$", "A quarter of the candidate and three quarters of the old value: -0.2 + 1.5."),
    wrong("$-0.1$", "The gate is turned round: it is the candidate that gets 0.25, and the old value that gets 0.75."),
    wrong("$1.8$", "The old value was kept whole: 2 - 0.2. In a GRU what is let in and what is kept make 1 together."),
    wrong("$0.6$", "That is the mean of both. The gate says how much of each: 0.25 and 0.75."),
    hints=(
        "What does an update gate of 0 do, and what one of 1?",
        "The two shares add up to 1. Which one is the candidate's?",
    ),
)

LSTM_AGAINST_GRU = question(
    "lstm_against_gru",
    "Two gates, not one",
    r"The same cell in an LSTM: $c^{\langle t-1\rangle} = 2$, $\tilde c = -0.8$, $\Gamma_u = 0.25$, and a forget "
    r"gate $\Gamma_f = 0.9$. What is $c^{\langle t\rangle}$?",
    wrong("$1.3$", "That is the GRU: 1 - 0.25 of the old value. An LSTM has a gate of its own for that."),
    wrong("$0$", "The gate is called forget, but it says how much is kept: 0.9 of the old value."),
    right("$1.6$", "0.25 times -0.8 and 0.9 times 2. What is let in and what is kept need not make 1 together."),
    wrong("$1.63$", "A tanh was put on the candidate. It is a tanh already, and comes in as it is: 0.25 times -0.8."),
    hints=(
        "Two products, one sum: which gate belongs to which value?",
        "A forget gate of 1: is all forgotten, or all kept?",
    ),
)

ON_THE_WAY_BACK = question(
    "on_the_way_back",
    "On the way back",
    r"Three recurrent networks with one unit and without an activation, $a^{\langle t\rangle} = w\,a^{\langle "
    r"t-1\rangle} + x^{\langle t\rangle}$. The picture shows how large the slope of the last $a$ in an earlier $a$ "
    "is, over the number of steps between. Which $w$ belong to A, B and C?",
    wrong("A 0.7, B 1, C 1.2", "Above 1 the slope grows with every step back, below 1 it shrinks. A grows."),
    wrong(
        "A 1.2, B 0.7, C 1",
        "A slope that is multiplied by 1 at every step stays as it is. That is the level line.",
    ),
    wrong(
        "A 1, B 1.2, C 0.7",
        "A grows from step to step: its factor is larger than 1, and it explodes. B stays level: its factor is 1.",
    ),
    right(
        "A 1.2, B 1, C 0.7",
        "20 steps back the slope is w to the power 20: 38, 1 and 0.0008. Explodes, stays, vanishes.",
    ),
    hints=(
        "What does one step back do to the slope?",
        "And twenty of them?",
    ),
)

LINES_OF_TIME = question(
    "lines_of_time",
    "One line is wrong",
    r"Back-propagation through time: `cell_backward` wants the whole slope of the cost in $a^{\langle t\rangle}$. "
    "Which line has the mistake?\n\n"
    "```python\n"
    "da_prev = np.zeros_like(da[:, :, 0])\n"
    "for t in reversed(range(T_x)):                        # line 1\n"
    "    g = cell_backward(da[:, :, t], caches[t])         # line 2\n"
    '    da_prev = g["da_prev"]                            # line 3\n'
    '    dWaa = dWaa + g["dWaa"]                           # line 4\n'
    "```",
    wrong("line 1", "Backward through time: from the last step to the first."),
    right(
        "line 2",
        "a goes to its own output and to the next step. Both send slopes back: da[:, :, t] + da_prev. Without it "
        "nothing flows through time.",
    ),
    wrong("line 3", "What goes back to the step before: it is kept for the next turn. Only, is it used there?"),
    wrong("line 4", "The same weights serve at every step, so their slopes add up over all of them."),
    hints=(
        "On how many ways does a of step t reach the cost?",
        "Which result of a turn of the loop should be used in the next one?",
    ),
)

CHANCE_OF_A_SENTENCE = question(
    "chance_of_a_sentence",
    "The chance of a sentence",
    "A language model says: 'cats' comes first with 0.1, 'sleep' after 'cats' with 0.3, the end after 'cats sleep' "
    "with 0.5. What is the probability of the sentence 'cats sleep'?",
    wrong("$0.03$", "That is any text that begins so. That it ends there is an event as well, with 0.5."),
    right("$0.015$", "0.1 times 0.3 times 0.5: each word given those before it, and the end as the last of them."),
    wrong(
        "$0.9$",
        "Probabilities of one after the other are multiplied, not added. Sums of them can be larger than 1.",
    ),
    wrong("$0.3$", "The mean of the three. It would not become smaller for longer sentences, as a probability must."),
    hints=(
        "First this, then that, then the end: what does one do with the probabilities?",
        "Is a text that goes on after 'sleep' the same sentence?",
    ),
)

CLIPPED = question(
    "clipped",
    "Clipped",
    r"The slopes of two weights are $300$ and $0.5$. Which of these are true of clipping every entry to $[-10,\ "
    "10]$?",
    right(
        "The step points in another direction afterwards.",
        "From 600 to 1 it becomes 20 to 1: the small slope weighs more. Clipping the length of the whole vector "
        "would keep the direction.",
    ),
    wrong(
        "It helps against slopes that vanish.",
        "0.5 stays 0.5, and 0.0001 stays 0.0001. Clipping only cuts what is large; gates help against vanishing.",
    ),
    right(
        "It keeps one bad batch from throwing the weights far away.",
        "That is what it is for: with exploding slopes a single step can undo all that was learned.",
    ),
    wrong(
        "After it no weight can move by more than 10.",
        "It limits slopes, not steps: with learning rate 0.01 a weight moves by at most 0.1, and with rate 2 by 20.",
    ),
    hints=(
        "Work out both slopes after clipping, and their ratio before and after.",
        "What does clipping do to a slope of 0.0001?",
    ),
    several=True,
)

BOTH_DIRECTIONS = question(
    "both_directions",
    "From both ends",
    "For which of these tasks can a *bidirectional* network be used?",
    right(
        "Names in e-mails that have arrived.",
        "The whole text is there, and what comes after a word often tells whether it is a name.",
    ),
    wrong(
        "Subtitles that appear while somebody is speaking.",
        "What comes from the right is not there yet. It would have to wait for the end of the talk.",
    ),
    right(
        "Filling gaps in an old, damaged text.",
        "Words before and after the gap are known, and both say what fits.",
    ),
    wrong(
        "The price of a share tomorrow, from those until today.",
        "From the other end means from the future: at the moment of use it does not exist.",
    ),
    hints=(
        "What does the backward half need before it can say anything about the first word?",
        "At the moment when the answer is wanted: what is known?",
    ),
    several=True,
)

ASSIGNMENT = Assignment(
    name="c5w1-quiz",
    module="answers",
    title="Quiz: C5, week 1",
    exercises=(
        WHICH_SHAPE_OF_TASK,
        STACKED_WEIGHTS,
        GRU_BY_HAND,
        LSTM_AGAINST_GRU,
        ON_THE_WAY_BACK,
        LINES_OF_TIME,
        CHANCE_OF_A_SENTENCE,
        CLIPPED,
        BOTH_DIRECTIONS,
    ),
)
