from django.urls import path

from . import views

app_name = "members"
urlpatterns = [
    path("", views.member_list, name="index"),
    path("<slug:slug>/", views.MemberDetail.as_view(), name="member"),
]
