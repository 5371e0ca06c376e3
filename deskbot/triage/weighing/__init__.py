"""Weighing a whole message: what it is about and how grave it is, learned from cases that people have labelled."""
