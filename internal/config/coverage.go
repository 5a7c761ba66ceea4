package config

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/bdma-dev/bdma/internal/source"
	"github.com/bdma-dev/bdma/internal/strictyaml"
)

// The keys of coverage and of its parts.
var (
	coverageKeys  = []string{"reports", "strip", "path-prefix", "generated", "exclude", "components", "minimums", "base"}
	componentKeys = []string{"paths", "minimum", "metric"}
)

// metrics are the values of metric.
var metrics = []string{"line", "branch", "function", "statement", "instruction"}

// Coverage is what a configuration says of coverage. Its paths and globs are those of the tree.
type Coverage struct {
	// Reports are the globs of reports that must be there.
	Reports []string
	// Strip are beginnings of file names in reports, and Prefix is the folder that these names are relative to; it may be
	// empty.
	Strip  []string
	Prefix string
	// Generated and Excluded match source files; they are nil when nothing is said.
	Generated, Excluded func(file string) bool
	// Components are in the order of the file.
	Components []Component
	// Minimums are in the order of the file; of those that match, the last counts.
	Minimums []Minimum
	// Base is the report of the past that coverage is compared with; it may be empty.
	Base string
}

// Component is a part of the product that is judged as a whole.
type Component struct {
	Name string
	Minimum
}

// Minimum is the least share of covered code in percent, as a decimal number, that some files need. Both it and the metric
// may be empty.
type Minimum struct {
	Paths           func(file string) bool
	Minimum, Metric string
}

// statedCoverage is the section with its places.
type statedCoverage struct {
	at                          place // zero when there is no section
	reports, generated, exclude globs
	strip                       []string
	stripAt, prefixAt           place
	prefixText, prefix          string // as it is written, and in the tree
	components, minimums        []statedMinimum
	componentsAt, minimumsAt    place
	base                        string // relative to the file
	baseAt                      place
}

// statedMinimum is an element of components or minimums.
type statedMinimum struct {
	name                         string // of a component
	paths                        globs
	minimum, metric              string
	at, minimumAt, metricAt      place
	hasPaths, hasMinimum, inList bool // inList: a component in the short form
}

// Coverage returns what the configuration says of coverage.
func (c *Config) Coverage() Coverage {
	s := &c.coverage
	out := Coverage{Strip: slices.Clone(s.strip), Prefix: s.prefix, Generated: c.matcher(s.generated), Excluded: c.matcher(s.exclude)}
	if s.base != "" {
		out.Base = path.Join(c.Dir, s.base)
	}
	for _, g := range s.reports.list {
		out.Reports = append(out.Reports, path.Join(quoteGlob(c.Dir), g.text))
	}
	for _, m := range s.components {
		out.Components = append(out.Components, Component{m.name, c.minimum(m)})
	}
	for _, m := range s.minimums {
		out.Minimums = append(out.Minimums, c.minimum(m))
	}
	return out
}

// NamesReport reports whether coverage.reports speaks of a file, whatever the file is called.
func (c *Config) NamesReport(file string) bool {
	match := c.matcher(c.coverage.reports)
	return match != nil && match(file)
}

func (c *Config) minimum(m statedMinimum) Minimum {
	return Minimum{Paths: c.matcher(m.paths), Minimum: m.minimum, Metric: m.metric}
}

func (c *Config) matcher(g globs) func(string) bool {
	if len(g.list) == 0 {
		return nil
	}
	return func(file string) bool {
		return matchAny(g.list, file)
	}
}

// WithoutRules returns a configuration with nothing but what c states of the database and of coverage.
func (c *Config) WithoutRules() *Config {
	d := Default()
	d.Path, d.Dir, d.database, d.coverage = c.Path, c.Dir, c.database, c.coverage
	return d
}

