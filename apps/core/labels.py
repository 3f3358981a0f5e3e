"""The words for what was chosen, at little cost."""

from functools import cache

from django.db import models


@cache
def labels(field):
    """The words for each choice of a field, still to be put into a language."""
    return dict(field.flatchoices)


class Labelled(models.Model):
    """Something with choices, which lists of it show in words.

    Django goes through all choices of a field, in the reader's language, each time one
    is shown.
    """

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field):
        value = getattr(self, field.attname)
        return str(labels(field).get(value, "" if value is None else value))
