package migration

import (
	"errors"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/migration/catalog"
	"github.com/bdma-dev/bdma/internal/migration/lexer"
	"github.com/bdma-dev/bdma/internal/migration/lock"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
	"github.com/bdma-dev/bdma/internal/migration/runner"
	"github.com/bdma-dev/bdma/internal/source"
)

// Read replays a history and states what each of its statements does and what schema it leads to.
func Read(tree *source.Tree, unit source.Unit, settings Settings) *facts.Doc {
	r, files := replay(tree, unit, settings)
	return r.document(unit, files)
}

// document returns the facts as rules see them, and uses them up.
func (r *reader) document(unit source.Unit, files []string) *facts.Doc {
	migrations, summary := len(r.model.Migrations), r.model.Summary
	doc := facts.NewSharing(facts.Migration, unit.Name, files, &r.nodes, &r.model, r.settings.Wanted, r.rows)
	doc.Statements, doc.Unanalysed = summary.Statements+summary.Unparsed, summary.Unparsed+summary.Opaque
	doc.Judged = migrations
	return doc
}

func read(tree *source.Tree, unit source.Unit, settings Settings) (*Facts, *facts.Nodes, []string) {
	r, files := replay(tree, unit, settings)
	return &r.model, &r.nodes, files
}

// replay reads a history, and returns the files that it was read from.
func replay(tree *source.Tree, unit source.Unit, settings Settings) (*reader, []string) {
	settings = settings.withDefaults()
	r := &reader{
		settings: settings,
		tree:     tree, cat: catalog.New(), versions: make(map[string]string), pointers: make(map[string]int), placeholders: make(map[string]string),
		model: Facts{
			Migrations: []Migration{}, Statements: []Statement{}, Locks: []Lock{}, Actions: []Action{}, Tables: []Table{}, Columns: []Column{},
			Constraints: []Constraint{}, Indexes: []Index{}, Problems: []facts.Problem{},
			DynamicSQL:      []DynamicSQL{},
			RedundantKeys:   []RedundantKeys{},
			PostgresVersion: settings.PostgresVersion, StatedTables: settings.Tables,
			Transactions:   []Transaction{},
			ExposedSchemas: []string{}, Policies: []Policy{}, Grants: []Grant{}, IdleRevokes: []IdleRevoke{}, Functions: []Function{}, ViewRights: []ViewRights{},
			Extensions: []Extension{}, Owners: []Owner{}, LongNames: []LongName{}, ContentColumns: []ContentColumn{}, ObjectNames: []ObjectName{},
			NumberedTables: []NumberedTable{}, NameCounts: []NameCount{},
			Enums: []Enum{}, Domains: []Domain{}, Views: []View{},
			Changes: []Change{}, RollbackDifferences: []RollbackDifference{}, RollbackFailures: []RollbackFailure{}, RollbackLocks: []RollbackLock{},
		},
	}
	r.cat.Version = settings.PostgresVersion
	h := view(tree, unit, settings)
	root := h.Folder
	r.runner = runner.Detect(h)
	r.model.Runner, r.model.OutsideTransaction = r.runner.Name, r.runner.OutsideTransaction
	r.model.CanLeaveTransaction, r.model.AllPending = r.runner.Leaves, r.runner.AllPending
	r.model.LaterMigration = later(r.runner.AllPending)
	var files []string
	sorted := r.runner.Sort(h)
	settings.fork.find(r, h, sorted)
	for i, f := range sorted {
		settings.fork.at(r, files)
		name := path.Join(root, f.Path)
		files = append(files, name)
		r.file(f, name, i+1)
	}
	return r, r.finish(h, sorted, files)
}

// finish states what only the whole history tells, and returns the files that it was read from.
func (r *reader) finish(h *runner.History, sorted []runner.File, files []string) []string {
	r.endUnit()
	r.dynamicFunctions()
	r.security.exposed = exposedSchemas(r.tree, h.Folder, r.runner.Name)
	r.schema()
	r.securityFacts()
	r.objects()
	r.integrity(h, h.Folder, sorted)
	return append(files, r.beside...)
}

func relative(root, file string) (string, bool) {
	if root == "." {
		return file, true
	}
	return strings.CutPrefix(file, root+"/")
}

