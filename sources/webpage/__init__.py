"""What a web page says in schema.org's words, and what it points to. Pure."""
