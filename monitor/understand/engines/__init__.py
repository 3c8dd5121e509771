"""Engines that read the feeling of a text in the chain's stead; each is a ``Feeling``.

Unlike the chain they load files of the owner's or ask over the network. Nothing imports them
but the command line, which hands the one that the owner chose to whoever reads.
"""
