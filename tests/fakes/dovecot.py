"""A real Dovecot on loopback, with a configuration of its own and one mailbox.

It runs as whoever runs the tests; Dovecot refuses mail access to root, so that root's
mailbox belongs to ``nobody`` instead. Versions 2.3 (Debian 12) and 2.4 (Debian 13) differ in
their settings.
"""

from __future__ import annotations

import grp
import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

USER = "owner"
PASSWORD = 'pass "word\\1'
_COMMON = """
base_dir = {root}/run
state_dir = {root}/state
log_path = {root}/log
protocols = imap
listen = 127.0.0.1
default_internal_user = {internal}
default_internal_group = {group}
default_login_user = {internal}
auth_failure_delay = 0
first_valid_uid = 1
mail_uid = {owner}
mail_gid = {owner_group}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
"""
_V23 = """
disable_plaintext_auth = no
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
ssl = yes
ssl_cert = <{root}/cert.pem
ssl_key = <{root}/key.pem
mail_location = maildir:{root}/mail
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {root}/users
}}
userdb {{
  driver = static
  args = uid={owner} gid={owner_group} home={root}/mail
}}
"""
_V24 = """
auth_allow_cleartext = yes
ssl = yes
ssl_server_cert_file = {root}/cert.pem
ssl_server_key_file = {root}/key.pem
mail_driver = maildir
mail_path = {root}/mail
mail_home = {root}/mail
passdb passwd-file {{
  default_password_scheme = PLAIN
  passwd_file_path = {root}/users
}}
userdb static {{
  fields {{
    uid = {owner}
    gid = {owner_group}
    home = {root}/mail
  }}
}}
"""


def executable() -> str | None:
    """Where Dovecot is installed, or None. Daemons are not on everybody's PATH."""
    return shutil.which("dovecot", path=os.pathsep.join([os.defpath, "/usr/sbin", "/sbin"]))


@dataclass(frozen=True)
class Dovecot:
    """The running server. ``certificate`` is what its TLS port shows; nobody signed it."""

    root: Path
    port: int
    tls_port: int

    @property
    def certificate(self) -> Path:
        return self.root / "cert.pem"

    def deliver(self, *mails: bytes, folder: str = "INBOX") -> None:
        """Put unread mail into ``folder``, as a delivery would."""
        with self._login() as client:
            for mail in mails:
                answer, _ = client.append(folder, "", "", mail)
                assert answer == "OK"

    def create(self, folder: str) -> None:
        """Make ``folder``, named in IMAP's own modified UTF-7."""
        with self._login() as client:
            assert client.create(f'"{folder}"')[0] == "OK"

    def delete_first(self) -> None:
        """Remove the oldest mail of the inbox for good."""
        with self._login() as client:
            client.select("INBOX")
            client.store("1", "+FLAGS", r"\Deleted")
            client.expunge()

    def flags(self, folder: str = "INBOX") -> list[str]:
        """The flags of every mail in ``folder``, but \\Recent, which merely says "new to you"."""
        with self._login() as client:
            client.select(folder, readonly=True)
            _, answers = client.fetch("1:*", "(FLAGS)")
        shown = [flag for answer in answers if isinstance(answer, bytes) for flag in _flags(answer)]
        return [flag for flag in shown if flag != r"\Recent"]

    def renumber(self) -> None:
        """Forget all numbers, so that the inbox gets another UIDVALIDITY."""
        for name in (
            "dovecot-uidlist",
            "dovecot.index",
            "dovecot.index.log",
            "dovecot.index.cache",
        ):
            (self.root / "mail" / name).unlink(missing_ok=True)

    @contextmanager
    def _login(self) -> Iterator[imaplib.IMAP4]:
        with imaplib.IMAP4("127.0.0.1", self.port, timeout=10) as client:
            client.login(USER, PASSWORD)
            yield client


def _flags(answer: bytes) -> list[str]:
    return [flag.decode() for flag in imaplib.ParseFlags(answer)]


@contextmanager
def running() -> Iterator[Dovecot]:
    """Start Dovecot in a folder of its own and stop it in the end."""
    program = executable()
    assert program is not None
    root = Path(tempfile.mkdtemp(prefix="dovecot-"))
    server = Dovecot(root, _free_port(), _free_port())
    config = _configure(server, program)
    process = subprocess.Popen([program, "-F", "-c", str(config)], stderr=subprocess.PIPE)
    try:
        _wait_until_it_answers(server, process)
        yield server
    finally:
        process.terminate()
        process.communicate(timeout=20)
        shutil.rmtree(root)


def _configure(server: Dovecot, program: str) -> Path:
    as_root = os.geteuid() == 0
    me = pwd.getpwuid(os.geteuid()).pw_name
    owner = pwd.getpwnam("nobody" if as_root else me)
    internal = pwd.getpwnam("dovecot" if as_root else me)
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    new = version.stdout.startswith("2.4")
    opening = "dovecot_config_version = 2.4.0\ndovecot_storage_version = 2.4.0\n" if new else ""
    text = (opening + _COMMON + (_V24 if new else _V23)).format(
        root=server.root,
        port=server.port,
        tls_port=server.tls_port,
        internal=internal.pw_name,
        group=grp.getgrgid(internal.pw_gid).gr_name,
        owner=owner.pw_name,
        owner_group=grp.getgrgid(owner.pw_gid).gr_name,
    )
    mail = server.root / "mail"
    mail.mkdir()
    os.chown(mail, owner.pw_uid, owner.pw_gid)
    server.root.chmod(0o755)
    (server.root / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n")
    _make_certificate(server)
    config = server.root / "dovecot.conf"
    config.write_text(text)
    return config


def _make_certificate(server: Dovecot) -> None:
    """A self-signed certificate; Dovecot's own package brings openssl along."""
    key = ["-newkey", "rsa:2048", "-nodes", "-keyout", str(server.root / "key.pem")]
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    command = ["openssl", "req", "-x509", *key, *names, "-out", str(server.certificate)]
    subprocess.run(command, capture_output=True, check=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait_until_it_answers(server: Dovecot, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        if process.poll() is not None:
            break
        try:
            imaplib.IMAP4("127.0.0.1", server.port, timeout=5).shutdown()
        except OSError:
            time.sleep(0.05)
        else:
            return
    log = server.root / "log"
    raise RuntimeError(f"Dovecot did not start: {log.read_text() if log.exists() else 'no log'}")
