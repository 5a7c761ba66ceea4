-- Who did what, for the auditors. Rows are only ever added.
CREATE TABLE "auditLog" (
    at    timestamptz NOT NULL DEFAULT now(),
    actor text NOT NULL,
    "what" jsonb NOT NULL
);
