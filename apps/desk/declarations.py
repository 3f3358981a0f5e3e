"""What apps declare for the desk in their configuration, as they do `staff_menu`.

Each attribute is a list of dotted paths, imported on use, for configurations are read
before any model:

    draft_views       subclasses of DraftView, for drafts that are no records
    dashboard_blocks  functions of a user that return a Block, or None
    link_finders      functions that yield FoundLink
"""

from django.apps import apps
from django.utils.module_loading import import_string


def declared(name):
    """The objects that all apps list under an attribute of their configuration."""
    return [
        import_string(path)
        for config in apps.get_app_configs()
        for path in getattr(config, name, [])
    ]
