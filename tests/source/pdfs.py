"""PDF files made for the tests, a few hundred bytes each, down to their broken and hostile kinds."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence

import pypdf

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def pdf(*pages: Sequence[str], info: str = "", catalog: str = "") -> bytes:
    """A file with one line of text under the other on each page; `info` and `catalog` are entries of those objects."""
    return made([_drawing(lines) for lines in pages], info=info, catalog=catalog)


def made(contents: Sequence[bytes], info: str = "", catalog: str = "", filters: str = "") -> bytes:
    """A file whose pages have these content streams."""
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(contents)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        FONT,
    ]
    for i, content in enumerate(contents):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * i} 0 R "
            "/Resources << /Font << /F 3 0 R >> >> >>".encode()
        )
        objects.append(f"<< /Length {len(content)} {filters} >>\nstream\n".encode() + content + b"\nendstream")
    objects.append(f"<< {info} >>".encode("cp1252"))
    out = io.BytesIO(b"%PDF-1.7\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n".encode() + body + b"\nendobj\n")
    table = out.tell()
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects) + 1
    out.write(f"xref\n0 {count}\n0000000000 65535 f \n{rows}trailer\n".encode())
    out.write(f"<< /Size {count} /Root 1 0 R /Info {count - 1} 0 R >>\nstartxref\n{table}\n%%EOF\n".encode())
    return out.getvalue()


def bomb(unpacked: int) -> bytes:
    """A small file whose only page unpacks to that many bytes of drawing."""
    packer = zlib.compressobj(9)
    line = b"BT (a) Tj ET\n" * 1000
    packed = b"".join(packer.compress(line) for _ in range(unpacked // len(line))) + packer.flush()
    return made([packed], filters="/Filter /FlateDecode")


def locked(data: bytes, password: str) -> bytes:
    """The file protected with a password; with an empty one it only forbids printing."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(user_password=password, owner_password="maître", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _drawing(lines: Sequence[str]) -> bytes:
    rows = [b"BT /F 11 Tf 14 TL 72 770 Td"]
    for line in lines:
        text = line.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
        rows.append(b"(" + text + b") Tj T*")
    return b"\n".join([*rows, b"ET"])
