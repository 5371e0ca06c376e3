"""The frozen nouns that cross packages. Nothing here does I/O, nothing here decides."""
