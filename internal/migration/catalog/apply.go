package catalog

import (
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/migration/lexer"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
)

// Apply replays one statement.
func (c *Catalog) Apply(s *pgparse.Statement, ctx Context) {
	if c.Exhausted() {
		return
	}
	c.now = ctx
	c.spend(1)
	defer c.secure(s)()
	switch n := s.Node.(type) {
	case *pgparse.CreateTable:
		c.createTable(n)
	case *pgparse.AlterTable:
		c.alterTable(n)
	case *pgparse.CreateIndex:
		c.createIndex(n)
	case *pgparse.CreateView:
		c.createView(n, s.Reads)
	case *pgparse.Drop:
		c.drop(n)
	case *pgparse.Rename:
		c.rename(n)
	case *pgparse.SetSchema:
		c.setSchema(n)
	case *pgparse.CreateType:
		c.createType(n)
	case *pgparse.AlterEnum:
		c.alterEnum(n)
	case *pgparse.CreateDomain:
		c.createDomain(n)
	case *pgparse.AlterDomain:
		c.alterDomain(n)
	case *pgparse.CreateSequence:
		c.createSequence(n)
	case *pgparse.AlterSequence:
		c.alterSequence(n)
	case *pgparse.CreateFunction:
		c.createFunction(n)
	case *pgparse.CreateSchema:
		keepNamed(c, "SCHEMA", c.schemas, n.Name)
		c.schemas[n.Name] = true
	case *pgparse.Set:
		if n.Name == "search_path" {
			c.SetSearchPath(n.Values)
		}
		c.set(n)
	case *pgparse.Transaction:
		if s.Kind == "COMMIT" || s.Kind == "ROLLBACK" {
			c.session.localZone = ""
		}
	case *pgparse.OnTable:
		if s.Kind == "CREATE TRIGGER" {
			c.createTrigger(n)
		}
		if s.Kind == "TRUNCATE" {
			for _, name := range n.Tables {
				if t := c.Table(name); t != nil {
					c.empty(t, n.Cascade)
				}
			}
		}
	case *pgparse.DML:
		if t := c.Table(n.Table); t != nil {
			switch {
			case s.Kind == "DELETE" && !n.Filtered:
				c.touch(t)
				t.Emptied = ctx.Unit
			case s.Kind != "DELETE" && s.Kind != "UPDATE" && t.Emptied != "":
				c.touch(t)
				t.Emptied = ""
			}
		}
	case *pgparse.Opaque:
		c.opaque(n)
	}
}

// empty records that a table was emptied by TRUNCATE, with its partitions and, by CASCADE, the tables that reference it.
func (c *Catalog) empty(t *Table, cascade bool) {
	if t.Emptied == c.now.Unit && t.Truncated == c.now.Unit {
		return
	}
	c.touch(t)
	t.Emptied, t.Truncated = c.now.Unit, c.now.Unit
	for _, d := range c.descendants(t) {
		c.touch(d)
		d.Emptied, d.Truncated = c.now.Unit, c.now.Unit
	}
	if !cascade {
		return
	}
	for _, k := range c.Referencing(t) {
		c.spend(1)
		c.empty(k.Table, true)
	}
}

// opaque marks the tables that a DO block names.
func (c *Catalog) opaque(n *pgparse.Opaque) {
	if n.Body == "" || n.Plain {
		return
	}
	body := n.Body
	if strings.HasPrefix(body, "$") {
		if tag := strings.IndexByte(body[1:], '$') + 2; len(body) >= 2*tag {
			body = body[tag : len(body)-tag]
		}
	} else {
		body = strings.Trim(body, "'")
	}
	f := lexer.Scan(body)
	names := make(map[string]bool)
	for _, tok := range f.Tokens {
		switch tok.Kind {
		case lexer.Word:
			names[strings.ToLower(f.Of(tok))] = true
		case lexer.Quoted, lexer.String:
			// A name in a string may be dynamic SQL: EXECUTE 'ALTER TABLE orders …'.
			for _, w := range strings.FieldsFunc(f.Of(tok), func(r rune) bool {
				return !(r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= 0x80)
			}) {
				names[w] = true
			}
		}
	}
	c.spend(len(names) * len(c.schemas))
	for name := range names {
		for schema := range c.schemas {
			if t := c.tables[Name{Schema: schema, Name: name}]; t != nil {
				c.touch(t)
				t.Uncertain = true
			}
		}
	}
}

