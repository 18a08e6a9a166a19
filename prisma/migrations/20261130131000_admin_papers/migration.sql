-- An admin who held every right there was before "papers" came has to be able to open papers, and to give that right
-- on. Whoever was given fewer on purpose keeps what they have.
UPDATE "member" SET "rights" = array_append("rights", 'papers')
WHERE "role" = 'admin' AND "revoked_at" IS NULL
  AND "rights" @> ARRAY['send', 'export', 'nik'] AND NOT "rights" @> ARRAY['papers'];

UPDATE "invitation" SET "rights" = array_append("rights", 'papers')
WHERE "role" = 'admin' AND "decided_at" IS NULL
  AND "rights" @> ARRAY['send', 'export', 'nik'] AND NOT "rights" @> ARRAY['papers'];
