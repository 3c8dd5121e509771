"""What the owner sees, one screen a file; no screen knows which transport shows it."""