func (r *reader) coverage(key, node *yaml.Node) {
	s := &r.config.coverage
	s.at = r.at(key)
	r.mapping(node, "coverage", func(key, value *yaml.Node) {
		switch key.Value {
		case "reports":
			s.reports = r.someGlobs(key, value, "coverage.reports")
		case "strip":
			s.stripAt = r.at(key)
			r.texts(value, "coverage.strip", func(text string, node *yaml.Node) {
				if strings.Trim(text, `/\. `) == "" {
					r.add(r.at(node), `%q is the beginning of no file name; write what is in front of the repository's path, such as "/usr/src/app"`, text)
					return
				}
				s.strip = append(s.strip, text)
			})
		case "path-prefix":
			s.prefixAt = r.at(key)
			if text, ok := r.text(value, "coverage.path-prefix"); ok {
				s.prefixText, s.prefix = text, r.prefix(text, value)
			}
		case "generated":
			s.generated = r.someGlobs(key, value, "coverage.generated")
		case "exclude":
			s.exclude = r.someGlobs(key, value, "coverage.exclude")
		case "components":
			s.componentsAt = r.at(key)
			r.mapping(value, "coverage.components", func(key, value *yaml.Node) {
				if strings.TrimSpace(key.Value) == "" {
					r.add(r.at(key), "a component needs a name")
					return
				}
				m := r.minimum(value, "the component "+key.Value, true)
				m.name, m.at = key.Value, r.at(key)
				s.components = append(s.components, m)
			})
		case "minimums":
			s.minimumsAt = r.at(key)
			for _, node := range r.list(value, "coverage.minimums") {
				s.minimums = append(s.minimums, r.minimum(node, "an element of coverage.minimums", false))
			}
		case "base":
			s.base, s.baseAt = r.baseReport(value), r.at(key)
		default:
			r.add(r.at(key), "%s", strictyaml.Unknown("key", key.Value, coverageKeys))
		}
	})
}

// someGlobs reads globs that only make sense when there are some.
func (r *reader) someGlobs(key, value *yaml.Node, what string) globs {
	if value.Kind == yaml.SequenceNode && len(value.Content) == 0 {
		r.add(r.at(value), "%s is empty; remove it", what)
	}
	return globs{r.globs(value, what), r.at(key)}
}

func (r *reader) prefix(text string, node *yaml.Node) string {
	dir, inside := source.Resolve(r.config.Path, text)
	if !inside {
		r.add(r.at(node), "the folder %q is not in the repository; path-prefix is the folder of it that names in reports are relative to", text)
		return ""
	}
	switch info, err := r.tree.Stat(dir); {
	case err != nil:
		r.add(r.at(node), "the folder %q does not exist; path-prefix is the folder that names in reports are relative to", text)
	case !info.IsDir():
		r.add(r.at(node), "%q is a file; path-prefix is the folder that names in reports are relative to", text)
	}
	return dir
}

// minimum reads an element of components, which may be a list of globs, or of minimums.
func (r *reader) minimum(node *yaml.Node, what string, component bool) statedMinimum {
	m := statedMinimum{at: r.at(node)}
	if component && node.Kind == yaml.SequenceNode {
		m.paths, m.inList = r.someGlobs(node, node, what), true
		return m
	}
	if !r.mapping(node, what, func(key, value *yaml.Node) {
		switch key.Value {
		case "paths":
			m.paths, m.hasPaths = r.someGlobs(key, value, what+": paths"), true
		case "minimum":
			m.minimumAt, m.hasMinimum = r.at(key), true
			var ok bool
			if m.minimum, ok = percentage(value); !ok {
				r.add(r.at(value), "minimum must be a percentage from 0 to 100, such as 90 or 97.5, with at most six decimals")
			}
		case "metric":
			m.metricAt, m.metric = r.at(key), value.Value
			if value.Kind != yaml.ScalarNode || !slices.Contains(metrics, value.Value) {
				r.add(r.at(value), "%s", strictyaml.Unknown("metric", value.Value, metrics))
			}
		default:
			r.add(r.at(key), "%s", strictyaml.Unknown("key", key.Value, componentKeys))
		}
	}) {
		return m
	}
	if !m.hasPaths {
		r.add(r.at(node), `%s needs paths: globs of its source files`, what)
	}
	if !component && !m.hasMinimum {
		r.add(r.at(node), "%s needs a minimum: the least share of covered code in percent", what)
	}
	return m
}

