package policy

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Names that a finding's object uses for itself; every other key is a value for the texts.
const (
	keyAt      = "at"
	keyRelated = "related"
	keyEdits   = "edits"
)

// isPackage reports whether a path is that of a package, element by element.
func isPackage(path ast.Ref, want []string) bool {
	if len(path) != len(want)+1 {
		return false
	}
	for i, element := range want {
		if s, ok := path[i+1].Value.(ast.String); !ok || string(s) != element {
			return false
		}
	}
	return true
}

// parse reads a rule's Rego and holds it to the contract between rules and engine: its package follows from its id, and
// every finding is an object literal that has what the texts need.
func (r *Rule) parse() (*ast.Module, error) {
	m, err := ast.ParseModuleWithOpts(r.File, withoutMetadata(r.source), ast.ParserOptions{RegoVersion: ast.RegoV1, Capabilities: parserCapabilities()})
	if err != nil {
		return nil, regoError(err)
	}
	if m == nil {
		return nil, fmt.Errorf("%s: the file holds no Rego", r.File)
	}
	want := packagePath(r.ID)
	// A word of the language is a name all the same: package bdma.coverage.package.
	if !isPackage(m.Package.Path, want) {
		return nil, at(m.Package.Loc(), "the rule %s is \"package %s\"", r.ID, strings.Join(want, "."))
	}
	for _, i := range m.Imports {
		if i.Path.String() != "rego.v1" {
			return nil, at(i.Loc(), "a rule imports nothing: it sees input and data.settings only")
		}
	}
	found := false
	for _, rule := range m.Rules {
		if rule.Head.Name != "deny" {
			continue
		}
		found = true
		if err := r.checkHead(rule.Head); err != nil {
			return nil, err
		}
	}
	if !found {
		return nil, fmt.Errorf("%s: the rule has no \"deny contains {…} if {…}\"", r.File)
	}
	if err := r.checkMends(m); err != nil {
		return nil, err
	}
	return m, nil
}

// parserCapabilities are the parser's own default, which it would sort anew for every rule.
var parserCapabilities = sync.OnceValue(func() *ast.Capabilities {
	return ast.CapabilitiesForThisVersion(ast.CapabilitiesRegoVersion(ast.RegoV1))
})

// withoutMetadata empties the comment lines that a rule begins with, which are most of its text: they were read before.
func withoutMetadata(source []byte) string {
	lines, rest := 0, source
	for len(rest) > 0 && rest[0] == '#' {
		i := bytes.IndexByte(rest, '\n')
		if i < 0 {
			return string(source)
		}
		rest = rest[i+1:]
		lines++
	}
	return strings.Repeat("\n", lines) + string(rest)
}

func (r *Rule) checkHead(head *ast.Head) error {
	if head.Key == nil || head.Value != nil {
		return at(head.Loc(), "deny is a set: write \"deny contains {…} if {…}\"")
	}
	object, ok := head.Key.Value.(ast.Object)
	if !ok {
		return at(head.Loc(), "deny contains an object literal such as {\"at\": row.at}")
	}
	var keys []string
	for _, k := range object.Keys() {
		s, ok := k.Value.(ast.String)
		if !ok {
			return at(k.Loc(), "the keys of a finding are constant strings")
		}
		keys = append(keys, string(s))
		value := object.Get(k)
		if _, call := value.Value.(ast.Call); call {
			return at(value.Loc(), "a finding calls no function; a fact should say it, or bind it in the body")
		}
	}
	if !slices.Contains(keys, keyAt) {
		return at(head.Loc(), "a finding needs \"at\", copied from the fact that it is about")
	}
	for _, t := range []Template{r.Message, r.Fix} {
		for _, name := range t.Names() {
			if !slices.Contains(keys, name) {
				return at(head.Loc(), "the text %q needs {%s}, which this finding does not give", t, name)
			}
		}
	}
	return nil
}

// Lint returns what makes a rule dear to evaluate or hard to read, and options that break their own schema, one sentence
// each. The test suite of the embedded rules allows none of it.
func (r *Rule) Lint() ([]string, error) {
	m, err := r.parse()
	if err != nil {
		return nil, err
	}
	var faults []string
	if r.Options != nil {
		for _, fault := range r.Options.Faults() {
			faults = append(faults, r.File+": "+fault)
		}
	}
	say := func(loc *ast.Location, format string, args ...any) {
		faults = append(faults, at(loc, format, args...).Error())
	}
	for _, rule := range m.Rules {
		inLoop := false
		ast.WalkExprs(rule, func(e *ast.Expr) bool {
			if e.IsEvery() && inLoop {
				say(e.Loc(), "every inside an iteration costs 2.5 µs an element; a fact should say it")
			}
			if _, ok := e.Terms.(*ast.SomeDecl); ok {
				inLoop = true
			}
			if e.IsCall() {
				switch name := e.Operator().String(); {
				case name == "walk":
					say(e.Loc(), "walk visits the whole document; a table of facts should list what it looks for")
				case strings.HasPrefix(name, "regex."):
					if _, constant := e.Operand(0).Value.(ast.String); !constant {
						say(e.Loc(), "the pattern of %s is not a constant", name)
					}
				}
			}
			return false
		})
	}
	return faults, nil
}

func at(loc *ast.Location, format string, args ...any) error {
	msg := fmt.Sprintf(format, args...)
	if loc == nil {
		return fmt.Errorf("%s", msg)
	}
	return fmt.Errorf("%s:%d:%d: %s", loc.File, loc.Row, loc.Col, msg)
}

// regoError turns OPA's errors into one line each, and says of a builtin that was taken away why it was.
func regoError(err error) error {
	errs, ok := err.(ast.Errors)
	if !ok {
		return err
	}
	var lines []string
	for _, e := range errs {
		msg := e.Message
		if name, ok := strings.CutPrefix(msg, "undefined function "); ok {
			if why, ok := denial(name); ok {
				msg = fmt.Sprintf("%s is not available to rules: it %s", name, why)
			}
		}
		lines = append(lines, at(e.Location, "%s", msg).Error())
	}
	return fmt.Errorf("%s", strings.Join(lines, "\n"))
}
