"""URLs of work lists, shares and the manual, below the admin's."""

from django.contrib import admin
from django.urls import path

from . import draft_sharing, views

staff = admin.site.admin_view

urlpatterns = [
    path("waiting/<slug:key>/", staff(views.section), name="desk-section"),
    path(
        "share/<slug:app>/<slug:model>/<int:pk>/",
        staff(draft_sharing.share),
        name="share",
    ),
    path("share/<int:pk>/end/", staff(draft_sharing.end_share), name="share-end"),
    path("manual/", staff(views.manual), name="manual"),
]
