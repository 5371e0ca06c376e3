"""What is sent with whatever lies at an address that is a key: no index and no other site's log learns it."""

UNTOLD = {
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
    "X-Content-Type-Options": "nosniff",
}
"""Headers; how long it may be kept is said beside them."""
