-- Times are UTC in ISO 8601 with seconds. `name` is a configuration's name: several may share one archive, and what is
-- new, which issue comes next and what a feed last answered is known for each of them apart.

CREATE TABLE run (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    started TEXT NOT NULL,
    finished TEXT,
    outcome TEXT CHECK (outcome IN ('made', 'nothing-new', 'failed')),  -- NULL: at work, or ended before its time
    exit_code INTEGER,
    details TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX run_of_name ON run (name, id);

CREATE TABLE article (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    sha256 TEXT NOT NULL UNIQUE,
    link TEXT,
    source TEXT NOT NULL,
    title TEXT,
    byline TEXT,
    publisher TEXT,
    published TEXT,
    retrieved TEXT,
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    notes TEXT NOT NULL DEFAULT '[]',
    first_seen TEXT NOT NULL,
    pruned TEXT  -- when its text was removed; that it was seen and used stays known
);
CREATE INDEX article_by_link ON article (link) WHERE link IS NOT NULL;

-- Which configuration came across which article: one that no issue used waits for the next run, even where its file is
-- gone by then or its feed answers "not modified".
CREATE TABLE sighting (
    name TEXT NOT NULL,
    article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    run_id INTEGER REFERENCES run (id) ON DELETE SET NULL,
    seen TEXT NOT NULL,
    repeats TEXT,  -- the hash of an article used before that this one repeats: then it does not wait
    PRIMARY KEY (name, article_id)
) WITHOUT ROWID;

CREATE TABLE issue (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    number INTEGER NOT NULL,
    title TEXT NOT NULL,
    made TEXT NOT NULL,
    run_id INTEGER REFERENCES run (id) ON DELETE SET NULL,
    UNIQUE (name, number)
);

-- `again` marks what `--all` used once more on purpose; without it no article is used twice.
CREATE TABLE issue_article (
    issue_id INTEGER NOT NULL REFERENCES issue (id) ON DELETE CASCADE,
    article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('source', 'copy', 'failed')),
    again INTEGER NOT NULL DEFAULT 0 CHECK (again IN (0, 1)),
    PRIMARY KEY (issue_id, article_id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX used_once ON issue_article (name, article_id) WHERE again = 0;
CREATE INDEX issues_of_article ON issue_article (article_id);

-- The files of an issue are kept with it before they are written: a run that ends early is completed from here.
CREATE TABLE output (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    issue_id INTEGER NOT NULL REFERENCES issue (id) ON DELETE CASCADE,
    path TEXT NOT NULL,
    format TEXT NOT NULL,
    media_type TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    data BLOB,  -- NULL once pruned
    written TEXT
);
CREATE INDEX outputs_of_issue ON output (issue_id);
CREATE INDEX outputs_to_write ON output (id) WHERE written IS NULL;

-- What a feed or page answered last, for conditional requests.
CREATE TABLE feed (
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    etag TEXT,
    last_modified TEXT,
    moved_to TEXT,
    checked TEXT NOT NULL,
    PRIMARY KEY (name, address)
) WITHOUT ROWID;

-- How far the full-text index has come; the index itself is made when it is first searched.
CREATE TABLE search_state (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    indexed_to INTEGER NOT NULL DEFAULT 0,
    indexed_count INTEGER NOT NULL DEFAULT 0
);
INSERT INTO search_state (id) VALUES (1);
