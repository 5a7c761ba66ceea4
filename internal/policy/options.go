package policy

import (
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/bdma-dev/bdma/internal/strictyaml"
)

// Options are the settings of a rule: a JSON Schema of an object whose properties all have a default.
type Options struct {
	schema   map[string]any
	defaults map[string]any
	compiled func() (*optionSchema, error)
}

func newOptions(schema map[string]any) (*Options, error) {
	doc, err := decodeValue(schema)
	if err != nil {
		return nil, err
	}
	o := &Options{schema: doc.(map[string]any), defaults: make(map[string]any)}
	if o.schema["type"] != "object" || o.schema["additionalProperties"] != false {
		return nil, fmt.Errorf("options must be a JSON Schema with type: object and additionalProperties: false")
	}
	properties, _ := o.schema["properties"].(map[string]any)
	if len(properties) == 0 {
		return nil, fmt.Errorf("options must list properties")
	}
	for name, p := range properties {
		property, _ := p.(map[string]any)
		value, ok := property["default"]
		if !ok {
			return nil, fmt.Errorf("option %q has no default", name)
		}
		if text, _ := property["description"].(string); text == "" {
			return nil, fmt.Errorf("option %q has no description", name)
		}
		o.defaults[name] = value
	}
	o.compiled = sync.OnceValues(func() (*optionSchema, error) { return compileOptionSchema(o.schema) })
	return o, nil
}

// Schema returns the JSON Schema of the options.
func (o *Options) Schema() map[string]any { return o.schema }

// Names returns the options' names, sorted.
func (o *Options) Names() []string { return slices.Sorted(maps.Keys(o.defaults)) }

// Property returns the JSON Schema of one option.
func (o *Options) Property(name string) map[string]any {
	properties, _ := o.schema["properties"].(map[string]any)
	p, _ := properties[name].(map[string]any)
	return p
}

// OptionError says which option is wrong; Option is empty when it is the whole.
type OptionError struct {
	// Option is the place of the value, as people write it: groups.get[2].
	Option string
	// Path is the same in steps, the option's name first.
	Path []string
	// Key is true when it is the key of that name that is wrong, and not its value.
	Key    bool
	Reason string
}

func (e *OptionError) Error() string {
	if e.Option == "" {
		return e.Reason
	}
	return fmt.Sprintf("option %q %s", e.Option, e.Reason)
}

// Check returns an *[OptionError] when the given settings break the schema.
func (o *Options) Check(given map[string]any) error {
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if _, ok := o.defaults[name]; !ok {
			return &OptionError{Reason: strictyaml.Unknown("option", name, o.Names())}
		}
	}
	schema, err := o.compiled()
	if err != nil {
		return err
	}
	value, err := decodeValue(given)
	if err != nil {
		return &OptionError{Reason: err.Error()}
	}
	if found := schema.check(nil, value); len(found) > 0 {
		return o.optionError(found)
	}
	return nil
}

// Settings returns what a rule sees as data.settings: the defaults, overlaid with what is given. The receiver may be nil.
func (o *Options) Settings(given map[string]any) (ast.Value, error) {
	all := make(map[string]any)
	if o != nil {
		maps.Copy(all, o.defaults)
	}
	maps.Copy(all, given)
	return ast.InterfaceToValue(all)
}
