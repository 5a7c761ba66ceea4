package report

import (
	"bufio"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
)

// pageData is the findings of a page as its script reads them: JSON, a finding to a line.
//
//	findings [index of a file, index of a rule, severity, line, column, message, fix, [before, part, after] or 0, [place…] or 0, state,
//	         [where it is suppressed, reason, last day, other tool, 1 if the change brings it] or 0]
//	files    [path, [index of an owner…]]
//	rules    [id, title, description, standard, page, [address…]]
//	owners   names; null when nobody says whose the files are
//	states   what the findings of a state are called
//
// A state is an index of states. A severity is an index of [policy.Severities]; a line or column that is not known is 0.
type pageData struct {
	run  *Run
	rows []pageRow
	// total is how many findings there are.
	total int
}

// pageRow is a finding as it is written, without its file and rule.
type pageRow struct {
	pageFinding
	text []byte
}

// pageFinding is a finding of a page and what becomes of it.
type pageFinding struct {
	finding *finding.Finding
	state   int
}

// The states of findings on a page, those that have to be there first.
const (
	stateCounting = iota
	stateSuppressed
	stateOwed
	stateUnchanged
	stateFixed
	pageStates
)

// stateNames names the findings of each state.
func stateNames(run *Run) []string {
	names := []string{"counting", "suppressed", "owed", "as before", "fixed"}
	if run.Base != "" {
		names[stateCounting] = "introduced"
	}
	return names
}

// pageFindings returns all findings by file, and in their own order within a state.
func pageFindings(run *Run) []pageFinding {
	var list []pageFinding
	for state, fs := range [pageStates][]finding.Finding{run.Findings, run.Suppressed, run.Owed, run.Unchanged, run.Fixed} {
		for i := range fs {
			list = append(list, pageFinding{&fs[i], state})
		}
	}
	slices.SortStableFunc(list, func(a, b pageFinding) int { return strings.Compare(a.finding.File, b.finding.File) })
	return list
}

// weight orders the findings of a page: by state, and the gravest first.
func (f pageFinding) weight() int {
	return f.state*len(policy.Severities()) + slices.Index(policy.Severities(), f.finding.Severity)
}

// newPageData returns as many findings as there is room for, those that count and the gravest first, by file.
func newPageData(run *Run, most, budget int) *pageData {
	all := pageFindings(run)
	weights := pageStates * len(policy.Severities())
	room, left := make([]int, weights), most
	for _, f := range all {
		room[f.weight()]++
	}
	for w, n := range room {
		room[w] = left
		left = max(0, left-n)
	}
	// Each file is read once, so the findings are written in their own order. One is left out at once when what is at least as grave
	// has filled the page.
	var rows []pageRow
	written := make([]int, weights)
	sources := &sources{read: run.Source}
	for _, f := range all {
		w, used := f.weight(), 0
		for _, n := range written[:w+1] {
			used += n
		}
		if room[w] == 0 || used > budget {
			continue
		}
		room[w]--
		row := pageRow{f, appendRow(nil, f, sources)}
		written[w] += len(row.text)
		rows = append(rows, row)
	}
	d := &pageData{run: run, total: len(all)}
	fits := make([]bool, len(rows))
	for w := range weights {
		for i, r := range rows {
			if r.weight() != w {
				continue
			}
			if budget -= len(r.text); budget < 0 {
				break
			}
			fits[i] = true
		}
	}
	for i, r := range rows {
		if fits[i] {
			d.rows = append(d.rows, r)
		}
	}
	return d
}

