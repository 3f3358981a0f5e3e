"""Reading and validating the fixtures of CMS pages, one YAML file per page.

Nothing is written here. Every problem names its file, the page and the field. A file:

    key: about                       # identity, for ever
    parent: null                     # the key of the page above it, if any
    template: pages/standard.html    # one of CMS_TEMPLATES
    in_navigation: true              # the order of the files is that of the menu
    languages:
      en:
        title: About
        menu_title: Us               # where the menu needs another
        slug: about
        meta_description: What this is.
        placeholders:
          content:                   # a placeholder of the template
          - {plugin: TextPlugin, body: "<p>Text.</p>"}
          - plugin: StoryPlugin      # any plugin, with the fields of its model
            children:
            - {plugin: StoryStepPlugin, when: "2002", title: Bali, body: A forum.}
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from cms.models import CMSPlugin
from cms.plugin_pool import plugin_pool
from cms.utils.placeholder import get_placeholders
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug

from .page_reachability import validate_path

PAGE_FIELDS = {"key", "parent", "template", "in_navigation", "languages"}
TEXT_FIELDS = {"title", "menu_title", "slug", "meta_description"}
HOME = "home"  # the key of the page at the root of each language


@dataclass
class PluginRow:
    """One plugin with its child plugins."""

    plugin: str
    values: dict
    children: list["PluginRow"] = field(default_factory=list)


@dataclass
class Translation:
    """The text of a page in one language, read from its file."""

    title: str
    slug: str
    menu_title: str
    meta_description: str
    placeholders: dict[str, list[PluginRow]]
    source: dict  # the plain data it was read from, for the ledger's digest


@dataclass
class PageFile:
    """One page read from its file, and the problems found in it."""

    path: Path
    problems: list[str] = field(default_factory=list)
    key: str = ""
    parent: str = ""
    template: str = ""
    in_navigation: bool = True
    translations: dict[str, Translation] = field(default_factory=dict)

    def __post_init__(self):
        try:
            content = yaml.load(self.path.read_text("utf-8"), yaml.CSafeLoader)
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            self.problems.append(f"{self.path.name}: not readable YAML: {error}")
            return
        if not isinstance(content, dict):
            self.problems.append(f"{self.path.name}: must be a mapping of fields")
            return
        self.take_page(content)

    def take_page(self, content):
        self.key = self.text(content, "key", "key", required=True)
        for unknown in sorted(map(str, set(content) - PAGE_FIELDS)):
            self.problem(unknown, "is not a field of a page")
        if self.key and not re.fullmatch(r"[a-z0-9-]{1,40}", self.key):
            self.problem("key", "must be lower-case letters, digits and hyphens")
        self.parent = self.text(content, "parent", "parent")
        self.template = self.text(content, "template", "template", required=True)
        if self.template and self.template not in dict(settings.CMS_TEMPLATES):
            self.problem("template", f"there is no page template “{self.template}”")
            self.template = ""
        self.in_navigation = content.get("in_navigation", True)
        if not isinstance(self.in_navigation, bool):
            self.problem("in_navigation", "must be true or false")
        languages = content.get("languages")
        if not isinstance(languages, dict) or not languages:
            self.problem("languages", "must be a mapping with at least one language")
            return
        for language, text in languages.items():
            if language not in dict(settings.LANGUAGES):
                self.problem(f"languages.{language}", "is not a language of the portal")
            elif not isinstance(text, dict):
                self.problem(f"languages.{language}", "must be a mapping of fields")
            else:
                self.take_translation(language, text)

    def take_translation(self, language, text):
        for unknown in sorted(map(str, set(text) - TEXT_FIELDS - {"placeholders"})):
            self.problem(f"{language}.{unknown}", "is not a field of a page's text")
        values = {
            name: self.text(
                text, name, f"{language}.{name}", required=name in ("title", "slug")
            )
            for name in TEXT_FIELDS
        }
        try:
            validate_slug(values["slug"] or "blank")
        except ValidationError:
            self.problem(f"{language}.slug", "must be letters, digits and hyphens")
        slots = text.get("placeholders") or {}
        if not isinstance(slots, dict):
            self.problem(f"{language}.placeholders", "must be a mapping of slots")
            slots = {}
        declared = self.declared_slots()
        placeholders = {}
        for slot, rows in slots.items():
            where = f"{language}.{slot}"
            if declared is not None and slot not in declared:
                self.problem(where, f"“{self.template}” has no placeholder “{slot}”")
            placeholders[slot] = self.plugins(rows, where)
        page = {"template": self.template, "in_navigation": self.in_navigation}
        self.translations[language] = Translation(
            **values, placeholders=placeholders, source={"page": page, "text": text}
        )

    def declared_slots(self):
        if not self.template:
            return None
        return {placeholder.slot for placeholder in get_placeholders(self.template)}

    def plugins(self, rows, where, parent=None):
        """The plugins of a placeholder, or inside another plugin."""
        if not isinstance(rows, list):
            self.problem(where, "must be a list of plugins")
            return []
        found = []
        for position, row in enumerate(rows, start=1):
            plugin = self.plugin(row, f"{where}[{position}]", parent)
            if plugin is not None:
                found.append(plugin)
        return found

    def plugin(self, row, where, parent):
        name = row.get("plugin") if isinstance(row, dict) else None
        if not isinstance(name, str) or name not in plugin_pool.plugins:
            self.problem(where, f"there is no plugin “{name}”")
            return None
        plugin_class = plugin_pool.get_plugin(name)
        if parent and name not in (parent.child_classes or [name]):
            self.problem(where, f"“{name}” cannot stand inside “{parent.__name__}”")
        if not parent and plugin_class.require_parent:
            self.problem(where, f"“{name}” must stand inside another plugin")
        children = row.get("children", [])
        if children and not plugin_class.allow_children:
            self.problem(where, f"“{name}” takes no children")
            children = []
        values = {k: v for k, v in row.items() if k not in ("plugin", "children")}
        self.check_values(plugin_class.model, values, where)
        inside = self.plugins(children, f"{where}.children", plugin_class)
        return PluginRow(name, values, inside)

    def check_values(self, model, values, where):
        """Validate the values of a plugin with its model."""
        own = {
            f.name
            for f in model._meta.concrete_fields
            if f.model is not CMSPlugin and not f.is_relation
        }
        unknown = sorted(map(str, set(values) - own))
        for name in unknown:
            self.problem(f"{where}.{name}", "is not a field of this plugin")
        if unknown:
            return
        base = [f.name for f in CMSPlugin._meta.concrete_fields]
        try:
            model(**values).full_clean(exclude=[*base, "cmsplugin_ptr"])
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                self.problem(f"{where}.{name}", " ".join(messages))

    def text(self, content, name, where, *, required=False):
        value = content.get(name)
        if value is not None and not isinstance(value, str):
            self.problem(where, "must be text")
            return ""
        if required and not value:
            self.problem(where, "is missing")
        return value or ""

    def problem(self, where, message):
        page = self.key or "page"
        self.problems.append(f"{self.path.name}: {page}: {where}: {message}")


def read_pages(directory):
    """The pages of a folder in the order of their file names, and all problems."""
    files = [PageFile(path) for path in sorted(Path(directory).glob("*.yaml"))]
    seen, addresses, paths = {}, set(), {}
    for file in files:
        if file.key in seen:
            file.problem("key", "another file has the same key")
        above = seen.get(file.parent)
        if file.parent and above is None:
            file.problem("parent", f"no earlier file has the key “{file.parent}”")
        for language, text in file.translations.items():
            if above and language not in above.translations:
                file.problem(language, f"“{file.parent}” has no text in this language")
            if (language, file.parent, text.slug) in addresses and file.key != HOME:
                file.problem(f"{language}.slug", "another page has the same address")
            addresses.add((language, file.parent, text.slug))
            over = paths.get((language, file.parent))
            path = f"{over}/{text.slug}" if over else text.slug
            paths[language, file.key] = path if file.key != HOME else ""
            if file.problems:
                continue  # its slug may be none
            try:
                validate_path(language, path)
            except ValidationError as error:
                file.problem(f"{language}.slug", error.message)
        if file.key:
            seen[file.key] = file
    return files, [problem for file in files for problem in file.problems]
