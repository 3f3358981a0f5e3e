from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SourcesConfig(AppConfig):
    name = "apps.sources"
    verbose_name = _("Sources")
    staff_menu = {"evidence": {"sources.source": "", "sources.claim": ""}}
