package history

import (
	"path"
	"slices"
	"strings"
)

// SqitchPlan is the name of Sqitch's plan.
const SqitchPlan = "sqitch.plan"

// Sqitch checks the plan against the deploy scripts: Sqitch runs what the plan lists, in its order
// (https://sqitch.org/docs/manual/sqitchchanges/). Scripts are given by their paths below the plan's folder; no script at
// all means that they are elsewhere, and are not looked at.
//
// Kinds: "malformed" (a line of a change without a date), "no script" (Subject is a change, Other its script), "repeated"
// (a change stands there twice without a tag between), "unknown" (Subject requires Other, which the plan does not have),
// "too early" (Subject stands before Other, which it requires), "not planned" (Subject is a script of no change).
func Sqitch(plan string, scripts []string) []Fault {
	p := parsePlan(plan)
	faults := p.faults
	add := func(f Fault) {
		if len(faults) < maxFaults {
			faults = append(faults, f)
		}
	}
	at := func(line int, kind, subject, other string) {
		add(Fault{Kind: kind, File: SqitchPlan, Line: line, Subject: subject, Other: other})
	}
	deploy := make(map[string]bool)
	for _, s := range scripts {
		if name, ok := strings.CutPrefix(s, "deploy/"); ok {
			deploy[strings.TrimSuffix(name, ".sql")] = true
		}
	}
	last, first := make(map[string]int, len(p.changes)), make(map[string]int, len(p.changes))
	for i, c := range p.changes {
		if _, ok := first[c.name]; !ok {
			first[c.name] = i
		}
		last[c.name] = i
	}
	// A change that was reworked has its earlier script kept under the name of a tag that came between.
	planned := make(map[string]bool, len(p.changes))
	seen := make(map[string]int, len(p.changes))
	for i, c := range p.changes {
		if j, ok := seen[c.name]; ok {
			if tags := p.tagsBetween(j, i); len(tags) == 0 {
				at(c.line, "repeated", c.name, "")
			}
		}
		seen[c.name] = i
		planned[c.name] = true
		for _, need := range c.requires {
			switch j, known := p.find(need, first); {
			case !known:
				at(c.line, "unknown", c.name, need)
			case j > i:
				at(c.line, "too early", c.name, need)
			}
		}
		if len(deploy) > 0 && last[c.name] == i && !deploy[c.name] {
			at(c.line, "no script", c.name, "deploy/"+c.name+".sql")
		}
	}
	for _, name := range sorted(deploy) {
		change, _, _ := strings.Cut(name, "@")
		if !planned[change] {
			add(Fault{Kind: "not planned", File: path.Join("deploy", name+".sql"), Subject: name})
		}
	}
	return faults
}

func sorted(set map[string]bool) []string {
	out := make([]string, 0, len(set))
	for s := range set {
		out = append(out, s)
	}
	slices.Sort(out)
	return out
}

type planChange struct {
	name     string
	line     int
	requires []string
}

type sqitchPlan struct {
	project string
	changes []planChange
	// tags are how many changes precede each tag.
	tags   map[string]int
	places []int
	faults []Fault
}

// parsePlan reads a plan: pragmas, comments, tags and changes, a line each.
func parsePlan(text string) *sqitchPlan {
	p := &sqitchPlan{tags: make(map[string]int)}
	n := 0
	for line := range strings.Lines(text) {
		n++
		line, _, _ = strings.Cut(strings.TrimSpace(line), "#")
		if pragma, ok := strings.CutPrefix(line, "%"); ok {
			if v, ok := strings.CutPrefix(pragma, "project="); ok {
				p.project = strings.TrimSpace(v)
			}
			continue
		}
		fields := strings.Fields(line)
		if len(fields) == 0 {
			continue
		}
		if tag, ok := strings.CutPrefix(fields[0], "@"); ok {
			p.tags[tag] = len(p.changes)
			p.places = append(p.places, len(p.changes))
			continue
		}
		c := planChange{name: strings.TrimPrefix(fields[0], "+"), line: n}
		if strings.HasPrefix(c.name, "-") {
			continue // a change that only reverts, which Sqitch reserves
		}
		rest := fields[1:]
		if len(rest) > 0 && strings.HasPrefix(rest[0], "[") {
			for len(rest) > 0 {
				word := rest[0]
				rest = rest[1:]
				if need := strings.Trim(word, "[]"); need != "" {
					c.requires = append(c.requires, need)
				}
				if strings.HasSuffix(word, "]") {
					break
				}
			}
		}
		if len(rest) == 0 || !strings.HasSuffix(rest[0], "Z") || !strings.Contains(rest[0], "T") {
			if len(p.faults) < maxFaults {
				p.faults = append(p.faults, Fault{Kind: "malformed", File: SqitchPlan, Line: n, Subject: fields[0]})
			}
			continue
		}
		p.changes = append(p.changes, c)
	}
	return p
}

func (p *sqitchPlan) tagsBetween(from, to int) []int {
	lo, _ := slices.BinarySearch(p.places, from+1)
	hi, _ := slices.BinarySearch(p.places, to+1)
	return p.places[lo:hi]
}

// find returns the place of a change that another one requires. Those of other projects, conflicts, and places that are
// counted from others (^, ~) are taken for known and early.
func (p *sqitchPlan) find(need string, first map[string]int) (int, bool) {
	if strings.HasPrefix(need, "!") || strings.ContainsAny(need, "^~") {
		return -1, true
	}
	if project, rest, ok := strings.Cut(need, ":"); ok {
		if project != p.project {
			return -1, true
		}
		need = rest
	}
	name, tag, tagged := strings.Cut(need, "@")
	place := -1
	if tagged && tag != "ROOT" && tag != "HEAD" {
		n, ok := p.tags[tag]
		if !ok {
			return 0, false
		}
		place = n - 1
	}
	if name == "" {
		return place, true
	}
	i, ok := first[name]
	if tagged || !ok {
		return -1, ok
	}
	return i, true
}
