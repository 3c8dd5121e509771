"""How to walk through a listing of many pages, and where the next walk begins. Pure."""
