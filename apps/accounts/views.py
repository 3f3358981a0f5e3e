"""Signing in with password and second factor, and the user's own account page."""

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import get_user_model, views
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django_otp import match_token
from django_otp.plugins.otp_static.models import StaticDevice

from . import two_factor
from .audit import log_action
from .forms import CodeForm
from .models import Entry

MAX_ENTRIES_SHOWN = 50  # of one's own sign-ins


def next_url(request):
    """The `next` URL if it is safe, else the dashboard."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    own = url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if own else reverse("admin:index")


def redirect_to_second_step(request):
    address = reverse("second-factor")
    return HttpResponseRedirect(f"{address}?{urlencode({'next': next_url(request)})}")


class SignIn(views.LoginView):
    """The first step: name and password."""

    template_name = "admin/login.html"
    authentication_form = AdminAuthenticationForm
    extra_context = {"title": gettext_lazy("Sign in")}

    def dispatch(self, request, *args, **kwargs):
        if request.method == "GET" and request.user.is_authenticated:
            return redirect("admin:index")
        if request.method == "GET" and request.half_signed_in:
            return redirect_to_second_step(request)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return (
            admin.site.each_context(self.request)
            | super().get_context_data(**kwargs)
            | {"app_path": self.request.path, "next": next_url(self.request)}
        )

    def form_valid(self, form):
        super().form_valid(form)
        return redirect_to_second_step(self.request)

    def form_invalid(self, form):
        # Only existing names are logged: users may type the password as a name.
        user = get_user_model().objects.filter(username=form.data.get("username", ""))
        locked = getattr(self.request, "axes_locked_out", False)
        kind = Entry.Kind.LOCKED_OUT if locked else Entry.Kind.WRONG_PASSWORD
        log_action(kind, user=user.first(), request=self.request)
        return super().form_invalid(form)


class SignOut(views.LogoutView):
    """Sign out, with or without the second factor."""

    next_page = "admin:login"

    def post(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            log_action(Entry.Kind.SIGNED_OUT, request=request)
        return super().post(request, *args, **kwargs)


@method_decorator(never_cache, name="dispatch")
@method_decorator(sensitive_post_parameters("code"), name="dispatch")
class SecondFactor(views.TemplateView):
    """The second step: the code of the app, which is set up at the first time."""

    def dispatch(self, request, *args, **kwargs):
        if request.half_signed_in is None:
            if request.user.is_authenticated:
                return HttpResponseRedirect(next_url(request))
            return redirect("admin:login")
        self.user = request.half_signed_in
        self.enrolled = two_factor.is_enrolled(self.user)
        return super().dispatch(request, *args, **kwargs)

    def get_template_names(self):
        name = "second_factor" if self.enrolled else "enrolment"
        return [f"accounts/{name}.html"]

    def get_context_data(self, **kwargs):
        context = admin.site.each_context(self.request) | {
            "title": _("Second step"),
            "next": next_url(self.request),
            "form": CodeForm(),
            "half_signed_in": self.user,
        }
        if not self.enrolled:
            device = two_factor.unconfirmed_device(self.user)
            key = device.config_url.partition("secret=")[2].partition("&")[0]
            context |= {"picture": two_factor.qr_code(device), "key": key}
        return super().get_context_data(**context | kwargs)

    def post(self, request):
        form = CodeForm(request.POST)
        if form.is_valid():
            device = self.matching_device(form.cleaned_data["code"])
            if device is not None:
                return self.enter(device)
            log_action(Entry.Kind.WRONG_CODE, user=self.user, request=request)
            form.add_error(
                "code",
                _(
                    "This code is wrong, or has been used already. Wait for the next "
                    "one. After several wrong codes you have to wait longer."
                ),
            )
        return self.render_to_response(self.get_context_data(form=form))

    def matching_device(self, code):
        """The device that a code is valid for, or None."""
        if self.enrolled:
            return match_token(self.user, code)
        device = two_factor.unconfirmed_device(self.user)
        allowed, _why = device.verify_is_allowed()
        return device if allowed and device.verify_token(code) else None

    def enter(self, device):
        request = self.request
        if not self.enrolled:
            device.confirmed = True
            device.save(update_fields=["confirmed"])
            log_action(Entry.Kind.ENROLLED, user=self.user, request=request)
        two_factor.complete_login(request, self.user, device)
        recovery = isinstance(device, StaticDevice)
        about = _("with a recovery code") if recovery else ""
        log_action(Entry.Kind.SIGNED_IN, about, user=self.user, request=request)
        if not self.enrolled:
            return show_new_codes(request)
        if recovery:
            left = two_factor.recovery_codes_left(self.user)
            messages.warning(
                request, _("Recovery codes left: %(left)s.") % {"left": left}
            )
        return HttpResponseRedirect(next_url(request))


def show_new_codes(request):
    context = admin.site.each_context(request) | {
        "title": _("Your recovery codes"),
        "codes": two_factor.new_recovery_codes(request.user),
        "next": next_url(request),
    }
    return render(request, "accounts/recovery_codes.html", context)


def signed_in(request):
    """Shown after signing in again in another tab, to go back to an open form."""
    context = admin.site.each_context(request) | {"title": _("You are signed in")}
    return render(request, "accounts/signed_in.html", context)


@never_cache
@require_POST
def recovery_codes(request):
    """Ten new recovery codes; those made before are good no more."""
    log_action(Entry.Kind.RECOVERY, request=request)
    return show_new_codes(request)


def account(request):
    """One's own account: when and from where it was used, and what keeps it safe."""
    context = admin.site.each_context(request) | {
        "title": _("Your account"),
        "entries": request.user.audit_entries.sign_ins()[:MAX_ENTRIES_SHOWN],
        "left": two_factor.recovery_codes_left(request.user),
        "idle": settings.SESSION_IDLE // 60,
        "longest": settings.SESSION_LONGEST // 3600,
    }
    return render(request, "accounts/account.html", context)