func (c *Catalog) createTable(n *pgparse.CreateTable) {
	name := c.creation(n.Name)
	isTemporary := n.Temporary || name.Schema == temporary
	if isTemporary {
		name.Schema = temporary
	}
	if !c.free(name) {
		return
	}
	c.serial++
	t := &Table{
		Name: name, Place: c.now.Place(n.NameSpan), Migration: c.now.Migration, Unit: c.now.Unit, Temporary: isTemporary, Unlogged: n.Unlogged,
		Foreign: n.Foreign, Partitioned: n.Partitioned, PartitionKey: n.PartitionKey, Opaque: n.Query || n.OfType, serial: c.serial,
	}
	keep(c, "TABLE", c.tables, name)
	c.touch(t)
	c.tables[name] = t
	if isTemporary {
		c.passes(t)
	} else {
		keepNamed(c, "SCHEMA", c.schemas, name.Schema)
		c.schemas[name.Schema] = true
	}
	parents := n.Inherits
	if n.PartitionOf != nil {
		parents = append(parents, *n.PartitionOf)
	}
	for _, pn := range parents {
		p := c.Table(pn)
		if p == nil || p == t {
			t.Opaque = true
			continue
		}
		c.inheritColumns(t, p)
		if n.PartitionOf != nil {
			t.Parent, t.Default = p, n.PartitionDefault
		} else {
			t.Inherits = append(t.Inherits, p)
		}
		c.touch(p)
		p.Children = append(p.Children, t)
	}
	for _, l := range n.Likes {
		c.like(t, l)
	}
	for i := range n.Columns {
		c.addColumn(t, &n.Columns[i])
	}
	if t.Parent != nil {
		c.inheritIndexes(t, t.Parent)
		c.inheritTriggers(t, t.Parent)
	}
	var cons []*pgparse.Constraint
	for i := range n.Columns {
		for j := range n.Columns[i].Constraints {
			cons = append(cons, &n.Columns[i].Constraints[j])
		}
	}
	for i := range n.Constraints {
		cons = append(cons, &n.Constraints[i])
	}
	c.addConstraints(t, cons)
}

// addConstraints adds the constraints of one definition: primary keys first, whatever their place, and those that ask
// for the same index once (transformIndexConstraints in parse_utilcmd.c), under the first name that one of them has.
func (c *Catalog) addConstraints(t *Table, cons []*pgparse.Constraint) {
	var kept []*pgparse.Constraint
	for _, first := range [...]bool{true, false} {
		for _, k := range cons {
			if first != (k.Kind == pgparse.PrimaryKey) {
				continue
			}
			c.spend(1 + len(kept)/16)
			if c.Exhausted() {
				return
			}
			i := slices.IndexFunc(kept, func(o *pgparse.Constraint) bool { return sameIndex(o, k) })
			switch {
			case i < 0:
				kept = append(kept, k)
			case kept[i].Name == "" && k.Name != "":
				named := *kept[i]
				named.Name = k.Name
				kept[i] = &named
			}
		}
	}
	for _, k := range kept {
		c.addConstraint(t, k)
	}
}

// sameIndex tells whether two keys are upheld by one index when they are defined together.
func sameIndex(a, b *pgparse.Constraint) bool {
	key := func(k *pgparse.Constraint) bool {
		return (k.Kind == pgparse.PrimaryKey || k.Kind == pgparse.Unique) && k.UsingIndex == ""
	}
	return key(a) && key(b) && slices.Equal(a.Columns, b.Columns) && slices.Equal(a.Include, b.Include) && a.Deferrable == b.Deferrable &&
		a.NullsNotDistinct == b.NullsNotDistinct
}

// inheritColumns copies what a partition or heir has from its parent.
func (c *Catalog) inheritColumns(t, p *Table) {
	c.spend(copied * (len(p.Columns) + len(p.Constraints)))
	c.touch(t)
	for _, col := range p.Columns {
		if own := t.Column(col.Name); own != nil {
			own.parents++
			own.NotNull = own.NotNull || col.NotNull
		} else {
			t.Columns = append(t.Columns, col.inherited())
			c.usesType(t, col.Type)
		}
	}
	t.Opaque = t.Opaque || p.Opaque
	for _, k := range p.Constraints {
		if own := t.inheritCheck(k); own != nil {
			own.Validated = true // there are no rows
		}
	}
}

