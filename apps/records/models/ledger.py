"""The ledger of fixture loading."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LedgerEntry(models.Model):
    """What the loader last put into the database under one key of the fixtures.

    `source_digest` is of the fixture's row, `state_digest` of the record right after
    loading it: if that has changed since, staff have edited the record.
    """

    key = models.CharField(max_length=200, unique=True)
    source_digest = models.CharField(max_length=64)
    state_digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")

    def __str__(self):
        return self.key
