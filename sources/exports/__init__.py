"""Files that owners export elsewhere: what form they have, and their rows as items."""
