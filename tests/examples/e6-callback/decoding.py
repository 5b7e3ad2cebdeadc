"""Example of the kind "callback argument": a function that the grader answers."""


def greedy(step, start, end, max_length):
    """
    Arguments:
        step: function of a list of tokens that gives a list of scores, one per token of the vocabulary
        start, end: tokens (int); max_length: how many tokens may follow start

    Returns:
        list of tokens from start on; it stops with the first `end`
    """
    ### BEGIN SOLUTION
    tokens = [start]
    while len(tokens) <= max_length and tokens[-1] != end:
        scores = step(tokens)
        best = max(range(len(scores)), key=lambda token: scores[token])
        tokens.append(best)
    return tokens
    ### END SOLUTION
