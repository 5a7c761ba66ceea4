package coverage

import (
	"cmp"
	"slices"
	"strconv"
)

// istanbul is coverage-final.json, by source file what statements, functions and branches there are ("statementMap",
// "fnMap", "branchMap"), and how often each ran ("s", "f", "b"). nyc, jest, vitest, c8, Cypress and solidity-coverage
// write it. Lines are what istanbul-lib-coverage derives: those on which statements begin, with the highest of their
// counts.
var istanbul = &format{name: "istanbul", read: readIstanbul}

func readIstanbul(in *input, r *report) error {
	x := istanbulReader{report: r, in: in, j: newJSONReader(in)}
	if err := x.files(true); err != nil {
		return err
	}
	x.origin()
	return x.j.end()
}

type istanbulReader struct {
	*report
	in *input
	j  *jsonReader

	// Of the report: what tells its producer.
	jest, schema, nyc, solidity bool
	byStatement, byLine         bool // files whose lines are counted one way and the other

	// Of the source file that is being read. Maps and counts come in any order and meet at its end.
	name                    []byte
	isFile, all, hasSchema  bool
	statementAt, functionAt []istanbulPlace
	branchAt                []istanbulPlace
	statementHits           []istanbulHits
	functionHits            []istanbulHits
	branchHits              []istanbulHits
	lineHits                []lineHit
	hasLines                bool

	blocks   []block
	outcomes []outcome
	digits   []byte
}

// istanbulPlace is where the statement, function or branch with a key is.
type istanbulPlace struct {
	key uint64
	at  block // without counts
}

// istanbulHits is how often it ran. Branches have one for each way out, and an id.
type istanbulHits struct {
	key, id uint64
	hits    uint32
}

// files reads an object of source files. Jest has it as "coverageMap" among the results of its tests, and fixtures as "map".
func (x *istanbulReader) files(top bool) error {
	return x.j.object(func(key []byte) error {
		if top && (string(key) == "coverageMap" || string(key) == "map") {
			x.jest = x.jest || len(key) > 3
			return x.files(false)
		}
		x.name = append(x.name[:0], key...)
		return x.file()
	})
}

func (x *istanbulReader) file() error {
	x.isFile, x.all, x.hasSchema, x.hasLines = false, false, false, false
	x.statementAt, x.functionAt, x.branchAt = x.statementAt[:0], x.functionAt[:0], x.branchAt[:0]
	x.statementHits, x.functionHits, x.branchHits = x.statementHits[:0], x.functionHits[:0], x.branchHits[:0]
	x.lineHits = x.lineHits[:0]
	if err := x.members(true); err != nil || !x.isFile {
		return err
	}
	name := cleanName(x.name)
	if len(name) == 0 {
		return nil
	}
	f := x.report.file(name)
	x.statements(f)
	x.functions(f)
	x.branches(f)
	return nil
}

// members reads what is said of a source file, which older tools wrap into "data".
func (x *istanbulReader) members(top bool) error {
	return x.j.object(func(key []byte) error {
		switch string(key) {
		case "data":
			if top {
				return x.members(false)
			}
		case "path":
			path, err := x.j.text()
			if len(x.name) == 0 {
				x.name = append(x.name, path...)
			}
			return err
		case "statementMap":
			x.isFile = true
			return x.places(&x.statementAt)
		case "fnMap":
			return x.places(&x.functionAt)
		case "branchMap":
			return x.places(&x.branchAt)
		case "s":
			x.isFile = true
			return x.counts(&x.statementHits)
		case "f":
			return x.counts(&x.functionHits)
		case "b":
			return x.ways()
		case "l":
			x.isFile = true
			return x.lines()
		case "all":
			x.all = true
		case "_coverageSchema":
			x.hasSchema, x.schema = true, true
		case "contentHash":
			x.nyc = true
		}
		return x.j.skip()
	})
}

// places reads a map of keys to places. A statement has "start" and "end", a function "decl", and a branch "loc".
func (x *istanbulReader) places(list *[]istanbulPlace) error {
	return x.j.object(func(key []byte) error {
		p := istanbulPlace{key: istanbulKey(key)}
		var decl, loc, first block
		var line uint32
		err := x.j.object(func(key []byte) (err error) {
			switch string(key) {
			case "start":
				p.at.startLine, p.at.startCol, err = x.point()
			case "end":
				p.at.endLine, p.at.endCol, err = x.point()
			case "decl":
				decl, err = x.span()
			case "loc":
				loc, err = x.span()
			case "locations":
				err = x.j.array(func(i int) error {
					if i > 0 {
						return x.j.skip()
					}
					first, err = x.span()
					return err
				})
			case "line":
				line, _, err = x.j.line()
			default:
				err = x.j.skip()
			}
			return err
		})
		for _, other := range []block{decl, loc, {startLine: line}, first} {
			if p.at.startLine == 0 {
				p.at = other
			}
		}
		*list = append(*list, p)
		return cmp.Or(err, x.j.bounded(len(*list)))
	})
}

