package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/source"
	"github.com/bdma-dev/bdma/internal/strictyaml"
)

// Load reads a configuration file and checks its syntax and shape. The error holds every mistake, one line each, as
// [*Error] values joined.
func Load(tree *source.Tree, file string) (*Config, error) { return NewLoader(tree).Load(file) }

func (l *Loader) load(file string) (*Config, error) {
	tree := l.tree
	r := reader{tree: tree, loader: l, config: Default(), mistakes: mistakes{path: file}}
	r.config.Path, r.config.Dir = file, path.Dir(file)
	if isMisnamed(file) {
		r.add(place{}, "is not read under this name; rename it to %s", FileName)
		return nil, r.join()
	}
	data, err := tree.Read(file, source.MaxConfig)
	if err != nil {
		return nil, err
	}
	r.size = len(data)
	if data, err = source.Text(data); err != nil {
		r.add(place{}, "%s", err)
		return nil, r.join()
	}
	r.lines = strings.Split(string(data), "\n")
	for at, i := r.size-len(data), 0; i < len(r.lines); i++ {
		r.starts = append(r.starts, at)
		at += len(r.lines[i]) + 1
	}
	r.config.text = data
	if root := r.parse(data); root != nil {
		r.file(root)
		r.inherit()
	}
	if err := Joined(append([]error{r.join()}, r.others...)); err != nil {
		return nil, err
	}
	return r.config, nil
}

// reader turns the nodes of a file into a Config and goes on after a mistake, so that all are reported at once.
type reader struct {
	mistakes
	tree   *source.Tree
	loader *Loader
	config *Config
	values int // made of nodes so far
	lines  []string
	// starts are where the lines begin in the file, which has some bytes.
	starts []int
	size   int
	// others are what is wrong with files that this one extends.
	others []error
}

// parse returns the node of the only document, or nil after a mistake.
func (r *reader) parse(data []byte) *yaml.Node {
	var root, second yaml.Node
	if err := strictyaml.Decode(data, &root); err != nil {
		var at *strictyaml.Error
		if errors.As(err, &at) {
			r.add(place{line: at.Line, column: at.Column}, "is not YAML: %s%s", at.Message, hint(at.Message))
		} else {
			r.add(place{}, "is not YAML: %s", err)
		}
		return nil
	}
	if root.Kind == 0 {
		r.add(place{line: 1, column: 1}, `is empty; it needs at least "version: 1"`)
		return nil
	}
	d := yaml.NewDecoder(bytes.NewReader(data))
	var first yaml.Node
	if err := d.Decode(&first); err == nil {
		if err := d.Decode(&second); err == nil {
			r.add(place{line: max(second.Line, 1), column: 1}, "a second document begins here; the configuration is one document")
			return nil
		} else if !errors.Is(err, io.EOF) {
			r.add(place{line: 1, column: 1}, "is not YAML: %s", strings.TrimPrefix(err.Error(), "yaml: "))
			return nil
		}
	}
	return &root
}

// hint explains the one message of the YAML reader that a glob without quotes brings about.
func hint(message string) string {
	if strings.Contains(message, "alphabetic or numeric character") {
		return `; put quotes around a glob: "**/*.yaml"`
	}
	return ""
}

// The keys of the file and of its parts.
var (
	topKeys      = []string{"version", "extends", "include", "exclude", "rules", "overrides", "policies", "fail-on", "postgres-version", "tables", "coverage", "suppressions", "compat"}
	entryKeys    = []string{"severity", "options"}
	overrideKeys = []string{"paths", "rules"}
)

func (r *reader) file(root *yaml.Node) {
	c := r.config
	versioned := false
	if !r.mapping(root, "the file", func(key, value *yaml.Node) {
		switch key.Value {
		case "version":
			versioned = true
			if value.ShortTag() != "!!int" || value.Value != "1" {
				r.add(r.at(value), "version must be 1, the only version that this bdma reads")
			}
		case "extends":
			r.extends(key, value)
		case "include":
			c.include = r.kinds(value, "include", facts.Kinds())
		case "exclude":
			c.exclude = r.kinds(value, "exclude", append(facts.Kinds(), allKinds))
		case "rules":
			c.rules = r.entries(value, "rules")
		case "overrides":
			for _, node := range r.list(value, "overrides") {
				r.override(node)
			}
		case "policies":
			r.texts(value, "policies", r.policyDir)
		case "fail-on":
			c.failOnAt = r.at(value)
			if text, ok := r.text(value, "fail-on"); ok {
				c.failOn = text
				if msg := checkFailOn(text); msg != "" {
					r.add(r.at(value), "%s", msg)
				}
			}
		case "postgres-version":
			r.postgresVersion(value)
		case "tables":
			r.statedTables(key, value)
		case "coverage":
			r.coverage(key, value)
		case "suppressions":
			r.suppressions(value)
		case "compat":
			r.compat(key, value)
		default:
			r.add(r.at(key), "%s", strictyaml.Unknown("key", key.Value, topKeys))
		}
	}) {
		return
	}
	if !versioned {
		r.add(place{line: 1, column: 1}, `version is missing; begin the file with "version: 1"`)
	}
}

// kinds reads the globs of include or exclude.
func (r *reader) kinds(node *yaml.Node, what string, known []facts.Kind) map[facts.Kind]globs {
	m := make(map[facts.Kind]globs)
	r.mapping(node, what, func(key, value *yaml.Node) {
		kind := facts.Kind(key.Value)
		if !slices.Contains(known, kind) {
			r.add(r.at(key), "%s", strictyaml.Unknown("kind", key.Value, names(known)))
			return
		}
		m[kind] = globs{r.globs(value, what+"."+key.Value), r.at(key)}
	})
	return m
}

