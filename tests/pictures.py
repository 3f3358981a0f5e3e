"""Small pictures as cameras and programs write them: with place, names and comments."""

import io
import struct
import zlib

from PIL import ExifTags, Image, ImageCms, ImageDraw, PngImagePlugin

LYING = 6  # to be turned clockwise by a quarter
SECRETS = [b"Jane", b"8.39", b"Exif", b"xmpmeta", b"Photoshop"]
XMP = b"<x:xmpmeta>Jane was at 8.39 S</x:xmpmeta>"
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def exif(orientation=LYING):
    tags = Image.Exif()
    tags[ExifTags.Base.Orientation] = orientation
    tags[ExifTags.Base.Artist] = "Jane"
    place = tags.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef] = "S"
    place[ExifTags.GPS.GPSLatitude] = (8.0, 23.0, 24.0)
    tags[ExifTags.IFD.GPSInfo] = place
    return tags.tobytes()


def drawn(mode="RGB", colour="red"):
    """400 by 200, white, with its upper left corner in a colour."""
    picture = Image.new("RGB", (400, 200), "white")
    ImageDraw.Draw(picture).rectangle([0, 0, 99, 49], fill=colour)
    return picture.convert(mode)


def saved(picture, kind, **options):
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def jpeg(orientation=LYING, mode="RGB", tail=b"", **options):
    data = saved(
        drawn(mode),
        "JPEG",
        exif=exif(orientation),
        comment=b"Jane was here",
        xmp=XMP,
        icc_profile=PROFILE,
        **options,
    )
    iptc = b"Photoshop 3.0\x008BIM Jane"
    return data[:2] + segment(0xED, iptc) + data[2:] + tail


def segment(marker, content):
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def png(orientation=LYING, mode="RGB", picture=None, **options):
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", "Jane")
    texts.add_text("Comment", "Jane was here", zip=True)
    texts.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return saved(
        picture or drawn(mode),
        "PNG",
        pnginfo=texts,
        exif=exif(orientation),
        icc_profile=PROFILE,
        **options,
    )


def webp(orientation=LYING, mode="RGB", **options):
    return saved(
        drawn(mode),
        "WEBP",
        exif=exif(orientation),
        xmp=XMP,
        icc_profile=PROFILE,
        **options,
    )


def animated(make, orientation=LYING):
    more = [drawn(colour="blue"), drawn(colour="green")]
    return make(
        orientation,
        save_all=True,
        append_images=more,
        duration=[100, 200, 300],
        loop=2,
    )


SVG = b"""<?xml version="1.0"?>
<!-- Jane was here -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:s="http://sodipodi.sourceforge.net/"
  width="400" height="200" s:docname="map by Jane.svg" data-author="Jane">
<metadata>Jane</metadata><script>alert("Jane")</script>
<style>/* Jane */ .corner { fill: red }</style><title>A corner</title>
<rect class="corner" width="100" height="50"/></svg>"""


def huge(width, height):
    """The beginning of a PNG that says how large it is, and no more."""
    chunk = b"IHDR" + struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    end = b"\0\0\0\0IEND\xaeB`\x82"
    check = struct.pack(">I", zlib.crc32(chunk))
    return b"\x89PNG\r\n\x1a\n\0\0\0\r" + chunk + check + end
