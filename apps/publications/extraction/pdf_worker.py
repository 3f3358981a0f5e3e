"""Read one PDF: python worker.py FILE COVER PAGES SECONDS MEMORY

With 0 PAGES it only finds out whether the file opens, and how many pages there are.

Says what it finds as JSON, a line each: first {"pages": n} or {"problem": state}, then
{"number": n, "text": …} of each page. A picture of the first page is left at COVER and
said as {"cover": [width, height]}. A PDF may hold anything, so this runs in a process of
its own that sets itself bounds (pages to read, seconds of the processor, bytes of
memory): it may be stopped at any line, and what it has said until then holds.
"""

import json
import os
import re
import resource
import sys
import unicodedata

import pypdfium2

MAX_FILE_BYTES = 64 << 20  # bytes
MAX_CHARS_PER_PAGE = 100_000  # on one page; a page of print has some 3,000

COVER_WIDTH = 480
COVER_HEIGHT = 680

PASSWORD_NEEDED = 4  # how PDFium calls it
# The header may stand a little after the beginning.
HEADER_WITHIN = 1024

# PDFium marks a hyphen at the end of a line so; the word goes on in the next line.
HYPHEN = re.compile("[\x02\ufffe]\\s?")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\ufeff\uffff]")
LIGATURE = re.compile("[\ufb00-\ufb06]")


def set_limits(seconds, memory):
    """Set the bounds of this process."""
    os.nice(10)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MAX_FILE_BYTES, MAX_FILE_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def emit(**what):
    """Write one JSON object as a line to standard output."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def clean(text):
    """The text of a page as words: whole ones, without signs that no reader sees."""
    text = text.encode("utf-8", "replace").decode()  # half of a pair of surrogates
    text = HYPHEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = LIGATURE.sub(lambda sign: unicodedata.normalize("NFKC", sign[0]), text)
    text = unicodedata.normalize("NFC", CONTROL.sub("", text))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip()


def text_of(page):
    """The cleaned text of a page, at most MAX_CHARS_PER_PAGE characters of it."""
    textpage = page.get_textpage()
    letters = min(textpage.count_chars(), MAX_CHARS_PER_PAGE)
    return clean(textpage.get_text_range(0, letters)) if letters > 0 else ""


def draw(page, path):
    """Leave a picture of a page at a path; its width and height."""
    width, height = page.get_size()
    scale = min(COVER_WIDTH / width, COVER_HEIGHT / height)
    picture = page.render(scale=scale).to_pil().convert("RGB")
    picture.save(path, "WEBP", quality=75)
    return picture.size


def read(path, cover, most_pages):
    """Emit what a PDF holds; see the module for the lines."""
    with open(path, "rb") as file:
        if b"%PDF-" not in file.read(HEADER_WITHIN):
            emit(problem="not-pdf")
            return
    try:
        document = pypdfium2.PdfDocument(path)
        pages = len(document)
    except pypdfium2.PdfiumError as error:
        encrypted = error.err_code == PASSWORD_NEEDED
        emit(problem="encrypted" if encrypted else "damaged")
        return
    except MemoryError:
        emit(problem="too-large")
        return
    if not pages:
        emit(problem="damaged")
        return
    emit(pages=pages)
    if not most_pages:
        return
    for number in range(1, min(pages, most_pages) + 1):
        try:
            page = document[number - 1]
            text = text_of(page)
            page.close()
        except pypdfium2.PdfiumError:
            text = ""  # one damaged page does not cost the others theirs
        emit(number=number, text=text)
    emit(cover=draw(document[0], cover))


if __name__ == "__main__":
    file, picture, *bounds = sys.argv[1:]
    most_pages, most_seconds, most_memory = map(int, bounds)
    set_limits(most_seconds, most_memory)
    read(file, picture, most_pages)
