"""The formats of feeds, and the entries they hold. Pure."""
