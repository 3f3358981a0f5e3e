from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "apps.core"
    verbose_name = _("Foundations")
    role_permissions = {
        "contributor": ["core.add_import", "core.view_import"],
        "administrator": ["core.view_import"],
    }

    def ready(self):
        from apps.serving.cache_generations import watch  # noqa: PLC0415  models exist only now
        from apps.serving.changes import watch_tables  # noqa: PLC0415  models exist only now

        # A signal, as nothing else meets every connection of every process.
        connection_created.connect(watch, dispatch_uid="generations")
        post_migrate.connect(watch_tables, sender=self, dispatch_uid="changes")
