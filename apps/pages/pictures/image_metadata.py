"""Removing metadata from JPEG, PNG and WebP without compressing the pixels anew.

EXIF (place, time, device, thumbnail), XMP, IPTC, texts, comments, second pictures and
whatever follows the end go. Colour profiles stay, and so does animation. What is already
clean comes back byte for byte.
"""

import re
import struct


class Damaged(Exception):
    """A file that does not follow its format."""


def strip(kind: str, data: bytes) -> tuple[bytes, bytes]:
    """A picture without metadata, and the EXIF block it had, if any."""
    try:
        return STRIP[kind](data)
    except (struct.error, IndexError) as error:
        raise Damaged from error


# JPEG: a segment is FF, a marker, two bytes of length (themselves included), content.
SOI, EOI, SOS = b"\xff\xd8", 0xD9, 0xDA
APP0, APP1, APP2, APP14 = 0xE0, 0xE1, 0xE2, 0xEE
# Frames (with tables of Huffman and arithmetic coding), lines, scan, tables, restarts.
DRAWING = {*range(0xC0, 0xD0), 0xDA, 0xDB, 0xDC, 0xDD}
# Within a scan FF is followed by 00, by the number of a restart, or by a new segment.
SEGMENT_FOLLOWS = re.compile(rb"\xff(?=[\x02-\xcf\xd8-\xfe])")
EXIF, ICC, ADOBE, JFIF = b"Exif\0\0", b"ICC_PROFILE\0", b"Adobe", b"JFIF\0"


def _jpeg(data):
    out, exif, position = [SOI], b"", 2
    while True:
        if data[position] != 0xFF:
            raise Damaged
        while data[position] == 0xFF:
            position += 1
        marker = data[position]
        if marker == EOI:
            return b"".join([*out, b"\xff\xd9"]), exif
        (length,) = struct.unpack_from(">H", data, position + 1)
        content = data[position + 3 : position + 1 + length]
        if marker == APP1 and content.startswith(EXIF):
            exif = exif or content
        content = _kept_content(marker, content)
        position += 1 + length
        if content is not None:
            out.append(struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content)
        if marker == SOS:
            end = SEGMENT_FOLLOWS.search(data, position)
            if not end:
                raise Damaged
            out.append(data[position : end.start()])
            position = end.start()


def _kept_content(marker, content):
    """The content of a segment without metadata; None if the segment is dropped."""
    if marker in DRAWING:
        return content
    if marker == APP0 and content.startswith(JFIF):
        # Version and density; a thumbnail of 0 by 0.
        return content[:12] + b"\0\0"
    if marker == APP2 and content.startswith(ICC):
        return content
    if marker == APP14 and content.startswith(ADOBE):
        return content[:12]
    return None


# PNG: a chunk is four bytes of length, four letters of kind, content, a checksum.
SIGNATURE = b"\x89PNG\r\n\x1a\n"
END = b"\0\0\0\0IEND\xaeB`\x82"
PNG_DRAWING = {
    *[b"IHDR", b"PLTE", b"tRNS", b"IDAT"],
    *[b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI"],
    *[b"bKGD", b"pHYs"],
    *[b"acTL", b"fcTL", b"fdAT"],
}


def _png(data):
    out, exif, position = [SIGNATURE], b"", len(SIGNATURE)
    while True:
        length, kind = struct.unpack_from(">I4s", data, position)
        end = position + 12 + length
        if kind == b"IEND":
            return b"".join([*out, END]), exif
        if end > len(data):
            raise Damaged
        if kind == b"eXIf":
            exif = data[position + 8 : end - 4]
        elif kind in PNG_DRAWING:
            out.append(data[position:end])
        position = end


# WebP: a chunk is four letters of kind, four bytes of length, content, an even end.
WEBP_DRAWING = {b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
HAS_EXIF_OR_XMP = 0b1100  # in the first byte of VP8X
FRAME_HEAD = 16  # bytes of ANMF before its own chunks


def _webp(data):
    (length,) = struct.unpack_from("<I", data, 4)
    chunks, exif = _chunks(data[12 : 8 + length])
    return b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WEBP" + chunks, exif


def _chunks(data):
    out, exif, position = [], b"", 0
    while position < len(data):
        kind, length = struct.unpack_from("<4sI", data, position)
        content = data[position + 8 : position + 8 + length]
        if len(content) < length:
            raise Damaged
        position += 8 + length + length % 2
        if kind == b"EXIF":
            exif = content
        if kind not in WEBP_DRAWING:
            continue
        if kind == b"VP8X":
            content = bytes([content[0] & ~HAS_EXIF_OR_XMP]) + content[1:10]
        elif kind == b"ANMF":
            content = content[:FRAME_HEAD] + _chunks(content[FRAME_HEAD:])[0]
        head = struct.pack("<4sI", kind, len(content))
        out.append(head + content + b"\0" * (len(content) % 2))
    return b"".join(out), exif


STRIP = {"JPEG": _jpeg, "PNG": _png, "WEBP": _webp}
