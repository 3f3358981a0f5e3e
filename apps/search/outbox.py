"""The outbox: which records the index has to read anew, noted by the database.

Triggers write it, in the transaction of the change: bulk updates, plain SQL and whoever
else writes are seen alike, and nobody has to remember the index.
"""

from collections import defaultdict

from django.db import connection

from apps.serving.changes import EVENTS, ChangeLog, Trigger

from . import registry
from .models import OutboxEntry

TABLE = OutboxEntry._meta.db_table
# What records may say of one another: those that name a record are indexed again when
# one of these changes.
NAMING_FIELDS = {
    "slug", "status", "name", "name_ind", "label", "label_ind", "title", "broader",
}  # fmt: skip


def change_log():
    return ChangeLog(TABLE, triggers, note_all)


def triggers():
    """The triggers of every kind of record: of its own table, of those of its parts, and
    of those that join it to others."""
    for kind in registry.kinds().values():
        meta = kind.model._meta
        for event in EVENTS:
            row = "OLD" if event == "DELETE" else "NEW"
            renamed = _renamed(kind.model) if event == "UPDATE" else "1 = 0"
            yield Trigger(
                meta.db_table, event, _insert_statement(kind, f"{row}.id", renamed)
            )
        for relation in _parts(kind.model):
            part = relation.related_model._meta
            yield from _part_triggers(kind, part.db_table, relation.field.column)
        for field in meta.many_to_many:
            if hasattr(field, "m2m_db_table"):  # a generic relation has none
                column = field.m2m_column_name()
                yield from _part_triggers(kind, field.m2m_db_table(), column)


def _part_triggers(kind, table, column):
    """Triggers of a table whose rows belong to a record; a row may change its record."""
    for event, rows in zip(EVENTS, [["NEW"], ["OLD", "NEW"], ["OLD"]], strict=True):
        yield Trigger(
            table,
            event,
            "; ".join(_insert_statement(kind, f"{row}.{column}") for row in rows),
        )


def _insert_statement(kind, key, renamed="1 = 0", of=""):
    """The statement that notes the record of a key, or those of a table (`of`)."""
    return (
        f"INSERT INTO {TABLE} (kind, object_id, is_renamed, changed_at) "
        f"SELECT '{kind.name}', {key}, {renamed}, CURRENT_TIMESTAMP {of} "
        f"WHERE {key} IS NOT NULL"
    )


def _renamed(model):
    """Whether an update changes anything that other records say of one."""
    differ = "IS NOT" if connection.vendor == "sqlite" else "IS DISTINCT FROM"
    columns = [f.column for f in model._meta.fields if f.name in NAMING_FIELDS]
    return " OR ".join(f"OLD.{name} {differ} NEW.{name}" for name in columns) or "1 = 0"


def note_all():
    """Have every record indexed again."""
    with connection.cursor() as cursor:
        for kind in registry.kinds().values():
            table = kind.model._meta.db_table
            cursor.execute(_insert_statement(kind, "id", of=f'FROM "{table}"'))


def records_of(entries):
    """{name of a kind: keys of records} that some entries want indexed again.

    Whose name, address, state or place has changed is named by others, too.
    """
    kinds = registry.kinds()
    found = {name: set() for name in kinds}
    renamed = defaultdict(set)
    for entry in entries:
        if entry.kind in kinds:
            found[entry.kind].add(entry.object_id)
            if entry.is_renamed:
                renamed[entry.kind].update(kinds[entry.kind].named_by(entry.object_id))
    for name, keys in renamed.items():
        for other, path in _referring_paths(kinds[name].model):
            named = other.model.objects.filter(**{f"{path}__in": keys}).order_by()
            found[other.name].update(named.values_list("pk", flat=True))
    return found


def _parts(model):
    """The relations to the parts of a kind of record: rows of its own app that belong
    to it."""
    return [
        relation
        for relation in model._meta.related_objects
        if relation.one_to_many
        and relation.related_model._meta.app_label == model._meta.app_label
    ]


def _referring_paths(model):
    """(kind, path) of the records that name those of a model, by a part or themselves."""
    for kind in registry.kinds().values():
        for field in kind.model._meta.get_fields():
            if field.related_model is model and not field.auto_created:
                yield kind, field.name
        for relation in _parts(kind.model):
            for field in relation.related_model._meta.fields:
                if field.related_model is model and field != relation.field:
                    yield kind, f"{relation.name}__{field.name}"
