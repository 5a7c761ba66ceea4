package lint

import (
	"fmt"
	"runtime/metrics"
	"time"
)

// DefaultMemory is how much the heap of a run may hold, in bytes: many times what the largest public repositories need,
// and less than what makes a CI machine kill the process without a word.
const DefaultMemory = 4 << 30

// guard ends a run that does not end by itself. Limits on files and deadlines of rules come first; this is for what
// escapes them: a rule whose builtin function takes hours over one number, facts that a file makes of little text.
type guard struct {
	memory uint64
	stuck  chan error
}

// run does some work, and returns without it when the guard gives up. What goes on in the background then ends with the
// process.
func (g *guard) run(work func() error) error {
	done := make(chan error, 1)
	go func() { done <- work() }()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case err := <-done:
			return err
		case err := <-g.stuck:
			return err
		case <-tick.C:
			if heap() > g.memory {
				return fmt.Errorf("the run needs more than %d MiB of memory; exclude the largest files, or look for a rule of your own that builds too much", g.memory>>20)
			}
		}
	}
}

// watch gives up with an error after some time, unless stop is called before.
func (g *guard) watch(after time.Duration, err error) (stop func() bool) {
	return time.AfterFunc(after, func() {
		select {
		case g.stuck <- err:
		default: // another was first
		}
	}).Stop
}

func heap() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
