"""What the numbers say over time; all pure, all honest about small numbers."""
