package openapi

import (
	"cmp"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
)

// httpSchemes are the HTTP authentication schemes of IANA's registry, in lower case.
var httpSchemes = nameSet("basic bearer concealed digest dpop gnap hoba mutual negotiate oauth privatetoken scram-sha-1 scram-sha-256 vapid")

// urlFields are the fields of a flow that have a URL.
var urlFields = []string{"authorizationUrl", "tokenUrl", "refreshUrl", "deviceAuthorizationUrl"}

// scopeKey names a scope of a security scheme.
type scopeKey struct{ scheme, scope string }

// schemeDetails fills in what a security scheme says beside its type, and adds its URLs, flows and scopes.
func (w *walk) schemeDetails(row *SecurityScheme, n *node) {
	row.BearerFormat, row.ParameterName = n.text("bearerFormat"), n.text("name")
	description := strings.ToLower(n.text("description"))
	row.MentionsRFC8725 = strings.Contains(strings.NewReplacer(" ", "", "-", "").Replace(description), "rfc8725")
	row.IsJWT = strings.EqualFold(row.BearerFormat, "jwt") || strings.Contains(description, "jwt") || strings.Contains(description, "json web token")
	row.IsUnregistered = row.Type == "http" && row.Scheme != "" && !httpSchemes[row.Scheme]
	if row.Type == "openIdConnect" {
		w.securityURL(row.Name, "", n, "openIdConnectUrl")
	}
	if row.Type != "oauth2" {
		return
	}
	w.securityURL(row.Name, "", n, "oauth2MetadataUrl")
	top := w.push("flows")
	defer w.pop(top)
	flows := n.get("flows")
	known := len(flows.fields()) > 0
	for i := range flows.fields() {
		f := &flows.fields()[i]
		if strings.HasPrefix(f.name, "x-") || f.value.kind != object {
			continue
		}
		p := w.push(f.name)
		w.model.OAuthFlows = append(w.model.OAuthFlows, OAuthFlow{At: w.keyAt(f), Scheme: row.Name, Flow: f.name, HasRefreshURL: hasText(f.value, "refreshUrl")})
		for _, field := range urlFields {
			w.securityURL(row.Name, f.name, f.value, field)
		}
		scopes := f.value.get("scopes")
		if scopes == nil || scopes.kind != object || scopes.ref() != nil {
			known = false
		}
		q := w.push("scopes")
		for j := range scopes.fields() {
			s := &scopes.fields()[j]
			if strings.HasPrefix(s.name, "x-") || w.full() {
				continue
			}
			r := w.push(s.name)
			w.declareScope(scopeKey{row.Name, s.name}, f.name, w.keyAt(s))
			w.pop(r)
		}
		w.pop(q)
		w.pop(p)
	}
	if known {
		w.told[row.Name] = true
	}
}

// declareScope adds a scope that a flow has. Of several flows with the same scope the first by name counts.
func (w *walk) declareScope(key scopeKey, flow string, at facts.ID) {
	i, ok := w.scopes[key]
	if !ok {
		w.scopes[key] = len(w.model.Scopes)
		w.scopeFlows = append(w.scopeFlows, flow)
		w.model.Scopes = append(w.model.Scopes, Scope{At: at, Name: key.scope, Scheme: key.scheme, IsDeclared: true, DeclaresScopes: true})
		return
	}
	if flow < w.scopeFlows[i] {
		w.model.Scopes[i].At, w.scopeFlows[i] = at, flow
	}
}

func (w *walk) securityURL(scheme, flow string, n *node, name string) {
	f := n.field(name)
	if f == nil || f.value.kind != text {
		return
	}
	p := w.push(name)
	defer w.pop(p)
	row := SecurityURL{At: w.valueAt(f.value, f), Scheme: scheme, Field: name, Flow: flow, URL: f.value.value}
	if s, host := schemeAndHost(row.URL); s == "http" {
		row.HTTPS, row.IsLocal = "https"+row.URL[len("http"):], isLocal(host)
	}
	w.model.SecurityURLs = append(w.model.SecurityURLs, row)
}

// inOrder returns the rows of the operations table by path and method, so that which one comes first does not depend on the
// order of the file.
func (a *assembly) inOrder() []int {
	order := make([]int, len(a.model.Operations))
	for i := range order {
		order[i] = i
	}
	ops := a.model.Operations
	slices.SortStableFunc(order, func(i, j int) int {
		return cmp.Or(cmp.Compare(ops[i].Path, ops[j].Path), cmp.Compare(ops[i].Method, ops[j].Method))
	})
	return order
}

// requirements fills in what holds for security requirements once all operations and schemes are known.
func (a *assembly) requirements() {
	m := a.model
	if p, ok := a.root.child("security"); ok {
		at := a.addKey(p)
		m.API.SecurityAt = &at
	}
	types := make(map[string]string, len(m.SecuritySchemes))
	for i := range m.SecuritySchemes {
		types[m.SecuritySchemes[i].Name] = m.SecuritySchemes[i].Type
	}
	type holder struct {
		label  string
		writes bool
	}
	holders := make(map[int32]holder)
	for _, i := range a.inOrder() {
		op := &m.Operations[i]
		e := a.operations[i].entity
		if op.InheritsSecurity {
			e = wholeDocument
		}
		h := holders[e]
		if h.label == "" {
			h.label = op.Label
		}
		if op.Kind == "path" {
			switch op.Method {
			case "post", "put", "patch", "delete":
				h.writes = true
			}
		}
		holders[e] = h
		if p, ok := a.operations[i].at.child("security"); ok && !op.InheritsSecurity {
			at := a.addKey(p)
			op.SecurityAt = &at
		}
	}
	scoped, guards := make(map[string]bool), make(map[string]bool)
	for i := range m.SecurityRequirements {
		row := &m.SecurityRequirements[i]
		h := holders[a.requirementOwners[i]]
		row.SchemeType, row.Where, row.Writes = types[row.Scheme], h.label, h.writes
		if row.Level == "document" {
			row.Where = "the document"
		}
		scoped[row.Scheme] = scoped[row.Scheme] || len(row.Scopes) > 0
		guards[row.Scheme] = guards[row.Scheme] || row.Writes
	}
	for i := range m.SecuritySchemes {
		s := &m.SecuritySchemes[i]
		s.AsksForScopes = scoped[s.Name]
		s.GuardsWrites = guards[s.Name]
	}
	a.requiredScopes(types)
	a.administration()
}

