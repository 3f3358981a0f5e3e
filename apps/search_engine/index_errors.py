"""Errors of the search index, by what the caller can do about them."""


class IndexProblem(Exception):
    """The search index could not do what it was asked to."""


class IndexUnusable(IndexProblem):
    """No index can answer, or not as it should; a rebuild is the cure."""


class IndexMissing(IndexUnusable):
    """No index has been built in this directory yet."""


class IndexOutdated(IndexUnusable):
    """The index was built with another schema or other text analysis."""


class IndexDamaged(IndexUnusable):
    """A file of the index is not what was written."""


class IndexBusy(IndexProblem):
    """Another process held the lock until the timeout."""


class IndexNotWritten(IndexProblem):
    """A change could not be stored, for want of disk space perhaps.

    Nothing of it was kept, and the index answers as before.
    """
