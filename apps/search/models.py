"""What has changed and is not yet in every index."""

from django.db import models


class OutboxEntry(models.Model):
    """One record that changed, written in the transaction that changed it.

    Each copy of the index remembers how far it has read; entries stay for those
    that have not.
    """

    kind = models.CharField(max_length=40)
    object_id = models.PositiveBigIntegerField()
    changed_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "outbox entries"

    def __str__(self):
        return f"{self.kind}:{self.object_id}"
