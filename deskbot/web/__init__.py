"""Webhooks, API, console."""
