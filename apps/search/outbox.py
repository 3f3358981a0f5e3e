"""Noting what has changed, in the transaction that changes it."""

from django.db import transaction
from django.db.models.signals import (
    m2m_changed,
    post_delete,
    post_save,
    pre_delete,
    pre_save,
)

from . import registry
from .index_sync import process_outbox
from .models import OutboxEntry

# What records may say of one another: those that name a record are written anew when
# one of these changes.
SAID_OF_IT = {
    "slug", "status", "name", "name_ind", "label", "label_ind", "title", "broader",
}  # fmt: skip


def enqueue(kind_name, pks):
    """Note that records of a kind have changed; processed when the transaction commits."""
    OutboxEntry.objects.bulk_create(
        [OutboxEntry(kind=kind_name, object_id=pk) for pk in pks], batch_size=1000
    )
    waiting = transaction.get_connection().run_on_commit
    if not any(entry[1] is process_outbox for entry in waiting):
        transaction.on_commit(process_outbox, robust=True)


def watch(kind):
    """Enqueue records of a kind when they, their parts or their relations change."""

    def changed(sender, instance, raw=False, **_kwargs):
        if not raw:
            enqueue(kind.name, [instance.pk])

    def part_changed_by(path):
        def part_changed(sender, instance, raw=False, **_kwargs):
            owner = getattr(instance, path)
            if not raw and owner is not None:
                enqueue(kind.name, [owner])

        return part_changed

    def relation_changed(sender, instance, action, reverse, pk_set, **_kwargs):
        if action.startswith("post_"):
            enqueue(kind.name, pk_set or [] if reverse else [instance.pk])

    name = f"search:{kind.name}"
    for signal in [post_save, post_delete]:
        signal.connect(changed, sender=kind.model, weak=False, dispatch_uid=name)
        for relation in kind.model._meta.related_objects:
            part = relation.related_model
            if (
                relation.one_to_many
                and part._meta.app_label == kind.model._meta.app_label
            ):
                uid = f"{name}:{part.__name__}:{relation.field.name}"
                signal.connect(
                    part_changed_by(relation.field.attname),
                    sender=part,
                    weak=False,
                    dispatch_uid=uid,
                )
    for m2m in kind.model._meta.many_to_many:
        if through := getattr(m2m.remote_field, "through", None):
            uid = f"{name}:{m2m.name}"
            m2m_changed.connect(
                relation_changed, sender=through, weak=False, dispatch_uid=uid
            )


def watch_names(kind):
    """Enqueue the records that name one of a kind when its name, address, state or
    place changes, and before it is deleted."""
    naming = list(_naming(kind.model))
    said = [f.attname for f in kind.model._meta.fields if f.name in SAID_OF_IT]

    def of(record):
        return tuple(getattr(record, name) for name in said)

    def about_to_change(sender, instance, raw=False, **_kwargs):
        if not raw:
            stored = sender.objects.filter(pk=instance.pk).values_list(*said).first()
            instance.said_before = stored or of(instance)

    def changed(sender, instance, raw=False, **_kwargs):
        if not raw and instance.said_before != of(instance):
            about_to_go(sender, instance)

    def about_to_go(sender, instance, **_kwargs):
        for other, path in naming:
            names = {f"{path}__in": kind.named_by(instance.pk)}
            named = other.model.objects.filter(**names)
            enqueue(other.name, named.values_list("pk", flat=True).distinct())

    if naming:
        name = f"search:named:{kind.name}"
        for signal, receiver in [
            (pre_save, about_to_change),
            (post_save, changed),
            (pre_delete, about_to_go),
        ]:
            signal.connect(receiver, sender=kind.model, weak=False, dispatch_uid=name)


def _naming(model):
    """(kind, path) of the records that name those of a model, by a part or themselves."""
    for kind in registry.kinds().values():
        for field in kind.model._meta.get_fields():
            if field.related_model is model and not field.auto_created:
                yield kind, field.name
        for relation in kind.model._meta.related_objects:
            part = relation.related_model
            if (
                relation.one_to_many
                and part._meta.app_label == kind.model._meta.app_label
            ):
                for field in part._meta.fields:
                    if field.related_model is model and field != relation.field:
                        yield kind, f"{relation.name}__{field.name}"
