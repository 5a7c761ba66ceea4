package openapi

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
)

// naming fills the tables about names, once all tables that have names are there and [Names] is sorted.
func (r *reader) naming() {
	m := r.model
	want := func(kind string) bool { return r.tables.WantColumn("named", kind) || r.tables.Want("name_cases") }
	groups := map[string]map[string][]facts.ID{
		"property": m.Names.Property, "header": m.Names.Header, "schema": m.Names.Schema, "operation_id": m.Names.OperationID,
		"query": {}, "path": {}, "cookie": {}, "boolean": {}, "array": {}, "date_time": {}, "tag": {},
	}
	add := func(kind, name string, at facts.ID) { groups[kind][name] = append(groups[kind][name], at) }
	for i := range m.Parameters {
		p := &m.Parameters[i]
		if p.Name != "" && (p.In == "query" || p.In == "path" || p.In == "cookie") {
			add(p.In, p.Name, p.At)
		}
		if p.isBoolean {
			add("boolean", p.Name, p.At)
		}
	}
	for i := range m.Properties {
		if !want("boolean") && !want("array") && !want("date_time") {
			break
		}
		p := &m.Properties[i]
		switch {
		case isOnly(p.Types, "boolean"):
			add("boolean", p.Name, p.At)
		case isOnly(p.Types, "array"):
			add("array", p.Name, p.At)
		case isOnly(p.Types, "string") && (p.Format == "date-time" || p.Format == "date"):
			add("date_time", p.Name, p.At)
		}
	}
	for _, kind := range []string{"query", "path", "cookie", "boolean", "array", "date_time"} {
		if !want(kind) {
			continue
		}
		for _, ids := range groups[kind] {
			r.sortPlaces(ids)
		}
	}
	for i := range m.Tags {
		add("tag", m.Tags[i].Name, m.Tags[i].At)
	}
	n := &m.Named
	for _, t := range []struct {
		kind string
		rows *[]Name
	}{
		{"array", &n.Array}, {"boolean", &n.Boolean}, {"cookie", &n.Cookie}, {"date_time", &n.DateTime}, {"header", &n.Header}, {"operation_id", &n.OperationID},
		{"path", &n.Path}, {"property", &n.Property}, {"query", &n.Query}, {"schema", &n.Schema}, {"tag", &n.Tag},
	} {
		if !want(t.kind) {
			continue
		}
		rows := make([]Name, 0, len(groups[t.kind]))
		for _, name := range slices.Sorted(maps.Keys(groups[t.kind])) {
			rows = append(rows, r.named(t.kind, name, groups[t.kind][name]))
		}
		*t.rows = rows
		m.NameCases = append(m.NameCases, nameCases(t.kind, rows)...)
	}
	r.enumNames()
	if r.tables.Want("name_clashes") {
		r.componentClashes()
	}
}

// enumNames fills the tables about the names in enums.
func (r *reader) enumNames() {
	if !r.wantsEnumNames() {
		return
	}
	m := r.model
	slices.SortFunc(m.StringEnums, func(x, y StringEnum) int {
		a, b := r.nodes.Get(x.At), r.nodes.Get(y.At)
		return cmp.Or(cmp.Compare(a.Pointer, b.Pointer), cmp.Compare(a.File, b.File))
	})
	m.NameCases = append(m.NameCases, enumCases(m.StringEnums)...)
}

func (r *reader) wantsEnumNames() bool {
	return r.tables.Want("string_enums") || r.tables.Want("name_cases")
}

// isOnly reports whether a schema has one type, null aside.
func isOnly(types []string, t string) bool {
	if len(types) == 2 && slices.Contains(types, "null") {
		return slices.Contains(types, t)
	}
	return len(types) == 1 && types[0] == t
}

func (r *reader) named(kind, name string, places []facts.ID) Name {
	row := Name{At: places[0], Name: name, Places: len(places)}
	switch kind {
	case "header":
		row.Case, row.InCase = headerCases(name)
	case "array":
		row.Words = words(name)
		row.Plural = r.inflector.array(name, row.Words)
	case "boolean", "date_time":
		row.Words = words(name)
	default:
		if kind == "property" && isKey(name) {
			break
		}
		row.IsProtocol = protocolNames[name] && (kind == "property" || kind == "query" || kind == "path" || kind == "cookie")
		row.Case = nameCase(name)
		row.InCase = inCases(name, nameSpellings)
	}
	return row
}

