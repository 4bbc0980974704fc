"""Every error a user can meet, each with its exit code and what to do about it."""


class RatebookError(Exception):
    """Base of all expected errors. `str(error)` says what happened and the remedy."""

    exit_code = 1


class UsageError(RatebookError):
    """The command line asks for something that cannot be done."""

    exit_code = 2


class RuleError(RatebookError):
    """A rule file is broken. The message names file, key and remedy."""

    exit_code = 3

    def __init__(self, file: str, key: str, problem: str, remedy: str) -> None:
        super().__init__(f"{file}: {key}: {problem}. {remedy}")
        self.file, self.key, self.problem, self.remedy = file, key, problem, remedy


class UnreadableDocumentError(RatebookError):
    """A document could not be read; the others go on."""

    exit_code = 4

    def __init__(self, document: str, reason: str, remedy: str) -> None:
        super().__init__(f"{document}: {reason}. {remedy}")
        self.document, self.reason, self.remedy = document, reason, remedy