var percentageRE = regexp.MustCompile(`^(?:100(?:\.0{1,6})?|[1-9]?[0-9](?:\.[0-9]{1,6})?)$`)

// percentage reads a share as it is written: as a binary fraction 97.1 would be another number.
func percentage(node *yaml.Node) (string, bool) {
	if node.Kind != yaml.ScalarNode || node.ShortTag() != "!!int" && node.ShortTag() != "!!float" {
		return "", false
	}
	return node.Value, percentageRE.MatchString(node.Value)
}

// showCoverage writes what is said of coverage.
func (s *shower) showCoverage() {
	c := &s.config.coverage
	if c.at.line == 0 {
		return
	}
	var any bool
	line := func(depth int, text string, at place) {
		if at.line == 0 {
			return
		}
		if !any {
			s.line(0, "coverage:", s.origin(c.at))
			any = true
		}
		s.line(depth, text, s.origin(at))
	}
	globs := func(depth int, key string, g globs) { line(depth, key+": "+flowTexts(texts(g.list)), g.at) }
	numbers := func(depth int, m *statedMinimum) {
		line(depth, "minimum: "+m.minimum, m.minimumAt)
		line(depth, "metric: "+m.metric, m.metricAt)
	}
	globs(1, "reports", c.reports)
	line(1, "strip: "+flowTexts(c.strip), c.stripAt)
	line(1, "path-prefix: "+scalar(c.prefixText), c.prefixAt)
	globs(1, "generated", c.generated)
	globs(1, "exclude", c.exclude)
	line(1, "components:", c.componentsAt)
	for i := range c.components {
		m := &c.components[i]
		if m.inList {
			line(2, scalar(m.name)+": "+flowTexts(texts(m.paths.list)), m.at)
			continue
		}
		line(2, scalar(m.name)+":", m.at)
		globs(3, "paths", m.paths)
		numbers(3, m)
	}
	line(1, "minimums:", c.minimumsAt)
	for i := range c.minimums {
		m := &c.minimums[i]
		globs(2, "- paths", m.paths)
		numbers(3, m)
	}
	line(1, "base: "+scalar(c.base), c.baseAt)
}

// coverageSchema returns the schema of the section.
func coverageSchema() object {
	some := func(description string) object {
		return object{"$ref": "#/$defs/globs", "minItems": 1, "description": description}
	}
	minimum := func(description string) object {
		return mapping(description, object{
			"paths": some("The source files, as globs."),
			"minimum": object{
				"description": "The least share of covered code, in percent, with at most six decimals.",
				"type":        "number", "minimum": 0, "maximum": 100,
			},
			"metric": object{"description": "What is counted; without it, what the reports count.", "enum": metrics},
		})
	}
	return mapping("What is to be made of coverage reports.", object{
		"reports": some("Globs of reports that must be there, whatever their names; a run without one of them fails."),
		"strip": object{
			"description": "Beginnings of file names in reports that the paths of the repository do not have.",
			"type":        "array", "items": object{"type": "string", "pattern": `[^/\\. ]`},
		},
		"path-prefix": object{"description": "The folder that file names in reports are relative to.", "type": "string"},
		"generated":   some("Generated source files, beside those that say so in their heads or in .gitattributes."),
		"exclude":     some("Source files that do not count."),
		"components": object{
			"description": "Parts of the product that are judged as a whole: by name, the globs of their files.",
			"type":        "object", "propertyNames": object{"pattern": `\S`},
			"additionalProperties": object{"anyOf": []any{
				some("The source files, as globs."),
				required(minimum("A component."), "paths"),
			}},
		},
		"minimums": object{
			"description": "The least coverage of some files and folders; of several that match, the last counts.",
			"type":        "array", "items": required(minimum("What some files and folders need."), "paths", "minimum"),
		},
		"base": object{"description": baseDescription, "type": "string", "minLength": 1},
	})
}
