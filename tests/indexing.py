"""The index as `manage.py rebuild_index` makes it."""

from apps.search import draining, meaning


def rebuild():
    """Build it anew and, where search ranks by meaning, learn what records mean."""
    draining.rebuild()
    meaning.learn()
