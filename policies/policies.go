// Package policies embeds the rules that bdma comes with. A rule is a .rego file with its METADATA and a .txtar file with
// its cases; nothing else needs to be touched to add one.
package policies

import "embed"

// FS holds the rules, by group, standards.yaml, the charter whose lines they enforce, and other-tools.yaml, the rules of
// other linters that none of ours claims as its equivalent.
//
//go:embed */*.rego */*.txtar standards.yaml other-tools.yaml
var FS embed.FS
