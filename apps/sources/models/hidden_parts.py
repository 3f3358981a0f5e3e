"""Parts of records that tie them to another record, which may be hidden."""

from functools import cache

from django.db.models import Q

from apps.records.models import Record

from .cited import CitedFact


@cache
def ties():
    """The kinds of parts that tie their record to another, with the columns that do."""
    found = {}
    for part in CitedFact.__subclasses__():
        columns = [f for f in part._meta.fields if f.related_model]
        found[part] = [f for f in columns if issubclass(f.related_model, Record)]
    return {part: columns for part, columns in found.items() if len(columns) > 1}


def about_hidden_parts(kind=None):
    """That a claim is about a part that names a record nobody may see.

    `kind` is of the records on whose own pages the claims stand, whoever may see them.
    """
    hidden = Q()
    for part, columns in ties().items():
        others = [column for column in columns if column.related_model is not kind]
        if kind is not None and others == columns:
            continue  # no part of such a record
        naming = Q()
        for column in others:
            public = Q(**{f"{column.name}__in": column.related_model.objects.public()})
            named = Q(**{f"{column.name}__isnull": False}) if column.null else Q()
            naming |= named & ~public
        parts = part.objects.filter(naming).values("pk")
        hidden |= Q(fact_type__model=part._meta.model_name, fact_id__in=parts)
    return hidden
