"""Errors that reach a user, each one line that says what to do.

KgqaError
├── InputError   a file or report that cannot be read (exit status 1)
├── GraphError   a graph that is missing, broken or does not fit the text (exit status 1)
├── StateError   the folder for what people leave cannot be read or written (exit status 1)
└── UsageError   wrong use of a command (exit status 2)
"""


class KgqaError(Exception):
    """Base of all errors of the package."""

    exit_status = 1


class InputError(KgqaError):
    """A file or report that cannot be read."""


class GraphError(KgqaError):
    """A graph that is missing, broken or does not fit its text."""


class StateError(KgqaError):
    """The folder for what people leave cannot be read or written."""


class UsageError(KgqaError):
    """Wrong use of a command."""

    exit_status = 2
