package openapi

import (
	"cmp"
	"slices"
	"strings"
)

// credentialNames are the ends of names whose value gives access, words joined.
var credentialNames = nameSet(`password passwd passphrase pwd
	secret secretkey clientsecret privatekey apikey appkey accesskey signingkey encryptionkey masterkey authkey
	accesstoken refreshtoken idtoken authtoken oauthtoken bearertoken apitoken sessiontoken authenticationtoken authorizationtoken
	privatetoken personalaccesstoken securitytoken secrettoken jwt jwttoken
	credential credentials cvv cvc jsessionid phpsessid`)

// personalNames are the ends of names whose value is about a person, words joined.
var personalNames = nameSet(`email emailaddress phone phonenumber phoneno telephone telephonenumber mobile mobilenumber mobilephone cellphone msisdn
	ssn socialsecuritynumber nationalid nationalidnumber nationalinsurancenumber passportnumber driverslicense driverslicensenumber driverlicense
	iban accountnumber bankaccountnumber creditcard creditcardnumber cardnumber
	birthdate birthday dateofbirth dob firstname lastname middlename surname givenname familyname maidenname fullname
	homeaddress streetaddress postaladdress`)

// aboutWords begin names that speak of such a value and do not hold it: has_password, reset_token.
var aboutWords = nameSet(`allow allows can confirm disable disabled enable enabled encrypted exclude filter force forgot generate has hash hashed hide include includes is
	mask masked needs no public publishable redacted require required requires reset rotate search show skip use uses validate verify with without`)

func nameSet(names string) map[string]bool {
	set := make(map[string]bool)
	for _, n := range strings.Fields(names) {
		set[n] = true
	}
	return set
}

// sensitive tells what a name says of its value: see [SensitiveParameter.Kind]. It goes by the last words, since the first ones
// only say whose it is: customer_email is one, and email_verified is none. A token is a credential where the name
// says of what kind it is, or nothing else: page_token is none.
func (w *walk) sensitive(name string) string {
	if s, ok := w.sensitivity[name]; ok {
		return s
	}
	s := ""
	if len(name) <= maxPath {
		s = sensitive(words(name))
	}
	w.sensitivity[name] = s
	return s
}

func sensitive(ws []string) string {
	if len(ws) == 0 || len(ws) > 1 && aboutWords[ws[0]] {
		return ""
	}
	if len(ws) == 1 && ws[0] == "token" {
		return "credential"
	}
	for n := 1; n <= min(len(ws), 4); n++ {
		end := strings.Join(ws[len(ws)-n:], "")
		for _, e := range [...]string{end, strings.TrimSuffix(end, "s")} {
			switch {
			case credentialNames[e]:
				return "credential"
			case personalNames[e]:
				return "personal"
			}
		}
	}
	return ""
}

// urlNames are the last words of names that promise a URL.
var urlNames = nameSet(`url uri urls callback redirect webhook href redirecturl redirecturi callbackurl callbackuri returnurl returnuri imageurl`)

// takesAnyURL tells whether a parameter takes a URL of the caller's choice.
func takesAnyURL(name string, schema *node) bool {
	if schema == nil || schema.has("enum") || schema.has("pattern") || schema.has("const") {
		return false
	}
	if ts := typesOf(schema); len(ts) > 0 && !slices.Contains(ts, "string") {
		return false
	}
	switch schema.text("format") {
	case "uri", "url", "iri":
		return true
	case "":
		ws := words(name)
		return len(ws) > 0 && !aboutWords[ws[0]] && urlNames[ws[len(ws)-1]]
	}
	return false
}

// privacy notes a parameter whose name or schema says that its value is sensitive.
func (w *walk) privacy(row Parameter, n *node) {
	var schema *node
	if s := n.get("schema"); s != nil {
		if t := w.follow(place{file: w.file, node: s}, w.base); t.failure == resolved {
			schema = t.node
		}
	}
	if schema != nil && slices.Equal(typesOf(schema), typeLists["boolean"]) {
		return
	}
	kind := w.sensitive(row.Name)
	if kind == "credential" && row.In == "path" && namesResource(row.Name) {
		kind = ""
	}
	if kind == "" && takesAnyURL(row.Name, schema) {
		kind = "any-url"
	}
	if kind != "" {
		key := SensitiveParameter{Name: row.Name, In: row.In, Kind: kind}
		w.delicate[key] = append(w.delicate[key], row.At)
	}
}

// resourceNames are names of credentials that in a path mostly name the resource itself: /tokens/{token}.
var resourceNames = nameSet("token secret credential credentials accesskey apikey apitoken")

func namesResource(name string) bool { return resourceNames[strings.Join(words(name), "")] }

// sensitiveParameters adds a row for each name of sensitive parameters.
func (a *assembly) sensitiveParameters() {
	for row, ids := range a.delicate {
		a.sortPlaces(ids)
		row.At = ids[0]
		a.model.SensitiveParameters = append(a.model.SensitiveParameters, row)
	}
	slices.SortFunc(a.model.SensitiveParameters, func(x, y SensitiveParameter) int {
		return cmp.Or(cmp.Compare(x.Name, y.Name), cmp.Compare(x.In, y.In), cmp.Compare(x.Kind, y.Kind))
	})
}

// secret is a row of the table of credential properties, with the schema that has the property.
type secret struct {
	schema *node
	row    CredentialProperty
}

