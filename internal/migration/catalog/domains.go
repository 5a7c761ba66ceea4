package catalog

import (
	"slices"

	"github.com/bdma-dev/bdma/internal/migration/pgparse"
)

// DomainCheck is a CHECK constraint of a domain.
type DomainCheck struct {
	Name      string
	Text      string
	Validated bool
}

func (c *Catalog) createDomain(n *pgparse.CreateDomain) {
	base, _ := c.Resolve(n.Base)
	c.serial++
	d := &Domain{
		Base: base, Constraints: n.Constraints, NotNull: n.NotNull, Default: n.Default, Name: c.creation(n.Name), Place: c.now.Place(n.NameSpan),
		Migration: c.now.Migration, Unit: c.now.Unit, serial: c.serial,
	}
	if outer := c.Domain(base); outer != nil && base.Array == 0 {
		d.Constraints += outer.Constraints // a domain over a domain upholds both
		d.Default = d.Default || outer.Default
	}
	for i := range n.Checks {
		d.add(&n.Checks[i])
	}
	c.domains[d.Name] = d
}

// add adds a CHECK under its name or one made up as for tables (ChooseConstraintName in pg_constraint.c).
func (d *Domain) add(k *pgparse.Constraint) {
	name := k.Name
	taken := func() bool { return slices.ContainsFunc(d.Checks, func(o DomainCheck) bool { return o.Name == name }) }
	if len(d.Checks) >= maxParts {
		return
	}
	for n := 0; name == "" || k.Name == "" && taken(); n++ {
		name = objectName(d.Name.Name, "", "check"+number(n))
	}
	d.Checks = append(d.Checks, DomainCheck{Name: name, Text: text(k.Expr), Validated: !k.NotValid})
}

func (c *Catalog) alterDomain(n *pgparse.AlterDomain) {
	d := lookup(c, c.domains, n.Name)
	if d == nil {
		return
	}
	c.spend(1 + len(d.Checks)/16)
	switch n.Kind {
	case "ADD CONSTRAINT":
		d.Constraints++
		if n.Constraint != nil {
			d.add(n.Constraint)
		}
	case "VALIDATE CONSTRAINT":
		for i := range d.Checks {
			if d.Checks[i].Name == n.ConstraintName {
				d.Checks[i].Validated = true
			}
		}
	case "SET DEFAULT":
		d.Default = n.Default
	case "SET NOT NULL":
		if !d.NotNull {
			d.NotNull = true
			d.Constraints++
		}
	case "DROP NOT NULL":
		if d.NotNull {
			d.NotNull = false
			d.Constraints = max(0, d.Constraints-1)
		}
	case "DROP CONSTRAINT":
		before := len(d.Checks)
		d.Checks = slices.DeleteFunc(d.Checks, func(k DomainCheck) bool { return k.Name == n.ConstraintName })
		d.Constraints = max(0, d.Constraints-(before-len(d.Checks)))
	}
}

func (d *Domain) renameConstraint(from, to string) {
	for i := range d.Checks {
		if d.Checks[i].Name == from {
			d.Checks[i].Name = to
		}
	}
}
