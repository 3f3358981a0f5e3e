from django.urls import path

from . import views

app_name = "conferences"
urlpatterns = [
    path("", views.meeting_list, name="index"),
    path("<slug:slug>/", views.MeetingDetail.as_view(), name="meeting"),
]