// appendRow appends what a row says behind its file and rule.
func appendRow(b []byte, of pageFinding, sources *sources) []byte {
	f := of.finding
	b = append(b, ',')
	b = strconv.AppendInt(b, int64(slices.Index(policy.Severities(), f.Severity)), 10)
	b = append(b, ',')
	b = strconv.AppendInt(b, int64(max(f.Range.Start.Line, 0)), 10)
	b = append(b, ',')
	b = strconv.AppendInt(b, int64(max(f.Range.Start.Column, 0)), 10)
	b = appendHTMLString(append(b, ','), f.Message)
	b = appendHTMLString(append(b, ','), f.Fix)
	b = append(b, ',')
	// The lines of what is fixed are those of the base.
	if before, part, after, ok := sources.parts(f.Node, htmlWidth); ok && of.state != stateFixed {
		b = appendStrings(b, []string{before, part, after})
	} else {
		b = append(b, '0')
	}
	b = append(b, ',')
	if len(f.Related) == 0 {
		b = append(b, '0')
	} else {
		var places []string
		for i, n := range f.Related {
			if i == maxHTMLRelated {
				places = append(places, count(len(f.Related)-i, "more place", "more places"))
				break
			}
			places = append(places, placeText(n))
		}
		b = appendStrings(b, places)
	}
	b = append(b, ',')
	b = strconv.AppendInt(b, int64(of.state), 10)
	s := f.Suppression
	if s == nil {
		return append(b, ",0]"...)
	}
	tool := s.Tool
	if tool == ownTool {
		tool = ""
	}
	b = append(appendHTMLString(append(b, ",["...), lineText(s.Node)), ',')
	for _, text := range []string{s.Reason, s.Until, tool} {
		b = append(appendHTMLString(b, text), ',')
	}
	return append(strconv.AppendInt(b, int64(bit(s.New)), 10), "]]"...)
}

// appendStrings appends a list of texts.
func appendStrings(b []byte, list []string) []byte {
	b = append(b, '[')
	for i, s := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendHTMLString(b, s)
	}
	return append(b, ']')
}

// table is a list of things as they are written, each once.
type table[K comparable] struct {
	index map[K]int
	list  [][]byte
}

// of returns the index of a thing; write writes one that is new.
func (t *table[K]) of(key K, write func() []byte) int {
	if i, ok := t.index[key]; ok {
		return i
	}
	if t.index == nil {
		t.index = make(map[K]int)
	}
	text := write()
	i := len(t.list)
	t.index[key] = i
	t.list = append(t.list, text)
	return i
}

func (t *table[K]) write(w *bufio.Writer, name string) {
	w.WriteString(",\n\"" + name + "\":[")
	for i, text := range t.list {
		if i > 0 {
			w.WriteByte(',')
		}
		w.WriteString("\n")
		w.Write(text)
	}
	w.WriteString("]")
}

func (d *pageData) write(w *bufio.Writer) {
	var files, owners table[string]
	var rules table[*policy.Rule]
	file := func(path string) int {
		return files.of(path, func() []byte {
			b := appendHTMLString([]byte{'['}, path)
			b = append(b, ",["...)
			if d.run.Owners != nil {
				list := d.run.Owners(path)
				for i, name := range list[:min(len(list), maxHTMLOwners)] {
					if i > 0 {
						b = append(b, ',')
					}
					b = strconv.AppendInt(b, int64(owners.of(name, func() []byte { return appendHTMLString(nil, name) })), 10)
				}
			}
			return append(b, "]]"...)
		})
	}
	rule := func(r *policy.Rule) int {
		return rules.of(r, func() []byte {
			b := appendHTMLString([]byte{'['}, r.ID)
			b = appendHTMLString(append(b, ','), r.Title)
			b = appendHTMLString(append(b, ','), strings.Join(strings.Fields(r.Description), " "))
			b = appendHTMLString(append(b, ','), r.Standard)
			b = appendHTMLString(append(b, ','), htmlURL(r.Page()))
			var read []string
			for _, address := range r.References {
				if u := htmlURL(address); u != "" {
					read = append(read, u)
				}
			}
			return append(appendStrings(append(b, ','), read), ']')
		})
	}
	w.WriteString("{\"findings\":[")
	for i, r := range d.rows {
		if i > 0 {
			w.WriteByte(',')
		}
		fmt.Fprintf(w, "\n[%d,%d", file(fileOf(r.finding.Node)), rule(r.finding.Rule))
		w.Write(r.text)
	}
	w.WriteString("]")
	files.write(w, "files")
	rules.write(w, "rules")
	if d.run.Owners != nil {
		owners.write(w, "owners")
	} else {
		w.WriteString(",\n\"owners\":null")
	}
	w.WriteString(",\n\"states\":")
	w.Write(appendStrings(nil, stateNames(d.run)))
	w.WriteString("}")
}
