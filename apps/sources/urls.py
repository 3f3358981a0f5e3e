from django.urls import path

from apps.records.detail_views import RecordHistory

from . import views
from .models import Source

app_name = "sources"
urlpatterns = [
    path("", views.source_list, name="index"),
    path("disagreements/", views.disagreements, name="disagreements"),
    path("<slug:slug>/", views.SourceDetail.as_view(), name="source"),
    path(
        "<slug:slug>/history/",
        RecordHistory.as_view(model=Source),
        name="history",
    ),
]
