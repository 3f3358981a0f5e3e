"""The index as `manage.py rebuild_index` makes it."""

from apps.search import index_sync, semantic_ranking


def rebuild():
    """Build it anew and, where search ranks by meaning, compute its embeddings."""
    index_sync.rebuild()
    semantic_ranking.update_embeddings()
