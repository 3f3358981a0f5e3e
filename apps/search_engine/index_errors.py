"""What can go wrong with a search index, in words a caller can act on."""


class IndexProblem(Exception):
    """The search index cannot do what it was asked to."""


class IndexUnusable(IndexProblem):
    """There is no index that can answer; building a new one is the cure."""


class IndexMissing(IndexUnusable):
    """No index has been built in this directory yet."""


class IndexOutdated(IndexUnusable):
    """The index was built for other fields or another way of reading words."""


class IndexDamaged(IndexUnusable):
    """A file of the index is not what was written."""


class IndexBusy(IndexProblem):
    """Another process has been writing for longer than we care to wait."""


class IndexNotWritten(IndexProblem):
    """A change could not be stored, for want of disk space perhaps.

    Nothing of it was kept, and the index answers as before.
    """
