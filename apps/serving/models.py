"""The change marker, written by database triggers."""

from django.db import models


class Change(models.Model):
    """A random number that a committed change has left; all of them together are
    another sum after each change.

    Triggers write it (`apps.serving.changes`), so it is committed with the change or not
    at all. Being random, neither an emptied database nor another one comes to the same
    sum.
    """

    number = models.BigIntegerField(primary_key=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return str(self.number)
