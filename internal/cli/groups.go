package cli

import "github.com/spf13/cobra"

// groups are what people come for, in the order in which they come, with the commands for it. A command in none of them is listed last.
var groups = []struct {
	title    string
	commands []string
}{
	{"Begin:", []string{"init", "lint", "baseline"}},
	{"Understand a finding, and live with it:", []string{"explain", "rules", "suppress"}},
	{"Look at a change or at coverage:", []string{"diff", "coverage"}},
	{"Divide a run among machines:", []string{"plan", "merge"}},
	{"Configure, and write rules:", []string{"config", "facts", "test"}},
}

// The order of commands is that in which they are added, and not the alphabet's.
func init() { cobra.EnableCommandSorting = false }

// group puts the commands below the headings of "bdma --help".
func group(root *cobra.Command) {
	for _, g := range groups {
		root.AddGroup(&cobra.Group{ID: g.title, Title: g.title})
		for _, name := range g.commands {
			for _, c := range root.Commands() {
				if c.Name() == name {
					c.GroupID = g.title
				}
			}
		}
	}
}
