-- What is to be sent by mail. A mail is what all its recipients get alike; a delivery is the message of one of them.
-- The bytes are kept, so that a later attempt sends the very same message.

CREATE TABLE mail (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,  -- the configuration whose mail server sends it
    issue_id INTEGER REFERENCES issue (id) ON DELETE CASCADE,  -- NULL: sent by hand
    subject TEXT NOT NULL,
    sender TEXT NOT NULL,  -- the address that failures are returned to
    made TEXT NOT NULL,
    body BLOB  -- the message from the empty line after its head on; NULL once pruned
);
CREATE INDEX mails_of_issue ON mail (issue_id);

-- pending: not sent, to be tried (again). sending: about to be handed over, or handed over and not answered; one that no
-- process is at work on ended there and becomes unknown. unknown: perhaps sent; only a person's word sends it again.
CREATE TABLE delivery (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    mail_id INTEGER NOT NULL REFERENCES mail (id) ON DELETE CASCADE,
    recipient TEXT NOT NULL,
    message_id TEXT NOT NULL UNIQUE,  -- made from the issue and the recipient: one message each, whatever happens
    head BLOB NOT NULL,
    state TEXT NOT NULL DEFAULT 'pending'
        CHECK (state IN ('pending', 'sending', 'accepted', 'failed', 'unknown', 'forgotten')),
    attempts INTEGER NOT NULL DEFAULT 0,
    rounds INTEGER NOT NULL DEFAULT 0,  -- runs that tried in vain since it was last made pending
    reply TEXT NOT NULL DEFAULT '',  -- what the mail server said last, or what went wrong
    changed TEXT NOT NULL
);
CREATE INDEX deliveries_of_mail ON delivery (mail_id);
CREATE INDEX deliveries_to_make ON delivery (id) WHERE state IN ('pending', 'sending');
