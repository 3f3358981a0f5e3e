"""Style sheets: one short file for each component, and no rule that nothing uses."""

import re

from django.conf import settings

STYLES = settings.BASE_DIR / "static/css"
SITE = STYLES / "site.css"
LINES = 400

# Names the framework and the CMS write into their own pages.
FRAMEWORK = {
    "change-list",
    "cms-plugin",
    "dashboard",
    "field-since",
    "field-until",
    "form-multiline",
    "inline-group",
    "object-tools",
    "select2-container",
    "tabular",
}
# Names whose end a template fills in with a value.
BUILT = (
    "disagreement__claim--",  # rank of a claim
    "findings__",  # level of a publish check
    "import-row--",  # verdict on a row of a spreadsheet
    "map__part--",  # capacity, possible or not
    "swimlanes__bar--",  # phase of a period or event
    "standing--",  # how surely something held
    "timeline__item--",  # kind of entry
    "tree__item--",  # depth in the thesaurus
)

# A class attribute may hold template tags, and those may hold quotes.
ATTRIBUTE = re.compile(r'class="((?:\{%.*?%\}|\{\{.*?\}\}|[^"])*)"')
SCRIPT = re.compile(r'className = "([^"]*)"')
TEMPLATE_TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}")
COMMENT_OR_STRING = re.compile(r'/\*.*?\*/|"[^"]*"', re.DOTALL)


def sheets():
    return sorted(STYLES.rglob("*.css"))


def styled():
    """The classes each sheet has rules for: (name of the sheet, class)."""
    for sheet in sheets():
        rules = COMMENT_OR_STRING.sub("", sheet.read_text())
        for name in re.findall(r"\.([a-z][\w-]*)", rules):
            yield sheet.name, name


def used():
    """The classes that templates, Python and scripts write, as far as spelled out."""
    for folder, ending, pattern in [
        ("templates", "html", ATTRIBUTE),
        ("apps", "py", ATTRIBUTE),
        ("static/js", "js", SCRIPT),
    ]:
        for path in (settings.BASE_DIR / folder).rglob(f"*.{ending}"):
            for value in pattern.findall(path.read_text()):
                yield from TEMPLATE_TAG.sub(" ", value).split()


def test_no_sheet_is_long():
    long = {
        s.name: n for s in sheets() if (n := len(s.read_text().splitlines())) > LINES
    }

    assert long == {}


def test_the_site_imports_every_sheet_of_its_layers():
    imported = re.findall(r'@import url\("(.*?)"\)', SITE.read_text())
    layers = [*STYLES.glob("layout/*.css"), *STYLES.glob("components/*.css")]

    assert {str(sheet.relative_to(STYLES)) for sheet in layers} <= set(imported)
    assert len(imported) == len(set(imported))
    assert all((STYLES / name).is_file() for name in imported)


def test_every_class_with_a_rule_is_used():
    known = FRAMEWORK.union(used())
    unused = [
        (sheet, name)
        for sheet, name in styled()
        if name not in known and not name.startswith(BUILT)
    ]

    assert unused == []


def test_every_built_name_is_styled():
    names = {name for _, name in styled()}

    assert [
        start for start in BUILT if not any(n.startswith(start) for n in names)
    ] == []
