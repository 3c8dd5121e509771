"""What Google's APIs for shops have in common. Pure."""
