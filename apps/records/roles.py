"""The four roles of staff, as groups of permissions.

A role is what its group holds, nothing more: somebody with no role can sign in and
do nothing. Each app adds what it needs as `role_permissions` of its configuration;
the table for people is in the README ("Who may do what").
"""

from collections import defaultdict
from itertools import pairwise

from django.apps import apps
from django.contrib.auth.models import Group, Permission

from .inline_rows import rows_of
from .kinds import record_models
from .transitions import EDIT_ALL, PUBLISH

CONTRIBUTOR = "contributor"
EDITOR = "editor"
PUBLISHER = "publisher"
ADMINISTRATOR = "administrator"

# Each role may do what those before it may; administrators look after people and
# settings, and read everything else.
LADDER = [CONTRIBUTOR, EDITOR, PUBLISHER]

PEOPLE_AND_SETTINGS = [
    "auth.add_user",
    "auth.change_user",
    "auth.view_user",
    "auth.view_group",
    "axes.delete_accessattempt",
    "axes.view_accessattempt",
    "axes.view_accessfailurelog",
    "axes.view_accesslog",
    "redirects.view_redirect",
    "sites.change_site",
    "sites.view_site",
]


def _record_permissions(*actions):
    """Permissions on records and on the rows that stand under them."""
    models = set(record_models())
    for model in record_models():
        models |= {kind.model for kind in rows_of(model)}
    return {
        f"{model._meta.app_label}.{action}_{model._meta.model_name}"
        for model in models
        for action in actions
    }


def permissions_of_roles():
    """What each role may do, as permissions by role."""
    own = defaultdict(set)
    own[CONTRIBUTOR] |= _record_permissions("view", "add", "change", "delete")
    own[CONTRIBUTOR].add("records.view_proposal")
    own[EDITOR].add(EDIT_ALL)
    own[PUBLISHER].add(PUBLISH)
    own[ADMINISTRATOR] |= {*PEOPLE_AND_SETTINGS, "records.view_proposal"}
    own[ADMINISTRATOR] |= _record_permissions("view")
    for config in apps.get_app_configs():
        for role, permissions in getattr(config, "role_permissions", {}).items():
            own[role] |= set(permissions)
    for lower, higher in pairwise(LADDER):
        own[higher] |= own[lower]
    return dict(own)


def make_roles():
    """Make the groups of the roles, each with exactly the permissions of its role.

    Idempotent: what somebody added to or took from a group by hand is undone.
    """
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    for role, permissions in permissions_of_roles().items():
        group, _created = Group.objects.get_or_create(name=role)
        group.permissions.set(known[name] for name in permissions)
