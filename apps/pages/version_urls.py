"""Addresses of the steps of a page: those of the CMS, which ours come before."""

from django.contrib import admin
from django.urls import path

from . import version_views as views

START = "djangocms_versioning/pagecontentversion/<path:object_id>"


def staff_only(view):
    return admin.site.admin_view(view)


urlpatterns = [
    path(f"{START}/publish/", staff_only(views.publish), name="page-publish"),
    path(f"{START}/unpublish/", staff_only(views.withdraw), name="page-withdraw"),
    path(f"{START}/unlock/", staff_only(views.unlock), name="page-unlock"),
    path(f"{START}/review/", staff_only(views.review), name="page-review"),
]
