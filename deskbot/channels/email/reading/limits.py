"""How much of one mail is read. What lies beyond stays in the stored raw mail, and the defects say so."""

from __future__ import annotations

MAX_BYTES = 64 * 1024 * 1024
MAX_HEADER_BYTES = 1024 * 1024
MAX_HEADERS = 2000
"""Headers of one part."""
MAX_PARTS = 500
MAX_DEPTH = 50
MAX_OPENINGS = 5
"""Signed envelopes and first pieces that are opened; each of them is a copy of what is in it."""
MAX_TEXT = 1_000_000
"""Characters of the body."""
MAX_HEADER = 65536
"""Characters of one header."""
MAX_MIME_HEADER = 4096
"""Characters of one Content-… header; the standard library takes quadratic time over its parameters."""
MAX_MIME_PARAMETERS = 64
MAX_BOUNDARY = 200
"""RFC 2046 allows 70."""
MAX_ADDRESSES = 1000
MAX_ADDRESS_LISTS = 2 * MAX_HEADER
"""Characters of all headers of one name that hold addresses."""
MAX_REFERENCES = 100
MAX_HTML = 1_000_000
"""Characters of the HTML that is kept for people to look at."""
MAX_FILES = 200
MAX_FILE_BYTES = 64 * 1024 * 1024
"""Bytes of all files together, unpacked."""