// reader replays one history.
type reader struct {
	settings Settings
	tree     *source.Tree
	runner   *runner.Runner
	cat      *catalog.Catalog
	model    Facts
	nodes    facts.Nodes
	versions map[string]string // of the files, by path
	pointers map[string]int    // how often a pointer was given, to keep them apart
	// placeholders are names that stand for placeholders, with these.
	placeholders map[string]string

	// The file at hand.
	name  string
	info  runner.File
	lines *facts.Lines
	row   *Migration
	index int
	// The session at hand.
	timeouts [timeoutCount]timeout
	unit     int
	explicit bool

	exhausted bool
	// pending is what only the rest of the file tells.
	pending pending
	// unpopulated are the materialized views without data; lastUp is the last file up that was read.
	unpopulated map[catalog.Name]bool
	lastUp      string
	// conditional says that the statement at hand may run or not: it stands in a DO block behind a condition.
	conditional bool
	// bodies are what functions execute that is put together at run time, by the functions' names.
	bodies   map[string][]DynamicSQL
	security security
	other    scanned

	// beside are files that places lie in and that are no migrations of the history: plans, checksums, what nobody runs.
	beside []string

	lexed *lexer.File // of the section at hand
	// scratch is the row of the statement at hand, until it is among the others.
	scratch Statement
	// What the transaction at hand holds and has added, and what the file has dropped and made.
	held           holding
	added          []addedLabel
	droppedIndexes map[string]bool
	newTypes       map[catalog.Name]bool
	opened         *Nested
	ended          bool // by a COMMIT of the file, which ended the transaction of the runner
	mergeable      int  // the place among statements, from 1, of the ALTER TABLE that the next one may be merged with

	// What the last migration up did, and what undoes it.
	undo  undo
	early earlyDown

	asWritten asWritten

	// rows are what the facts of the base and those of the change have in common; nil when there is no base to be told of.
	rows *facts.Rows
}

func (r *reader) node(rg facts.Range, pointer string) facts.ID {
	return r.nodes.Add(facts.Node{File: r.name, Range: rg, Pointer: pointer})
}

// pointer makes a name unique in the history by counting its uses.
func (r *reader) pointer(name string) string {
	n := r.pointers[name]
	r.pointers[name] = n + 1
	if n == 0 {
		return name
	}
	return name + " #" + strconv.Itoa(n+1)
}

func (r *reader) problem(rg facts.Range, message, hint string) {
	at := r.node(rg, r.pointer(r.info.Version+": problem"))
	r.model.Problems = append(r.model.Problems, facts.Problem{At: at, Message: message, Hint: hint})
}

func (r *reader) file(f runner.File, name string, order int) {
	version := f.Version
	if version == "" {
		version = f.Name
	}
	f.Version = version
	r.name, r.info, r.index = name, f, 0
	r.versions[name] = version
	r.explicit = false
	r.beginTimeouts()
	r.held, r.added, r.droppedIndexes, r.newTypes, r.mergeable = holding{}, r.added[:0], nil, nil, 0
	r.model.Migrations = append(r.model.Migrations, Migration{
		At: r.node(facts.Range{}, version), File: name, Version: version, Name: f.Name, Direction: f.Direction, Order: order, Transaction: string(r.runner.Mode),
	})
	r.row = &r.model.Migrations[len(r.model.Migrations)-1]
	r.beginUnit(f)
	defer r.wayBack(f)
	if f.Direction == runner.Up {
		r.model.Summary.Migrations++
	}
	data, err := r.tree.Read(name, source.MaxSQL)
	if err != nil {
		r.problem(facts.Range{}, err.Error(), "")
		return
	}
	text, err := source.Text(data)
	if err != nil {
		var te *source.TextError
		rg := facts.Range{}
		if errors.As(err, &te) {
			p := facts.NewLines(data).Position(te.Offset)
			rg = facts.Range{Start: p, End: facts.Position{Line: p.Line, Column: p.Column + 1}}
		}
		r.problem(rg, "the file "+err.Error(), "")
		return
	}
	r.lines = facts.NewLines(text)
	original := string(text)
	r.asWritten.read(r.tree, name, original)
	script := r.runner.Prepare(f, original)
	lexed := lexer.ScanPrepared(script, original)
	if lexed.Templated {
		r.row.Templated = true
		for name, written := range lexed.Placeholders {
			if _, ok := r.placeholders[name]; !ok {
				r.placeholders[name] = written
			}
		}
		r.model.Summary.Templated++
	}
	if e := lexed.Err; e != nil {
		r.problem(r.lines.Range(e.Offset, e.Offset+1), e.Message, e.Hint)
		r.model.Summary.Unparsed++
	}
	first := true
	if f.Direction == runner.Base {
		r.endUnit()
		r.cat = r.cat.Anew() // it stands for all that precedes it
	}
	for _, s := range r.runner.Split(f, script) {
		part := lexed
		if s.Text != "" {
			part = r.otherText(s.Text)
		}
		if first && s.Direction == runner.Up {
			r.row.Transaction = string(s.Mode)
			first = false
		}
		r.section(part, s)
		r.longNames(part, s)
	}
	r.leaves(f)
	r.unnest()
	r.row.Statements = r.index
	r.settle()
	r.record(lexed)
	r.cat.EndSession()
	if r.settings.after != nil {
		r.settings.after(r, f, lexed)
	}
}

