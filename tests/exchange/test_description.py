"""What the API says of itself: true, and in a form that programs understand."""

import cProfile

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from apps.exchange.api_parameters import MEANINGS
from apps.groups.models import Group
from apps.members.models import Member
from apps.search_engine import FACETS

pytestmark = pytest.mark.django_db


@pytest.fixture
def description(client):
    return client.get("/api/v1/openapi.json").json()


def parameters(description, path):
    given = description["paths"][path]["get"]["parameters"]
    return {parameter["name"]: parameter for parameter in given}


def test_it_is_valid_openapi(description):
    assert description["openapi"].startswith("3.1")
    OpenAPIV31SpecValidator(description).validate()


def test_kinds_of_different_records_are_kept_apart(description):
    for path, kinds in [("members", Member.Kind), ("groups", Group.Kind)]:
        kind = parameters(description, f"/api/v1/{path}")["kind"]["schema"]

        assert kind["anyOf"][0]["enum"] == kinds.values


def test_it_says_what_every_parameter_means_and_which_errors_there_are(description):
    used = set()
    for path, methods in description["paths"].items():
        operation = methods["get"]
        given = parameters(description, path)
        used |= set(given)
        assert len(given) == len(operation["parameters"]), path
        assert [name for name, p in given.items() if not p["description"]] == []
        assert {"200", "400", "422", "429", "500", "503"} <= set(operation["responses"])
        waiting = "no-index" if path.endswith("/search") else "no-database"
        assert operation["responses"]["503"]["$ref"].endswith(f"/{waiting}")
        assert ("410" in operation["responses"]) == path.endswith("{slug}")

    assert set(MEANINGS) < used
    assert set(FACETS) < set(parameters(description, "/api/v1/search"))
    problem = description["components"]["responses"]["not-found"]["content"]
    assert set(problem) == {"application/problem+json"}


def test_it_is_made_once(client):
    """Made anew, it takes some hundred thousand calls of functions."""
    client.get("/api/v1/openapi.json")
    profile = cProfile.Profile()

    profile.runcall(client.get, "/api/v1/openapi.json")

    assert sum(entry.callcount for entry in profile.getstats()) < 20_000
