"""The OpenAPI 3.1 description of the API, completed with parameters and errors."""

from ninja import NinjaAPI

from .api_parameters import MEANINGS
from .problem_details import CONTENT_TYPE, PROBLEMS, Problem

ANYWHERE = [
    "wrong-request",
    "wrong-parameter",
    "too-many-requests",
    "failure",
    "no-database",
]
TO_WAIT_FOR = {"too-many-requests", "no-index", "no-database"}
RETRY_AFTER = {
    "description": "After how many seconds to ask again.",
    "schema": {"type": "integer"},
}


def _response(name):
    """A problem as one of the things an operation may answer."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        "description": PROBLEMS[name][1],
        "headers": {"Retry-After": RETRY_AFTER} if name in TO_WAIT_FOR else {},
        "content": {CONTENT_TYPE: {"schema": schema}},
    }


class DescribedAPI(NinjaAPI):
    """An API whose description says what parameters mean and which errors there are."""

    def get_openapi_operation_id(self, operation):
        """The name of the view function, without its module."""
        return operation.view_func.__name__

    _description = None

    def get_openapi_schema(self, **where):
        """The description, made once in a process: only the code changes it."""
        if self._description is None:
            self._description = self._complete_schema(**where)
        return self._description

    def _complete_schema(self, **where):
        description = super().get_openapi_schema(**where)
        components = description["components"]
        components["schemas"]["Problem"] = Problem.model_json_schema()
        components["responses"] = {name: _response(name) for name in PROBLEMS}
        for methods in description["paths"].values():
            self._complete_operation(methods["get"])
        return description

    @staticmethod
    def _complete_operation(operation):
        for parameter in operation["parameters"]:
            parameter.pop("description", None)
            own = parameter["schema"].pop("description", None)
            parameter["description"] = own or MEANINGS[parameter["name"]]
        missing = ["not-found"]
        if operation["operationId"] == "search":
            missing = ["no-index"]
        elif operation["parameters"][0]["in"] == "path":
            missing = ["not-found", "gone"]
        for name in [*ANYWHERE, *missing]:
            reference = {"$ref": f"#/components/responses/{name}"}
            operation["responses"][PROBLEMS[name][0]] = reference
