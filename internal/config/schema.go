package config

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/policy"
)

// SchemaURL is the address of the JSON Schema of bdma.yaml with the embedded rules.
const SchemaURL = "https://raw.githubusercontent.com/bdma-dev/bdma/main/docs/bdma.schema.json"

type object = map[string]any

// Schema returns the JSON Schema (2020-12) of bdma.yaml with the ids, descriptions and options of some rules, for
// editors. It is as strict as [Load] and [Config.Resolve] wherever JSON Schema can say it; it lets pass the rules of
// groups that it does not know, which may be a team's own.
func Schema(set *policy.Set) ([]byte, error) {
	defs := object{
		"severity": object{
			"description": "What a finding of the rule weighs; off switches the rule off.",
			"enum":        names(severities),
		},
		"globs": object{
			"type": "array",
			"items": object{
				"type": "string", "minLength": 1, "maxLength": maxGlob, "pattern": `^[^!/\\][^\\]*$`,
			},
		},
		"rules": rulesSchema(set),
	}
	kinds := func(description string, known []facts.Kind) object {
		properties := object{}
		for _, k := range known {
			properties[string(k)] = object{"$ref": "#/$defs/globs", "description": kindDescription(k)}
		}
		return mapping(description, properties)
	}
	top := mapping("Configuration of bdma. Paths and globs are relative to the folder of this file.", object{
		"version": object{"const": 1, "description": "The version of this format."},
		"extends": object{
			"description": "The presets whose rules are on, and files of the repository that this one is based on; of several, the rules of each. A preset with a version never changes; [] starts with none." + aboutPresets(),
			"default":     []string{DefaultPreset},
			"oneOf": []any{
				object{"$ref": "#/$defs/basis"},
				object{"type": "array", "items": object{"$ref": "#/$defs/basis"}},
			},
		},
		"include": kinds("Where to look for each kind of evidence, instead of bdma's own patterns.", facts.Kinds()),
		"exclude": kinds("What not to judge.", append(facts.Kinds(), allKinds)),
		"rules":   object{"$ref": "#/$defs/rules"},
		"overrides": object{
			"description": "Severities and options for findings in some files; of several that match, the last wins.",
			"type":        "array",
			"items": required(mapping("Severities and options for findings in the files that match paths.", object{
				"paths": object{"$ref": "#/$defs/globs", "minItems": 1, "description": "The files, as globs."},
				"rules": object{"$ref": "#/$defs/rules", "minProperties": 1},
			}), "paths", "rules"),
		},
		"policies": object{
			"description": "Folders of the team's own rules.",
			"type":        "array", "items": object{"type": "string"},
		},
		"fail-on": object{
			"description": "The severity from which on a finding fails the run.",
			"enum":        append(names(policy.Severities()), never), "default": policy.Error,
		},
	})
	version, tables := databaseSchema()
	top["properties"].(object)["postgres-version"], top["properties"].(object)["tables"] = version, tables
	top["properties"].(object)["coverage"] = coverageSchema()
	top["properties"].(object)["suppressions"], top["properties"].(object)["compat"] = suppressionsSchema(), compatSchema()
	required(top, "version")
	top["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	top["$id"] = SchemaURL
	top["title"] = "bdma.yaml"
	defs["basis"] = object{"anyOf": []any{
		object{"enum": PresetNames(set)},
		object{"type": "string", "pattern": `/|\.ya?ml$`, "not": object{"pattern": "^bdma:"}, "description": "A file of the repository, by its path from the folder of this one."},
	}}
	top["$defs"] = defs
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(top)
	return b.Bytes(), err
}

func mapping(description string, properties object) object {
	return object{"description": description, "type": "object", "additionalProperties": false, "properties": properties}
}

func required(o object, keys ...string) object {
	o["required"] = keys
	return o
}

func kindDescription(k facts.Kind) string {
	if k == allKinds {
		return "Globs of files of every kind."
	}
	return fmt.Sprintf("Globs of files of the kind %s.", k)
}

func rulesSchema(set *policy.Set) object {
	properties := object{"*": object{"$ref": "#/$defs/severity", "description": "Every rule that is on."}}
	var known []string
	for _, g := range groups(set.Rules()) {
		properties[g+"/*"] = object{"$ref": "#/$defs/severity", "description": "Every rule of the group " + g + " that is on."}
		known = append(known, regexp.QuoteMeta(g))
	}
	for _, r := range set.Rules() {
		properties[r.ID] = ruleSchema(r)
		for _, alias := range r.Aliases {
			properties[alias] = object{
				"$ref":        "#/$defs/rules/properties/" + strings.ReplaceAll(r.ID, "/", "~1"),
				"description": "Now " + r.ID + ".", "deprecated": true,
			}
		}
	}
	o := object{
		"description": "Rules by id, with a severity or with severity and options. An id switches its rule on; \"*\" and \"group/*\" change the rules that are on.",
		"type":        "object",
		"properties":  properties,
		"propertyNames": object{"anyOf": []any{
			object{"enum": slices.Sorted(maps.Keys(properties))},
			object{
				"pattern": "^[a-z0-9-]+/([a-z0-9-]+|[*])$",
				"not":     object{"pattern": "^(" + strings.Join(known, "|") + ")/"},
			},
		}},
	}
	// What a rule of the team's own may have is known to `bdma config schema` in its repository.
	own := mapping("A rule of your own.", object{
		"severity": object{"$ref": "#/$defs/severity"},
		"options":  object{"type": "object"},
	})
	own["minProperties"] = 1
	o["additionalProperties"] = object{"anyOf": []any{object{"$ref": "#/$defs/severity"}, own}}
	return o
}

func ruleSchema(r *policy.Rule) object {
	severity := object{"$ref": "#/$defs/severity", "default": r.Severity}
	if !r.Suppressible {
		severity = object{"enum": names(policy.Severities()), "default": r.Severity}
	}
	properties := object{"severity": severity}
	if r.Options != nil {
		properties["options"] = r.Options.Schema()
	}
	long := mapping("Severity and options.", properties)
	long["minProperties"] = 1
	return object{
		"description": r.Title + "\n\n" + r.Description,
		"anyOf":       []any{severity, long},
	}
}
