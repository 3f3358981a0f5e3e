"""The layers in pyproject.toml hold for foreign keys and for strings too.

import-linter reads import statements. A foreign key named by a string, such as
"groups.Group", or an address such as "groups:index" ties two apps together just as firmly
and imports nothing.
"""

import ast
import re
import tomllib

import pytest
from django.apps import apps
from django.conf import settings


def layers():
    """Each app of ours and its layer, 0 the lowest."""
    config = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())
    contract = config["tool"]["importlinter"]["contracts"][0]
    return {
        name.strip(): level
        for level, layer in enumerate(reversed(contract["layers"]))
        for name in layer.replace(":", "|").split("|")
    }


LAYERS = layers()
MODELS = [model for model in apps.get_models() if model._meta.app_label in LAYERS]


def test_every_app_of_ours_has_a_layer():
    ours = {config.label for config in apps.get_app_configs() if "apps." in config.name}

    assert ours == set(LAYERS) - {"search_engine"}  # which knows no Django


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_relations_point_down_the_layers(model):
    own = model._meta.app_label

    upward = [
        field.name
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model
        if field.related_model._meta.app_label in LAYERS
        if field.related_model._meta.app_label != own
        if LAYERS[field.related_model._meta.app_label] >= LAYERS[own]
    ]

    assert upward == []


def strings(code):
    """(line, text) of every string in a module that is no docstring."""
    tree = ast.parse(code)
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in alone:
            yield node.lineno, str(node.value)


@pytest.mark.parametrize("app", LAYERS)
def test_strings_name_no_app_above_their_own(app):
    """Neither its models ("app.model"), nor addresses ("app:name"), nor modules."""
    above = [name for name in LAYERS if LAYERS[name] >= LAYERS[app] and name != app]
    named = re.compile(rf"(?<![\w.])(?:apps\.)?({'|'.join(above)})[.:][a-z_]")
    folder = settings.BASE_DIR / "apps" / app

    found = [
        f"{path.relative_to(folder)}:{line}: {text}"
        for path in sorted(folder.rglob("*.py"))
        for line, text in strings(path.read_text())
        if named.search(text)
    ]

    assert found == []
