package cli

import (
	"math"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// The collector runs rarely while the heap is small, which saves a quarter of the CPU on small inputs, and as usual once
// it is large, because peak memory is a budget too.
const (
	generous  = 400
	ordinary  = 100
	largeHeap = 24 << 20 // bytes of live heap
	// softLimit is where garbage is collected however soon it comes, because a CI machine may have no more memory.
	softLimit = 1536 << 20
)

// tuneGC sets the collector's pace and lets each cycle decide whether to keep it.
func tuneGC() {
	debug.SetGCPercent(generous)
	if debug.SetMemoryLimit(-1) == math.MaxInt64 { // GOMEMLIMIT wins
		debug.SetMemoryLimit(softLimit)
	}
	watch(&cycle{})
}

// cycle is garbage from the start: its cleanup runs after each collection.
type cycle struct{ _ [16]byte }

func watch(c *cycle) {
	runtime.AddCleanup(c, func(struct{}) {
		sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(sample)
		if sample[0].Value.Uint64() > largeHeap {
			debug.SetGCPercent(ordinary)
			return
		}
		watch(&cycle{})
	}, struct{}{})
}
