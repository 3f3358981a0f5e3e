"""Files answered whole or in part: HTTP ranges, conditions and HEAD (RFC 9110)."""

import os
import re

from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils.cache import get_conditional_response

CHUNK = 64 * 1024
# One range. Several at once are answered with the whole, as the standard allows.
RANGE = re.compile(r"bytes=\s*(\d*)-(\d*)\s*", re.ASCII | re.IGNORECASE)
MAX_HEADER_LENGTH = 100


class RangeNotSatisfiable(Exception):
    """The range lies beyond the end of the file: status 416."""


class FileSlice:
    """A slice of an open file, read in chunks and closed with the response."""

    def __init__(self, file, length):
        self.file = file
        self.left = length

    def __iter__(self):
        while piece := self.file.read(min(CHUNK, self.left)):
            self.left -= len(piece)
            yield piece

    def close(self):
        self.file.close()


def parse_range(header, size):
    """(first, last) byte of a Range header; None if the header is to be ignored.

    Raises RangeNotSatisfiable.
    """
    found = RANGE.fullmatch(header) if len(header) <= MAX_HEADER_LENGTH else None
    if not found or found[1] == found[2] == "":
        return None
    if found[1] == "":
        length = min(int(found[2]), size)
        if not length:
            raise RangeNotSatisfiable
        return size - length, size - 1
    first, last = int(found[1]), int(found[2] or size - 1)
    if first >= size:
        raise RangeNotSatisfiable
    return (first, min(last, size - 1)) if last >= first else None


def file_response(request, path, *, etag, content_type, headers):
    """The response with a file or the requested range. `etag` is strong and quoted.

    Raises FileNotFoundError.
    """
    headers = {**headers, "ETag": etag, "Accept-Ranges": "bytes"}
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        for name, value in headers.items():
            unchanged.headers[name] = value
        return unchanged
    size = os.stat(path).st_size
    # Ranges are defined for GET only (RFC 9110, 14.2).
    asked = request.headers.get("Range", "") if request.method == "GET" else ""
    part = None
    # If-Range: a range only of the same version that the client has begun with.
    if asked and request.headers.get("If-Range", etag) == etag:
        try:
            part = parse_range(asked, size)
        except RangeNotSatisfiable:
            headers["Content-Range"] = f"bytes */{size}"
            return HttpResponse(status=416, headers=headers, content_type=content_type)
    first, last = part or (0, size - 1)
    if part:
        headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    headers["Content-Length"] = str(last - first + 1)
    if request.method == "HEAD":
        return HttpResponse(headers=headers, content_type=content_type)
    status = 206 if part else 200
    file = open(path, "rb")  # noqa: SIM115  the response closes it
    if part:
        file.seek(first)
        content = FileSlice(file, last - first + 1)
        response = StreamingHttpResponse(
            content, status=status, content_type=content_type
        )
    else:
        response = FileResponse(file, status=status, content_type=content_type)
    for name, value in headers.items():  # FileResponse sets a Content-Disposition
        response.headers[name] = value
    return response
