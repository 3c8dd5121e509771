"""How the model that reads sentiment was made: ``make model`` does it again."""
