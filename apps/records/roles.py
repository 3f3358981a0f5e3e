"""The four roles of staff, as groups of permissions.

Each app adds permissions as `role_permissions` of its AppConfig. The README has the table
("Who may do what").
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

# Each role includes the permissions of those before it. Administrators manage accounts and
# settings, and may view everything else.
ROLE_ORDER = [CONTRIBUTOR, EDITOR, PUBLISHER]

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
    """Permissions on all kinds of records and their inline rows."""
    models = set(record_models())
    for model in record_models():
        models |= {kind.model for kind in rows_of(model)}
    return {
        f"{model._meta.app_label}.{action}_{model._meta.model_name}"
        for model in models
        for action in actions
    }


def permissions_of_roles():
    """Permissions (`app.codename`) by role."""
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
    for lower, higher in pairwise(ROLE_ORDER):
        own[higher] |= own[lower]
    return dict(own)


def make_roles():
    """Create the groups of the roles, each with exactly the permissions of its role.

    Idempotent; undoes manual changes of the groups.
    """
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    for role, permissions in permissions_of_roles().items():
        group, _created = Group.objects.get_or_create(name=role)
        group.permissions.set(known[name] for name in permissions)
