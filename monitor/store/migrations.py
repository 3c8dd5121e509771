"""The tables, as numbered migrations. One that was released is never changed: add the next."""

FIRST = """
CREATE TABLE mentions (
    number           INTEGER PRIMARY KEY,
    source           TEXT NOT NULL,          -- the main origin, whose item is shown
    item_id          TEXT NOT NULL,
    place            TEXT,
    kind             TEXT NOT NULL,
    author_name      TEXT,
    author_id        TEXT,
    author_url       TEXT,
    author_is_owner  INTEGER NOT NULL,
    rating_value     REAL,
    rating_worst     REAL,
    rating_best      REAL,
    millistars       INTEGER,                -- thousandths of a star: sums of integers are exact
    title            TEXT,
    text             TEXT,
    translation_text TEXT,
    translation_lang TEXT,
    published_at     TEXT,
    precision        TEXT NOT NULL,
    updated_at       TEXT,
    url              TEXT,
    state            TEXT NOT NULL,
    reply            TEXT,                   -- JSON
    answered         INTEGER NOT NULL,       -- the reply stands, or waits for the site's approval
    lang             TEXT,
    about            TEXT,
    dedupe_key       TEXT,
    synthetic        INTEGER NOT NULL,
    truncated        INTEGER NOT NULL,
    unverified       INTEGER NOT NULL,
    content_hash     TEXT NOT NULL,
    sentiment        TEXT NOT NULL,
    score            REAL NOT NULL,
    urgency          TEXT NOT NULL,
    engine           TEXT NOT NULL,
    verdict          TEXT NOT NULL,          -- JSON: the rest of it
    status           TEXT NOT NULL DEFAULT 'open',
    snoozed_until    TEXT,
    first_seen_at    TEXT NOT NULL,
    worded_at        TEXT NOT NULL,          -- when the present wording was first seen
    changed_at       TEXT NOT NULL,
    day              TEXT NOT NULL,          -- local
    versions         INTEGER NOT NULL DEFAULT 1,
    counted          INTEGER NOT NULL AS (state = 'visible' AND status <> 'not_about_us') VIRTUAL,
    unanswered       INTEGER NOT NULL AS (
        state = 'visible' AND status IN ('open', 'snoozed') AND NOT answered AND NOT author_is_owner
    ) VIRTUAL
) STRICT;
CREATE INDEX mentions_by_day ON mentions (day);
CREATE INDEX mentions_by_status ON mentions (status, day);
CREATE INDEX mentions_unanswered ON mentions (day) WHERE unanswered;
CREATE INDEX mentions_by_key ON mentions (dedupe_key) WHERE dedupe_key IS NOT NULL;
CREATE INDEX mentions_synthetic ON mentions (source, published_at) WHERE synthetic;

CREATE TABLE origins (
    source       TEXT NOT NULL,
    item_id      TEXT NOT NULL,
    number       INTEGER NOT NULL REFERENCES mentions,
    url          TEXT,
    content_hash TEXT NOT NULL,
    side_hash    TEXT NOT NULL,
    state        TEXT NOT NULL,              -- as this origin last showed it
    seen_at      TEXT NOT NULL,
    misses       INTEGER NOT NULL DEFAULT 0, -- complete listings in a row without it, at most 2
    PRIMARY KEY (source, item_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX origins_by_number ON origins (number);
CREATE INDEX origins_by_misses ON origins (source, misses);

CREATE TABLE versions (
    number       INTEGER NOT NULL REFERENCES mentions,
    version      INTEGER NOT NULL,
    title        TEXT,
    text         TEXT,
    rating_value REAL,
    rating_worst REAL,
    rating_best  REAL,
    seen_at      TEXT NOT NULL,
    PRIMARY KEY (number, version)
) STRICT, WITHOUT ROWID;

-- Russian is written with or without the dots of "ё"; the tokenizer folds only Latin letters.
CREATE VIEW words AS SELECT
    number,
    replace(replace(title, 'ё', 'е'), 'Ё', 'Е') AS title,
    replace(replace(text, 'ё', 'е'), 'Ё', 'Е') AS text,
    replace(replace(author_name, 'ё', 'е'), 'Ё', 'Е') AS author,
    replace(replace(translation_text, 'ё', 'е'), 'Ё', 'Е') AS translation
FROM mentions;
-- Kept batch by batch in search.py: row triggers would cost three times as much.
CREATE VIRTUAL TABLE mentions_fts USING fts5 (
    title, text, author, translation,
    content='words', content_rowid='number', tokenize='unicode61 remove_diacritics 2'
);

-- The counts are kept by triggers, so that no statement on mentions can forget them.
CREATE TABLE rollups (
    day        TEXT NOT NULL,
    source     TEXT NOT NULL,
    place      TEXT NOT NULL,                -- '' stands for none: a key holds no NULL
    kind       TEXT NOT NULL,
    sentiment  TEXT NOT NULL,
    count      INTEGER NOT NULL,
    rated      INTEGER NOT NULL,
    millistars INTEGER NOT NULL,
    PRIMARY KEY (day, source, place, kind, sentiment)
) STRICT, WITHOUT ROWID;
CREATE TABLE unanswered (
    status TEXT PRIMARY KEY,
    count  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO unanswered VALUES ('open', 0), ('snoozed', 0);

CREATE TRIGGER mentions_enter AFTER INSERT ON mentions WHEN new.counted BEGIN
    INSERT INTO rollups VALUES (
        new.day, new.source, ifnull(new.place, ''), new.kind, new.sentiment,
        1, new.millistars IS NOT NULL, ifnull(new.millistars, 0)
    ) ON CONFLICT DO UPDATE SET
        count = count + 1, rated = rated + excluded.rated,
        millistars = millistars + excluded.millistars;
    UPDATE unanswered SET count = count + 1 WHERE new.unanswered AND status = new.status;
END;
CREATE TRIGGER mentions_move AFTER UPDATE OF
    day, source, place, kind, sentiment, millistars, state, status ON mentions
WHEN (old.counted OR new.counted)
    AND (old.day, old.source, old.place, old.kind, old.sentiment, old.millistars, old.counted)
    IS NOT (new.day, new.source, new.place, new.kind, new.sentiment, new.millistars, new.counted)
BEGIN
    UPDATE rollups SET
        count = count - 1, rated = rated - (old.millistars IS NOT NULL),
        millistars = millistars - ifnull(old.millistars, 0)
    WHERE old.counted AND (day, source, place, kind, sentiment)
        = (old.day, old.source, ifnull(old.place, ''), old.kind, old.sentiment);
    DELETE FROM rollups WHERE count = 0 AND (day, source, place, kind, sentiment)
        = (old.day, old.source, ifnull(old.place, ''), old.kind, old.sentiment);
    INSERT INTO rollups
    SELECT new.day, new.source, ifnull(new.place, ''), new.kind, new.sentiment,
        1, new.millistars IS NOT NULL, ifnull(new.millistars, 0)
    WHERE new.counted
    ON CONFLICT DO UPDATE SET
        count = count + 1, rated = rated + excluded.rated,
        millistars = millistars + excluded.millistars;
END;
CREATE TRIGGER mentions_answer AFTER UPDATE OF state, status, answered, author_is_owner ON mentions
WHEN (old.unanswered, old.status) <> (new.unanswered, new.status) BEGIN
    UPDATE unanswered SET count = count - 1 WHERE old.unanswered AND status = old.status;
    UPDATE unanswered SET count = count + 1 WHERE new.unanswered AND status = new.status;
END;

CREATE TABLE outbox (
    id          INTEGER PRIMARY KEY,
    kind        TEXT NOT NULL,
    destination TEXT NOT NULL,
    subject     TEXT NOT NULL,
    mention     INTEGER REFERENCES mentions,
    source      TEXT,
    note        TEXT,
    urgent      INTEGER NOT NULL,
    state       TEXT NOT NULL DEFAULT 'pending',
    created_at  TEXT NOT NULL,
    due_at      TEXT NOT NULL,
    attempts    INTEGER NOT NULL DEFAULT 0,
    last_error  TEXT,
    done_at     TEXT,                        -- sent or dropped
    message_ref TEXT,                        -- how the destination calls the message
    UNIQUE (subject, kind, destination)
) STRICT;
CREATE INDEX outbox_waiting ON outbox (destination, urgent DESC, id)
    WHERE state IN ('pending', 'sending');
CREATE INDEX outbox_done ON outbox (done_at) WHERE done_at IS NOT NULL;

CREATE TABLE sources (
    name               TEXT PRIMARY KEY,
    type               TEXT NOT NULL,
    title              TEXT NOT NULL,
    place              TEXT,
    cursor             TEXT,                 -- JSON
    baseline_at        TEXT,
    tried_at           TEXT,
    succeeded_at       TEXT,
    newest_at          TEXT,
    failures           INTEGER NOT NULL DEFAULT 0,
    error              TEXT,
    error_text         TEXT,
    hint               TEXT,
    due_at             TEXT NOT NULL,
    check_requested_at TEXT,
    seen               INTEGER NOT NULL DEFAULT 0,
    matched            INTEGER NOT NULL DEFAULT 0,
    rejected           INTEGER NOT NULL DEFAULT 0,
    aggregate          TEXT,                 -- JSON
    worker             TEXT,
    claimed_until      TEXT,
    retired            INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE validators (
    source        TEXT NOT NULL,
    address       BLOB NOT NULL,             -- a digest: the address itself may hold a token
    etag          TEXT,
    last_modified TEXT,
    PRIMARY KEY (source, address)
) STRICT, WITHOUT ROWID;

CREATE TABLE drafts (
    id              INTEGER PRIMARY KEY,
    mention         INTEGER NOT NULL REFERENCES mentions,
    mention_version INTEGER NOT NULL,
    text            TEXT NOT NULL,
    lang            TEXT NOT NULL,
    route           TEXT NOT NULL,
    findings        TEXT NOT NULL,           -- JSON
    note            TEXT,
    state           TEXT NOT NULL,
    created_at      TEXT NOT NULL
) STRICT;
CREATE INDEX drafts_by_mention ON drafts (mention);

CREATE TABLE chats (
    destination TEXT PRIMARY KEY,
    title       TEXT NOT NULL,
    paired_at   TEXT NOT NULL,
    blocked_at  TEXT
) STRICT;
CREATE TABLE pairing (
    only        INTEGER PRIMARY KEY CHECK (only = 1), -- one code at a time
    salt        BLOB NOT NULL,
    digest      BLOB NOT NULL,
    expires_at  TEXT NOT NULL,
    wrong_tries INTEGER NOT NULL DEFAULT 0
) STRICT;
"""