// credential notes a property that holds what gives access. The property stands at the pointer at hand; s is its schema,
// references followed.
func (w *walk) credential(schema *node, f *field, s *node) {
	if s.text("format") != "password" && (w.sensitive(f.name) != "credential" || !isSecret(f.name)) {
		return
	}
	if ts := typesOf(s); len(ts) > 0 && !slices.Contains(ts, "string") || s.has("properties") || s.has("enum") || s.has("const") {
		return
	}
	w.secrets = append(w.secrets, secret{schema: schema, row: CredentialProperty{At: w.keyAt(f), Name: f.name,
		IsWriteOnly: s.isTrue("writeOnly") || f.value.isTrue("writeOnly")}})
}

// sharedSecrets are names of credentials that are meant for whoever reads them as often as not.
var sharedSecrets = nameSet("apikey appkey accesskey apitoken cvv cvc credential credentials jwt jwttoken idtoken")

// isSecret reports whether a credential is one that its owner never needs to read again.
func isSecret(name string) bool {
	ws := words(name)
	for n := 1; n <= min(len(ws), 4); n++ {
		end := strings.Join(ws[len(ws)-n:], "")
		for _, e := range [...]string{end, strings.TrimSuffix(end, "s")} {
			if credentialNames[e] {
				return !sharedSecrets[e]
			}
		}
	}
	return false // a bare token
}

// handsOut are the words of paths whose purpose is to hand out or to manage what gives access.
var handsOut = nameSet(`auth authentication authenticate authorize credential credentials invitation invitations invite invites jwt key keys login logon oauth
	oauth2 otp password passwords refresh register registration secret secrets session sessions signin signup sso token tokens webhook webhooks`)

// credentials adds the rows of the properties that hold what gives access, and finds the operations that return them.
func (a *assembly) credentials() {
	if len(a.secrets) == 0 {
		return
	}
	by := make(map[*node]string)
	for _, i := range a.inOrder() {
		op := &a.model.Operations[i]
		// What a POST makes is often shown once, by purpose: the secret of a new client.
		if op.Kind != "path" || op.Method == "post" || a.purpose(op.Path).handsOut {
			continue
		}
		responses, ok := a.child(a.operations[i].at, "responses")
		if !ok {
			continue
		}
		for j := range responses.node.fields() {
			f := &responses.node.fields()[j]
			if !strings.HasPrefix(f.name, "2") {
				continue
			}
			r := a.follow(place{file: responses.file, node: f.value}, "")
			if _, ok := by[r.node]; ok || r.failure != resolved {
				continue
			}
			by[r.node] = op.Label
			content := r.node.get("content")
			for k := range content.fields() {
				if s := content.fields()[k].value.get("schema"); s != nil {
					a.returned(target{place: place{file: r.file, node: s}, base: r.base}, op.Label, by)
				}
			}
		}
	}
	for _, s := range a.secrets {
		s.row.ReturnedBy = by[s.schema]
		a.model.CredentialProperties = append(a.model.CredentialProperties, s.row)
	}
}

// returned notes the schemas that a response has, each once, with the first operation that returns it. It keeps a stack of
// its own: schemas may be nested deeply.
func (a *assembly) returned(from target, label string, by map[*node]string) {
	stack := []target{from}
	for len(stack) > 0 {
		t := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if t.node == nil || t.node.kind != object {
			continue
		}
		if _, ok := by[t.node]; ok {
			continue
		}
		by[t.node] = label
		if id := t.node.text("$id"); id != "" && a.is31 {
			t.base = join(t.base, id)
		}
		push := func(n *node) {
			if n != nil && n.body != nil {
				stack = append(stack, target{place: place{file: t.file, node: n}, base: t.base})
			}
		}
		if ref := t.node.ref(); ref != nil {
			if to := a.resolve(t.file, t.base, ref.value.value); to.failure == resolved {
				stack = append(stack, to)
			}
			if !a.is31 {
				continue
			}
		}
		for _, key := range [...]string{"items", "additionalProperties"} {
			push(t.node.get(key))
		}
		for _, key := range [...]string{"allOf", "anyOf", "oneOf"} {
			for _, n := range t.node.get(key).items() {
				push(n)
			}
		}
		properties := t.node.get("properties")
		for i := range properties.fields() {
			if p := properties.fields()[i].value; !p.isTrue("writeOnly") {
				push(p)
			}
		}
	}
}

// purpose is what a path is for, as its words tell.
type purpose struct{ signIn, admin, handsOut, asks bool }

// askWords are last segments of paths to which a POST is a question and not a change.
var askWords = nameSet("get list find search query lookup count validate calculate preview")

// purpose looks at each path once: each of its operations asks.
func (a *assembly) purpose(path string) purpose {
	p, ok := a.purposes[path]
	if !ok {
		p = purposeOf(path)
		a.purposes[path] = p
	}
	return p
}

func purposeOf(path string) purpose {
	p := purpose{}
	if len(path) > maxPath {
		return p
	}
	segments := strings.Split(strings.TrimRight(path, "/"), "/")
	var last []string
	for i, s := range segments {
		if s == "" || strings.ContainsAny(s, "{}") {
			continue
		}
		last = words(s)
		p.asks = i == len(segments)-1 && len(last) == 1 && askWords[last[0]]
		for _, w := range last {
			p.handsOut = p.handsOut || handsOut[w]
			p.signIn = p.signIn || protocolWords[w]
			p.admin = p.admin || adminWords[w] && i < len(segments)-1
		}
	}
	p.signIn = p.signIn || signInSegments[strings.Join(last, "")] || slices.ContainsFunc(last, func(w string) bool { return signInWords[w] })
	return p
}
