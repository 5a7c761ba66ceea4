package runner

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// Sqitch orders its scripts by sqitch.plan; psql runs them, so that only their own BEGIN makes a transaction.
var Sqitch = register(&Runner{
	Name: "sqitch",
	Doc: Doc{
		Title: "Sqitch", URL: "https://sqitch.org",
		Recognised:   "`sqitch.plan` in the folder.",
		Files:        "`deploy/<change>.sql`, `revert/<change>.sql` and `verify/<change>.sql`; changes may lie in folders.",
		Order:        "As the plan lists the changes. One that was reworked behind a tag is `<change>@<tag>.sql` at its first place. Scripts that the plan does not list come last.",
		Directions:   "`deploy` is up, `revert` is down; `verify` is neither.",
		Directives:   "`engine` in `sqitch.conf` names the database. Lines of psql's own, such as `\\set`, are left out.",
		Transactions: "psql runs a script statement by statement; its own `BEGIN` and `COMMIT` make the transaction.",
		Missing:      "What `\\ir` and `\\i` include.",
	},
	Priority: byFolder,
	Detect:   func(h *History) bool { return h.Near("sqitch.plan") },
	Dialect: func(h *History) string {
		text, _ := h.above("sqitch.conf")
		return setting(text, "engine")
	},
	File: func(name string) (File, bool) {
		kind, rest, ok := strings.Cut(name, "/")
		f := File{Path: name, Name: strings.TrimSuffix(rest, ".sql"), Direction: Other}
		switch kind {
		case "deploy":
			f.Direction = Up
		case "revert":
			f.Direction = Down
		case "verify":
		default:
			return File{}, false
		}
		f.Version = f.Name
		return f, ok
	},
	Order: func(h *History, files []File) []File {
		plan := readSqitchPlan(h.Read("sqitch.plan"))
		at := func(f File) int {
			if n, ok := plan.place(f.Name); ok {
				return n
			}
			return math.MaxInt
		}
		slices.SortStableFunc(files, func(a, b File) int {
			return cmp.Or(cmp.Compare(at(a), at(b)), strings.Compare(a.Name, b.Name), rank(a.Direction)-rank(b.Direction))
		})
		return files
	},
	Mode:               None,
	OutsideTransaction: "put it in a change of its own without BEGIN and COMMIT",
	Leaves:             true,
	Leave:              alone,
})

// sqitchPlan has the lines of a plan on which changes and tags stand.
type sqitchPlan struct {
	changes map[string][]int // a change that was reworked has several
	tags    map[string]int
}

func readSqitchPlan(text string) sqitchPlan {
	p := sqitchPlan{make(map[string][]int), make(map[string]int)}
	lines(text, func(n int, line string) bool {
		fields := strings.Fields(line)
		switch {
		case len(fields) == 0 || strings.HasPrefix(line, "%") || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(fields[0], "@"):
			p.tags[fields[0]] = n
		default:
			p.changes[fields[0]] = append(p.changes[fields[0]], n)
		}
		return true
	})
	return p
}

// place returns where a script is deployed. A change that is planned again is deployed at its earlier place from change@tag.sql, with one of
// the tags that stand between: sqitch rework takes the last.
func (p sqitchPlan) place(script string) (int, bool) {
	if list := p.changes[script]; len(list) > 0 {
		return list[len(list)-1], true
	}
	at := strings.LastIndex(script, "@")
	if at < 0 {
		return 0, false
	}
	tag, ok := p.tags[script[at:]]
	list := p.changes[script[:at]]
	i, _ := slices.BinarySearch(list, tag)
	if !ok || i == 0 {
		return 0, false
	}
	return list[i-1], true
}
