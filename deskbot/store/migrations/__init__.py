"""Schema changes, oldest first; additive, so that old and new versions run side by side."""
