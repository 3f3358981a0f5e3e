"""Accounts and roles, the audit log to read, and second factors to take away."""

from django.contrib import admin
from django_otp.plugins.otp_static.admin import StaticDeviceAdmin  # noqa: F401
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.admin import TOTPDeviceAdmin  # noqa: F401
from django_otp.plugins.otp_totp.models import TOTPDevice

from . import user_admin  # noqa: F401  registers accounts and roles
from .audit import log_action
from .models import Entry


@admin.register(Entry)
class EntryAdmin(admin.ModelAdmin):
    list_display = ["at", "kind", "user", "about", "ip_address"]
    list_filter = ["kind", "at"]
    list_select_related = ["user"]
    search_fields = ["about", "user__username", "ip_address"]
    date_hierarchy = "at"
    list_per_page = 100
    show_full_result_count = False
    actions = None

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


# Their own pages, registered by the imports above, would show the keys that the codes
# are made of.
admin.site.unregister(StaticDevice)
admin.site.unregister(TOTPDevice)


@admin.register(TOTPDevice)
class SecondFactorAdmin(admin.ModelAdmin):
    """Deleting one makes its owner set up a new one at the next sign-in."""

    list_display = ["user", "confirmed", "created_at", "last_used_at"]
    fields = list_display
    list_select_related = ["user"]
    search_fields = ["user__username"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def delete_model(self, request, obj):
        self.delete_queryset(request, TOTPDevice.objects.filter(pk=obj.pk))

    def delete_queryset(self, request, queryset):
        for device in queryset.select_related("user"):
            StaticDevice.objects.filter(user=device.user).delete()
            log_action(Entry.Kind.FACTOR_REMOVED, device.user, request=request)
        queryset.delete()
