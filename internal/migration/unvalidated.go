package migration

import "github.com/bdma-dev/bdma/internal/migration/catalog"

// unvalidated states how to validate a constraint that rows older than it may break.
func (r *reader) unvalidated(k *catalog.Constraint, row *Constraint) {
	if k.Validated {
		return
	}
	row.InLastMigration = k.Migration == r.lastUp
	row.Validate = "ALTER TABLE " + quotePath(row.Table) + " VALIDATE CONSTRAINT " + quote(k.Name)
}
