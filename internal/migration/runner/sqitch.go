package runner

import (
	"cmp"
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
		place := sqitchPlaces(h.Read("sqitch.plan"))
		at := func(f File) int {
			if p, ok := place[f.Name]; ok {
				return p
			}
			return len(place) + 1
		}
		slices.SortStableFunc(files, func(a, b File) int {
			return cmp.Or(at(a)-at(b), strings.Compare(a.Name, b.Name), rank(a.Direction)-rank(b.Direction))
		})
		return files
	},
	Mode:               None,
	OutsideTransaction: "put it in a change of its own without BEGIN and COMMIT",
	Leaves:             true,
})

// sqitchPlaces returns the places of changes in a plan. A change that is planned again behind a tag is deployed from
// change@tag.sql at its earlier place.
func sqitchPlaces(plan string) map[string]int {
	place := make(map[string]int)
	var since []string // the changes since the last tag
	tag := ""
	tagged := make(map[string]string) // the first tag behind a change's last place
	lines(plan, func(_ int, line string) bool {
		fields := strings.Fields(line)
		if len(fields) == 0 || strings.HasPrefix(line, "%") || strings.HasPrefix(line, "#") {
			return true
		}
		name := fields[0]
		if strings.HasPrefix(name, "@") {
			tag = name
			for _, c := range since {
				tagged[c] = tag
			}
			since = since[:0]
			return true
		}
		if t, ok := tagged[name]; ok {
			place[name+t] = place[name]
			delete(tagged, name)
		}
		place[name] = len(place) + 1
		since = append(since, name)
		return true
	})
	return place
}
