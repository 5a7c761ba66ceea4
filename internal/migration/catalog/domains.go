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
		c.addCheck(d, &n.Checks[i])
	}
	keep(c, "DOMAIN", c.domains, d.Name)
	c.domains[d.Name] = d
}

// addCheck adds a CHECK under its name, or under one that no domain of the schema has (ChooseConstraintName in pg_constraint.c).
func (c *Catalog) addCheck(d *Domain, k *pgparse.Constraint) {
	if len(d.Checks) >= maxParts {
		return
	}
	name := k.Name
	if name == "" {
		c.spend(1 + len(c.domains))
		taken := make(map[string]bool)
		for _, o := range c.domains {
			if o.Name.Schema == d.Name.Schema {
				o.names(taken)
			}
		}
		d.names(taken)
		for n := 0; name == "" || taken[name]; n++ {
			name = objectName(d.Name.Name, "", "check"+number(n))
		}
	}
	d.Checks = append(d.Checks, DomainCheck{Name: name, Text: text(k.Expr), Validated: !k.NotValid})
}

func (d *Domain) names(into map[string]bool) {
	for _, k := range d.Checks {
		into[k.Name] = true
	}
}

func (c *Catalog) alterDomain(n *pgparse.AlterDomain) {
	d := lookup(c, c.domains, n.Name)
	if d == nil {
		return
	}
	c.spend(1 + len(d.Checks)/16)
	c.touchDomain(d)
	switch n.Kind {
	case "ADD CONSTRAINT":
		d.Constraints++
		if n.Constraint != nil {
			c.addCheck(d, n.Constraint)
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
