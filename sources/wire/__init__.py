"""How a fetch behaves: where it may go, how often, and what a status means."""