// section reads a part of a script that has one direction and one transaction mode.
func (r *reader) section(lexed *lexer.File, s runner.Section) {
	var stmts []pgparse.Statement
	start := s.Start
	for _, b := range append(s.Breaks, s.End) {
		if b < start {
			continue
		}
		out, errs := pgparse.Parse(lexed, start, b)
		stmts = append(stmts, out...)
		for _, e := range errs {
			r.problem(r.lines.Range(e.Span.Start, e.Span.End), e.Message, e.Hint)
			r.model.Summary.Unparsed++
		}
		start = b
	}
	r.lexed, r.ended = lexed, false
	begun := len(r.model.Statements)
	mode := s.Mode
	if mode == runner.Implicit && len(stmts) < 2 {
		mode = runner.None
	}
	r.asWritten.begin(s, stmts, begun, len(r.model.Actions))
	r.unit++
	programs := pgparse.Programs(lexed, stmts)
	for i := range stmts {
		if p := programs[i]; p != nil {
			r.block(&stmts[i], p, s.Direction, mode)
			continue
		}
		r.statement(&stmts[i], s.Direction, mode)
		r.functionBody(lexed, &stmts[i], s.Direction)
	}
	r.explicit = false
	r.endControl()
	r.settleAgain(begun)
	r.endSection(lexed, s)
}

// maxStatements bounds the statements of a history, each of which is a row. The longest of a corpus of public repositories has
// 5,000, and ten thousand migrations of the usual length would have 50,000.
const maxStatements = 50_000

// statement records one statement and, when it is of the up direction, replays it.
func (r *reader) statement(s *pgparse.Statement, direction string, mode runner.Mode) {
	r.index++
	r.model.Summary.Statements++
	if len(r.model.Statements) >= maxStatements {
		if !r.exhausted {
			r.exhausted = true
			r.problem(r.lines.Range(s.Span.Start, s.Span.End), "the history has more than 50,000 statements; what follows is not judged", "move data out of the migrations, and load it with COPY")
		}
		r.model.Summary.Opaque++
		return
	}
	surrounding := mode
	if r.ended {
		mode = runner.None
	}
	if r.explicit {
		mode = runner.Explicit
	}
	switch s.Kind {
	case "BEGIN":
		if surrounding != runner.Implicit {
			r.unit++ // within one query, what stands before BEGIN is part of the transaction (manual, §55.2.2.1)
		}
		r.explicit, mode = true, runner.Explicit
	case "COMMIT", "ROLLBACK", "PREPARE TRANSACTION":
		r.ended = r.ended || surrounding == runner.InRunner
		defer r.commit()
	}
	if direction == runner.Base {
		r.base(s)
		return
	}
	if mode == runner.None {
		r.unit++
	}
	r.setTimeouts(s, mode != runner.None)
	r.scratch = Statement{
		Migration: r.info.Version, File: r.name, Index: r.index, Kind: s.Kind, Direction: direction, Transaction: string(mode),
		Unit: r.info.Version + "/" + strconv.Itoa(r.unit), LockTimeout: r.timeouts[lockTimeout].value().on, StatementTimeout: r.timeouts[statementTimeout].value().on,
		LockTimeoutMs: r.timeouts[lockTimeout].value().ms, StatementTimeoutMs: r.timeouts[statementTimeout].value().ms,
		IdleTimeoutMs: r.timeouts[idleTimeout].value().ms, TransactionTimeoutMs: r.timeouts[transactionTimeout].value().ms, OutsideOnly: r.outsideOnly(s),
		Conditional: r.conditional,
	}
	row := &r.scratch
	target := r.describe(s, row)
	subject := row.Table
	if row.Name != "" {
		subject = strings.TrimSpace(subject + " " + row.Name)
	}
	pointer := r.pointer(strings.TrimSpace(r.info.Version + ": " + s.Kind + " " + subject))
	row.At = r.node(r.lines.Range(s.Span.Start, s.Span.End), pointer)
	r.nullComparisons(s, row)
	row.Refused = row.OutsideOnly != "" && mode != runner.None && (mode == runner.Explicit || r.runner != runner.Plain)
	r.control(s, row.At, surrounding, direction)
	r.says(s, row)
	r.writtenTypes(s)
	if direction == runner.Up {
		row.ConcurrentlyAfter = r.concurrentlyAfter(s)
	}
	if direction != runner.Up {
		r.model.Statements = append(roomy(r.model.Statements), *row)
		r.actions(s, row, nil)
		r.collect(s, row)
		return
	}
	if row.Opaque {
		r.model.Summary.Opaque++
	}
	if r.cat.Exhausted() && !r.exhausted {
		r.exhausted = true
		r.problem(r.lines.Range(s.Span.Start, s.Span.End), "the history makes too many objects; what it does from here on is not followed", "")
	}
	effects := lock.Of(r.cat, s)
	row.ExistedBefore = row.Table != "" && r.existed(target)
	r.ddl(s, row, effects.Relations)
	if t := r.cat.Table(target); t != nil && row.Table != "" {
		row.Partitioned = t.Partitioned
	}
	if n, ok := s.Node.(*pgparse.CreateIndex); ok {
		row.NothingToBuild = r.nothingToBuild(n, row.Unit, effects.Relations) || r.pending.rowless[row.Table]
	}
	row.Rows, row.Traffic = r.stated(row.Table)
	r.beforeLocks(s, row, effects.Relations)
	r.labels(s, row)
	r.again(s, row)
	r.merge(s, row)
	r.model.Statements = append(roomy(r.model.Statements), *row)
	r.locks(s, row, effects.Relations)
	r.afterLocks(s, row, effects.Relations)
	first := len(r.model.Actions)
	r.actions(s, row, effects.Actions)
	r.model.Statements[len(r.model.Statements)-1].Irreversible = r.irreversible(s, row, r.model.Actions[first:])
	if r.conditional {
		r.undo.unclear = true
		r.doubt(effects.Relations)
		return
	}
	r.beforeStatement(s, row)
	defer r.afterStatement(s, row, len(r.model.Statements)-1)
	r.cat.Apply(s, catalog.Context{Migration: r.name, Unit: row.Unit, Place: func(sp pgparse.Span) catalog.Place {
		if sp == (pgparse.Span{}) {
			sp = s.Span
		}
		return catalog.Place{File: r.name, Range: r.lines.Range(sp.Start, sp.End)}
	}})
}

