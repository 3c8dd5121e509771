"""Writers of drafts that ask over the network; each is a ``Writer``.

Nothing imports them but the command line, which hands the one that the owner chose to whoever
drafts. What they write is checked here before anybody sees it.
"""
