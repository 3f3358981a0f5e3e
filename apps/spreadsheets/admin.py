"""Registers the admin of imports."""

from django.contrib import admin

from .import_admin import ImportAdmin
from .models import Import

admin.site.register(Import, ImportAdmin)
