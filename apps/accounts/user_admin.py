"""The accounts of staff: who they are and which roles they have.

Administrators give roles, never rights beyond them: nobody can make themselves or
anybody else all-powerful here, and the all-powerful can be changed only by their like.
Whoever has a role may sign in, nobody else.
"""

from django.contrib import admin

# Importing registers Django's own page, which ours takes the place of.
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _

admin.site.unregister([User, Group])


@admin.register(User)
class StaffAdmin(UserAdmin):
    """An account: name, roles, whether it may sign in."""

    list_display = ["username", "email", "first_name", "last_name", "is_active"]
    list_filter = ["is_active", "groups"]
    filter_horizontal = []
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Who"), {"fields": ["first_name", "last_name", "email"]}),
        (
            _("Permissions"),
            {
                "fields": ["is_active", "groups"],
                "description": _(
                    "The roles are explained in the staff manual. Untick “active” "
                    "instead of deleting an account, so that its changes keep their "
                    "author."
                ),
            },
        ),
        (_("When"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "usable_password", "password1", "password2"]}),
        (_("Permissions"), {"fields": ["groups"]}),
    ]
    readonly_fields = ["last_login", "date_joined"]

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "groups":
            kwargs |= {
                "widget": CheckboxSelectMultiple,
                "label": _("Roles"),
                "help_text": _(
                    "One role is enough. An account without a role cannot sign in."
                ),
            }
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_related(self, request, form, formsets, change):
        """What Django calls staff status follows from the roles."""
        super().save_related(request, form, formsets, change)
        user = form.instance
        user.is_staff = user.is_superuser or user.groups.exists()
        user.save(update_fields=["is_staff"])

    def has_change_permission(self, request, obj=None):
        """The all-powerful are changed by their like alone."""
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return request.user.is_superuser


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    """The roles, to read: `make_roles` gives each what it may do."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
