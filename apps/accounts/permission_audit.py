"""Logging of changed permissions."""

from django.contrib.auth import get_user_model
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .audit import log_action
from .models import Entry

FLAGS = ["is_active", "is_staff", "is_superuser"]
VERBS = {"post_add": "+", "post_remove": "−", "pre_clear": "−"}


def log_flags(sender, instance, raw=False, **kwargs):
    """Log changes of an account's flags and password."""
    if raw:
        return
    before = get_user_model().objects.filter(pk=instance.pk).first()
    old = {flag: getattr(before, flag, False) for flag in FLAGS}
    changes = [
        f"{'+' if getattr(instance, flag) else '−'} "
        f"{capfirst(instance._meta.get_field(flag).verbose_name)}"
        for flag in FLAGS
        if getattr(instance, flag) != old[flag]
    ]
    if before is not None and before.password != instance.password:
        changes.append(_("new password"))
    if changes:
        log_action(Entry.Kind.RIGHTS, f"{instance}: {', '.join(changes)}")


def log_permissions(sender, instance, action, reverse, model, pk_set, **kwargs):
    """Log groups and permissions added to or removed from a user or group."""
    if action not in VERBS:
        return
    if action == "pre_clear":
        names = _("everything")
    else:
        # A permission is named with its kind of content: all of them in one query.
        things = model.objects.filter(pk__in=pk_set).select_related()
        names = ", ".join(map(str, things))
    if names:
        log_action(Entry.Kind.RIGHTS, f"{instance}: {VERBS[action]} {names}")
