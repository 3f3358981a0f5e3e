from django.urls import path

from apps.records.detail_views import RecordHistory

from . import views
from .models import Milestone

urlpatterns = [
    path("", views.timeline, name="timeline"),
    path("<slug:slug>/", views.MilestoneDetail.as_view(), name="milestone"),
    path(
        "<slug:slug>/history/",
        RecordHistory.as_view(model=Milestone),
        name="milestone-history",
    ),
]
