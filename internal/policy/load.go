package policy

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/strictyaml"
)

// Set is a collection of rules with distinct ids.
type Set struct {
	rules []*Rule // sorted by id
	byID  map[string]*Rule
}

// Folder is a folder of rules: the embedded ones, or one of the user's own.
type Folder struct {
	FS fs.FS
	// Name stands before the files' paths in messages.
	Name   string
	Custom bool
}

// Load reads the METADATA of every rule in some folders. It parses no Rego: that is left to [Set.Compile], for the rules
// that are wanted. Everything that is wrong is in the error, one line each.
func Load(folders ...Folder) (*Set, error) { return loadAll(nil, folders) }

func loadAll(wanted func(*Rule) bool, folders []Folder) (*Set, error) {
	s := &Set{byID: make(map[string]*Rule)}
	var errs []error
	for _, f := range folders {
		err := fs.WalkDir(f.FS, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() || path.Ext(name) != ".rego" {
				return nil
			}
			if t := d.Type(); !t.IsRegular() && t != fs.ModeSymlink { // reading a named pipe would wait for its writer
				errs = append(errs, fmt.Errorf("%s is not a regular file", path.Join(f.Name, name)))
				return nil
			}
			r, err := load(f, name, wanted)
			if err == nil {
				err = s.add(r)
			}
			if err != nil {
				errs = append(errs, err)
			}
			return nil
		})
		if err != nil {
			errs = append(errs, fmt.Errorf("policies %s: %w", f.Name, err))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	slices.SortFunc(s.rules, func(a, b *Rule) int { return strings.Compare(a.ID, b.ID) })
	return s, nil
}

// TakenError says that two rules have one id.
type TakenError struct {
	// File has the later rule, and By the one that has the id.
	File, ID, By string
}

func (e *TakenError) Error() string {
	return fmt.Sprintf("%s: the id %s belongs to %s already", e.File, e.ID, e.By)
}

func (s *Set) add(r *Rule) error {
	for _, id := range append([]string{r.ID}, r.Aliases...) {
		if other, ok := s.byID[id]; ok {
			return &TakenError{r.File, id, other.File}
		}
		s.byID[id] = r
	}
	s.rules = append(s.rules, r)
	return nil
}

// Rules returns every rule, sorted by id.
func (s *Set) Rules() []*Rule { return s.rules }

// Get returns the rule of an id or an alias.
func (s *Set) Get(id string) (*Rule, bool) {
	r, ok := s.byID[id]
	return r, ok
}

// Claiming returns the rules that claim a rule of another tool as their equivalent. It is written with the tool, as in
// spectral:operation-tags, or without.
func (s *Set) Claiming(foreign string) []*Rule {
	var rules []*Rule
	for _, r := range s.rules {
		for tool, ids := range r.Equivalents {
			if slices.Contains(ids, foreign) || slices.Contains(ids, strings.TrimPrefix(foreign, tool+":")) {
				rules = append(rules, r)
				break
			}
		}
	}
	return rules
}

// IDs returns every id, sorted.
func (s *Set) IDs() []string {
	ids := make([]string, len(s.rules))
	for i, r := range s.rules {
		ids[i] = r.ID
	}
	return ids
}

// metadata is the METADATA comment of a rule. Fields are documented in CONTRIBUTING.md.
type metadata struct {
	Title            string   `yaml:"title"`
	Description      string   `yaml:"description"`
	RelatedResources []string `yaml:"related_resources"`
	Custom           struct {
		Severity     Severity            `yaml:"severity"`
		Message      string              `yaml:"message"`
		Fix          string              `yaml:"fix"`
		Standard     string              `yaml:"standard"`
		Tags         []string            `yaml:"tags"`
		Since        string              `yaml:"since"`
		Presets      map[string]int      `yaml:"presets"`
		Options      yaml.Node           `yaml:"options"`
		Aliases      []string            `yaml:"aliases"`
		Suppressible *bool               `yaml:"suppressible"`
		Inputs       []facts.Kind        `yaml:"inputs"`
		Equivalents  map[string][]string `yaml:"equivalents"`
		Context      []string            `yaml:"context"`
		Mends        Mends               `yaml:"mends"`
	} `yaml:"custom"`
}

const metadataMark = "# METADATA\n"

// load reads a rule, of whose METADATA only a sketch is needed when it is not wanted.
func load(f Folder, name string, wanted func(*Rule) bool) (*Rule, error) {
	file := path.Join(f.Name, name)
	src, err := readFile(f.FS, name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if bytes.Contains(src, []byte("\r\n")) {
		src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
	}
	id, err := idOf(name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	r := &Rule{ID: id, Custom: f.Custom, File: file, source: src}
	cases := strings.TrimSuffix(name, ".rego") + ".txtar"
	if f.Custom {
		text, err := readFile(f.FS, cases)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		r.cases = func() []byte { return text }
	} else {
		// They are in the binary, and a run that shows none need not copy them.
		r.cases = sync.OnceValue(func() []byte {
			text, _ := readFile(f.FS, cases) // there are none when it fails, which the tests of the rules would say
			return text
		})
	}
	if wanted != nil && !f.Custom && r.sketch() {
		if !wanted(r) {
			return r, nil
		}
		if m, ok := plainMetadata(src); ok {
			if err := r.fill(m); err == nil {
				return r, nil
			}
		}
	}
	if !bytes.HasPrefix(src, []byte(metadataMark)) {
		return nil, fmt.Errorf("%s:1: a rule begins with a \"# METADATA\" comment", file)
	}
	var m metadata
	if err := strictyaml.Decode(comment(src[len(metadataMark):]), &m); err != nil {
		var at *strictyaml.Error
		if errors.As(err, &at) {
			// The comment's first line is the file's second, and "# " stands before each.
			return nil, fmt.Errorf("%s:%d:%d: METADATA: %s", file, at.Line+1, at.Column+2, at.Message)
		}
		return nil, fmt.Errorf("%s: METADATA: %w", file, err)
	}
	if err := r.fill(&m); err != nil {
		return nil, fmt.Errorf("%s: METADATA: %w", file, err)
	}
	return r, nil
}

// maxFile bounds a rule's files, in bytes: a team's own rules come with the pull request.
const maxFile = 1 << 20

func readFile(fsys fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, err
	}
	if info.Size() > maxFile {
		return nil, fmt.Errorf("the file has more than %d bytes", maxFile)
	}
	return fs.ReadFile(fsys, name)
}

// comment returns the text of the comment lines at the start of src.
func comment(src []byte) []byte {
	var text bytes.Buffer
	for line := range bytes.Lines(src) {
		if line[0] != '#' {
			break
		}
		text.Write(bytes.TrimPrefix(line[1:], []byte(" ")))
	}
	return text.Bytes()
}

var sinceRE = regexp.MustCompile(`^\d+\.\d+$`)

// isStandard reports whether a text has the form of a line of the charter: rest/naming.
func isStandard(s string) bool {
	group, name, ok := strings.Cut(s, "/")
	return ok && isPlainWord(group) && name != "" && isPlainWord("a"+name) && !strings.Contains(name, "/")
}

func (r *Rule) fill(m *metadata) (err error) {
	c := &m.Custom
	for key, value := range map[string]string{
		"title": m.Title, "description": m.Description, "custom.severity": string(c.Severity), "custom.message": c.Message,
		"custom.fix": c.Fix, "custom.standard": c.Standard,
	} {
		if strings.TrimSpace(value) == "" {
			return fmt.Errorf("%s is missing", key)
		}
	}
	r.Title, r.Description = strings.TrimSpace(m.Title), strings.TrimSpace(m.Description)
	r.References, r.Tags, r.Aliases = m.RelatedResources, c.Tags, c.Aliases
	r.Standard, r.Since, r.Presets = c.Standard, c.Since, c.Presets
	r.Equivalents = c.Equivalents
	r.Suppressible = c.Suppressible == nil || *c.Suppressible
	if !slices.Contains(Severities(), c.Severity) {
		return fmt.Errorf("custom.severity is %q; it must be error, warning or info", c.Severity)
	}
	r.Severity = c.Severity
	if !isStandard(r.Standard) {
		return fmt.Errorf("custom.standard is %q; it is a line of the charter such as rest/naming", r.Standard)
	}
	if !r.Custom {
		if !sinceRE.MatchString(r.Since) {
			return fmt.Errorf(`custom.since must be a version such as "0.1"`)
		}
		if len(r.Presets) == 0 {
			return fmt.Errorf("custom.presets is missing: name the first version of each preset that has the rule, as in {recommended: 1, all: 1}")
		}
	}
	if r.Message, err = ParseTemplate(c.Message); err != nil {
		return fmt.Errorf("custom.message: %w", err)
	}
	if r.Fix, err = ParseTemplate(c.Fix); err != nil {
		return fmt.Errorf("custom.fix: %w", err)
	}
	for _, name := range c.Context {
		if name != "at" && !r.Message.Has(name) {
			return fmt.Errorf("custom.context names %q, which is neither a value of the message nor at", name)
		}
	}
	r.Context = c.Context
	if r.Mends = c.Mends; r.Mends != "" && r.Mends != Safe && r.Mends != Unsafe {
		return fmt.Errorf("custom.mends is %q; it is safe or unsafe", r.Mends)
	}
	if err := r.fillInputs(c.Inputs); err != nil {
		return err
	}
	if !c.Options.IsZero() {
		var schema map[string]any
		if err := c.Options.Decode(&schema); err != nil {
			return fmt.Errorf("custom.options: %w", err)
		}
		if r.Options, err = newOptions(schema); err != nil {
			return fmt.Errorf("custom.options: %w", err)
		}
	}
	return nil
}

func (r *Rule) fillInputs(inputs []facts.Kind) error {
	group := r.Group()
	if known, ok := groupInputs[group]; ok {
		if inputs != nil {
			return fmt.Errorf("custom.inputs is known for the group %s; leave it out", group)
		}
		r.Inputs = known
		return nil
	}
	if len(inputs) == 0 {
		return fmt.Errorf("custom.inputs is missing: the group %s is none of %s, so say which facts the rule judges, as in [openapi]",
			group, strings.Join(slices.Sorted(maps.Keys(groupInputs)), ", "))
	}
	for _, k := range inputs {
		if !slices.Contains(facts.Documents(), k) {
			return fmt.Errorf("custom.inputs: %s", strictyaml.Unknown("kind", string(k), kindNames()))
		}
	}
	r.Inputs = inputs
	return nil
}

func kindNames() []string {
	var names []string
	for _, k := range facts.Documents() {
		names = append(names, string(k))
	}
	return names
}
