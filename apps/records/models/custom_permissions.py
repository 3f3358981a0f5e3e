"""Permissions on records beyond Django's add, change, delete and view."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NoRows(models.Manager):
    """Manager of a model without a table: always empty."""

    def get_queryset(self):
        return super().get_queryset().none()


class RecordRights(models.Model):  # noqa: DJ008  there is no row to name
    """Without a table: holds permissions used by `apps.records.roles`."""

    objects = NoRows()

    class Meta:
        managed = False
        default_permissions = ()
        permissions = [
            ("edit_all_records", _("Edit every record that is not public yet")),
            ("publish_records", _("Publish, schedule, change and withdraw records")),
        ]
