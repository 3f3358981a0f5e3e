"""Labels of choices, cached per field."""

from functools import cache

from django.db import models


@cache
def labels(field):
    """The labels of a field's choices by value, as lazy translations."""
    return dict(field.flatchoices)


class CachedChoiceLabels(models.Model):
    """Model mixin: `get_FIELD_display` from a cached mapping.

    Django's own resolves all choices of a field, in the active language, at each call.
    """

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field):
        value = getattr(self, field.attname)
        return str(labels(field).get(value, "" if value is None else value))
