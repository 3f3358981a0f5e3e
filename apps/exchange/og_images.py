"""Open Graph images of records and of the portal."""

from functools import lru_cache
from io import BytesIO

import font_source_serif_pro
from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.utils.translation import get_language, gettext
from PIL import Image, ImageDraw, ImageFont

from apps.records.models import Record
from apps.search import registry

SIZE = WIDTH, HEIGHT = 1200, 630
MARGIN = 80
SEA, SEA_DEEP, LINE = "#0b4a5b", "#072f3b", "#1d5868"
LIGHT, QUIET = "#f4f8f8", "#bcd4da"
# The largest of these in which a title fits its lines is taken.
TITLE_SIZES = [84, 72, 62, 54, 46]
MOST_LINES = 5
ROOM = 330  # pixels in height for the title
DAY = 24 * 60 * 60
LONGEST_SLUG = Record._meta.get_field("slug").max_length


@lru_cache(maxsize=16)
def _font(size, weight="Regular"):
    """Source Serif in a size of pixels."""
    folder = font_source_serif_pro.font_directory
    return ImageFont.truetype(f"{folder}/SourceSerifPro-{weight}.ttf", size)


def _wrap(text, font, width):
    """A text wrapped between words into lines at most `width` pixels wide."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return [line for line in lines if line]


def _fit_title(title):
    """Font and lines of a title in the largest size that fits; cut if none does."""
    for size in TITLE_SIZES:
        font = _font(size, "Semibold")
        lines = _wrap(title, font, WIDTH - 2 * MARGIN)
        if len(lines) <= MOST_LINES and len(lines) * size * 1.15 <= ROOM:
            return font, lines
    return font, [*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1]} …"]


def _draw_contours(draw):
    """Depth lines, as on a sea chart."""
    for step in range(7):
        reach = 150 + step * 85
        box = [
            WIDTH - reach,
            -reach * 0.35,
            WIDTH + reach * 0.9,
            reach * 1.15,
        ]
        draw.ellipse(box, outline=LINE, width=3)


def _draw_logo(draw, x, y):
    """The portal's logo, a horizon over waves, with its upper left corner at x, y."""
    draw.pieslice([x + 12, y, x + 52, y + 40], 180, 360, fill=LIGHT)
    for row in range(3):
        top = y + 26 + row * 12
        for part in range(3):
            left = x + part * 21
            start, end = (180, 360) if part % 2 == 0 else (0, 180)
            draw.arc([left, top, left + 22, top + 10], start, end, LIGHT, 4)


def draw_card(title, above="", below=""):
    """A card as PNG: what kind of thing, its name, and a line of facts."""
    image = Image.new("RGB", SIZE, SEA)
    draw = ImageDraw.Draw(image)
    _draw_contours(draw)
    draw.rectangle([0, HEIGHT - 110, WIDTH, HEIGHT], fill=SEA_DEEP)
    _draw_logo(draw, MARGIN, HEIGHT - 88)
    draw.text(
        (MARGIN + 92, HEIGHT - 55),
        gettext("Bali Process Record"),
        font=_font(36, "Semibold"),
        fill=LIGHT,
        anchor="lm",
    )
    draw.text((MARGIN, 64), above, font=_font(34), fill=QUIET)
    font, lines = _fit_title(title)
    top = 122
    for line in lines:
        draw.text((MARGIN, top), line, font=font, fill=LIGHT)
        top += round(font.size * 1.15)
    if below:
        for line in _wrap(below, _font(34), WIDTH - 2 * MARGIN)[:1]:
            draw.text((MARGIN, top + 18), line, font=_font(34), fill=QUIET)
    file = BytesIO()
    image.quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()


def _record_png(kind_name, slug):
    kind = registry.kinds().get(kind_name)
    record = kind and kind.rows().filter(slug=slug).first()
    if not record:
        raise Http404(slug)
    title, detail = kind.describe(record)
    return draw_card(str(title), above=str(kind.one), below=str(detail))


def _portal_png():
    return draw_card(
        gettext("Who takes part in the Bali Process, what was agreed, and how we know")
    )


def _png_response(key, draw):
    card = cache.get_or_set(f"card:{get_language()}:{key}", draw, DAY)
    response = HttpResponse(card, content_type="image/png")
    response.headers["Cache-Control"] = f"public, max-age={DAY}"
    return response


def record_card(request, kind, slug):
    """The picture of one public record."""
    if kind not in registry.kinds() or len(slug) > LONGEST_SLUG:
        raise Http404(slug)
    return _png_response(f"{kind}:{slug}", lambda: _record_png(kind, slug))


def portal_card(request):
    """The picture of every page that is no record's."""
    return _png_response("portal", _portal_png)
