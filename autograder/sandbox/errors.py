"""What can go wrong with the sandbox itself: never a learner's fault."""


class SandboxError(RuntimeError):
    """The sandbox cannot be started, or died. The message is a sentence for the person who grades."""


class IsolationUnavailable(SandboxError):
    """This machine cannot keep untrusted code apart, and nobody said that it need not."""


class ZygoteLost(SandboxError):
    """The process that submissions are forked from died: no submission's fault. The next session starts a fresh one."""
