from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


class ServingConfig(AppConfig):
    name = "apps.serving"

    def ready(self):
        # Inline: models exist only now.
        from .cache_generations import watch  # noqa: PLC0415
        from .changes import unwatch_tables, watch_tables  # noqa: PLC0415

        # A signal, as nothing else meets every connection of every process.
        connection_created.connect(watch, dispatch_uid="cache_generations")
        pre_migrate.connect(unwatch_tables, sender=self, dispatch_uid="changes")
        post_migrate.connect(watch_tables, sender=self, dispatch_uid="changes")