// roomy returns rows with room for another. The rows of long histories are large: to double the room copies them less often than
// append does.
func roomy[Row any](rows []Row) []Row {
	if len(rows) == cap(rows) {
		return slices.Grow(rows, max(len(rows), 16))
	}
	return rows
}

// nothingToBuild tells whether CREATE INDEX reads no rows. A partitioned table without known partitions may have others.
func (r *reader) nothingToBuild(n *pgparse.CreateIndex, unit string, relations []lock.Relation) bool {
	t := r.cat.Table(n.Table)
	switch {
	case n.IfNotExists && n.Name != "" && r.cat.Index(pgparse.Name{Schema: n.Table.Schema, Name: n.Name}) != nil:
		return true
	case t == nil:
		return false
	case t.Emptied == unit && t.Truncated == unit:
		return true
	}
	return t.Partitioned && (n.Only || len(t.Children) > 0 && !slices.ContainsFunc(relations, func(l lock.Relation) bool { return l.Scan }))
}

// commit ends an explicit transaction.
func (r *reader) commit() {
	r.explicit = false
	r.endTimeouts()
	r.unit++
}

// display is a relation's name as rows have it, with placeholders as the script writes them.
func (r *reader) display(n catalog.Name) string {
	if s, ok := r.placeholders[n.Name]; ok {
		n.Name = s
	}
	if n.Schema == "public" || n.Schema == "" || n.Schema == "pg_temp" {
		return n.Name
	}
	if s, ok := r.placeholders[n.Schema]; ok {
		n.Schema = s
	}
	return n.Schema + "." + n.Name
}

// created returns the migration that created a relation, "" when the history does not.
func (r *reader) created(n catalog.Name) string {
	if t := r.cat.Table(n); t != nil {
		return t.Migration
	}
	if v := r.cat.View(n); v != nil {
		return v.Migration
	}
	if x := r.cat.Index(n); x != nil {
		return x.Migration
	}
	return ""
}

// existed tells whether a relation existed before the file at hand.
func (r *reader) existed(n catalog.Name) bool {
	if t := r.cat.Table(n); t != nil && t.Temporary {
		return false
	}
	return r.created(n) != r.name
}

