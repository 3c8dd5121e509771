"""Decides and remembers: what is new, what it means, who must hear of it.

Follow a mention through the house::

    source page -> items -> match -> changes -> understand -> rules -> ONE commit -> outbox
    (sources/)              \\____________________ monitor/ ____________________/   (bot/)

``docs/design.md`` says who may import whom, and why.
"""
