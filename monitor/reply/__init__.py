"""Answers: composing a calm one (``compose``), and noticing one that is not (``tone``).

Everything here is pure. What is said lives in data beside the code, one file a language:
``rules/<lang>.toml`` tells the linter what a defensive move sounds like, ``phrases/<lang>.toml``
gives the composer its sentences, ``topics/<lang>.toml`` what people complain about.
"""
