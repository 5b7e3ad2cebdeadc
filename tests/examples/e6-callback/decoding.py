"""Example of the kind "callback argument": a function whose answers come from the grader."""


def greedy(step, start, end, max_length):
    """
    Arguments:
        step: function that takes a list of tokens and returns a list of scores, one per token of the vocabulary
        start, end: tokens (int); max_length: the maximum number of tokens after start

    Returns:
        list of tokens beginning with start; it stops at the first `end`
    """
    ### BEGIN SOLUTION
    tokens = [start]
    while len(tokens) <= max_length and tokens[-1] != end:
        scores = step(tokens)
        best = max(range(len(scores)), key=lambda token: scores[token])
        tokens.append(best)
    return tokens
    ### END SOLUTION
