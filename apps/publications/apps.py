from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicationsConfig(AppConfig):
    name = "apps.publications"
    verbose_name = _(" bibliographic records, their topics and their files:Library")