ANSWERS = """
-- The few further ids that an adapter needs to answer it: JSON, NULL for none.
ALTER TABLE mentions ADD COLUMN extra TEXT;
-- When its site was last asked for this very item.
ALTER TABLE mentions ADD COLUMN checked_at TEXT;
-- What the site takes as an answer: JSON, NULL where goodword cannot post there.
ALTER TABLE sources ADD COLUMN reply TEXT;
-- When its items were last asked for one by one.
ALTER TABLE sources ADD COLUMN rechecked_at TEXT;

CREATE TABLE replies (
    id              INTEGER PRIMARY KEY,
    draft           INTEGER NOT NULL REFERENCES drafts,
    mention         INTEGER NOT NULL REFERENCES mentions,
    mention_version INTEGER NOT NULL,        -- the wording that the owner answered
    source          TEXT NOT NULL,
    text            TEXT NOT NULL,
    key             TEXT NOT NULL,           -- equal for each try of the same answer
    replacing       INTEGER NOT NULL,        -- the owner agreed to replace an earlier answer
    state           TEXT NOT NULL DEFAULT 'queued',
    reason          TEXT,
    hint            TEXT,
    site_id         TEXT,
    created_at      TEXT NOT NULL,
    due_at          TEXT NOT NULL,
    tried_at        TEXT,
    attempts        INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX replies_by_mention ON replies (mention);
CREATE UNIQUE INDEX replies_under_way ON replies (mention)
    WHERE state IN ('queued', 'sending', 'sent');
CREATE INDEX replies_to_do ON replies (due_at)
    WHERE state IN ('queued', 'sending', 'sent', 'pending');
"""

