from django.urls import path

from apps.records.detail_views import RecordHistory

from . import views
from .models import Member

app_name = "members"
urlpatterns = [
    path("", views.member_list, name="index"),
    path("<slug:slug>/", views.MemberDetail.as_view(), name="member"),
    path(
        "<slug:slug>/history/",
        RecordHistory.as_view(model=Member),
        name="history",
    ),
]
