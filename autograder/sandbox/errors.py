"""What can go wrong with the sandbox itself: never a learner's fault."""


class SandboxError(Exception):
    """The sandbox cannot be started, or died. The message is a sentence for the person who grades."""


class IsolationUnavailable(SandboxError):
    """This machine cannot keep untrusted code apart, and nobody said that it need not."""
