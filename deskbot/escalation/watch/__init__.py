"""What watches the pager itself: health, the canary, and the letter that stops coming."""
