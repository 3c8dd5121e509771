"""Review notifications: the mailbox, one message, and what the known senders write."""
