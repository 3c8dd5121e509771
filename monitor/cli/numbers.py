"""Numbers of mentions, facts and promises as an owner types them."""

from __future__ import annotations

import click

ROW = click.IntRange(1, 2**63 - 1)
"""What the database can have numbered at all."""
