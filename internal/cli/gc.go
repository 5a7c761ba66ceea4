package cli

import (
	"math"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// The collector runs rarely while the heap is small, which saves a quarter of the CPU on small inputs, and often once
// it is large, because peak memory is a budget too.
const (
	generous = 400
	ordinary = 70
	// smallHeap is how large a heap, in bytes, may become before the collector's pace is no longer generous.
	smallHeap = 60 << 20
	// softLimit is where garbage is collected however soon it comes, because a CI machine may have no more memory.
	softLimit = 1536 << 20
)

// tuneGC sets the collector's pace and lets each cycle decide on that of the next.
func tuneGC() {
	debug.SetGCPercent(generous)
	if debug.SetMemoryLimit(-1) == math.MaxInt64 { // GOMEMLIMIT wins
		debug.SetMemoryLimit(softLimit)
	}
	watch(&cycle{}, generous)
}

// cycle is garbage from the start: its cleanup runs after each collection.
type cycle struct{ _ [16]byte }

func watch(c *cycle, percent int) {
	runtime.AddCleanup(c, func(percent int) {
		sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(sample)
		if next := pace(sample[0].Value.Uint64()); next != percent {
			debug.SetGCPercent(next)
			percent = next
		}
		watch(&cycle{}, percent)
	}, percent)
}

// pace is by how many per cent the heap may grow over what lives: to smallHeap, if that is neither less than what is ordinary
// nor more than generous.
func pace(live uint64) int {
	return int(min(max(smallHeap*100/max(live, 1), 100+ordinary), 100+generous)) - 100
}
