from django.urls import path

from . import views

app_name = "groups"
urlpatterns = [
    path("", views.group_list, name="index"),
    path("<slug:slug>/", views.GroupDetail.as_view(), name="group"),
    path("<slug:slug>/figures.csv", views.figures_csv, name="figures"),
]
