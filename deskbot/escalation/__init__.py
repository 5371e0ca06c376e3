"""Who is on call, whom to page next, and what their answers mean."""
