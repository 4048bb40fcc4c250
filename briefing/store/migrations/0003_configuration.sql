-- Whose a configuration's name is: the file that was run under it last. What is new is known by name, so two files of one
-- name would take each other's articles.
CREATE TABLE configuration (
    name TEXT PRIMARY KEY,
    path TEXT NOT NULL,  -- absolute; bytes where it is no UTF-8 text
    archive TEXT NOT NULL  -- where this file lay then, as it may have been copied with its configuration
) WITHOUT ROWID;
