"""What stars mean for an answer, on the scale of one to five."""

COMPLAINT_STARS = 3.0
"""Up to so many stars, a review is read as a complaint."""

FULL_STARS = 4.75
"""From so many stars on, nothing is taken for a wish or a complaint beside praise."""
