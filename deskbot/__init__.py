"""deskbot: the front door of a vendor's help desk."""

__version__ = "0.1.0"
