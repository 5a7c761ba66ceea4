package config

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v3"

	"github.com/bdma-dev/bdma/internal/strictyaml"
)

// The major versions of PostgreSQL whose locks bdma knows, and the one that is assumed when nobody says.
const (
	OldestPostgresVersion  = 11
	NewestPostgresVersion  = 18
	DefaultPostgresVersion = 15
)

// maxTableRows is more than a table can hold (2³² pages of 291 rows), and well within what a float counts exactly.
const maxTableRows = 1e13

// traffics are the values of a table's traffic.
var traffics = []string{"low", "medium", "high"}

// The keys of an element of tables.
var tableKeys = []string{"rows", "traffic"}

// Table is what is stated of a table of the database that migrations run on.
type Table struct {
	// Name is the table's name, behind its schema and a dot unless that is public.
	Name string
	// Rows is the number of its rows; HasRows tells 0 from nothing.
	Rows    int
	HasRows bool
	// Traffic is "low", "medium", "high", or empty when nothing is stated.
	Traffic string
}

// statedTable is an element of tables with its places.
type statedTable struct {
	Table
	at, rowsAt, trafficAt place
}

// database is what a configuration states of the database.
type database struct {
	version   int
	versionAt place // zero when the file does not say
	tables    []statedTable
	tablesAt  place
}

// PostgresVersion returns the major version of the server that migrations are judged for.
func (c *Config) PostgresVersion() int {
	if c.database.version == 0 {
		return DefaultPostgresVersion
	}
	return c.database.version
}

// Tables returns what is stated of tables, in the order of the file.
func (c *Config) Tables() []Table {
	out := make([]Table, len(c.database.tables))
	for i, t := range c.database.tables {
		out[i] = t.Table
	}
	return out
}

// Config returns the configuration that was held against the rules.
func (r *Resolved) Config() *Config { return r.config }

func (r *reader) postgresVersion(node *yaml.Node) {
	r.config.database.versionAt = r.at(node)
	n, err := strconv.Atoi(node.Value)
	if node.Kind != yaml.ScalarNode || node.ShortTag() != "!!int" || err != nil || n < OldestPostgresVersion || n > NewestPostgresVersion {
		r.add(r.at(node), "postgres-version must be a major version from %d to %d", OldestPostgresVersion, NewestPostgresVersion)
		return
	}
	r.config.database.version = n
}

func (r *reader) statedTables(key, node *yaml.Node) {
	r.config.database.tablesAt = r.at(key)
	r.mapping(node, "tables", func(key, value *yaml.Node) {
		t := statedTable{Table: Table{Name: key.Value}, at: r.at(key)}
		if key.Value == "" {
			r.add(r.at(key), "a table needs a name")
			return
		}
		known := true
		if !r.mapping(value, "the table "+key.Value, func(k, v *yaml.Node) {
			switch k.Value {
			case "rows":
				t.rowsAt = r.at(k)
				if t.Rows, t.HasRows = rows(v); !t.HasRows {
					r.add(r.at(v), "rows must be a whole number, such as 200 or 5e7")
				}
			case "traffic":
				t.trafficAt, t.Traffic = r.at(k), v.Value
				if v.Kind != yaml.ScalarNode || !slices.Contains(traffics, v.Value) {
					r.add(r.at(v), "traffic must be low, medium or high")
				}
			default:
				known = false
				r.add(r.at(k), "%s", strictyaml.Unknown("key", k.Value, tableKeys))
			}
		}) {
			return
		}
		if known && len(value.Content) == 0 {
			r.add(r.at(value), "%s says nothing; give it rows or traffic", key.Value)
		}
		r.config.database.tables = append(r.config.database.tables, t)
	})
}

// rows reads a number of rows, which may be written as 5e7.
func rows(node *yaml.Node) (int, bool) {
	if node.Kind != yaml.ScalarNode || node.ShortTag() != "!!int" && node.ShortTag() != "!!float" {
		return 0, false
	}
	var n float64
	if err := node.Decode(&n); err != nil || n < 0 || n > maxTableRows || n != math.Trunc(n) {
		return 0, false
	}
	return int(n), true
}

// showDatabase writes what is stated of the database.
func (s *shower) showDatabase() {
	d := &s.config.database
	origin := "default"
	if d.versionAt.line > 0 {
		origin = s.origin(d.versionAt)
	}
	s.line(0, fmt.Sprintf("postgres-version: %d", s.config.PostgresVersion()), origin)
	if len(d.tables) == 0 {
		return
	}
	s.line(0, "tables:", s.origin(d.tablesAt))
	for _, t := range d.tables {
		s.line(1, scalar(t.Name)+":", s.origin(t.at))
		if t.HasRows {
			s.line(2, fmt.Sprintf("rows: %d", t.Rows), s.origin(t.rowsAt))
		}
		if t.Traffic != "" {
			s.line(2, "traffic: "+t.Traffic, s.origin(t.trafficAt))
		}
	}
}

// databaseSchema returns the schemas of the keys that state the database.
func databaseSchema() (version, tables object) {
	version = object{
		"description": "The major version of the PostgreSQL server that migrations run on: what a statement locks depends on it.",
		"type":        "integer", "minimum": OldestPostgresVersion, "maximum": NewestPostgresVersion, "default": DefaultPostgresVersion,
	}
	table := mapping("What is stated of a table.", object{
		"rows": object{"description": "About how many rows it has; 5e7 is a number too.", "type": "integer", "minimum": 0, "maximum": int64(maxTableRows)},
		"traffic": object{
			"description": "How many queries and writes it serves. Rules count high as a table whose lock stops the service.", "enum": traffics,
		},
	})
	table["minProperties"] = 1
	tables = object{
		"description": "Sizes and traffic of tables, by name; by schema and name, with a dot between them, unless the schema is public.",
		"type":        "object", "propertyNames": object{"minLength": 1}, "additionalProperties": table,
	}
	return version, tables
}
