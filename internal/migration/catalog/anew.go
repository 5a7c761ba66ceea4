package catalog

// Anew returns an empty catalog, in which the replay goes on: what it has spent of its allowance stays spent.
func (c *Catalog) Anew() *Catalog {
	n := New()
	n.work, n.Version = c.work, c.Version
	return n
}
