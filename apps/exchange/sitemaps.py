"""Which records search engines are told of."""

from functools import partial

from apps.records.kinds import kinds
from apps.serving.sitemaps import RecordSection

SECTIONS = {
    kind.sitemap: partial(RecordSection, kind.model) for kind in kinds() if kind.sitemap
}
