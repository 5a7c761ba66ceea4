package policy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/bdma-dev/bdma/internal/facts"
)

// Mends says how far the edits that a rule gives may be trusted. It is empty for a rule that gives none.
type Mends string

// The ways to mend. A safe edit changes nothing but what the finding is about: no client, no query and no row can tell. An unsafe one is
// what most people would write, and somebody has to look at what follows from it.
const (
	Safe   Mends = "safe"
	Unsafe Mends = "unsafe"
)

// Action is what an edit does.
type Action string

// The actions. The first four are for any text; of the others, which are for YAML and JSON, each keeps the style of the document.
const (
	// DoReplace puts a text in the place of what stands there.
	DoReplace Action = "replace"
	// DoBefore and DoAfter put a text in.
	DoBefore Action = "before"
	DoAfter  Action = "after"
	// DoDelete takes out what stands there.
	DoDelete Action = "delete"
	// DoSet adds a key with its value to an object, or replaces the value of one that is a scalar.
	DoSet Action = "set"
	// DoBeside adds a key beside one that is there, as DoSet does.
	DoBeside Action = "beside"
	// DoValue replaces a scalar.
	DoValue Action = "value"
	// DoKey renames a key.
	DoKey Action = "key"
	// DoRemove takes a key out together with its value, or an item out of its list.
	DoRemove Action = "remove"
	// DoAppend adds an item to a list.
	DoAppend Action = "append"
)

var actions = []Action{DoReplace, DoBefore, DoAfter, DoDelete, DoSet, DoBeside, DoValue, DoKey, DoRemove, DoAppend}

// Ask is an edit that a rule asks for, in terms of the facts. Whoever carries it out knows the file.
type Ask struct {
	At facts.ID
	Do Action
	// Text is what [DoReplace], [DoBefore] and [DoAfter] write, and the name that [DoSet] and [DoBeside] add and [DoKey] gives.
	Text string
	// Value is what [DoSet], [DoBeside], [DoValue] and [DoAppend] write: text, [Number], bool, nil, []any or [Members].
	Value any
}

// Number is a number as Rego writes it.
type Number string

// Members are those of an object, in the order of their names.
type Members []Member

// Member is one of them.
type Member struct {
	Name  string
	Value any
}

// maxAsked bounds the edits of one finding.
const maxAsked = 100

// readAsks reads the edits of a finding: a list or a set of objects, each with a place and an action.
func readAsks(value ast.Value, doc *facts.Doc) (asks []Ask, err error) {
	each := func(t *ast.Term) error {
		more, err := readAsk(t, doc)
		if asks = append(asks, more...); len(asks) > maxAsked && err == nil {
			err = fmt.Errorf("there are more than %d", maxAsked)
		}
		return err
	}
	switch list := value.(type) {
	case *ast.Array:
		err = list.Iter(each)
	case ast.Set:
		for _, t := range list.Slice() {
			if err = each(t); err != nil {
				break
			}
		}
	default:
		err = fmt.Errorf("%v is not a list", value)
	}
	return asks, err
}

func readAsk(t *ast.Term, doc *facts.Doc) ([]Ask, error) {
	object, ok := t.Value.(ast.Object)
	if !ok {
		return nil, fmt.Errorf("%v is not an object", t)
	}
	place := object.Get(ast.InternedTerm(keyAt))
	if place == nil || object.Len() != 2 {
		return nil, fmt.Errorf(`%v has not "at" and one of %s`, t, actionNames())
	}
	id, err := readID(place.Value, doc)
	if err != nil {
		return nil, err
	}
	for _, k := range object.Keys() {
		name, _ := k.Value.(ast.String)
		if name == keyAt {
			continue
		}
		ask := Ask{At: id, Do: Action(name)}
		value := object.Get(k).Value
		switch ask.Do {
		case DoReplace, DoBefore, DoAfter, DoKey:
			ask.Text, err = written(value)
			return []Ask{ask}, err
		case DoDelete, DoRemove:
			if value.Compare(ast.Boolean(true)) != 0 {
				return nil, fmt.Errorf("%s is %v; it is true, or not there", name, value)
			}
			return []Ask{ask}, nil
		case DoValue, DoAppend:
			ask.Value, err = plain(value)
			return []Ask{ask}, err
		case DoSet, DoBeside:
			v, err := plain(value)
			members, ok := v.(Members)
			if err == nil && !ok {
				err = fmt.Errorf("%s is %v; it is an object of the keys to add", name, value)
			}
			var asks []Ask
			for _, m := range members {
				asks = append(asks, Ask{At: id, Do: ask.Do, Text: m.Name, Value: m.Value})
			}
			return asks, err
		}
	}
	return nil, fmt.Errorf(`%v has not "at" and one of %s`, t, actionNames())
}

func actionNames() string {
	names := make([]string, len(actions))
	for i, a := range actions {
		names[i] = string(a)
	}
	return strings.Join(names, ", ")
}

// written is a text, or the texts of a list one after the other.
func written(value ast.Value) (string, error) {
	list, ok := value.(*ast.Array)
	if !ok {
		return text(value)
	}
	var b strings.Builder
	err := list.Iter(func(t *ast.Term) error {
		s, err := text(t.Value)
		b.WriteString(s)
		return err
	})
	return b.String(), err
}

// plain is a value without Rego.
func plain(value ast.Value) (any, error) {
	switch v := value.(type) {
	case ast.Null:
		return nil, nil
	case ast.String:
		return string(v), nil
	case ast.Boolean:
		return bool(v), nil
	case ast.Number:
		return Number(v.String()), nil
	case *ast.Array:
		list := make([]any, 0, v.Len())
		err := v.Iter(func(t *ast.Term) error {
			item, err := plain(t.Value)
			list = append(list, item)
			return err
		})
		return list, err
	case ast.Object:
		members := make(Members, 0, v.Len())
		for _, k := range v.Keys() {
			name, ok := k.Value.(ast.String)
			if !ok {
				return nil, fmt.Errorf("the key %v is not text", k)
			}
			value, err := plain(v.Get(k).Value)
			if err != nil {
				return nil, err
			}
			members = append(members, Member{string(name), value})
		}
		slices.SortFunc(members, func(a, b Member) int { return strings.Compare(a.Name, b.Name) })
		return members, nil
	}
	return nil, fmt.Errorf("%v cannot be written into a file", value)
}

// checkMends holds METADATA and the heads of a rule to each other: it gives edits if and only if it says that it mends. Suppressions are
// taken out by Go, which alone knows how they are written.
func (r *Rule) checkMends(m *ast.Module) error {
	var first *ast.Location
	gives := r.Judges(facts.Suppression)
	for _, rule := range m.Rules {
		if rule.Head.Name != "deny" {
			continue
		}
		if object, ok := rule.Head.Key.Value.(ast.Object); ok && object.Get(ast.InternedTerm(keyEdits)) != nil {
			gives, first = true, rule.Head.Loc()
		}
	}
	switch {
	case first != nil && r.Mends == "":
		return at(first, "this finding gives edits, and METADATA does not say how far they go: write \"mends: safe\" or \"mends: unsafe\" under custom")
	case !gives && r.Mends != "":
		return fmt.Errorf("%s: METADATA says \"mends: %s\", and no finding gives \"edits\"", r.File, r.Mends)
	}
	return nil
}
