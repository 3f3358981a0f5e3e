"""The index as `manage.py rebuild_index` makes it."""

from apps.search import index_sync, local_index, semantic_ranking


def rebuild():
    """Build it anew and, where search ranks by meaning, compute its embeddings."""
    index_sync.rebuild()
    semantic_ranking.update_embeddings()
    # The command is a process of its own: who asks after it has opened nothing yet.
    local_index._open.cache_clear()
