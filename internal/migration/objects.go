package migration

import (
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/migration/catalog"
)

// Enum is an enumerated type that exists in the end.
type Enum struct {
	// At is its name where it was created.
	At facts.ID `json:"at"`
	// Name is its name, as "schema.name" without the schema public.
	Name string `json:"name"`
	// Migration is the version of the migration that created it.
	Migration string `json:"migration"`
	// Labels are its labels, in their order.
	Labels []string `json:"labels"`
	// Columns are the columns of the type or of arrays of it, as "table.column".
	Columns []string `json:"columns"`
}

// Domain is a domain that exists in the end.
type Domain struct {
	// At is its name where it was created.
	At facts.ID `json:"at"`
	// Name is its name, as "schema.name" without the schema public.
	Name string `json:"name"`
	// Migration is the version of the migration that created it.
	Migration string `json:"migration"`
	// Type is the type that it restricts, as PostgreSQL prints it.
	Type string `json:"type"`
	// NotNull says that it does not take NULL.
	NotNull bool `json:"not_null,omitempty"`
	// HasDefault says that its columns have a default from it.
	HasDefault bool `json:"has_default,omitempty"`
	// Checks are the texts of its CHECK constraints.
	Checks []string `json:"checks"`
	// Unvalidated are the names of those that were added NOT VALID and never validated.
	Unvalidated []string `json:"unvalidated,omitempty"`
	// Columns are the columns of the domain or of arrays of it, as "table.column".
	Columns []string `json:"columns"`
}

// View is a view or materialized view that exists in the end.
type View struct {
	// At is its name where it was created.
	At facts.ID `json:"at"`
	// View is its name, as "schema.name" without the schema public.
	View string `json:"view"`
	// Schema is its schema.
	Schema string `json:"schema"`
	// Name is its name without the schema.
	Name string `json:"name"`
	// Migration is the version of the migration that created it.
	Migration string `json:"migration"`
	// IsMaterialized says that it keeps its rows.
	IsMaterialized bool `json:"is_materialized,omitempty"`
	// Reads are the tables and views that its query names.
	Reads []string `json:"reads"`
	// Columns are the names of its columns, as far as they are known.
	Columns []string `json:"columns"`
	// ColumnsUnknown says that it has columns whose names cannot be told from the query.
	ColumnsUnknown bool `json:"columns_unknown,omitempty"`
}

// objects states which types and views the history leads to.
func (r *reader) objects() {
	users := r.users()
	columns := func(n catalog.Name) []string {
		if list := users[n]; list != nil {
			return list
		}
		return []string{}
	}
	for _, e := range r.cat.Enums() {
		labels := e.Labels
		if labels == nil {
			labels = []string{}
		}
		r.model.Enums = append(r.model.Enums, Enum{
			At: r.place(e.Place, e.Name.String()), Name: r.display(e.Name), Migration: r.versions[e.Migration], Labels: labels, Columns: columns(e.Name),
		})
	}
	for _, d := range r.cat.Domains() {
		row := Domain{
			At: r.place(d.Place, d.Name.String()), Name: r.display(d.Name), Migration: r.versions[d.Migration], Type: d.Base.String(), NotNull: d.NotNull,
			HasDefault: d.Default, Checks: make([]string, 0, len(d.Checks)), Columns: columns(d.Name),
		}
		for _, k := range d.Checks {
			row.Checks = append(row.Checks, k.Text)
			if !k.Validated {
				row.Unvalidated = append(row.Unvalidated, k.Name)
			}
		}
		r.model.Domains = append(r.model.Domains, row)
	}
	for _, v := range r.cat.AllViews() {
		row := View{
			At: r.place(v.Place, v.Name.String()), View: r.display(v.Name), Schema: v.Name.Schema, Name: v.Name.Name, Migration: r.versions[v.Migration],
			IsMaterialized: v.Materialized, Reads: make([]string, 0, len(v.Reads)), Columns: v.Columns, ColumnsUnknown: v.Opaque,
		}
		if row.Columns == nil {
			row.Columns = []string{}
		}
		for _, n := range v.Reads {
			row.Reads = append(row.Reads, r.display(n))
		}
		r.model.Views = append(r.model.Views, row)
	}
}

// maxUsers bounds the columns that are listed for one type.
const maxUsers = 100

// users returns the columns of each type that the history creates. Those of partitions are their parents'.
func (r *reader) users() map[catalog.Name][]string {
	out := make(map[catalog.Name][]string)
	for _, t := range r.cat.Tables() {
		if t.Parent != nil {
			continue
		}
		for _, col := range t.Columns {
			n := catalog.Name{Schema: col.Type.Schema, Name: col.Type.Name}
			if n.Schema != "" && len(out[n]) < maxUsers {
				out[n] = append(out[n], r.display(t.Name)+"."+col.Name)
			}
		}
	}
	return out
}
