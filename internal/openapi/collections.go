package openapi

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// pagingRole is what a parameter is for in paging.
type pagingRole struct {
	name string
	// sure says that the name means nothing else. Others count where a collection is read.
	sure bool
}

// pagingRoles are the roles by the names of parameters, without case and punctuation.
var pagingRoles = func() map[string]pagingRole {
	m := make(map[string]pagingRole)
	add := func(role string, sure bool, names string) {
		for _, name := range strings.Fields(names) {
			m[name] = pagingRole{role, sure}
		}
	}
	add("limit", true, "limit pagesize perpage pagelimit maxresults maxitems maxkeys numresults resultsperpage itemsperpage maxpagesize recordsperpage")
	add("limit", false, "size count top take first last rows max num")
	add("cursor", true, `cursor pagecursor nextcursor startingafter endingbefore startafter pagetoken nextpagetoken nexttoken continuationtoken
		pageafter pagebefore exclusivestartkey lastevaluatedkey scrollid aftercursor beforecursor aftertoken afterid beforeid sinceid`)
	add("cursor", false, "after before marker continue continuation bookmark next startfrom token startkey")
	add("page", true, "page pagenumber pageno pagenum pageindex currentpage")
	add("offset", true, "offset pageoffset startindex startat")
	add("offset", false, "skip start from")
	return m
}()

// maxRoleName is the length of a name beyond which it has no role.
const maxRoleName = 64

// pagingOf tells what a parameter is for in paging by its name and type.
func pagingOf(name, kind string) pagingRole {
	if len(name) > maxRoleName {
		return pagingRole{}
	}
	role := pagingRoles[letters(name)]
	isNumber := kind == "integer" || kind == "number"
	switch {
	case kind == "boolean" || kind == "array" || kind == "object":
		return pagingRole{}
	case role.name == "limit" && kind == "string":
		return pagingRole{}
	case !role.sure && (role.name == "offset" || role.name == "limit") && !isNumber:
		return pagingRole{}
	case kind == "string" && (role.name == "page" || role.name == "offset"):
		role.name = "cursor" // a token, which says nothing of a number
	}
	return role
}

// The names of properties beside the items of a collection, without case and punctuation.
var (
	itemsNames = []string{"items", "data", "results", "result", "values", "value", "entries", "records", "list", "content", "elements", "rows", "objects", "resources", "hits", "edges", "nodes"}
	nextNames  = []string{"next", "nextpage", "nextcursor", "nexttoken", "nextpagetoken", "nexturl", "nextlink", "nextpageurl", "nextoffset", "hasmore", "hasnext", "hasnextpage", "more",
		"cursor", "cursors", "continuationtoken", "nextcontinuationtoken", "endcursor", "pageinfo", "pagination", "paging", "links", "responsemetadata", "after", "odatanextlink"}
	totalNames = []string{"total", "totalcount", "totalitems", "totalresults", "totalelements", "totalrecords", "totalhits", "totalsize", "totalpages", "totalrows", "countall"}
	aboutNames = []string{"meta", "metadata", "pagination", "paging", "page", "pages", "pageinfo", "responsemetadata"}
	hintNames  = []string{"count", "size", "offset", "limit", "page", "pagesize", "perpage", "previous", "prev"}
)

// listing is a GET that may read a collection.
type listing struct {
	operation int
	row       Collection
}

// paging notes the parameters of an operation that page, and what is known of the collection that it reads, if it does.
func (a *assembly) paging(op *Operation, p place, shared, own []parameter) {
	if op.Kind != "path" {
		return
	}
	row := Collection{At: op.At, Operation: op.Label}
	if op.Method == "get" && !isItemPath(op.Path) {
		a.recognise(op, p, &row)
	}
	var limits []parameter
	roles := make(map[string]bool)
	for _, list := range [...][]parameter{shared, own} {
		for _, q := range list {
			if q.in != "query" {
				continue
			}
			schema, _ := a.schemaOf(q.resolved, "")
			role := pagingOf(q.name, a.kindOf(schema, 0))
			if role.name == "" || !role.sure && row.Style == "" {
				continue
			}
			if format := schema.node.text("format"); format == "date" || format == "date-time" {
				continue
			}
			roles[role.name] = true
			if role.name == "limit" {
				limits = append(limits, q)
			}
		}
	}
	for _, q := range limits {
		// A limit alone, where no collection is read, may be one of anything: of a rate, of an amount.
		if row.Style != "" || roles["cursor"] || roles["page"] || roles["offset"] {
			a.limit(q)
		}
	}
	if row.Style == "" {
		return
	}
	for _, style := range [...]string{"cursor", "page", "offset"} {
		if roles[style] {
			row.Pagination = style
			break
		}
	}
	row.HasLimit = roles["limit"]
	a.listings = append(a.listings, listing{operation: len(a.model.Operations), row: row})
}

// limit fills the columns of a parameter that says how many elements a page has.
func (a *assembly) limit(p parameter) {
	i, ok := a.parameters[p.resolved.node]
	if !ok || a.model.Parameters[i].IsLimit {
		return
	}
	row := &a.model.Parameters[i]
	row.IsLimit = true
	schema, ok := a.schemaOf(p.resolved, "")
	if !ok {
		return
	}
	a.bounds(row, schema, 0)
}