func (r *reader) globs(node *yaml.Node, what string) []glob {
	list := []glob{}
	r.texts(node, what, func(text string, node *yaml.Node) {
		g, err := parseGlob(text)
		if err != nil {
			r.add(r.at(node), "glob %q %s", text, err)
			return
		}
		g.at, g.dir = r.at(node), r.config.Dir
		list = append(list, g)
	})
	return list
}

func (r *reader) entries(node *yaml.Node, what string) []entry {
	var list []entry
	r.mapping(node, what, func(key, value *yaml.Node) { list = append(list, r.entry(key, value)) })
	return list
}

// entry reads the value of a rule: a severity, or a mapping of severity and options.
func (r *reader) entry(key, value *yaml.Node) entry {
	e := entry{key: key.Value, at: r.at(key)}
	if value.Kind == yaml.ScalarNode {
		e.severity, e.severityAt = r.severity(value, key.Value), r.at(value)
		return e
	}
	known := true
	if !r.mapping(value, key.Value, func(k, v *yaml.Node) {
		switch k.Value {
		case "severity":
			e.severity, e.severityAt = r.severity(v, key.Value), r.at(v)
		case "options":
			e.optionsAt = r.at(v)
			e.options = r.options(v, key.Value)
		default:
			known = false
			r.add(r.at(k), "%s", strictyaml.Unknown("key", k.Value, entryKeys))
		}
	}) {
		return e
	}
	if known && len(value.Content) == 0 {
		r.add(r.at(value), "%s says nothing; give it a severity or options", key.Value)
	}
	return e
}

// severities are the levels that a configuration may give to a rule.
var severities = append(policy.Severities(), policy.Off)

func (r *reader) severity(node *yaml.Node, rule string) policy.Severity {
	if node.ShortTag() == "!!null" {
		r.add(r.at(node), "%s has no value; write error, warning, info or off", rule)
		return ""
	}
	if node.Kind != yaml.ScalarNode {
		r.add(r.at(node), "the severity of %s must be error, warning, info or off", rule)
		return ""
	}
	s := policy.Severity(node.Value)
	if !slices.Contains(severities, s) {
		r.add(r.at(node), "%s", unknownSeverity(node.Value, names(severities)))
		return ""
	}
	return s
}

func (r *reader) options(node *yaml.Node, rule string) []option {
	var list []option
	r.mapping(node, "the options of "+rule, func(key, value *yaml.Node) {
		v, err := r.value(value, 0)
		if err != nil {
			r.add(r.at(value), "option %q %s", key.Value, err)
			return
		}
		list = append(list, option{name: key.Value, value: v, at: r.at(key), valueAt: r.at(value), node: value})
	})
	return list
}

func (r *reader) override(node *yaml.Node) {
	o := override{at: r.at(node)}
	seen := make(map[string]bool)
	if !r.mapping(node, "an override", func(key, value *yaml.Node) {
		seen[key.Value] = true
		switch key.Value {
		case "paths":
			if o.paths = r.globs(value, "paths"); value.Kind == yaml.SequenceNode && len(value.Content) == 0 {
				r.add(r.at(value), `paths is empty, so the override holds for no file; write "**" for every file`)
			}
		case "rules":
			if o.rules = r.entries(value, "rules"); value.Kind == yaml.MappingNode && len(value.Content) == 0 {
				r.add(r.at(value), "rules is empty, so the override changes nothing; remove it")
			}
		default:
			r.add(r.at(key), "%s", strictyaml.Unknown("key", key.Value, overrideKeys))
		}
	}) {
		return
	}
	for _, key := range overrideKeys {
		if !seen[key] {
			r.add(o.at, "an override needs paths and rules; %s is missing", key)
		}
	}
	r.config.overrides = append(r.config.overrides, o)
}

func (r *reader) policyDir(text string, node *yaml.Node) {
	p := policyDir{text: text, at: r.at(node)}
	var inside bool
	if p.dir, inside = source.Resolve(r.config.Path, text); !inside {
		r.add(p.at, "the folder %q is not in the repository; rules are read from below its root only", text)
		return
	}
	switch info, err := r.tree.Stat(p.dir); {
	case err != nil:
		r.add(p.at, "the folder %q does not exist; create it or remove it from policies", text)
	case !info.IsDir():
		r.add(p.at, "%q is a file; name the folder that holds the group's folder, as in policies for policies/team/rule.rego", text)
	default:
		r.config.policies = append(r.config.policies, p)
	}
}

// checkFailOn says what is wrong with a value of fail-on; it returns "" when nothing is.
func checkFailOn(text string) string {
	levels := append(names(policy.Severities()), never)
	if slices.Contains(levels, text) {
		return ""
	}
	return unknownSeverity(text, levels)
}

// unknownSeverity says that a severity does not exist. Abbreviations and other ways to say off are too far from the
// words for a measure of typing mistakes.
func unknownSeverity(text string, levels []string) string {
	meant := strings.ToLower(text)
	switch meant {
	case "false", "none", "disabled", "ignore":
		meant = levels[len(levels)-1]
	}
	for _, l := range levels {
		if len(meant) >= 3 && strings.HasPrefix(l, meant) {
			return fmt.Sprintf("severity %q does not exist; did you mean %q?", text, l)
		}
	}
	return strictyaml.Unknown("severity", text, levels)
}
