package lock

import (
	"github.com/bdma-dev/bdma/internal/migration/catalog"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
)

// volatile are the functions whose result differs from row to row: those of pg_proc with provolatile = 'v' that can
// stand in a default, later versions' and common extensions' included.
var volatile = map[string]bool{
	"clock_timestamp": true, "timeofday": true, "random": true, "random_normal": true, "setseed": true, "gen_random_uuid": true,
	"uuidv4": true, "uuidv7": true, "nextval": true, "currval": true, "lastval": true, "setval": true, "set_config": true, "current_query": true,
	// uuid-ossp, pgcrypto, pg_uuidv7, pgx_ulid
	"uuid_generate_v1": true, "uuid_generate_v1mc": true, "uuid_generate_v4": true, "uuid_generate_v7": true, "gen_random_bytes": true,
	"gen_salt": true, "gen_ulid": true,
}

// stable are common functions whose result is the same throughout a statement, which PostgreSQL evaluates once.
var stable = map[string]bool{
	"now": true, "transaction_timestamp": true, "statement_timestamp": true, "current_setting": true, "to_char": true, "date_trunc": true,
	"timezone": true, "age": true, "jsonb_build_object": true, "json_build_object": true, "jsonb_build_array": true, "to_jsonb": true, "concat": true,
	"date_part": true, "extract": true, "to_timestamp": true, "txid_current": true, "pg_backend_pid": true, "current_schema": true, "inet_client_addr": true,
}

// immutable are common functions that always give one result for the same arguments.
var immutable = map[string]bool{
	"lower": true, "upper": true, "md5": true, "decode": true, "encode": true, "make_interval": true, "make_date": true, "abs": true, "round": true, "floor": true,
	"ceil": true, "replace": true, "substring": true, "left": true, "right": true, "length": true, "int4range": true, "int8range": true, "tstzrange": true,
	"uuid_generate_v3": true, "uuid_generate_v5": true, "uuid_nil": true, "to_tsvector": true, "trim": true, "btrim": true, "lpad": true, "rpad": true,
}

// Volatility classifies a default: "constant", "stable", "volatile", or "unknown" when it calls a function of which
// neither the history nor this package knows anything.
func Volatility(c *catalog.Catalog, e *pgparse.Expr) string {
	out := "constant"
	if e.Session {
		out = "stable"
	}
	for _, f := range e.Functions {
		v := c.Volatility(f)
		if v == "" {
			switch {
			case volatile[f.Name]:
				v = "volatile"
			case stable[f.Name]:
				v = "stable"
			case immutable[f.Name]:
				v = "immutable"
			}
		}
		switch v {
		case "volatile":
			return "volatile"
		case "":
			out = "unknown"
		case "stable":
			if out == "constant" {
				out = "stable"
			}
		}
	}
	return out
}