// array returns the name of an array with its noun in the plural, or "" when it is, or has none: the last word, or the one
// before a preposition in the middle, dateOfBirth.
func (f *inflector) array(name string, ws []string) string {
	if len(ws) == 0 || partsOf(name) == nil || strings.HasPrefix(name, "$") {
		return ""
	}
	noun := ws[len(ws)-1]
	if slices.Contains(prepositions, noun) {
		return ""
	}
	plural := f.plural(noun)
	if plural == "" || collective[noun] || strings.HasSuffix(noun, "list") {
		return ""
	}
	for i := 1; i < len(ws)-1; i++ {
		if slices.Contains(prepositions, ws[i]) {
			noun = ws[i-1]
			if plural = f.plural(noun); plural == "" {
				return ""
			}
		}
	}
	return inflected(name, noun, plural)
}

// isKey reports whether the name of a property is a code rather than a word: a currency, a locale, or a header.
func isKey(name string) bool {
	if len(name) <= 3 && strings.ToUpper(name) == name {
		return true
	}
	head, tail, ok := strings.Cut(name, "-")
	return ok && len(head) <= 3 && (len(tail) == 2 && strings.ToUpper(tail) == tail || len(tail) == 4 && startsUpper(tail)) || strings.HasPrefix(strings.ToLower(name), "x-")
}

// protocolNames are parameters and fields of OAuth 2.0 (IANA's registry "OAuth Parameters"), OpenID Connect and SAML 2.0.
var protocolNames = toSet(`
	access_token acr_values assertion authorization_details claims_locales client_assertion client_assertion_type client_id client_id_issued_at client_name
	client_secret client_secret_expires_at client_uri code_challenge code_challenge_method code_verifier device_code error_description error_uri expires_in
	grant_type grant_types id_token id_token_hint login_hint logo_uri max_age post_logout_redirect_uri redirect_uri redirect_uris refresh_token
	registration_access_token registration_client_uri request_uri response_mode response_type response_types token_endpoint_auth_method token_type
	token_type_hint tos_uri ui_locales user_code verification_uri verification_uri_complete authorization_endpoint token_endpoint jwks_uri
	SAMLRequest SAMLResponse RelayState SAMLart SigAlg
`)

// inflected puts the plural in the place of the last word of a name, in its spelling.
func inflected(name, word, plural string) string {
	i := strings.LastIndex(strings.ToLower(name), word)
	if i < 0 || i+len(word) > len(name) {
		return plural
	}
	head, last, tail := name[:i], name[i:i+len(word)], name[i+len(word):]
	switch {
	case len(last) > 1 && strings.ToUpper(last) == last && strings.ToUpper(name) == name:
		plural = strings.ToUpper(plural)
	case startsUpper(last):
		if strings.ToUpper(last) == last && strings.HasPrefix(plural, word) {
			return head + last + plural[len(word):] + tail // IDs
		}
		plural = title(plural)
	}
	return head + plural + tail
}

// nameCases counts the cases of the names of a kind.
func nameCases(kind string, rows []Name) []NameCase {
	var out []NameCase
	for i := range rows {
		if n := &rows[i]; n.Case != "" {
			out = count(out, NameCase{At: n.At, Kind: kind, Case: n.Case, Name: n.Name})
		}
	}
	rank(out)
	return out
}

// count adds one to the row of a case, which it makes when it is not there.
func count(cases []NameCase, row NameCase) []NameCase {
	i := slices.IndexFunc(cases, func(c NameCase) bool { return c.Case == row.Case })
	if i < 0 {
		i = len(cases)
		cases = append(cases, row)
	}
	cases[i].Names++
	return cases
}

// rank says of the cases of one kind how common they are, and puts the most common one first.
func rank(cases []NameCase) {
	all := 0
	for _, c := range cases {
		all += c.Names
	}
	slices.SortFunc(cases, func(x, y NameCase) int { return cmp.Or(y.Names-x.Names, cmp.Compare(x.Case, y.Case)) })
	for i := range cases {
		cases[i].Percent = 100 * cases[i].Names / all
		cases[i].Top = cases[0].Case
	}
}

// maxValues is the length beyond which an enum is a list of codes, or hostile.
const maxValues = 1_000

