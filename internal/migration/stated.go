package migration

// StatedTable is what bdma.yaml states of a table.
type StatedTable struct {
	// Rows is the number of its rows.
	Rows *int `json:"rows,omitempty"`
	// Traffic is "low", "medium" or "high".
	Traffic string `json:"traffic,omitempty"`
}

// publicPrefix may stand before the names of tables in bdma.yaml; rows of facts leave it out.
const publicPrefix = "public."

// stated returns what is stated of a table, by its name in rows.
func (r *reader) stated(table string) (rows *int, traffic string) {
	t := r.settings.Tables[table]
	return t.Rows, t.Traffic
}
