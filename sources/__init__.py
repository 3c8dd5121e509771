"""Sources bring what people say about the shop into the house."""
