package openapi

import "strings"

// isItemPath reports whether a path ends in a segment that is a parameter.
func isItemPath(path string) bool {
	last := path[strings.LastIndexByte(path, '/')+1:]
	return strings.HasPrefix(last, "{") && strings.IndexByte(last, '}') == len(last)-1 && len(last) > 2
}

// resources tells which paths are items and which collections, and what a read of the same resource returns.
func (a *assembly) resources() {
	ops := a.model.Operations
	type read struct {
		schema          string
		get, etag, list bool
	}
	reads := make(map[string]*read) // by path without the names of parameters
	items := make(map[string]string)
	plain := func(path string) string { return substitute(path, func(string) string { return "{}" }) }
	for _, p := range a.model.Paths {
		key := plain(p.Path)
		if isItemPath(p.Path) {
			items[strings.TrimSuffix(key, "/{}")] = key
		}
	}
	for _, l := range a.listings {
		ops[l.operation].IsCollection = true
	}
	for i := range ops {
		op := &ops[i]
		op.Returns = returned(op)
		if op.Kind != "path" || op.Method != "get" && op.Method != "head" {
			continue
		}
		key := plain(op.Path)
		r := reads[key]
		if r == nil {
			r = &read{}
			reads[key] = r
		}
		if op.Method == "get" {
			r.get, r.schema, r.list = true, op.Returns, op.IsCollection
		}
		r.etag = r.etag || op.HasETag
	}
	for i := range ops {
		op := &ops[i]
		if op.Kind != "path" {
			op.HasETag = false
			continue
		}
		key := plain(op.Path)
		op.IsItem = isItemPath(op.Path)
		item, above := items[key]
		r := reads[key]
		op.HasETag = r != nil && r.etag
		op.HoldsItems = op.IsItem && above
		op.IsCollection = !op.IsItem && (above || r != nil && r.list)
		op.IsReadable = op.Method == "post" && (r != nil && r.get || above && reads[item] != nil && reads[item].get)
		switch {
		case op.Method == "post" && above:
			r = reads[item]
		case op.IsItem && (op.Method == "put" || op.Method == "patch"):
		default:
			r = nil
		}
		if r != nil && !r.list {
			op.ItemReturns = r.schema
		}
	}
	for i := range a.model.Paths {
		a.model.Paths[i].IsItem = isItemPath(a.model.Paths[i].Path)
	}
}

// returned names the schema of the JSON that a success returns.
func returned(op *Operation) string {
	for _, status := range [...]string{"200", "201", "202", "2XX"} {
		if r, ok := op.Responses[status]; ok && r.Schema != "" {
			return r.Schema
		}
	}
	return ""
}