RULES_AND_STORIES = """
-- What the owner said in the chat is never about the shop; beside [query] in the config.
CREATE TABLE muted (
    id         INTEGER PRIMARY KEY,
    kind       TEXT NOT NULL,
    value      TEXT NOT NULL,
    created_at TEXT NOT NULL,
    UNIQUE (kind, value)
) STRICT;

-- By what a post is known again when another site prints it, for a few days.
CREATE TABLE stories (
    value   INTEGER NOT NULL,                -- one of the smallest hashes of its words
    number  INTEGER NOT NULL REFERENCES mentions,
    seen_at TEXT NOT NULL,
    PRIMARY KEY (value, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX stories_by_age ON stories (seen_at);
"""

CORRECTIONS = """
-- What the owner says of the present words; NULL where the reading stands. "sentiment" and
-- "urgency" hold what results, so that lists and counts follow.
ALTER TABLE mentions ADD COLUMN owner_sentiment TEXT;
ALTER TABLE mentions ADD COLUMN owner_urgency TEXT;

-- Each wording that the owner corrected, and how it had been read: the measure of an engine.
CREATE TABLE corrections (
    number         INTEGER NOT NULL REFERENCES mentions,
    version        INTEGER NOT NULL,
    sentiment      TEXT,
    urgency        TEXT,
    read_sentiment TEXT NOT NULL,
    read_urgency   TEXT NOT NULL,
    engine         TEXT NOT NULL,
    corrected_at   TEXT NOT NULL,
    PRIMARY KEY (number, version)
) STRICT, WITHOUT ROWID;
-- Which mentions the owner was told of.
CREATE INDEX outbox_by_mention ON outbox (mention) WHERE mention IS NOT NULL;
"""

