"""Benchmarks: plain scripts that print ratios, for absolute times say more of the machine.

Run one with ``python -m bench.NAME``.
"""
