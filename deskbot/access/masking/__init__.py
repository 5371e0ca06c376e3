"""How a secret in a text is found: by its name, its place in a table, its command line, or its own look."""
