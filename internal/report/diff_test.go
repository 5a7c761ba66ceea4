package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/invopop/jsonschema"
	validator "github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/source"
)

func spotAt(file, pointer string, line int) facts.Node {
	return facts.Node{File: file, Pointer: pointer, Range: facts.Range{Start: facts.Position{Line: line, Column: 3}, End: facts.Position{Line: line, Column: 9}}}
}

// says makes what a rule says of a change.
func says(t testing.TB, id string, severity policy.Severity, message, fix string) finding.Finding {
	t.Helper()
	set, err := testRules()
	if err != nil {
		t.Fatal(err)
	}
	rule, ok := set.Get(id)
	if !ok {
		t.Fatalf("no rule %s", id)
	}
	return finding.Finding{Rule: rule, Severity: severity, Kind: facts.OpenAPI, Message: message, Fix: fix, Fingerprint: "00cd53ac171357afa62b32e5accc80cd"}
}

// release is a changelog with something in each section.
func release(t testing.TB) *Diff {
	const file = "api/shop.yaml"
	change := func(kind, subject, name, from, to, pointer string, line int, ops ...string) DiffChange {
		return DiffChange{Kind: kind, Effect: "neutral", Subject: subject, Name: name, From: from, To: to, Is: spotAt(file, pointer, line), Was: spotAt(file, pointer, line-2), Operations: ops}
	}
	orders := []string{"DELETE /orders", "GET /orders", "GET /orders/{id}", "POST /orders"}
	gone := change("path-removed", "/invoices", "/invoices", "", "", "/paths", 4, "GET /invoices", "POST /invoices")
	gone.Was = spotAt(file, "/paths/~1invoices", 80)
	gone.Findings = []finding.Finding{says(t, "rest/operation-id-unique", policy.Error, "the path /invoices is gone: clients that call it get a 404", "bring it back with a date")}
	enum := change("enum-value-added", "Order.status", "lost", "open, paid", "lost, open, paid", "/components/schemas/Order/properties/status/enum", 130, orders...)
	enum.InResponse, enum.Effect = true, "widens"
	enum.Findings = []finding.Finding{says(t, "rest/success-response", policy.Warning, "clients that know the values of Order.status are sent lost", "announce it first")}
	moved := change("operation-moved", "GET /cart", "GET /cart", "GET /cart", "GET /basket", "/paths/~1basket/get", 60, "GET /cart")
	moved.Findings = []finding.Finding{says(t, "rest/operation-id-unique", policy.Error, "GET /cart moved to GET /basket", "answer at both")}
	moved.Findings[0].Suppression = &finding.Suppression{Node: spotAt("bdma.yaml", "", 7), Reason: "only our own shop calls it", Until: "2027-01-31", Tool: "bdma"}
	whole := DiffChange{Is: spotAt(file, "/info/version", 3), Findings: []finding.Finding{says(t, "team/owner", policy.Info, "the version went down", "")}}
	limit := change("parameter-added", "the query parameter limit of GET /orders", "limit", "", "", "/paths/~1orders/get/parameters/1", 20, "GET /orders")
	limit.InRequest = true
	return &Diff{
		Version: "0.1.0", Name: "shop", Time: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), Base: "v1.4", Head: "v1.5", FailOn: policy.Error,
		Documents: []DiffDocument{
			{File: "api/mail.yaml", Was: "api/mail.yaml", Title: "Mail", WasVersion: "1", Version: "1", Compared: true},
			{File: file, Was: file, Title: "Shop", WasVersion: "1.4.0", Version: "1.5.0", Compared: true, Changes: []DiffChange{
				gone, enum, moved, whole, limit,
				change("property-added", "Order.total", "total", "", "", "/components/schemas/Order/properties/total", 133, orders...),
				change("max-length", "Order.note", "", "200", "100", "/components/schemas/Order/properties/note/maxLength", 128, orders...),
				change("path-added", "/refunds", "/refunds", "", "", "/paths/~1refunds", 90, "GET /refunds", "POST /refunds"),
				change("deprecated", "POST /orders", "POST /orders", "no", "yes", "/paths/~1orders/post/deprecated", 40, "POST /orders"),
				change("tag-removed", "GET /orders", "old", "old", "", "/paths/~1orders/get", 15, "GET /orders"),
			}},
			{File: "api/warehouse.yaml", Was: "api/depot.yaml", Title: "Depot", WasVersion: "2.0", Version: "2.0", Compared: true},
			{File: "api/broken.yaml", Was: "api/broken.yaml"},
		},
		Added: []string{"api/returns.yaml"}, Removed: []string{"legacy/openapi.yaml"}, Untouched: 12,
		Faults:  []DiffFault{{Node: spotAt("api/broken.yaml", "", 12), InBase: true, Message: "this is not YAML", Hint: "close the quote", Fatal: true}},
		Skipped: []source.Skipped{{File: "api/asyncapi.yaml", Reason: "is AsyncAPI, which bdma does not judge"}},
	}
}

