from django.urls import path

from . import views

app_name = "publications"
urlpatterns = [
    path("", views.publication_list, name="index"),
    path("topics/", views.topic_list, name="topics"),
    path("topics/<slug:slug>/", views.TopicDetail.as_view(), name="topic"),
    path("<slug:slug>/", views.PublicationDetail.as_view(), name="publication"),
]
