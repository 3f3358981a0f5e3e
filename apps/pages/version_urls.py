"""Addresses of the transitions of pages, in place of the CMS's own."""

from django.contrib import admin
from django.urls import path

from . import version_views as views

START = "djangocms_versioning/pagecontentversion/<path:object_id>"
transition_view = admin.site.admin_view(views.transition)

urlpatterns = [
    path(f"{START}/publish/", transition_view, {"names": ["publish"]}, "page-publish"),
    path(
        f"{START}/unpublish/", transition_view, {"names": ["withdraw"]}, "page-withdraw"
    ),
    path(f"{START}/review/", transition_view, {"names": views.REVIEW}, "page-review"),
    path(f"{START}/unlock/", admin.site.admin_view(views.unlock), name="page-unlock"),
]