func changelog(t testing.TB, format string, d *Diff, opt Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := WriteDiff(&b, format, d, opt); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestDiffGolden(t *testing.T) {
	for _, c := range []struct {
		file, format string
		diff         *Diff
		opt          Options
	}{
		{"release.txt", "text", release(t), Options{}},
		{"release-color.txt", "text", release(t), Options{Color: true, Hyperlinks: true, AbsPath: func(f string) string { return "/src/my shop/" + f }}},
		{"release.md", "markdown", release(t), Options{}},
		{"release-comment.md", "comment", release(t), Options{}},
		{"release.json", "json", release(t), Options{}},
		{"release.html", "html", release(t), Options{}},
		{"large.txt", "text", largeDiff(t, 400), Options{}},
		{"nothing.txt", "text", &Diff{Base: "v1", Head: "v2"}, Options{}},
		{"nothing.md", "markdown", &Diff{Base: "v1", Head: "v2"}, Options{}},
	} {
		t.Run(c.file, func(t *testing.T) {
			golden(t, filepath.Join("testdata", "golden", "diff", c.file), withoutDiffAssets(changelog(t, c.format, c.diff, c.opt)))
		})
	}
}

func withoutDiffAssets(page string) string {
	page = strings.NewReplacer(style+findingsStyle+diffStyle, "…", findScript+diffScript, "…").Replace(page)
	return regexp.MustCompile(`sha256-[A-Za-z0-9+/=]{44}`).ReplaceAllString(page, "sha256-…")
}

// largeDiff has n changes of each kind in a document.
func largeDiff(t testing.TB, n int) *Diff {
	d := &Diff{Base: "v1", Head: "v2", FailOn: policy.Error, Version: "0.1.0"}
	doc := DiffDocument{File: "big.yaml", Was: "big.yaml", Compared: true}
	for i := range n {
		schema := fmt.Sprintf("Thing%04d", i)
		for _, kind := range []string{"property-added", "property-removed", "max-length", "path-added", "property-optional", "enum-value-removed"} {
			c := DiffChange{Kind: kind, Subject: schema + ".name", Name: "name", From: "9", To: "8", Is: spotAt("big.yaml", "/components/schemas/"+schema, i+1), Was: spotAt("big.yaml", "/components/schemas/"+schema, i+1),
				Operations: []string{"GET /a", "GET /b"}}
			if kind == "enum-value-removed" {
				c.Findings = []finding.Finding{says(t, "rest/success-response", policy.Error, "clients that send "+schema+" get a 400", "take it")}
			}
			doc.Changes = append(doc.Changes, c)
		}
	}
	d.Documents = []DiffDocument{doc}
	return d
}

func TestLargeDiffsStayReadable(t *testing.T) {
	d := largeDiff(t, 4000)
	if n := strings.Count(changelog(t, "text", d, Options{}), "\n"); n > 500 {
		t.Errorf("%d lines", n)
	}
	if n := strings.Count(changelog(t, "text", d, Options{Verbose: true}), "\n"); n < 24_000 {
		t.Errorf("everything has %d lines only", n)
	}
	for _, limit := range []int{2_000, 65_536, 0} {
		text := changelog(t, "markdown", d, Options{MaxBytes: limit})
		if most := max(limit, DefaultMarkdownBytes*(1-min(limit, 1))); len(text) > most {
			t.Errorf("%d bytes where %d are allowed", len(text), most)
		}
		if strings.Count(text, "<details>") != strings.Count(text, "</details>") {
			t.Errorf("a fold is open in %d bytes", limit)
		}
		if !strings.Contains(text, "not shown**") {
			t.Errorf("%d bytes do not say what is left out", limit)
		}
	}
	page := changelog(t, "html", d, Options{})
	if n := len(regexp.MustCompile(`class="(finding )?item[" ]`).FindAllString(page, -1)); n != maxHTMLChanges {
		t.Errorf("the page has %d changes", n)
	}
	if !strings.Contains(page, "not shown here") {
		t.Error("the page does not say what is left out")
	}
}

func TestHostileDiffIsTame(t *testing.T) {
	d := release(t)
	for i, a := range attacks {
		b := attacks[(i+5)%len(attacks)]
		path := hostilePaths[i%len(hostilePaths)]
		f := says(t, "rest/operation-id-unique", policy.Severities()[i%3], a, b)
		if i%3 == 0 {
			f.Suppression = &finding.Suppression{Node: spotAt(path, a, 1), Reason: a, Until: b}
		}
		doc := DiffDocument{File: path, Was: hostilePaths[(i+1)%len(hostilePaths)], Title: a, WasVersion: b, Version: a, Compared: true, Partial: true}
		for _, kind := range []string{"path-added", "x-added", "max-length", "nullable", "path-moved", a} {
			doc.Changes = append(doc.Changes, DiffChange{Kind: kind, Subject: a, Name: b, From: a, To: b, Is: spotAt(path, "/components/schemas/"+b, 2), Was: spotAt(path, a, 2), Operations: []string{a, b}},
				DiffChange{Kind: kind, Subject: a, Is: spotAt(path, "/paths/"+a, 2), Operations: []string{a}, Findings: []finding.Finding{f}})
		}
		d.Documents = append(d.Documents, doc)
		d.Added, d.Removed = append(d.Added, path), append(d.Removed, path)
		d.Faults = append(d.Faults, DiffFault{Node: spotAt(path, "", 3), Message: a, Hint: b})
		d.Skipped = append(d.Skipped, source.Skipped{File: path, Reason: a})
	}
	d.Name, d.Base, d.Head = attacks[0], attacks[1], attacks[2]
	for _, opt := range []Options{{}, {Verbose: true}, {Width: 40}} {
		tame(t, changelog(t, "text", d, opt), none)
	}
	for _, format := range []string{"json", "markdown", "html"} {
		tame(t, changelog(t, format, d, Options{}), none)
	}
	page := changelog(t, "html", d, Options{})
	rest := strings.NewReplacer(style+findingsStyle+diffStyle, "", findScript+diffScript, "").Replace(page)
	for _, tag := range regexp.MustCompile(`<[a-zA-Z!/][^>]*>`).FindAllString(regexp.MustCompile(` title="[^"]*"`).ReplaceAllString(rest, ""), -1) {
		if regexp.MustCompile(`(?i)<(img|!--|iframe|object|base\b)|\bon[a-z]+=|javascript:`).MatchString(tag) {
			t.Errorf("a stranger wrote %s", tag)
		}
	}
	if n := strings.Count(page, "<script"); n != 1 {
		t.Errorf("%d scripts", n)
	}
}

func TestDiffWords(t *testing.T) {
	for _, c := range []struct {
		kind, subject, name, from, to, want string
	}{
		{"property-added", "Pet.name", "name", "", "", "the property Pet.name was added"},
		{"property-removed", "Pet.name", "name", "", "", "the property Pet.name was removed"},
		{"property-removed", "the request body of POST /pets.name", "name", "", "", "the property name of the request body of POST /pets was removed"},
		{"property-added", "owner of the request body of POST /pets.name", "name", "", "", "the property owner.name of the request body of POST /pets was added"},
		{"property-required", "Pet.name", "name", "", "", "Pet.name is required now"},
		{"parameter-added", "the query parameter limit of GET /pets", "limit", "", "", "the query parameter limit of GET /pets was added"},
		{"parameter-added", `the query parameter "limit" of GET /pets`, "limit", "", "", `the query parameter "limit" of GET /pets was added`},
		{"parameter-style", `the query parameter "limit" of GET /pets`, "limit", "form", "pipeDelimited", `the query parameter "limit" of GET /pets: parameter style form → pipeDelimited`},
		{"header-added", "the 200 response of GET /pets", "X-Rate", "", "", "the 200 response of GET /pets: the header X-Rate was added"},
		{"response-removed", "the 404 response of GET /pets", "404", "", "", "the 404 response of GET /pets was removed"},
		{"request-body-added", "the request body of POST /pets", "", "", "", "the request body of POST /pets was added"},
		{"enum-value-added", "Pet.status", "lost", "a", "a, lost", "Pet.status: the enum value lost was added"},
		{"enum-value-removed", "Pet.status", "lost, sold", "lost, sold, open", "open", "Pet.status: the enum values lost, sold were removed"},
		{"choice-added", "Pet.owner", "", "", "Person, Shop", "Pet.owner: the choices Person, Shop were added"},
		{"max-length", "Pet.name", "", "9", "", "Pet.name: max length 9 was dropped"},
		{"max-length", "Pet.name", "", "", "9", "Pet.name: max length 9 was added"},
		{"max-length", "Pet.name", "", "9", "8", "Pet.name: max length 9 → 8"},
		{"nullable", "Pet.name", "", "not nullable", "nullable", "Pet.name is nullable now"},
		{"nullable", "Pet.name", "", "nullable", "not nullable", "Pet.name is not nullable any more"},
		{"operation-id-changed", "GET /pets", "list", "list", "fetch", "GET /pets: operation id list → fetch"},
		{"security-scheme-in", "the security scheme key", "key", "header", "query", "the security scheme key: security scheme in header → query"},
		{"sunset-later", "GET /pets", "GET /pets", "2027-01-01", "2028-01-01", "GET /pets: sunset 2027-01-01 → 2028-01-01"},
		{"path-moved", "/a", "/a", "/a", "/b", "/a moved to /b"},
		{"something-new", "Pet", "", "", "", "Pet: something new changed"},
		{"server-added", "https://a.example", "https://a.example", "", "x", "the server https://a.example was added"},
	} {
		ch := DiffChange{Kind: c.kind, Subject: c.subject, Name: c.name, From: c.from, To: c.to}
		if got := ch.words(); got != c.want {
			t.Errorf("%s: %s\nwant %s", c.kind, got, c.want)
		}
	}
}

func TestDiffGroups(t *testing.T) {
	two := []string{"GET /a", "GET /b"}
	for _, c := range []struct {
		pointer, was, kind string
		operations         []string
		want               string
	}{
		{"/paths/~1pets/get/responses/200", "", "response-added", []string{"GET /pets"}, "GET /pets"},
		{"/paths/~1pets/parameters/0", "", "parameter-added", []string{"GET /pets", "POST /pets"}, "/pets"},
		{"/paths", "/paths/~1pets", "path-removed", []string{"GET /pets"}, "/pets"},
		{"/webhooks/sold/post", "", "max-length", []string{"POST sold"}, "POST sold"},
		{"/webhooks/sold", "", "webhook-added", []string{"GET x", "POST x"}, "webhook sold"},
		{"/components/schemas/Pet/properties/a~1b", "", "type", two, "schema Pet"},
		{"/components/schemas/Pet/properties/name", "", "type", []string{"GET /pets"}, "GET /pets"},
		{"/components/requestBodies/Pet", "", "type", two, "request body Pet"},
		{"/definitions/Pet", "", "type", two, "schema Pet"},
		{"/components/securitySchemes/key", "", "security-scheme-in", nil, "security scheme key"},
		{"/servers/0", "", "servers-replaced", two, ""},
		{"/info/version", "", "", nil, ""},
		{"", "", "", nil, ""},
	} {
		ch := DiffChange{Kind: c.kind, Is: facts.Node{File: "a.yaml", Pointer: c.pointer}, Was: facts.Node{Pointer: c.was}, Operations: c.operations}
		ch.Subject = strings.NewReplacer("/paths/", "", "~1", "/").Replace(c.was)
		if _, got, _ := ch.group(); got != c.want {
			t.Errorf("%s of %v stands under %q, want %q", c.pointer, c.operations, got, c.want)
		}
	}
}

func TestDiffFails(t *testing.T) {
	for severity, want := range map[policy.Severity]bool{policy.Off: false, policy.Error: true, policy.Warning: true, policy.Info: true} {
		d := release(t)
		d.FailOn = severity
		if d.Failed() != want {
			t.Errorf("fail-on %s: %v", severity, !want)
		}
	}
	d := release(t)
	d.Documents[1].Changes = d.Documents[1].Changes[2:3] // what was accepted
	if d.Failed() {
		t.Error("what was accepted fails")
	}
}

// diffSchema returns the JSON Schema of the json of bdma diff, made of its types and of their comments.
func diffSchema(t *testing.T) []byte {
	t.Helper()
	texts := comments(t, "diff_json.go")
	for _, file := range []string{"json.go", "json_exceptions.go"} {
		maps.Copy(texts, comments(t, file))
	}
	r := jsonschema.Reflector{
		ExpandedStruct: true, AllowAdditionalProperties: true,
		Namer: func(t reflect.Type) string {
			return strings.ToLower(strings.TrimPrefix(strings.TrimPrefix(t.Name(), "json"), "changelog"))
		},
		LookupComment: func(t reflect.Type, field string) string { return texts[t.Name()+"."+field] },
	}
	s := r.Reflect(&changelogReport{})
	s.ID = "https://github.com/bdma-dev/bdma/blob/main/docs/reports/diff.schema.json"
	s.Title = "The json of bdma diff, version 1"
	for _, nullable := range [][2]string{{"place", "range"}, {"range", "end"}, {"suppression", "range"}, {"fault", "range"}} {
		property, ok := s.Definitions[nullable[0]].Properties.Get(nullable[1])
		if !ok {
			t.Fatalf("%s has no %s", nullable[0], nullable[1])
		}
		property.AnyOf = []*jsonschema.Schema{{Ref: property.Ref}, {Type: "null"}}
		property.Ref = ""
	}
	out, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return append(out, '\n')
}

func TestDiffSchemaIsCurrent(t *testing.T) {
	golden(t, filepath.Join(docs, "diff.schema.json"), string(diffSchema(t)))
}

func TestDiffJSONFollowsItsSchema(t *testing.T) {
	doc, err := validator.UnmarshalJSON(bytes.NewReader(diffSchema(t)))
	if err != nil {
		t.Fatal(err)
	}
	c := validator.NewCompiler()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for name, d := range map[string]*Diff{"release": release(t), "large": largeDiff(t, 10), "nothing": {}} {
		text := changelog(t, "json", d, Options{})
		v, err := validator.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := compiled.Validate(v); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		// It is written piece by piece: its keys must be those of the type, in the same order.
		var whole changelogReport
		if err := json.Unmarshal([]byte(text), &whole); err != nil {
			t.Fatal(err)
		}
		again, err := json.Marshal(whole)
		if err != nil {
			t.Fatal(err)
		}
		var compact bytes.Buffer
		if err := json.Compact(&compact, []byte(text)); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(compact.String(), string(again)); d != "" {
			t.Errorf("%s: the type has other keys than the text (-text +type):\n%s", name, d)
		}
	}
}

// TestDiffComments holds that a comment begins with its mark, that nothing in it closes the mark, and that it fits.
func TestDiffComments(t *testing.T) {
	d := largeDiff(t, 4000)
	d.Scope = "api/--> <b>é"
	text := changelog(t, "comment", d, Options{})
	if want := "<!-- bdma-diff/api/--%3E%20%3Cb%3E%C3%A9 -->\n## "; !strings.HasPrefix(text, want) {
		t.Errorf("it begins with %.60q", text)
	}
	if len(text) > CommentBytes {
		t.Errorf("%d bytes", len(text))
	}
	if !strings.Contains(text, "changes are not shown") {
		t.Error("it does not say how many changes it leaves out")
	}
}

// TestDiffJSONNamesOperationsOnce holds that operations are told by their index.
func TestDiffJSONNamesOperationsOnce(t *testing.T) {
	text := changelog(t, "json", largeDiff(t, 100), Options{})
	if n := strings.Count(text, "GET /a"); n != 1 {
		t.Errorf("an operation is named %d times", n)
	}
}

func TestWriteDiffRefusesUnknownFormat(t *testing.T) {
	if err := WriteDiff(&bytes.Buffer{}, "pdf", &Diff{}, Options{}); err == nil || !strings.Contains(err.Error(), "comment, html, json, markdown, text") {
		t.Errorf("%v", err)
	}
}

func TestDiffInABrowser(t *testing.T) {
	b := newBrowser(t)
	file := filepath.Join(publish(t, map[string]string{"diff.html": changelog(t, "html", release(t), Options{})}), "diff.html")
	dom := b.dom(file, sayScript+`
const $ = id => document.getElementById(id);
const items = () => [...document.querySelectorAll(".item")].filter(seen);
const type = s => { $("find").value = s; $("find").dispatchEvent(new Event("input")); };
say(document.title);
say(seen(document.querySelector(".tools")), $("found").value, items().length);
say([...$("sections").children].map(b => b.textContent).join(", "));
type("order STATUS");
say($("found").value, items().map(i => i.textContent).length);
type("");
$("sections").children[0].click();
say("without what breaks:", $("found").value, $("sections").children[0].getAttribute("aria-pressed"));
$("sections").children[0].click();
$("shut").click();
say("folded:", document.querySelectorAll(".group[open]").length);
$("open").click();
say("unfolded:", document.querySelectorAll(".group[open]").length);
`)
	want := []string{
		"shop: not everything compared; 10 changes, among them 1 breaking, 2 that may break clients and 1 accepted", "true 10 changes 10",
		"Breaking, May break clients, Accepted breaks, Deprecated, Added, Removed, Changed", "1 of 10 changes 1", "without what breaks: 9 of 10 changes false", "folded: 0", "unfolded: 10",
	}
	if d := cmp.Diff(want, said(t, dom)); d != "" {
		t.Error(d)
	}
}
