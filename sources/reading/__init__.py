"""From bytes to values, for every site alike: text, dates, ratings, names. Pure."""