func (x *istanbulReader) span() (b block, err error) {
	err = x.j.object(func(key []byte) (err error) {
		switch string(key) {
		case "start":
			b.startLine, b.startCol, err = x.point()
		case "end":
			b.endLine, b.endCol, err = x.point()
		default:
			err = x.j.skip()
		}
		return err
	})
	return b, err
}

// point reads a position. Source maps leave some without a line or a column.
func (x *istanbulReader) point() (line, column uint32, err error) {
	err = x.j.object(func(key []byte) (err error) {
		ok := true
		switch string(key) {
		case "line":
			if line, ok, err = x.j.line(); !ok {
				line = 0
			}
		case "column":
			if column, ok, err = x.j.hits(); !ok {
				column = 0
			}
			column = min(column, maxColumn)
		default:
			err = x.j.skip()
		}
		return err
	})
	return line, column, err
}

// maxColumn leaves room for the number by which statements at one place are told apart.
const maxColumn = 1<<24 - 1

// istanbulKey is the key as a number, or the hash of one that is none.
func istanbulKey(b []byte) uint64 {
	if n, ok := whole(b); ok && len(b) < 10 && (b[0] != '0' || len(b) == 1) {
		return n
	}
	return hash(hashStart, b) | named
}

func (x *istanbulReader) counts(list *[]istanbulHits) error {
	return x.j.object(func(key []byte) error {
		k := istanbulKey(key)
		n, ok, err := x.j.hits()
		if err != nil {
			return err
		}
		if !ok {
			x.ignore(x.in, x.in.pos)
			return nil
		}
		*list = append(*list, istanbulHits{key: k, hits: n})
		return x.j.bounded(len(*list))
	})
}

// ways reads the counts of branches: an array for each, with one count for each way out. The id of a way is that of the
// LCOV report of the same run, "branch,way".
func (x *istanbulReader) ways() error {
	return x.j.object(func(key []byte) error {
		k := istanbulKey(key)
		id := hash(hash(hashStart, key), comma)
		return x.j.array(func(i int) error {
			n, ok, err := x.j.hits()
			if err != nil {
				return err
			}
			if !ok {
				x.ignore(x.in, x.in.pos)
				return nil
			}
			x.digits = strconv.AppendInt(x.digits[:0], int64(i), 10)
			x.branchHits = append(x.branchHits, istanbulHits{key: k, id: hash(id, x.digits), hits: n})
			return x.j.bounded(len(x.branchHits))
		})
	})
}

// lines reads the counts of lines, which solidity-coverage lists itself.
func (x *istanbulReader) lines() error {
	x.hasLines, x.solidity = true, true
	return x.j.object(func(key []byte) error {
		line, isLine := lineNumber(key)
		n, ok, err := x.j.hits()
		if err != nil {
			return err
		}
		if !ok || !isLine {
			x.ignore(x.in, x.in.pos)
			return nil
		}
		x.lineHits = append(x.lineHits, lineHit{line, n})
		return x.j.bounded(len(x.lineHits))
	})
}

func byKey(a, b istanbulPlace) int { return cmp.Compare(a.key, b.key) }

// meet calls each with every count and the place of its key, which is zero when there is none. Both are in the order of
// their keys in nearly all reports.
func meet(places []istanbulPlace, counts []istanbulHits, each func(istanbulHits, block)) {
	sortUnlessSorted(places, byKey)
	sortUnlessSorted(counts, func(a, b istanbulHits) int { return cmp.Compare(a.key, b.key) })
	i := 0
	for n, c := range counts {
		if n+1 < len(counts) && counts[n+1].key == c.key && counts[n+1].id == c.id {
			continue // a member that comes twice: JavaScript knows the last one
		}
		for i < len(places) && places[i].key < c.key {
			i++
		}
		var at block
		if i < len(places) && places[i].key == c.key {
			at = places[i].at
		}
		each(c, at)
	}
}

func sortUnlessSorted[E any](list []E, compare func(a, b E) int) {
	if !slices.IsSortedFunc(list, compare) {
		slices.SortStableFunc(list, compare)
	}
}

