"""Speaks: shows the owner what is remembered, and writes down what the owner decides.

Screens are pure: store and moment in, ``Message`` out. Transports (Telegram, terminal)
show messages and bring back actions. Nothing here fetches from a source.
"""
