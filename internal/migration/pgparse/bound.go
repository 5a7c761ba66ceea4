package pgparse

import pg "github.com/pganalyze/pg_query_go/v5"

// Bound is the bound of a partition with one key: FROM and TO, or the values of IN, as they are written. The words MINVALUE and
// MAXVALUE are left out.
type Bound struct{ From, To, In string }

// bound reads FOR VALUES within a span; nil when the key has several columns, or the bound is that of a hash or DEFAULT.
func (t *translator) bound(b *pg.PartitionBoundSpec, span Span) *Bound {
	from, to := t.within(span)
	list := func(word string) string {
		open := t.after(from, to, word)
		if !t.file.IsPunct(t.file.Tokens[open], '(') {
			return ""
		}
		switch text := t.text(open+1, t.closing(open, to)); lower(text) {
		case "minvalue", "maxvalue":
			return ""
		default:
			return text
		}
	}
	switch {
	case b == nil || b.IsDefault:
	case b.Strategy == "r" && len(b.Lowerdatums) == 1:
		return &Bound{From: list("from"), To: list("to")}
	case b.Strategy == "l":
		return &Bound{In: list("in")}
	}
	return nil
}
