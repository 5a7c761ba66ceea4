package openapi

import (
	"math/bits"
	"slices"
)

// usage is who uses what. Its entities are the document itself (0), operations, components, and what references in
// other files lead to; an edge leads from the entity in which a reference stands to the one that it leads to.
type usage struct {
	entities int32 // the last one
	edges    []edge
	// names are the names of components by entity.
	names map[int32]string
}

type edge struct{ from, to int32 }

func (u *usage) edge(from, to int32) {
	if from >= 0 && to > 0 && from != to {
		u.edges = append(u.edges, edge{from, to})
	}
}

func (u *usage) entity() int32 {
	u.entities++
	return u.entities
}

// entityOf returns the entity of a reference's target. A target in another file that is a part of none begins one.
func (r *reader) entityOf(t target) int32 {
	if t.entity != 0 || t.file.path == r.model.Document.File {
		return t.entity
	}
	if t.node.entity == 0 { // else another reference has been here since this one was resolved
		t.node.entity = r.entity()
	}
	return t.node.entity
}

// alias says that a component is nothing but a reference. Other files may refer to its target directly; then it is used
// as a name for it.
func (u *usage) alias(component, target int32) {
	u.edge(target, component)
	if _, ok := u.names[target]; !ok && target > 0 {
		u.names[target] = u.names[component]
	}
}

// graph returns the edges by their origin.
func (u *usage) graph() [][]int32 {
	slices.SortFunc(u.edges, func(a, b edge) int {
		if a.from != b.from {
			return int(a.from) - int(b.from)
		}
		return int(a.to) - int(b.to)
	})
	u.edges = slices.Compact(u.edges)
	to := make([]int32, len(u.edges))
	out := make([][]int32, u.entities+1)
	for i, e := range u.edges {
		to[i] = e.to
	}
	for i := 0; i < len(u.edges); {
		j := i
		for j < len(u.edges) && u.edges[j].from == u.edges[i].from {
			j++
		}
		out[u.edges[i].from] = to[i:j]
		i = j
	}
	return out
}

// reach computes which entities the document leads to, and how many of the operations lead to each. Entities that lead to
// each other are taken together; the rest is one pass per 64 operations.
func reach(graph [][]int32, operations []int32) (used []bool, count []int32) {
	used = make([]bool, len(graph))
	stack := []int32{wholeDocument}
	stack = append(stack, operations...)
	for _, e := range stack {
		used[e] = true
	}
	for len(stack) > 0 {
		e := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for _, to := range graph[e] {
			if !used[to] {
				used[to] = true
				stack = append(stack, to)
			}
		}
	}
	group, groups := components(graph)
	count = make([]int32, len(graph))
	total := make([]int32, groups)
	members := make([][]int32, groups)
	for e, g := range group {
		members[g] = append(members[g], int32(e))
	}
	sets := make([]uint64, groups)
	for len(operations) > 0 {
		n := min(len(operations), 64)
		clear(sets)
		for i, op := range operations[:n] {
			sets[group[op]] |= 1 << i
		}
		// Groups are numbered so that edges lead from higher to lower ones.
		for g := groups - 1; g >= 0; g-- {
			if sets[g] == 0 {
				continue
			}
			total[g] += int32(bits.OnesCount64(sets[g]))
			for _, e := range members[g] {
				for _, to := range graph[e] {
					sets[group[to]] |= sets[g]
				}
			}
		}
		operations = operations[n:]
	}
	for e := range count {
		count[e] = total[group[e]]
	}
	return used, count
}

// components finds the strongly connected components (Tarjan 1972), numbered in reverse topological order, with a stack
// of its own: chains of references may be long.
func components(graph [][]int32) (group []int32, groups int) {
	n := len(graph)
	group = make([]int32, n)
	index := make([]int32, n)
	low := make([]int32, n)
	onStack := make([]bool, n)
	var stack []int32
	type frame struct {
		entity int32
		edge   int
	}
	var calls []frame
	next := int32(1)
	for start := range graph {
		if index[start] != 0 {
			continue
		}
		calls = append(calls[:0], frame{entity: int32(start)})
		for len(calls) > 0 {
			c := &calls[len(calls)-1]
			e := c.entity
			if c.edge == 0 {
				index[e], low[e] = next, next
				next++
				stack = append(stack, e)
				onStack[e] = true
			}
			if c.edge < len(graph[e]) {
				to := graph[e][c.edge]
				c.edge++
				if index[to] == 0 {
					calls = append(calls, frame{entity: to})
				} else if onStack[to] {
					low[e] = min(low[e], index[to])
				}
				continue
			}
			if low[e] == index[e] {
				for {
					top := stack[len(stack)-1]
					stack = stack[:len(stack)-1]
					onStack[top] = false
					group[top] = int32(groups)
					if top == e {
						break
					}
				}
				groups++
			}
			calls = calls[:len(calls)-1]
			if len(calls) > 0 {
				parent := calls[len(calls)-1].entity
				low[parent] = min(low[parent], low[e])
			}
		}
	}
	return group, groups
}
