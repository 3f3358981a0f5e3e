"""What has changed and is not yet in every index."""

from django.db import models


class OutboxEntry(models.Model):
    """One record that changed, written by the database (`apps.search.outbox`) in the
    transaction that changed it.

    Each copy of the index remembers how far it has read; entries stay for those
    that have not.
    """

    kind = models.CharField(max_length=40)
    object_id = models.PositiveBigIntegerField()
    # Whether its name, address, state or place has changed, which other records say.
    is_renamed = models.BooleanField(default=False)
    changed_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "outbox entries"

    def __str__(self):
        return f"{self.kind}:{self.object_id}"
