package coverage

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/source"
)

// baselineVersion is the version of the file that records coverage.
const baselineVersion = 1

// maxBaseline bounds that file: some hundred thousand packages.
const maxBaseline = source.MaxSQL

// past is the coverage that was.
type past struct {
	file       string // that records it
	recorded   bool   // by the file that bdma baseline writes, in the tree
	basis      string
	packages   map[string]*pastPackage
	components map[string]tallies
	worst      map[string]*merged // each component's file with most uncovered units of the headline; only of the present
}

// pastPackage is a folder of source files.
type pastPackage struct {
	files map[string]int // by their extension
	tallies
}

// recorded is the file that records coverage. It has a line for each package and each component, and no totals: they are
// the sums, and two branches that touch different packages merge.
type recorded struct {
	Version    int                          `json:"version"`
	Headline   string                       `json:"headline"`
	Basis      string                       `json:"basis,omitzero"`
	Components map[string]map[string]string `json:"components,omitzero"`
	Packages   map[string]recordedPackage   `json:"packages"`
}

type recordedPackage struct {
	Files   map[string]int    `json:"files"`
	Metrics map[string]string `json:"covered"`
}

// present returns the coverage that is.
func (b *builder) present(headline metric) *past {
	p := &past{packages: make(map[string]*pastPackage), components: make(map[string]tallies), worst: make(map[string]*merged), basis: b.basis()}
	for _, m := range b.list {
		if !m.counted() {
			continue
		}
		dir := path.Dir(m.path)
		if !m.matched {
			dir = path.Dir(slashed(m.path))
		}
		pkg := p.packages[dir]
		if pkg == nil {
			pkg = &pastPackage{files: make(map[string]int)}
			p.packages[dir] = pkg
		}
		pkg.files[path.Ext(m.path)]++
		pkg.tallies.add(&m.tallies)
		if m.matched {
			for _, c := range b.settings.Components {
				if c.Match(m.path) {
					t := p.components[c.Name]
					t.add(&m.tallies)
					p.components[c.Name] = t
					if w := p.worst[c.Name]; w == nil || headline < numMetrics && m.missing(headline) > w.missing(headline) {
						p.worst[c.Name] = m
					}
				}
			}
		}
	}
	return p
}

// basis returns how the reports count lines, as Report.Basis has it.
func (b *builder) basis() string {
	out := ""
	for _, r := range b.model.Reports {
		switch {
		case r.Basis == "" || r.Basis == out:
		case out == "":
			out = r.Basis
		default:
			return "mixed"
		}
	}
	return out
}

// total is the sum of the packages.
func (p *past) total() (t tallies) {
	for _, pkg := range p.packages {
		t.add(&pkg.tallies)
	}
	return t
}

// Recording is the text of a file that records coverage, and what to tell of it.
type Recording struct {
	Text []byte
	// Headline is the metric that people mean, and Counts are its counts in words: "812/900 (90.22 %)".
	Headline, Counts string
	// Packages is the number of packages that it has.
	Packages int
}

// Record records the coverage of some reports. Everything that the text says is sorted; it holds no times.
func Record(tree *source.Tree, unit source.Unit, settings Settings) Recording {
	settings.Baseline, settings.BaseReport = "", ""
	b := newBuilder(tree)
	b.settings = settings
	for _, parts := range inParts(unit.Files) {
		b.addParts(parts)
	}
	model := b.finish()
	headline := model.Headline
	p := b.present(numMetrics)
	var out bytes.Buffer
	fmt.Fprintf(&out, "{\n  \"version\": %d,\n  \"headline\": %s", baselineVersion, quoted(headline))
	if p.basis != "" {
		fmt.Fprintf(&out, ",\n  \"basis\": %s", quoted(p.basis))
	}
	if len(p.components) > 0 {
		out.WriteString(",\n  \"components\": {")
		writeSorted(&out, p.components, func(t tallies) string { return inCounts(&t) })
		out.WriteString("  }")
	}
	out.WriteString(",\n  \"packages\": {")
	writeSorted(&out, p.packages, func(pkg *pastPackage) string {
		var files []string
		for _, ext := range slices.Sorted(maps.Keys(pkg.files)) {
			files = append(files, fmt.Sprintf("%s: %d", quoted(ext), pkg.files[ext]))
		}
		return fmt.Sprintf(`{"files": {%s}, "covered": %s}`, strings.Join(files, ", "), inCounts(&pkg.tallies))
	})
	out.WriteString("  }\n}\n")
	t := model.Totals[headline]
	return Recording{Text: out.Bytes(), Headline: headline, Counts: tally{t.Covered, t.Total}.words(), Packages: len(p.packages)}
}

// writeSorted writes the members of an object, a line each.
func writeSorted[V any](out *bytes.Buffer, m map[string]V, text func(V) string) {
	comma := ""
	for _, name := range slices.Sorted(maps.Keys(m)) {
		fmt.Fprintf(out, "%s\n    %s: %s", comma, quoted(name), text(m[name]))
		comma = ","
	}
	out.WriteByte('\n')
}