FACTS_AND_PROMISES = """
-- From when on a draft may be posted; NULL: at once. And whether the owner typed it.
ALTER TABLE drafts ADD COLUMN ready_at TEXT;
ALTER TABLE drafts ADD COLUMN own INTEGER NOT NULL DEFAULT 0;
CREATE INDEX drafts_cooling ON drafts (ready_at) WHERE ready_at IS NOT NULL;

-- What the owner says happened, of one wording of a mention.
CREATE TABLE happened (
    number    INTEGER PRIMARY KEY REFERENCES mentions,
    version   INTEGER NOT NULL,
    happened  TEXT NOT NULL,
    put_right TEXT,
    told_at   TEXT NOT NULL
) STRICT;

-- The fact book: what a draft may say because the owner said so.
CREATE TABLE facts (
    id         INTEGER PRIMARY KEY,
    kind       TEXT NOT NULL,
    text       TEXT NOT NULL,
    lang       TEXT,
    until      TEXT,                         -- the last local day on which it holds
    created_at TEXT NOT NULL
) STRICT;

-- What the next words typed in a chat are an answer to.
CREATE TABLE questions (
    destination TEXT PRIMARY KEY,
    topic       TEXT NOT NULL,
    number      INTEGER NOT NULL,
    detail      INTEGER NOT NULL,
    asked_at    TEXT NOT NULL
) STRICT;

-- What sent replies have promised.
CREATE TABLE promises (
    id         INTEGER PRIMARY KEY,
    draft      INTEGER NOT NULL REFERENCES drafts,
    mention    INTEGER NOT NULL REFERENCES mentions,
    text       TEXT NOT NULL,
    due        TEXT,                         -- local day
    state      TEXT NOT NULL DEFAULT 'open',
    told       TEXT NOT NULL DEFAULT 'nothing',
    made_at    TEXT NOT NULL,
    settled_at TEXT
) STRICT;
CREATE INDEX promises_by_draft ON promises (draft);
CREATE INDEX promises_by_mention ON promises (mention);
CREATE INDEX promises_open ON promises (due) WHERE state = 'open';

-- Answers that the owner wants taken down.
CREATE INDEX replies_to_withdraw ON replies (due_at) WHERE state = 'withdrawing';
"""

BY_MODEL = """
-- Whether the owner's language model worded the draft.
ALTER TABLE drafts ADD COLUMN by_model INTEGER NOT NULL DEFAULT 0;
"""

TRIES_BY_CHAT = """
-- Each chat has wrong tries of its own at a pairing code: no stranger's kill the owner's code.
ALTER TABLE pairing DROP COLUMN wrong_tries;
CREATE TABLE wrong_codes (
    destination TEXT PRIMARY KEY,
    tries       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
"""

NOBODY_ASKS = """
-- Nobody asks when what was told was told; each alert cost one more entry.
DROP INDEX outbox_done;
"""

MIGRATIONS = (
    FIRST,
    ANSWERS,
    RULES_AND_STORIES,
    CORRECTIONS,
    FACTS_AND_PROMISES,
    BY_MODEL,
    TRIES_BY_CHAT,
    NOBODY_ASKS,
)
"""Migration n brings a file from version n - 1 to version n."""
