"""Parts of records that tie them to another record, which may be hidden."""

from functools import cache

from django.db.models import Q

from apps.records.models import Record

from .cited import CitedFact


def columns_naming_records(part):
    """The columns of a kind of part that name a record."""
    related = [f for f in part._meta.fields if f.related_model]
    return [f for f in related if issubclass(f.related_model, Record)]


def naming_hidden(columns):
    """Q of the parts that name, in one of these columns, a record nobody may see."""
    naming = Q()
    for column in columns:
        public = Q(**{f"{column.name}__in": column.related_model.objects.public()})
        named = Q(**{f"{column.name}__isnull": False}) if column.null else Q()
        naming |= named & ~public
    return naming


@cache
def ties():
    """The kinds of parts that tie their record to another, with the columns that do."""
    found = {part: columns_naming_records(part) for part in CitedFact.__subclasses__()}
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
        parts = part.objects.filter(naming_hidden(others)).values("pk")
        hidden |= Q(fact_type__model=part._meta.model_name, fact_id__in=parts)
    return hidden