// inheritIndexes gives a partition the indexes, keys and foreign keys of its parent.
func (c *Catalog) inheritIndexes(t, p *Table) {
	c.spend(len(p.Indexes) * 10)
	c.touch(t)
	for _, x := range p.Indexes {
		c.copyIndex(t, x, x)
	}
	for _, k := range p.Constraints {
		if k.Kind == pgparse.ForeignKey && t.Constraint(k.Name) == nil {
			c.passForeignKey(t, k)
		}
	}
}

// copyIndex gives a table an index like another table's, with the constraint it stands for. The parent is that index when the
// table is a partition, else nil.
func (c *Catalog) copyIndex(t *Table, x, parent *Index) {
	if k := x.Constraint; k != nil {
		for _, own := range t.Constraints {
			if own.Kind == k.Kind && slices.Equal(own.Columns, k.Columns) {
				return
			}
		}
		if k.Kind == pgparse.PrimaryKey && t.PrimaryKey() != nil {
			return
		}
		c.addConstraint(t, &pgparse.Constraint{Kind: k.Kind, Columns: k.Columns, Include: x.Include, NullsNotDistinct: x.Nulls, Deferrable: k.Deferrable})
		if own := t.Constraints[len(t.Constraints)-1]; own.Index != nil {
			own.Place, own.Index.Place = k.Place, x.Place
		}
		return
	}
	c.spend(len(t.Indexes))
	c.touch(t)
	for _, own := range t.Indexes {
		if own.parent == nil && own.equal(x) {
			own.parent = parent
			return
		}
	}
	c.serial++
	cp := *x
	cp.parent = parent
	cp.Table, cp.Constraint, cp.Named, cp.serial = t, nil, false, c.serial
	cp.Valid = x.Valid || !t.Partitioned || len(t.Children) == 0
	cp.Name = Name{Schema: t.Name.Schema, Name: c.freeName(t, columnList(x.Keys, x.Include), "idx", false)}
	t.Indexes = append(t.Indexes, &cp)
	keep(c, "INDEX", c.indexes, cp.Name)
	c.indexes[cp.Name] = &cp
	for _, child := range t.Children {
		if child.Parent == t && !c.Exhausted() {
			c.copyIndex(child, &cp, &cp)
		}
	}
}

// equal tells whether two indexes are defined alike, names aside.
func (x *Index) equal(o *Index) bool {
	return x.Method == o.Method && x.Unique == o.Unique && x.Where == o.Where && slices.Equal(x.Include, o.Include) &&
		slices.EqualFunc(x.Keys, o.Keys, func(a, b pgparse.IndexKey) bool {
			return a.Column == b.Column && a.Order == b.Order && text(a.Expr) == text(b.Expr)
		})
}

func (c *Catalog) like(t *Table, l pgparse.Like) {
	src := c.Table(l.Table)
	if src == nil {
		t.Opaque = true
		return
	}
	t.Opaque = t.Opaque || src.Opaque
	c.spend(copied * (len(src.Columns) + len(src.Constraints) + len(src.Indexes)))
	for _, col := range src.Columns {
		if t.Column(col.Name) != nil {
			continue
		}
		cp := *col
		cp.Place, cp.TypePlace, cp.Migration, cp.Unit = t.Place, t.Place, c.now.Migration, c.now.Unit
		cp.local, cp.parents = true, 0
		if !l.Defaults {
			cp.HasDefault, cp.Default, cp.Serial, cp.counter = false, "", false, nil
		}
		if !l.Generated {
			cp.Generated, cp.GeneratedFrom = false, nil
			if col.Generated {
				cp.Default = ""
			}
		} else if col.Generated {
			cp.Default = col.Default
		}
		if !l.Identity {
			cp.Identity = false
		}
		t.Columns = append(t.Columns, &cp)
		c.usesType(t, cp.Type)
		if cp.Identity {
			c.count(t, &cp, true)
		}
	}
	for _, k := range src.Constraints {
		if k.Kind == pgparse.Check && l.Constraints {
			cp := *k
			cp.Table, cp.local, cp.parents, cp.Validated = t, true, 0, true
			t.Constraints = append(t.Constraints, &cp)
		}
	}
	if l.Indexes {
		for _, x := range src.Indexes {
			c.copyIndex(t, x, nil)
		}
	}
}

