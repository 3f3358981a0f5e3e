"""Small PDFs written by hand, for what is read from files."""

import zlib


def pdf(*pages, protected=False):
    """A PDF with one line of text on each page; a page of "" has none.

    `protected` makes one that asks for a password.
    """
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(len(pages)))
    drawings = [
        f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET" if text else "72 72 9 9 re f"
        for text in pages
    ]
    return _written(kids, [d.encode() for d in drawings], protected)


def bomb(drawing, times):
    """A small PDF whose one page unfolds to the same drawing so many times."""
    return _written("4 0 R", [drawing * times], packed=True)


def _written(kids, drawings, protected=False, packed=False):
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(drawings)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for drawing in drawings:
        stream = zlib.compress(drawing, 1) if packed else drawing
        coding = "/Filter /FlateDecode" if packed else ""
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources "
            b"<< /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % (len(objects) + 2),
            f"<< {coding} /Length {len(stream)} >>\nstream\n".encode()
            + stream
            + b"\nendstream",
        ]
    body, starts = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        starts.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    encryption = (
        "/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 "
        f"/O <{'5a' * 32}> /U <{'a5' * 32}> >> /ID [<{'01' * 16}> <{'01' * 16}>]"
    )
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    trailer = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R "
        f"{encryption if protected else ''} >>\nstartxref\n{len(body)}\n%%EOF\n"
    )
    return body + trailer.encode()
