"""Vectors of meaning, read from the files that installed packages carry. Nothing is ever downloaded."""
