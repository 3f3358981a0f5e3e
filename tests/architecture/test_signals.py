"""Whoever hears of something from Django or the CMS asks for what is promised, no more.

A receiver that asks for more fails the act it hears of: on some sender, some day.
"""

import gc
import inspect
import weakref

import pytest
from cms.signals import post_obj_operation, pre_obj_operation
from django.db.backends.signals import connection_created
from django.db.models import signals
from django.dispatch import Signal
from djangocms_versioning.signals import post_version_operation, pre_version_operation

MIGRATING = {"app_config", "verbosity", "interactive", "using", "plan", "apps"}
# What each signal always comes with, besides `signal` and `sender`.
PROMISED = {
    signals.pre_save: {"instance", "raw", "using", "update_fields"},
    signals.post_save: {"instance", "created", "raw", "using", "update_fields"},
    signals.pre_delete: {"instance", "using", "origin"},
    signals.post_delete: {"instance", "using", "origin"},
    signals.m2m_changed: {
        *["instance", "action", "reverse", "model", "pk_set", "using"],
    },
    connection_created: {"connection"},
    signals.pre_migrate: MIGRATING,
    signals.post_migrate: MIGRATING,
    # The page only with some operations.
    pre_obj_operation: {"operation", "request", "token"},
    post_obj_operation: {"operation", "request", "token"},
    pre_version_operation: {"operation", "token", "obj"},
    post_version_operation: {"operation", "token", "obj"},
}


def ours():
    """(signal, receiver) of everything the portal has connected."""
    # By type: what is lazy would be worked out, were it asked for its class.
    for signal in [o for o in gc.get_objects() if issubclass(type(o), Signal)]:
        for entry in signal.receivers:
            receiver = entry[1]
            if isinstance(receiver, weakref.ReferenceType):
                receiver = receiver()
            if receiver and receiver.__module__.startswith(("apps.", "baliportal.")):
                yield signal, receiver


def test_the_receivers_are_known():
    heard = {receiver.__qualname__.split(".")[0] for _signal, receiver in ours()}

    assert heard > {
        "watch",
        "log_permissions",
        "redirect_after_moving",
        "log_publication",
    }


@pytest.mark.parametrize(
    ("signal", "receiver"),
    [
        pytest.param(*pair, id=f"{number}-{pair[1].__module__}.{pair[1].__qualname__}")
        for number, pair in enumerate(ours())
    ],
)
def test_a_receiver_asks_for_what_its_signal_promises(signal, receiver):
    parameters = inspect.signature(receiver).parameters.values()
    asked = {
        parameter.name
        for parameter in parameters
        if parameter.default is parameter.empty
        and parameter.kind is not parameter.VAR_KEYWORD
    }

    assert signal in PROMISED, "Say above what this signal promises."
    assert asked - {"sender", "signal"} <= PROMISED[signal]
    assert any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters)
