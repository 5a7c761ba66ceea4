package openapi

import (
	"cmp"
	"slices"
	"strings"
)

// leftBehind fills in which unused component each other unused one hangs on: only where a chain of them begins is there
// something to decide.
func leftBehind(rows []Component, components []declared, graph [][]int32, used []bool) {
	var order []int
	of := make(map[int32]int)
	for i, c := range components {
		if !rows[i].IsUsed && !used[c.entity] {
			of[c.entity] = i
			order = append(order, i)
		}
	}
	if len(order) == 0 {
		return
	}
	slices.SortFunc(order, func(x, y int) int {
		return cmp.Or(strings.Compare(rows[x].Section, rows[y].Section), strings.Compare(rows[x].Name, rows[y].Name))
	})
	referred, taken := make([]bool, len(graph)), make([]bool, len(graph))
	for e, to := range graph {
		for _, x := range to {
			referred[x] = referred[x] || !used[e] && int32(e) != x
		}
	}
	// take follows what an unused component refers to, and reports whether that leads back to it.
	take := func(root int) (circle bool) {
		stack := []int32{components[root].entity}
		for taken[stack[0]] = true; len(stack) > 0; {
			e := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			for _, to := range graph[e] {
				circle = circle || to == components[root].entity && e != to
				if taken[to] || used[to] {
					continue
				}
				taken[to] = true
				stack = append(stack, to)
				if i, ok := of[to]; ok {
					rows[i].UnusedWith = rows[root].Name
				}
			}
		}
		return circle
	}
	for _, i := range order {
		if !referred[components[i].entity] {
			take(i)
		}
	}
	for _, i := range order { // what is left are circles, and what only a list of components in a file of its own refers to
		if !taken[components[i].entity] {
			rows[i].IsInCircle = take(i)
		}
	}
}