// describe fills in what a statement is about, and returns the full name of the relation behind the row's table.
func (r *reader) describe(s *pgparse.Statement, row *Statement) (target catalog.Name) {
	table := func(n pgparse.Name) {
		target = r.cat.Qualify(n)
		row.Table = r.display(target)
	}
	for _, n := range s.Reads {
		row.Reads = append(row.Reads, r.display(r.cat.Qualify(n)))
	}
	switch n := s.Node.(type) {
	case *pgparse.CreateTable:
		table(n.Name)
		row.IfExists = n.IfNotExists
	case *pgparse.CreateView:
		table(n.Name)
		row.IfExists, row.SelectsStar = n.IfNotExists, n.SelectsStar
	case *pgparse.CreateIndex:
		table(n.Table)
		row.Name, row.Concurrently, row.IfExists, row.Unique, row.Only, row.Object = n.Name, n.Concurrently, n.IfNotExists, n.Unique, n.Only, "TABLE"
		if r.cat.View(n.Table) != nil {
			row.Object = "MATERIALIZED VIEW"
		}
	case *pgparse.AlterTable:
		table(n.Name)
		row.IfExists, row.Object, row.Only = n.IfExists, n.Object, n.Only
	case *pgparse.Drop:
		target = r.describeDrop(n, row)
	case *pgparse.Rename:
		row.Object, row.Name = n.Object, n.Sub
		switch n.Object {
		case "TABLE", "COLUMN", "CONSTRAINT", "VIEW", "MATERIALIZED VIEW", "INDEX", "SEQUENCE", "FOREIGN TABLE", "TRIGGER", "POLICY", "RULE":
			table(n.Name)
		default:
			row.Name = n.Name.String()
		}
	case *pgparse.SetSchema:
		table(n.Name)
		row.Object = n.Object
	case *pgparse.CreateType:
		row.Name = n.Name.String()
	case *pgparse.CreateDomain:
		row.Name = n.Name.String()
	case *pgparse.AlterDomain:
		row.Name = n.Name.String()
	case *pgparse.CreateSequence:
		row.Name, row.IfExists = n.Name.String(), n.IfNotExists
	case *pgparse.AlterSequence:
		row.Name = n.Name.String()
	case *pgparse.CreateFunction:
		row.Name = n.Name.String()
	case *pgparse.CreateSchema:
		row.Name = n.Name
	case *pgparse.Set:
		row.Name = n.Name
	case *pgparse.OnTable:
		if len(n.Tables) > 0 {
			table(n.Tables[0])
		}
		row.Name, row.Object, row.Concurrently, row.Cascade = n.Name, n.Object, n.Concurrently, n.Cascade
	case *pgparse.DML:
		table(n.Table)
		row.Filtered = n.Filtered && (s.Kind == "UPDATE" || s.Kind == "DELETE")
		r.data(n, target, row)
	case *pgparse.Opaque:
		row.Opaque = !n.Plain
	}
	return target
}

func (r *reader) describeDrop(n *pgparse.Drop, row *Statement) (target catalog.Name) {
	row.Object, row.IfExists, row.Cascade, row.Concurrently = n.Object, n.IfExists, n.Cascade, n.Concurrently
	if len(n.Names) == 0 {
		return target
	}
	switch n.Object {
	case "TABLE", "VIEW", "MATERIALIZED VIEW", "FOREIGN TABLE":
		target = r.cat.Qualify(n.Names[0])
	case "INDEX":
		row.Name = n.Names[0].String()
		if x := r.cat.Index(n.Names[0]); x != nil && x.Table != nil {
			target = x.Table.Name
		}
	default:
		row.Name = n.Names[0].String()
		if n.Table.Name != "" {
			target = r.cat.Qualify(n.Table)
		}
	}
	row.Table = r.display(target)
	return target
}

func blocks(m lock.Mode) string {
	switch {
	case m.BlocksReads():
		return "reads and writes"
	case m.BlocksWrites():
		return "writes"
	}
	return ""
}

func (r *reader) locks(s *pgparse.Statement, row *Statement, relations []lock.Relation) {
	for _, l := range relations {
		existed := r.existed(l.Name)
		rows, traffic := r.stated(r.display(l.Name))
		r.model.Locks = append(r.model.Locks, Lock{
			At: row.At, Migration: row.Migration, Kind: s.Kind, Relation: r.display(l.Name), Object: l.Object, Mode: string(l.Mode), BlocksReads: l.Mode.BlocksReads(),
			BlocksWrites: l.Mode.BlocksWrites(), Rewrite: l.Rewrite, Scan: l.Scan, ExistedBefore: existed, CreatedInUnit: !existed, LockTimeout: row.LockTimeout,
			Rows: rows, Traffic: traffic,
		})
		r.guards(s, row, l, existed)
	}
}
