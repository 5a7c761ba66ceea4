package migration

import (
	"math"
	"strconv"
	"strings"

	"github.com/bdma-dev/bdma/internal/migration/lock"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
	"github.com/bdma-dev/bdma/internal/migration/runner"
)

// The settings that bound how long statements wait and run (manual, §20.11.1).
const (
	lockTimeout = iota
	statementTimeout
	idleTimeout
	transactionTimeout
	timeoutCount
)

var timeoutNames = [timeoutCount]string{"lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout", "transaction_timeout"}

// limit is the value of a timeout.
type limit struct {
	on bool
	// ms is nil when nothing sets the timeout, or when its value is a placeholder or a variable.
	ms *int
}

// timeout is the state of a setting: what sessions begin with as far as the history says, what this one has set, and what
// the transaction has when that is something else.
type timeout struct {
	database, session, local limit
	isLocal                  bool
}

func (t *timeout) value() limit {
	if t.isLocal {
		return t.local
	}
	return t.session
}

func (t *timeout) set(s *pgparse.Set, inTransaction bool) {
	v := t.database // RESET and SET … TO DEFAULT
	if s.Value != "" {
		v = limitOf(s.Value)
	}
	switch {
	case !s.Local:
		t.session, t.isLocal = v, false
	case inTransaction: // SET LOCAL has no effect outside of a transaction
		t.local, t.isLocal = v, true
	}
}

// units are those of times, in milliseconds (convert_to_base_unit in guc.c).
var units = map[string]float64{"us": 0.001, "": 1, "ms": 1, "s": 1000, "min": 60_000, "h": 3_600_000, "d": 86_400_000}

// limitOf reads the value of a timeout. What is no number is a placeholder or a variable, and taken for a limit.
func limitOf(value string) limit {
	v := strings.Trim(value, "' ")
	number := strings.TrimRight(v, "abcdefghijklmnopqrstuvwxyz ")
	unit, known := units[strings.TrimSpace(v[len(number):])]
	n, err := strconv.ParseFloat(number, 64)
	if err != nil || !known || n < 0 || n*unit > math.MaxInt32 {
		return limit{on: true}
	}
	ms := int(math.RoundToEven(n * unit))
	return limit{on: ms > 0, ms: &ms}
}

// beginTimeouts begins a session.
func (r *reader) beginTimeouts() {
	for i := range r.timeouts {
		t := &r.timeouts[i]
		t.session, t.local, t.isLocal = t.database, limit{}, false
	}
}

// setTimeouts follows a statement that sets a timeout.
func (r *reader) setTimeouts(s *pgparse.Statement, inTransaction bool) {
	switch n := s.Node.(type) {
	case *pgparse.Set:
		for i, name := range timeoutNames {
			if n.Name == name || n.Name == "" && s.Kind == "RESET" {
				r.timeouts[i].set(n, inTransaction)
				r.setLater(i, n)
			}
		}
	case *pgparse.SetDefault:
		for i, name := range timeoutNames {
			if n.Set.Name == name {
				if r.timeouts[i].database = (limit{}); n.Set.Value != "" {
					r.timeouts[i].database = limitOf(n.Set.Value)
				}
			}
		}
	}
	if s.Outside == "DISCARD ALL" {
		r.beginTimeouts()
	}
}

// setLater notes that a lock_timeout is set after the statement that needed it.
func (r *reader) setLater(i int, n *pgparse.Set) {
	if i == lockTimeout && r.row.FirstUnguarded != nil && r.timeouts[i].value().on {
		r.row.FirstUnguarded.SetLater = true
	}
}

// endTimeouts ends what SET LOCAL set.
func (r *reader) endTimeouts() {
	for i := range r.timeouts {
		r.timeouts[i].isLocal = false
	}
}

// guards notes the first statements that make an existing table's users wait without this limit or that.
func (r *reader) guards(s *pgparse.Statement, row *Statement, l lock.Relation, existed bool) {
	if !existed || !l.Mode.BlocksWrites() || l.Object != "TABLE" && l.Object != "VIEW" {
		return
	}
	at := func(i int) *Unguarded {
		return &Unguarded{At: row.At, Kind: s.Kind, Table: r.display(l.Name), Lock: string(l.Mode), Blocks: blocks(l.Mode), Timeout: r.timeouts[i].value().ms, LineAt: r.lineAt(s, row)}
	}
	m := r.row
	switch longest := m.LongestGuarded; {
	case !row.LockTimeout && m.FirstUnguarded == nil:
		m.FirstUnguarded = at(lockTimeout)
	case row.LockTimeout && row.LockTimeoutMs != nil && (longest == nil || *row.LockTimeoutMs > *longest.Timeout):
		m.LongestGuarded = at(lockTimeout)
	}
	if m.FirstUnlimited == nil && !row.StatementTimeout {
		m.FirstUnlimited = at(statementTimeout)
	}
	// One query that holds several statements cannot idle between them.
	if m.FirstIdle == nil && row.Transaction != string(runner.None) && row.Transaction != string(runner.Implicit) && !r.timeouts[idleTimeout].value().on && !r.timeouts[transactionTimeout].value().on {
		m.FirstIdle = at(idleTimeout)
	}
}
