"""Raw bytes of a mail to what they say: structure, charsets, bodies, files. Pure, within limits."""
