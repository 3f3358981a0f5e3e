"""Rights over records that Django's own permissions do not know."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NoRows(models.Manager):
    """Of a model without a table: whoever goes through all models finds nothing."""

    def get_queryset(self):
        return super().get_queryset().none()


class RecordRights(models.Model):  # noqa: DJ008  there is no row to name
    """No table, only the rights that roles are made of (`apps.records.roles`)."""

    objects = NoRows()

    class Meta:
        managed = False
        default_permissions = ()
        permissions = [
            ("edit_all_records", _("Edit every record that is not public yet")),
            ("publish_records", _("Publish, schedule, change and withdraw records")),
        ]
