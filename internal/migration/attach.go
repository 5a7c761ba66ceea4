package migration

import (
	"strings"

	"github.com/bdma-dev/bdma/internal/migration/catalog"
	"github.com/bdma-dev/bdma/internal/migration/lock"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
)

// attached states what ATTACH PARTITION reads, and the CHECK that spares it (manual, §5.12.2.2).
func (r *reader) attached(a *pgparse.Action, t *catalog.Table, act *Action, unit string) {
	child := r.cat.Qualify(a.Partition)
	for _, l := range r.pending.relations {
		if !l.Scan || l.Mode != lock.AccessExclusive || !r.existed(l.Name) || r.emptied(l.Name, unit) || len(act.ReadsUnderLock) == maxListed {
			continue
		}
		act.ReadsUnderLock = append(act.ReadsUnderLock, r.display(l.Name))
		act.ReadsPartition = act.ReadsPartition || l.Name == child
	}
	if !act.ReadsPartition || a.Bound == nil || t == nil || len(t.PartitionKey) != 1 || t.PartitionKey[0] == "" {
		return
	}
	check := within(a.Bound, quote(t.PartitionKey[0]), r.notNull(child, t.PartitionKey[0]))
	if check == "" {
		return
	}
	name := quote(catalog.ObjectName(child.Name, nil, "bounds"))
	table := "ALTER TABLE " + quotePath(act.Name)
	act.AddNotValid = table + " ADD CONSTRAINT " + name + " CHECK (" + check + ") NOT VALID"
	act.Validate = table + " VALIDATE CONSTRAINT " + name
}

// notNull tells whether a column is known to hold no nulls.
func (r *reader) notNull(table catalog.Name, column string) bool {
	t := r.cat.Table(table)
	if t == nil {
		return false
	}
	col := t.Column(column)
	return col != nil && (col.NotNull || t.ProvesNotNull(column))
}

// within is the condition that a bound puts on a key.
func within(b *pgparse.Bound, key string, notNull bool) string {
	var parts []string
	if !notNull {
		parts = append(parts, key+" IS NOT NULL")
	}
	switch {
	case b.In != "":
		if strings.Contains(strings.ToLower(b.In), "null") {
			return "" // a list that holds nulls says so in another way
		}
		parts = append(parts, key+" IN ("+b.In+")")
	default:
		if b.From != "" {
			parts = append(parts, key+" >= "+b.From)
		}
		if b.To != "" {
			parts = append(parts, key+" < "+b.To)
		}
	}
	return strings.Join(parts, " AND ")
}
