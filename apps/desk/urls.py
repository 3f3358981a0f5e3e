"""Addresses of what waits for staff, under the admin's."""

from django.contrib import admin
from django.urls import path

from . import views

urlpatterns = [
    path("desk/<slug:key>/", admin.site.admin_view(views.section), name="desk-section"),
]
