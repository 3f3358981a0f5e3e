"""The admin of accounts and roles.

Administrators assign roles, not single permissions, and cannot make superusers; only
superusers may change superusers. Whoever has a role may sign in.
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
        """`is_staff` is set for whoever has a role."""
        super().save_related(request, form, formsets, change)
        user = form.instance
        user.is_staff = user.is_superuser or user.groups.exists()
        user.save(update_fields=["is_staff"])

    def has_change_permission(self, request, obj=None):
        """Superusers may be changed by superusers only."""
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return request.user.is_superuser


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    """The roles, read-only: `make_roles` sets their permissions."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
