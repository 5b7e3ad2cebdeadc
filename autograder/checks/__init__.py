"""The kinds of checks. A check that none of them can express is added here, for all assignments."""

from __future__ import annotations

from autograder.checks.base import Advice, CheckKind, Difference, Verdict
from autograder.checks.chance import DISTRIBUTION
from autograder.checks.choice import CHOICE
from autograder.checks.drawn_from import DRAWN_FROM
from autograder.checks.independence import INDEPENDENCE
from autograder.checks.invariance import INVARIANCE
from autograder.checks.models import LAYER_TABLE, LOSS_FALLS, OUTPUTS
from autograder.checks.rearrangement import REARRANGEMENT
from autograder.checks.relations import RELATIONS
from autograder.checks.values import CLOSE, EQUAL

KINDS: dict[str, CheckKind] = {
    kind.name: kind
    for kind in (
        CLOSE, EQUAL, DISTRIBUTION, INDEPENDENCE, REARRANGEMENT, DRAWN_FROM, RELATIONS, LAYER_TABLE, OUTPUTS,
        LOSS_FALLS, INVARIANCE, CHOICE,
    )
}  # fmt: skip

__all__ = ["KINDS", "Advice", "CheckKind", "Difference", "Verdict"]