// addColumn adds a column without its constraints, to the table's heirs as well.
func (c *Catalog) addColumn(t *Table, d *pgparse.Column) {
	c.spend(1 + len(t.Children))
	c.touch(t)
	typ, serial := c.Resolve(d.Type)
	col := t.Column(d.Name)
	if col == nil {
		if len(t.Columns) >= maxColumns {
			return
		}
		col = &Column{Name: d.Name, Migration: c.now.Migration, Unit: c.now.Unit}
		t.Columns = append(t.Columns, col)
	}
	col.local = t.Parent == nil
	col.Place, col.TypePlace = c.now.Place(d.NameSpan), c.now.Place(d.TypeSpan)
	if d.Type.Name.Name != "" { // a partition's column may leave the type out
		col.Type, col.Serial, col.Collation = typ, serial, d.Collation
		c.usesType(t, typ)
	}
	col.NotNull = col.NotNull || d.NotNull || serial
	col.Identity = col.Identity || d.Identity
	if dom := c.Domain(typ); dom != nil && dom.Default {
		col.HasDefault = true
	}
	if d.Default != nil {
		col.HasDefault, col.Default = !d.Default.Null, d.Default.Text
		col.counter = c.counter(col.Default)
	}
	if serial {
		col.HasDefault = true
		c.count(t, col, false)
	}
	if d.Identity {
		c.count(t, col, true)
	}
	if d.Generated != nil {
		col.Generated, col.Default, col.GeneratedFrom = true, d.Generated.Text, d.Generated.Columns
	}
	c.passColumn(t, col)
}

func (c *Catalog) addConstraint(t *Table, k *pgparse.Constraint) {
	if len(t.Constraints) >= maxParts {
		return
	}
	c.spend(1 + len(t.Children)*(10+len(t.Constraints)/4))
	c.touch(t)
	out := &Constraint{
		Name: k.Name, Kind: k.Kind, Table: t, Place: c.now.Place(k.Span), Migration: c.now.Migration, Unit: c.now.Unit, Columns: k.Columns,
		OnDelete: k.OnDelete, OnUpdate: k.OnUpdate, Validated: !k.NotValid, Deferrable: k.Deferrable, Named: k.Name != "", local: true, NoInherit: k.NoInherit,
	}
	if k.Expr != nil {
		out.Reads, out.NotNull, out.Text = k.Expr.Columns, k.Expr.NotNull, k.Expr.Text
	}
	if k.UsingIndex != "" {
		c.constraintUsingIndex(t, k, out)
		return
	}
	if out.Name == "" {
		out.Name = c.constraintName(t, k)
	}
	if t.Constraint(out.Name) != nil {
		return
	}
	switch k.Kind {
	case pgparse.ForeignKey:
		c.resolveReference(out, k)
		if out.RefTable != nil {
			c.touchReferences(out.RefTable)
			out.RefTable.references = append(out.RefTable.references, out)
		}
	case pgparse.PrimaryKey, pgparse.Unique, pgparse.Exclude:
		c.vacateIndex(Name{Schema: t.Name.Schema, Name: out.Name})
		c.serial++
		method := k.Method
		if method == "" {
			method = "btree"
		}
		x := &Index{
			Name: Name{Schema: t.Name.Schema, Name: out.Name}, Table: t, Place: out.Place, Migration: c.now.Migration, Unique: k.Kind != pgparse.Exclude,
			Nulls: k.NullsNotDistinct, Method: method, Valid: true, Include: k.Include, Where: k.Where, Constraint: out, Named: out.Named, serial: c.serial,
		}
		for _, col := range k.Columns {
			x.Keys = append(x.Keys, pgparse.IndexKey{Column: col})
		}
		out.Index = x
		t.Indexes = append(t.Indexes, x)
		keep(c, "INDEX", c.indexes, x.Name)
		c.indexes[x.Name] = x
		if k.Kind == pgparse.PrimaryKey {
			c.markNotNull(t, k.Columns)
		}
	}
	t.Constraints = append(t.Constraints, out)
	for _, child := range t.Children {
		switch {
		case k.Kind == pgparse.Check:
			c.passCheck(child, out)
		case child.Parent == t && out.Index != nil:
			c.copyIndex(child, out.Index, out.Index)
		case child.Parent == t && k.Kind == pgparse.ForeignKey && child.Constraint(out.Name) == nil:
			c.passForeignKey(child, out)
		}
	}
}

