"""Noting what has changed, in the transaction that changes it."""

from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save

from .draining import drain
from .models import OutboxEntry


def enqueue(kind_name, pks):
    """Note that records of a kind have changed; drained when the transaction commits."""
    OutboxEntry.objects.bulk_create(
        [OutboxEntry(kind=kind_name, object_id=pk) for pk in pks], batch_size=1000
    )
    waiting = transaction.get_connection().run_on_commit
    if not any(entry[1] is drain for entry in waiting):
        transaction.on_commit(drain, robust=True)


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
