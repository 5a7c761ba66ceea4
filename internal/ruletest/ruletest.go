// Package ruletest runs the cases of rules. A rule's .txtar file is its test, the example on its page and what
// "bdma explain" shows; this package reads it for all three.
package ruletest

import (
	"bytes"
	"context"
	"fmt"
	"path"
	"slices"
	"strings"
	"testing/fstest"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/topdown"
	"golang.org/x/tools/txtar"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/lint"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/source"
)

// Case is one repository in a rule's .txtar file.
type Case struct {
	// Name is the first element of its files' paths. It begins with good or bad.
	Name  string
	Files []txtar.File // their paths without the case's name; what the base main has stands below @base
}

// Bad reports whether the case must have a finding.
func (c Case) Bad() bool { return strings.HasPrefix(c.Name, "bad") }

// Cases are the content of a .txtar file.
type Cases struct {
	// Note says what the cases show.
	Note  string
	Cases []Case
	// Want is the text of the expected findings.
	Want string

	archive *txtar.Archive

	// Fixed are the files that the edits of the rule change, by the case, as they are then.
	Fixed []txtar.File
}

const wantFile = "want"

// Parse reads a .txtar file and holds it to its form: at least one bad and one good case, and the findings at the end.
func Parse(data []byte) (*Cases, error) {
	ar := txtar.Parse(data)
	cs := &Cases{Note: strings.TrimSpace(string(ar.Comment)), archive: ar}
	hasWant := false
	for _, f := range ar.Files {
		if f.Name == wantFile {
			cs.Want, hasWant = string(f.Data), true
			continue
		}
		if rest, ok := strings.CutPrefix(f.Name, fixedFolder); ok {
			f.Name = rest
			cs.Fixed = append(cs.Fixed, f)
			continue
		}
		name, rest, ok := strings.Cut(f.Name, "/")
		if !ok || !strings.HasPrefix(name, "good") && !strings.HasPrefix(name, "bad") {
			return nil, fmt.Errorf("%s: a file stands in a folder whose name begins with good or bad", f.Name)
		}
		f.Name = rest
		if n := len(cs.Cases); n > 0 && cs.Cases[n-1].Name == name {
			cs.Cases[n-1].Files = append(cs.Cases[n-1].Files, f)
			continue
		}
		if slices.ContainsFunc(cs.Cases, func(c Case) bool { return c.Name == name }) {
			return nil, fmt.Errorf("%s: the files of the case %s do not stand together", f.Name, name)
		}
		cs.Cases = append(cs.Cases, Case{Name: name, Files: []txtar.File{f}})
	}
	switch {
	case cs.First("bad") == nil:
		return nil, fmt.Errorf("there is no bad case")
	case cs.First("good") == nil:
		return nil, fmt.Errorf("there is no good case")
	case !hasWant:
		return nil, fmt.Errorf("the file %q with the expected findings is missing", wantFile)
	}
	return cs, nil
}

// First returns the first case whose name begins with a prefix, or nil.
func (cs *Cases) First(prefix string) *Case {
	for i := range cs.Cases {
		if strings.HasPrefix(cs.Cases[i].Name, prefix) {
			return &cs.Cases[i]
		}
	}
	return nil
}

// Outcome is what running a rule's cases gave.
type Outcome struct {
	// Got is the text of the findings, in the form of Want.
	Got string
	// Faults are what is wrong with the cases, one sentence each.
	Faults []string
	// Unreached are the lines of the rule that no case reaches.
	Unreached []int
	// Fixed are the files that the edits of the rule change, as they are then.
	Fixed []txtar.File
}

// Run evaluates a rule over its cases.
func Run(ctx context.Context, set *policy.Set, r *policy.Rule, cs *Cases) (*Outcome, error) {
	out := &Outcome{}
	tracer := cover.New()
	var got strings.Builder
	for _, c := range cs.Cases {
		findings, err := runCase(ctx, set, r, c, tracer)
		if err != nil {
			return nil, fmt.Errorf("case %s: %w", c.Name, err)
		}
		var own []finding.Finding
		for _, f := range findings {
			if f.Rule == r {
				own = append(own, f)
			} else if !r.Judges(facts.Suppression) || f.Rule.Group() == "parse" {
				out.Faults = append(out.Faults, fmt.Sprintf("case %s: %s:%d: %s", c.Name, f.File, f.Range.Start.Line, f.Message))
			}
		}
		switch {
		case c.Bad() && len(own) == 0:
			out.Faults = append(out.Faults, fmt.Sprintf("case %s is bad, and the rule does not see it", c.Name))
		case !c.Bad() && len(own) > 0:
			out.Faults = append(out.Faults, fmt.Sprintf("case %s is good, and the rule has a finding in it: %s", c.Name, own[0].Message))
		}
		for _, f := range own {
			describe(&got, c, f)
		}
		if r.Mends != "" && c.Bad() {
			fixed, faults, err := mend(ctx, set, r, c)
			if err != nil {
				return nil, fmt.Errorf("case %s: %w", c.Name, err)
			}
			out.Fixed, out.Faults = append(out.Fixed, fixed...), append(out.Faults, faults...)
		}
	}
	out.Got = got.String()
	if r.Mends != "" && len(out.Fixed) == 0 {
		out.Faults = append(out.Faults, "METADATA says mends: "+string(r.Mends)+", and no bad case is mended")
	}
	module, err := ast.ParseModuleWithOpts(r.File, string(r.Source()), ast.ParserOptions{RegoVersion: ast.RegoV1})
	if err != nil {
		return nil, err
	}
	for _, not := range tracer.Report(map[string]*ast.Module{r.File: module}).Files[r.File].NotCovered {
		for line := not.Start.Row; line <= not.End.Row; line++ {
			out.Unreached = append(out.Unreached, line)
		}
	}
	return out, nil
}

