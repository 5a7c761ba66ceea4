// Package policies embeds the rules that bdma comes with. A rule is a .rego file with its METADATA and a .txtar file with
// its cases; nothing else needs to be touched to add one.
package policies

import "embed"

// FS holds the rules, by group, and standards.yaml, the charter whose lines they enforce.
//
//go:embed */*.rego */*.txtar standards.yaml
var FS embed.FS
