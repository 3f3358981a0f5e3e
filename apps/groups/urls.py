from django.urls import path

from apps.records.detail_views import RecordHistory

from . import views
from .models import Group

app_name = "groups"
urlpatterns = [
    path("", views.group_list, name="index"),
    path("<slug:slug>/", views.GroupDetail.as_view(), name="group"),
    path("<slug:slug>/figures.csv", views.figures_csv, name="figures"),
    path(
        "<slug:slug>/history/",
        RecordHistory.as_view(model=Group),
        name="history",
    ),
]