// stringEnum adds the row of an enum whose values are all strings, one at least of them a name.
func (w *walk) stringEnum(n *node, key *field) {
	values := n.get("enum").items()
	if len(values) < 2 || len(values) > maxValues || !w.wantsEnumNames() {
		return
	}
	names := make([]string, 0, len(values))
	for _, v := range values {
		switch {
		case v.kind == text:
			if isEnumName(v.value) {
				names = append(names, v.value)
			}
		case v.kind != null:
			return
		}
	}
	// A list of which the greater part is no names is one of codes, sort keys or texts.
	if 2*len(names) <= len(values) {
		return
	}
	row := StringEnum{At: w.fieldAt(n, key, "enum"), Name: names[0], Odd: make(map[string]OddValue), names: names}
	for i := range nameSpellings {
		c := &nameSpellings[i]
		for _, name := range names {
			if !c.is(name) {
				row.Odd[c.name] = OddValue{Value: name, Instead: c.join(words(name))}
				break
			}
		}
	}
	w.model.StringEnums = append(w.model.StringEnums, row)
}

// isEnumName reports whether a value is made of words. Values with digits are codes (us-east-1, sha256, gpt-4), and so are
// short ones in capitals (EUR, US) and those that look like a locale (en-US).
func isEnumName(s string) bool {
	letters, lower := 0, false
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z':
			letters, lower = letters+1, true
		case c >= 'A' && c <= 'Z':
			letters++
		case (c == '_' || c == '-') && i > 0 && i < len(s)-1:
		default:
			return false
		}
	}
	if head, tail, ok := strings.Cut(s, "-"); ok && len(head) <= 3 && len(tail) <= 4 {
		return false
	}
	return letters > 3 || letters > 1 && lower
}

// enumCases counts the cases in which enums are written: that of the values of several words, where they agree.
func enumCases(enums []StringEnum) []NameCase {
	var out []NameCase
	for i := range enums {
		e := &enums[i]
		var upper, lower bool
		var cases []NameCase
		for _, name := range e.names {
			if c := nameCase(name); c != "" {
				cases = count(cases, NameCase{Case: c})
			}
			upper, lower = upper || name == strings.ToUpper(name), lower || name == strings.ToLower(name)
		}
		c := ""
		switch len(cases) {
		case 0:
			if upper && !lower {
				c = upperCase.name
			}
		case 1:
			c = cases[0].Case
		default:
			rank(cases)
			c, e.Top = "mixed", cases[0].Case
		}
		if c == "" {
			continue
		}
		e.Case = c
		out = count(out, NameCase{At: e.At, Kind: "enum", Case: c, Name: e.Name})
	}
	rank(out)
	return out
}

// propertyClashes adds a row for each property of a schema whose name differs from another's in case and punctuation only.
// The pointer is at the properties.
func (w *walk) propertyClashes(schema, properties *node) {
	fs := properties.fields()
	if len(fs) < 2 || !w.tables.Want("name_clashes") {
		return
	}
	names := make([]string, len(fs))
	for i := range fs {
		names[i] = fs[i].name
	}
	owner := ""
	if schema.entity != wholeDocument {
		owner = w.usage.names[schema.entity]
	}
	clashes(names, func(name, first string) {
		at := func(name string) facts.ID {
			p := w.push(name)
			defer w.pop(p)
			return w.keyAt(properties.field(name))
		}
		w.model.NameClashes = append(w.model.NameClashes, NameClash{At: at(name), Kind: "property", Name: name, Other: first, OtherAt: at(first), Schema: owner})
	})
}

func (r *reader) componentClashes() {
	type id struct{ section, name string }
	rows := make(map[id]*Component)
	sections := make(map[string][]string)
	for i := range r.model.Components {
		c := &r.model.Components[i]
		rows[id{c.Section, c.Name}] = c
		sections[c.Section] = append(sections[c.Section], c.Name)
	}
	for _, section := range slices.Sorted(maps.Keys(sections)) {
		clashes(sections[section], func(name, first string) {
			c, other := rows[id{section, name}], rows[id{section, first}]
			r.model.NameClashes = append(r.model.NameClashes, NameClash{At: c.At, Kind: c.Label, Name: name, Other: first, OtherAt: other.At})
		})
	}
}

// clashes calls report for each name that folds to the same as another one, with the first of these in alphabetical order.
func clashes(names []string, report func(name, first string)) {
	seen := make(map[string]string, len(names))
	var again []string
	for _, name := range names {
		key := fold(name)
		if key == "" {
			continue
		}
		first, ok := seen[key]
		switch {
		case !ok:
			seen[key] = name
			continue
		case name < first:
			seen[key], name = name, first
		}
		again = append(again, name)
	}
	slices.Sort(again)
	for _, name := range again {
		report(name, seen[fold(name)])
	}
}