func (a *assembly) bounds(row *Parameter, s target, depth int) {
	if depth > maxNesting {
		return
	}
	set := func(to **int, n *node, less int) {
		if *to != nil || n == nil || n.kind != number {
			return
		}
		if v, err := strconv.ParseFloat(n.value, 64); err == nil && v > -1e9 && v < 1e9 {
			k := int(v) - less
			*to = &k
		}
	}
	set(&row.LimitDefault, s.node.get("default"), 0)
	if s.node.isTrue("exclusiveMaximum") {
		set(&row.LimitMaximum, s.node.get("maximum"), 1)
	}
	set(&row.LimitMaximum, s.node.get("maximum"), 0)
	set(&row.LimitMaximum, s.node.get("exclusiveMaximum"), 1)
	if values := s.node.get("enum").items(); row.LimitMaximum == nil && len(values) > 0 {
		for _, v := range values {
			var k *int
			if set(&k, v, 0); k != nil && (row.LimitMaximum == nil || *k > *row.LimitMaximum) {
				row.LimitMaximum = k
			}
		}
	}
	for _, m := range a.members(s, "allOf") {
		a.bounds(row, m, depth+1)
	}
}

// recognise tells whether the answer of a GET is a collection: a list, or an object around one.
func (a *assembly) recognise(op *Operation, p place, row *Collection) {
	var r *reply
	var answer OperationResponse
	all, ok := a.child(p, "responses")
	if !ok {
		return
	}
	for _, status := range [...]string{"200", "2XX", "206"} {
		q, ok := all.child(status)
		if !ok {
			continue
		}
		if t := a.follow(q, ""); t.failure == resolved {
			r, answer = a.replies[t.node], op.Responses[status]
		}
		break
	}
	if r == nil || !r.known {
		return
	}
	body := r.body
	o := a.outline(body)
	a.spent += o.size / 8
	if o.kind == "array" {
		row.Style = "array"
		row.IsBounded = body.node.has("maxItems")
		row.HasNext = slices.Contains(answer.Headers, "link")
		return
	}
	items, ok := a.itemsOf(o, op.Path)
	if !ok {
		return
	}
	row.Style, row.Items = "envelope", items
	list, _ := a.property(o, items)
	row.IsBounded = list.node.has("maxItems")
	row.HasNext = slices.Contains(answer.Headers, "link")
	a.total(row, o)
	for _, name := range o.names {
		key := letters(name)
		if slices.Contains(nextNames, key) {
			row.HasNext = true
		}
		if slices.Contains(aboutNames, key) {
			if about, ok := a.property(o, name); ok {
				inner := a.outline(about)
				a.total(row, inner)
				for _, n := range inner.names {
					if slices.Contains(nextNames, letters(n)) || strings.HasPrefix(letters(n), "next") {
						row.HasNext = true
					}
				}
			}
		}
	}
}

func (a *assembly) total(row *Collection, o *outline) {
	for _, name := range o.names {
		if row.Total == "" && slices.Contains(totalNames, letters(name)) {
			at := a.addKey(o.properties[name].place)
			row.Total, row.TotalAt = name, &at
		}
	}
}

// itemsOf finds the property of an object that holds the elements of a collection: its name says so, or it is the
// only list of objects and something beside it is about pages.
func (a *assembly) itemsOf(o *outline, path string) (string, bool) {
	if o.kind != "object" {
		return "", false
	}
	var lists []string
	hints := false
	for _, name := range o.names {
		key := letters(name)
		hints = hints || slices.Contains(nextNames, key) || slices.Contains(totalNames, key) || slices.Contains(hintNames, key) || slices.Contains(aboutNames, key)
		if p, ok := a.property(o, name); ok && a.kindOf(p, 0) == "array" {
			lists = append(lists, name)
		}
	}
	segment := letters(path[strings.LastIndexByte(path, '/')+1:])
	for _, name := range lists {
		if key := letters(name); key == segment && segment != "" {
			return name, true
		}
	}
	if len(lists) != 1 {
		return "", false
	}
	name := lists[0]
	if slices.Contains(itemsNames, letters(name)) {
		return name, len(o.names) < 12
	}
	list, _ := a.property(o, name)
	items, ok := list.child("items")
	if !ok {
		return "", false
	}
	t := a.follow(items, list.base)
	return name, hints && t.failure == resolved && a.kindOf(t, 0) == "object" && len(o.names) < 12
}

// collections adds the rows, with the way of paging that most collections of the API have.
func (a *assembly) collections() {
	count := make(map[string]int)
	for _, l := range a.listings {
		if l.row.Pagination != "" {
			count[l.row.Pagination]++
		}
	}
	usual := ""
	for _, style := range [...]string{"cursor", "offset", "page"} {
		if count[style] > count[usual] {
			usual = style
		}
	}
	for _, l := range a.listings {
		l.row.UsualPagination = usual
		a.model.Collections = append(a.model.Collections, l.row)
		a.model.Operations[l.operation].IsCollection = true
	}
	slices.SortStableFunc(a.model.Collections, func(x, y Collection) int { return cmp.Compare(x.Operation, y.Operation) })
}
