"""How the models were made: the reader of reviews (``make model``), the linter's ear and voice."""