// requiredScopes notes which scopes are required, and adds rows for those that no flow declares.
func (a *assembly) requiredScopes(types map[string]string) {
	declares := make(map[string]bool)
	first := make(map[string]int)
	for i, s := range a.model.Scopes {
		declares[s.Scheme] = true
		if j, ok := first[s.Scheme]; !ok || s.Name < a.model.Scopes[j].Name {
			first[s.Scheme] = i
		}
	}
	for _, i := range first {
		a.model.Scopes[i].IsFirst = true
	}
	undeclared := make(map[scopeKey]place)
	seen := make(map[*node]bool)
	look := func(owner place) {
		security, ok := owner.child("security")
		if !ok || seen[security.node] {
			return
		}
		seen[security.node] = true
		for i, alternative := range security.node.items() {
			for j := range alternative.fields() {
				f := &alternative.fields()[j]
				if types[f.name] != "oauth2" || !a.told[f.name] {
					continue
				}
				for k, item := range f.value.items() {
					if item.kind != text || a.full() {
						continue
					}
					key := scopeKey{f.name, item.value}
					if row, ok := a.scopes[key]; ok {
						a.model.Scopes[row].IsUsed = true
						continue
					}
					p := security.item(i).at(f).item(k)
					first, ok := undeclared[key]
					if !ok {
						a.spent += placeSize
					}
					if !ok || cmp.Or(cmp.Compare(p.file.path, first.file.path), cmp.Compare(p.pointer, first.pointer)) < 0 {
						undeclared[key] = p
					}
				}
			}
		}
	}
	look(a.root)
	for i := range a.operations {
		look(a.operations[i].at)
	}
	keys := make([]scopeKey, 0, len(undeclared))
	for key := range undeclared {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(x, y scopeKey) int { return cmp.Or(cmp.Compare(x.scheme, y.scheme), cmp.Compare(x.scope, y.scope)) })
	known := make(map[string][]string)
	for _, s := range a.model.Scopes {
		known[s.Scheme] = append(known[s.Scheme], s.Name)
	}
	for _, names := range known {
		slices.Sort(names)
	}
	for _, key := range keys {
		a.model.Scopes = append(a.model.Scopes, Scope{At: a.addValue(undeclared[key]), Name: key.scope, Scheme: key.scheme, IsUsed: true, DeclaresScopes: declares[key.scheme],
			Suggestion: a.suggestScope(key.scope, known[key.scheme])})
	}
}

// adminWords are the words of segments below which paths are for administrators.
var adminWords = nameSet("admin administration superuser")

// administration compares the security of administrators' paths with that of ordinary ones.
func (a *assembly) administration() {
	m := a.model
	ordinary := make(map[string]string)
	keys := make(map[*node]string)
	var admins []int
	for _, i := range a.inOrder() {
		op := &m.Operations[i]
		if op.Kind != "path" || op.Security != "required" && op.Security != "optional" || op.IsSignIn || op.IsHealth {
			continue
		}
		if a.purpose(op.Path).admin {
			admins = append(admins, i)
			continue
		}
		if key := a.securityKey(keys, i); ordinary[key] == "" {
			ordinary[key] = op.Label
		}
	}
	told := make(map[string]bool)
	for _, i := range admins {
		key := a.securityKey(keys, i)
		if ordinary[key] != "" && !told[key] {
			m.Operations[i].SharesSecurity = ordinary[key]
			told[key] = true
		}
	}
}

// securityKey is the same for operations with the same requirements.
func (a *assembly) securityKey(keys map[*node]string, i int) string {
	n := a.operations[i].at.node
	if a.model.Operations[i].InheritsSecurity {
		n = a.root.node
	}
	if key, ok := keys[n]; ok {
		return key
	}
	var alternatives []string
	for _, alternative := range n.get("security").items() {
		var parts []string
		for j := range alternative.fields() {
			f := &alternative.fields()[j]
			scopes := texts(f.value)
			slices.Sort(scopes)
			parts = append(parts, f.name+"("+strings.Join(scopes, ",")+")")
		}
		slices.Sort(parts)
		alternatives = append(alternatives, strings.Join(parts, "+"))
	}
	slices.Sort(alternatives)
	keys[n] = strings.Join(alternatives, "|")
	return keys[n]
}

// signIn are the last segments of paths by which callers get in or out, words joined, the words that such a segment has, and
// the words of protocols, which any segment may have.
var (
	signInSegments = nameSet("signin signup signon signout login logon logout magiclink auth")
	signInWords    = nameSet(`login logon logout signin signup register registration token tokens authenticate authentication authorize session sessions
		password passwords activate activation otp refresh recover recovery revoke forgot forgotten`)
	protocolWords = nameSet("oauth oauth2 oidc openid saml saml2 sso")
)