// describe writes a finding as the .txtar file has it.
func describe(b *strings.Builder, c Case, f finding.Finding) {
	fmt.Fprintf(b, "%s: %s\n", place(c, f.Node), f.Message)
	for line := range strings.Lines(f.Fix) {
		fmt.Fprintf(b, "\tfix: %s\n", strings.TrimRight(line, "\n"))
	}
	for _, n := range f.Related {
		fmt.Fprintf(b, "\tsee: %s\n", place(c, n))
	}
}

func place(c Case, n facts.Node) string {
	file := path.Join(c.Name, n.File)
	s, e := n.Range.Start, n.Range.End
	switch {
	case s.Line == 0:
		return file
	case e.Line == 0:
		return fmt.Sprintf("%s:%d:%d", file, s.Line, s.Column)
	}
	return fmt.Sprintf("%s:%d:%d-%d:%d", file, s.Line, s.Column, e.Line, e.Column)
}

// runCase lints a case with one rule. The rules that speak of unreadable files run beside it whatever is asked for, so
// that a case that is broken by mistake does not pass for a good one.
func runCase(ctx context.Context, set *policy.Set, r *policy.Rule, c Case, tracer *cover.Cover) ([]finding.Finding, error) {
	var steps topdown.QueryTracer // of nobody, where there is no cover
	if tracer != nil {
		steps = tracer
	}
	fsys := make(fstest.MapFS)
	for _, f := range c.Files {
		if !bytes.HasSuffix(f.Data, []byte("\n")) {
			return nil, fmt.Errorf("%s does not end in a newline", f.Name)
		}
		fsys[f.Name] = &fstest.MapFile{Data: f.Data, ModTime: time.Unix(0, 0)}
	}
	var base *source.Base
	var change func(context.Context) (*source.Change, error)
	if fork := baseOf(fsys); len(fork) > 0 {
		t := source.FromFS(fork)
		base = &source.Base{Name: "main", Fork: t, Tip: t, Touched: touched(fork, fsys)}
		change = changeOf(fork, fsys)
	}
	history, err := historyOf(fsys)
	if err != nil {
		return nil, err
	}
	tree := source.FromFS(fsys)
	cfg := config.Default()
	if _, ok := fsys["bdma.yaml"]; ok {
		if cfg, err = config.Load(tree, "bdma.yaml"); err != nil {
			return nil, err
		}
	}
	flags, kinds := config.Flags{Only: []string{r.ID}}, r.Inputs
	if r.Judges(facts.Suppression) {
		flags, kinds = silencedIn(set, r, c), nil
	}
	sel, err := cfg.Resolve(set, flags)
	if err != nil {
		return nil, err
	}
	result, err := lint.Run(ctx, sel, lint.Options{Tree: tree, Kinds: kinds, Jobs: 1, Tracer: steps, CheckTypes: true, Base: base, History: history, Change: change, Now: Today, Edits: tracer == nil})
	if err != nil {
		return nil, err
	}
	if len(result.Judged) == 0 {
		return nil, fmt.Errorf("nothing was found that the rule could judge")
	}
	return result.Findings, nil
}

// baseFolder is the folder of a case that holds what the base has; all else is what a change made of it.
const baseFolder = "@base/"

// baseOf takes the base's files out of those of a case.
func baseOf(fsys fstest.MapFS) fstest.MapFS {
	base := make(fstest.MapFS)
	for name, f := range fsys {
		if rest, ok := strings.CutPrefix(name, baseFolder); ok {
			base[rest] = f
			delete(fsys, name)
		}
	}
	return base
}

// Findings returns the expected findings of a case, a line each, without its name.
func (cs *Cases) Findings(c *Case) []string {
	var lines []string
	mine := false
	for line := range strings.Lines(cs.Want) {
		line = strings.TrimRight(line, "\n")
		if strings.HasPrefix(line, "\t") {
			if mine {
				line = strings.TrimPrefix(line, "\t")
				lines = append(lines, "  "+strings.Replace(line, "see: "+c.Name+"/", "see: ", 1))
			}
			continue
		}
		line, mine = strings.CutPrefix(line, c.Name+"/")
		if mine {
			lines = append(lines, line)
		}
	}
	return lines
}