// maxParts bounds the constraints and the indexes of a table, and maxColumns its columns: PostgreSQL allows 1600
// (MaxHeapAttributeNumber). Beyond them a hostile script would make the replay quadratic.
const (
	maxParts   = 2000
	maxColumns = 1600
)

func (t *Table) addForeignKey(k *Constraint) {
	t.Constraints = append(t.Constraints, k)
	if k.RefTable != nil {
		k.RefTable.references = append(k.RefTable.references, k)
	}
}

func (c *Catalog) resolveReference(out *Constraint, k *pgparse.Constraint) {
	out.RefTable = c.Table(k.RefTable)
	out.RefName = c.Qualify(k.RefTable)
	out.RefColumns = k.RefColumns
	if out.RefTable != nil && len(out.RefColumns) == 0 {
		if pk := out.RefTable.PrimaryKey(); pk != nil {
			out.RefColumns = pk.Columns
		}
	}
}

// constraintUsingIndex turns an index into a constraint; the index takes the constraint's name.
func (c *Catalog) constraintUsingIndex(t *Table, k *pgparse.Constraint, out *Constraint) {
	x := c.indexes[Name{Schema: t.Name.Schema, Name: k.UsingIndex}]
	if out.Name == "" {
		out.Name = k.UsingIndex
	}
	if x != nil && x.Table == t {
		out.Columns = nil
		for _, key := range x.Keys {
			out.Columns = append(out.Columns, key.Column)
		}
		if x.Constraint != nil {
			return
		}
		c.vacateConstraint(t, out.Name)
		c.renameIndex(x, out.Name)
		x.Constraint = out
		out.Index = x
	} else {
		c.vacateConstraint(t, out.Name)
	}
	if k.Kind == pgparse.PrimaryKey {
		c.markNotNull(t, out.Columns)
	}
	t.Constraints = append(t.Constraints, out)
}

func (c *Catalog) markNotNull(t *Table, columns []string) {
	for _, name := range columns {
		if col := t.Column(name); col != nil {
			col.NotNull = true
		}
	}
}

func (c *Catalog) createIndex(n *pgparse.CreateIndex) {
	t := c.Table(n.Table)
	v := c.View(n.Table)
	if t == nil && v == nil || t != nil && len(t.Indexes) >= maxParts {
		return
	}
	schema := ""
	if t != nil {
		schema = t.Name.Schema
	} else {
		schema = v.Name.Schema
	}
	if n.Name != "" && !c.free(Name{Schema: schema, Name: n.Name}) {
		return
	}
	c.serial++
	where := ""
	var notNull, whereColumns []string
	if n.Where != nil {
		where = n.Where.Text
		whereColumns = n.Where.Columns
		if notNull = n.Where.NotNull; len(notNull) != len(n.Where.Columns) {
			notNull = nil
		}
	}
	span := n.NameSpan
	x := &Index{
		Table: t, Place: c.now.Place(span), Migration: c.now.Migration, Keys: c.keys(t, n.Keys), Include: n.Include, Where: where, WhereNotNull: notNull, Unique: n.Unique,
		Nulls: n.NullsNotDistinct, Method: n.Method, Valid: true, Named: n.Name != "", serial: c.serial,
		WhereColumns: whereColumns,
	}
	if n.Where != nil {
		x.WhereColumns = n.Where.Columns
	}
	if x.Method == "" {
		x.Method = "btree"
	}
	name := n.Name
	switch {
	case name != "":
	case t != nil:
		name = c.freeName(t, columnList(x.Keys, n.Include), "idx", false)
	default:
		name = c.freeName(&Table{Name: v.Name}, columnList(n.Keys, n.Include), "idx", false)
	}
	x.Name = Name{Schema: schema, Name: name}
	keep(c, "INDEX", c.indexes, x.Name)
	c.indexes[x.Name] = x
	if t == nil {
		c.touchView(v)
		x.View = v.Name
		v.Indexes = append(v.Indexes, x)
		return
	}
	c.touch(t)
	t.Indexes = append(t.Indexes, x)
	x.Valid = !t.Partitioned || !n.Only || len(t.Children) == 0
	if !n.Only {
		c.spend(len(t.Children) * 10)
		for _, child := range t.Children {
			if child.Parent == t {
				c.copyIndex(child, x, x)
			}
		}
	}
}
