"""Asking a language model at an address that speaks OpenAI's chat completions; nothing needs it.

fence.py   what strangers wrote, made harmless and marked as material
client.py  one question, one answer: new tries, time limits, errors in our own words
patience.py  one that does not answer is left alone for a while
"""
