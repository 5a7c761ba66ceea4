package openapi

// dynamicRef follows the $dynamicRef of a schema to where it leads when no schema on the way to it says otherwise (JSON
// Schema 2020-12, core §8.2.3.2).
func (w *walk) dynamicRef(n *node) {
	f := n.field("$dynamicRef")
	if f == nil || f.value.kind != text {
		return
	}
	p := w.push(f.name)
	defer w.pop(p)
	at := w.valueAt(f.value, f)
	t := w.resolve(w.file, w.base, f.value.value)
	switch t.failure {
	case dangling, notAFile:
		w.violate(at, "broken-reference", t.problem, t.hint)
	case remote:
		w.violate(at, "remote-reference", t.problem, t.hint)
	case resolved:
		e := w.entityOf(t)
		w.edge(w.owner, e)
		t.entity = e
		w.pending = append(w.pending, task{target: t, spec: &spec{shape: objectShape, object: schemaObject}, parent: schemaObject})
	}
}