func (x *istanbulReader) statements(f *file) {
	x.blocks = x.blocks[:0]
	var placeless tally
	meet(x.statementAt, x.statementHits, func(c istanbulHits, at block) {
		if at.startLine == 0 {
			placeless.count(c.hits > 0)
			return
		}
		at.statements, at.hits = 1, c.hits
		x.blocks = append(x.blocks, at)
		if !x.hasLines {
			x.lineHits = append(x.lineHits, lineHit{at.startLine, c.hits})
		}
	})
	f.counters[statement].add(placeless)
	sortUnlessSorted(x.blocks, block.compare)
	x.basis()
	f.statements.reserve(len(x.blocks))
	same := uint32(0) // how many before have the same place
	for i, b := range x.blocks {
		// Source maps put statements of the generated code at one place: they stay as many as they are.
		if same++; i == 0 || x.blocks[i-1].compare(b) != 0 {
			same = 0
		}
		b.endCol |= min(same, 0xff) << 24
		f.statements.add(b)
	}

	sortUnlessSorted(x.lineHits, lineHit.compare)
	f.lines.reserve(len(x.lineHits))
	for i := 0; i < len(x.lineHits); {
		most := x.lineHits[i]
		for i++; i < len(x.lineHits) && x.lineHits[i].line == most.line; i++ {
			most.hits = max(most.hits, x.lineHits[i].hits)
		}
		f.lines.add(most)
	}
}

// basis tells by the statements, in their order, how the lines of the source file are counted. V8 knows ranges of
// characters; v8-to-istanbul makes every line of the source a statement, and says "all". Vitest leaves out empty lines again.
func (x *istanbulReader) basis() {
	if len(x.blocks) == 0 {
		return
	}
	wholeLines, empty := true, false
	for i, b := range x.blocks {
		wholeLines = wholeLines && b.startCol == 0 && b.endLine == b.startLine && (i == 0 || x.blocks[i-1].startLine < b.startLine)
		empty = empty || b.endCol == 0
	}
	if !x.hasSchema && wholeLines && (x.all || empty && x.blocks[len(x.blocks)-1].startLine == uint32(len(x.blocks))) {
		x.byLine = true
	} else {
		x.byStatement = true
	}
}

// functions adds the functions of a source file. Those that begin on one line are told apart; the one that ran most goes by
// the line alone, as the functions of that line do in an LCOV report of the same run.
func (x *istanbulReader) functions(f *file) {
	x.outcomes = x.outcomes[:0]
	meet(x.functionAt, x.functionHits, func(c istanbulHits, at block) {
		x.outcomes = append(x.outcomes, outcome{id: c.key, line: at.startLine, hits: c.hits})
	})
	sortUnlessSorted(x.outcomes, func(a, b outcome) int {
		return cmp.Or(cmp.Compare(a.line, b.line), cmp.Compare(b.hits, a.hits), cmp.Compare(a.id, b.id))
	})
	for i, o := range x.outcomes {
		r := routine{id: uint64(o.line), line: o.line, hits: o.hits}
		if o.line == 0 || i > 0 && x.outcomes[i-1].line == o.line {
			r.id = o.id | named
		}
		f.routines.add(r)
	}
}

func (x *istanbulReader) branches(f *file) {
	x.outcomes = x.outcomes[:0]
	var placeless tally
	meet(x.branchAt, x.branchHits, func(c istanbulHits, at block) {
		if at.startLine == 0 {
			placeless.count(c.hits > 0)
			return
		}
		x.outcomes = append(x.outcomes, outcome{id: c.id, line: at.startLine, hits: c.hits})
	})
	f.counters[branch].add(placeless)
	sortUnlessSorted(x.outcomes, outcome.compare)
	f.outcomes.reserve(len(x.outcomes))
	for _, o := range x.outcomes {
		f.outcomes.add(o)
	}
}

// origin tells who wrote the report, as far as it shows.
func (x *istanbulReader) origin() {
	switch {
	case x.byLine && x.byStatement:
		x.report.basis = "mixed"
	case x.byLine:
		x.report.basis = "source-line"
	case x.byStatement:
		x.report.basis = "statement"
	}
	switch {
	case x.jest:
		x.tool = "jest"
	case x.byLine:
		x.tool = "v8"
	case x.solidity:
		x.tool = "solidity-coverage"
	case x.nyc:
		x.tool = "nyc"
	case x.schema:
		x.tool = "istanbul"
	}
}