// inCounts writes counts as "12/15", by metric.
func inCounts(t *tallies) string {
	var list []string
	for m := range numMetrics {
		if c := t[m].sane(); c.total > 0 {
			list = append(list, fmt.Sprintf(`"%s": "%d/%d"`, m, c.covered, c.total))
		}
	}
	return "{" + strings.Join(list, ", ") + "}"
}

func quoted(text string) string {
	b, err := jsontext.AppendQuote(nil, strings.ToValidUTF8(text, "\ufffd"))
	if err != nil {
		return `""` // which does not happen: the text is valid
	}
	return string(b)
}

// readBaseline reads a file that records coverage. An error that wraps fs.ErrNotExist says that there is none.
func readBaseline(tree *source.Tree, name string) (*past, error) {
	data, err := tree.Read(name, maxBaseline)
	if err != nil {
		return nil, err
	}
	bad := func(err error) error {
		e := &syntaxError{message: "it does not record coverage as bdma does: " + err.Error(), hint: "take the file of the main branch, or write it anew with bdma baseline --accept-loss"}
		var syntax *jsontext.SyntacticError
		var semantic *json.SemanticError
		switch {
		case errors.As(err, &syntax):
			e.at, e.message = positionOf(data, syntax.ByteOffset), "it is not JSON here: "+cmp.Or(syntax.Err, err).Error()
		case errors.As(err, &semantic):
			e.at = positionOf(data, semantic.ByteOffset)
		}
		return e
	}
	var r recorded
	if err := json.Unmarshal(data, &r, json.RejectUnknownMembers(true)); err != nil {
		return nil, bad(err)
	}
	if r.Version != baselineVersion {
		return nil, bad(fmt.Errorf("its version is %d, and this bdma knows version %d", r.Version, baselineVersion))
	}
	p := &past{file: name, basis: r.Basis, packages: make(map[string]*pastPackage, len(r.Packages)), components: make(map[string]tallies, len(r.Components))}
	for _, dir := range slices.Sorted(maps.Keys(r.Packages)) {
		pkg := r.Packages[dir]
		t, err := readCounts(pkg.Metrics)
		if err != nil {
			return nil, bad(fmt.Errorf("of the package %s, %w", dir, err))
		}
		p.packages[dir] = &pastPackage{files: pkg.Files, tallies: t}
	}
	for _, c := range slices.Sorted(maps.Keys(r.Components)) {
		t, err := readCounts(r.Components[c])
		if err != nil {
			return nil, bad(fmt.Errorf("of the component %s, %w", c, err))
		}
		p.components[c] = t
	}
	return p, nil
}

func readCounts(counts map[string]string) (t tallies, err error) {
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		m := metric(slices.Index(metricNames[:], name))
		if m < 0 {
			return t, fmt.Errorf("%q is not a metric", name)
		}
		covered, total, ok := strings.Cut(counts[name], "/")
		c, err1 := strconv.Atoi(covered)
		n, err2 := strconv.Atoi(total)
		if !ok || err1 != nil || err2 != nil || c < 0 || c > n || n < 1 || n > maxCount {
			return t, fmt.Errorf("%q is not a count such as \"12/15\"", counts[name])
		}
		t[m] = tally{covered: c, total: n}
	}
	return t, nil
}

func positionOf(data []byte, offset int64) facts.Position {
	return facts.NewLines(data).Position(int(offset))
}

// remembered returns the coverage of the past: of a report of the past, or what is recorded, which with a base is what the
// base records. It is nil when there is none.
func (b *builder) remembered() *past {
	s := &b.settings
	if s.BaseReport != "" {
		if _, err := b.tree.Stat(s.BaseReport); err == nil {
			return b.rememberedReport(s.BaseReport)
		}
	}
	if s.Baseline == "" {
		return nil
	}
	if s.Base != nil && s.Base.Fork != nil {
		p, err := readBaseline(s.Base.Fork, s.Baseline)
		if err == nil {
			return p
		}
		if !errors.Is(err, fs.ErrNotExist) {
			b.problemOf(s.Baseline, fmt.Errorf("what %s has of it cannot be read: %w", s.Base.Name, err))
			return nil
		}
	}
	p, err := readBaseline(b.tree, s.Baseline)
	switch {
	case err == nil:
		p.recorded = true
		return p
	case !errors.Is(err, fs.ErrNotExist):
		b.problemOf(s.Baseline, err)
	}
	return nil
}

// rememberedReport reads a report of the past.
func (b *builder) rememberedReport(name string) *past {
	then := newBuilder(b.tree)
	then.settings = Settings{Strip: b.settings.Strip, Prefix: b.settings.Prefix, Generated: b.settings.Generated, Excluded: b.settings.Excluded, Components: b.settings.Components}
	then.repo = b.repo
	then.addParts([]string{name})
	then.finish()
	if len(then.model.Problems) > 0 {
		p := then.model.Problems[0]
		p.At = b.nodes.Add(then.nodes.Get(p.At))
		b.listed(name)
		b.model.Problems = append(b.model.Problems, p)
		return nil
	}
	p := then.present(numMetrics)
	p.file = name
	return p
}

// problemOf is problem for a file that is no report.
func (b *builder) problemOf(name string, err error) {
	b.listed(name)
	b.problem(name, err)
}
