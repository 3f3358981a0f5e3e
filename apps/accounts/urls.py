"""URLs of signing in. Before the admin's own, two of which they replace."""

from django.contrib import admin
from django.urls import path

from . import views

urlpatterns = [
    path("login/", views.SignIn.as_view(), name="sign-in"),
    path("logout/", views.SignOut.as_view(), name="sign-out"),
    path("second-step/", views.SecondFactor.as_view(), name="second-factor"),
    path("signed-in/", admin.site.admin_view(views.signed_in), name="signed-in"),
    path("account/", admin.site.admin_view(views.account), name="account"),
    path(
        "account/recovery-codes/",
        admin.site.admin_view(views.recovery_codes),
        name="recovery-codes",
    ),
]
