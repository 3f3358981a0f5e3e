from django.urls import path

from . import views

app_name = "sources"
urlpatterns = [
    path("", views.source_list, name="index"),
    path("disagreements/", views.disagreements, name="disagreements"),
    path("<slug:slug>/", views.SourceDetail.as_view(), name="source"),
]
