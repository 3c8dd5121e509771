#!/bin/sh
# The mailbox tests talk to a real Dovecot. Where we may install it, do; elsewhere they skip.
command -v dovecot >/dev/null 2>&1 || [ -x /usr/sbin/dovecot ] && exit 0
[ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || {
    echo "dovecot is not installed: the mailbox tests against a real server will be skipped" >&2
    exit 0
}
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq >/dev/null 2>&1
apt-get install -y -qq --no-install-recommends dovecot-imapd >/dev/null 2>&1 ||
    echo "dovecot could not be installed: the mailbox tests will be skipped" >&2
exit 0
