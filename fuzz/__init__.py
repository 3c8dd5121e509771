"""Coverage-guided fuzzing of every adapter's ``parse``; see ``fuzz.parse``."""
