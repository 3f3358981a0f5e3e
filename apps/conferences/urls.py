from django.urls import path

from apps.records.detail_views import RecordHistory

from . import views
from .models import Meeting

app_name = "conferences"
urlpatterns = [
    path("", views.meeting_list, name="index"),
    path("<slug:slug>/", views.MeetingDetail.as_view(), name="meeting"),
    path(
        "<slug:slug>/history/",
        RecordHistory.as_view(model=Meeting),
        name="history",
    ),
]
