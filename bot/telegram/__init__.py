"""The transport to Telegram, on python-telegram-bot.

Start reading at ``app.serve``. ``polling`` and ``handlers`` bring in what the owner types and
presses; ``delivery`` carries the outbox out; ``sending`` is the one way a message leaves;
``auth`` decides who may hear anything at all.
"""

import os

# Asks python-telegram-bot for time spans as timedelta, as its next release gives them anyway.
os.environ.setdefault("PTB_TIMEDELTA", "1")
