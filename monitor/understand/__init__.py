"""What was said: language, sentiment, what hurt, how urgent. One entry: ``classify``."""
