from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _

from apps.search_engine.allocator import use_one_arena


class SearchConfig(AppConfig):
    name = "apps.search"
    verbose_name = _("Search")

    def ready(self):
        use_one_arena()
        # Inline: models exist only now.
        from apps.serving import cache_generations, changes  # noqa: PLC0415

        from . import index_sync, outbox, semantic_ranking  # noqa: PLC0415

        checks.register(semantic_ranking.check_packages)
        changes.LOGS.append(outbox.change_log())
        cache_generations.AFTER_COMMIT.append(index_sync.process_outbox)
