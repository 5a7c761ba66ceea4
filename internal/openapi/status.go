package openapi

import (
	"cmp"
	"slices"
	"strings"
)

// registered are the status codes of IANA's registry, the unused 306 and 418 excepted.
var registered = func() map[string]bool {
	m := make(map[string]bool)
	for _, s := range strings.Fields(`100 101 102 103 104 200 201 202 203 204 205 206 207 208 226 300 301 302 303 304 305 307 308
		400 401 402 403 404 405 406 407 408 409 410 411 412 413 414 415 416 417 421 422 423 424 425 426 428 429 431 451
		500 501 502 503 504 505 506 507 508 510 511`) {
		m[s] = true
	}
	return m
}()

// statuses groups the responses of all operations by status and method.
func (a *assembly) statuses() {
	type id struct{ status, method, kind string }
	rows := make(map[id]*Status)
	for i := range a.model.Operations {
		op := &a.model.Operations[i]
		for status, response := range op.Responses {
			if !isStatus(status) {
				continue // which is a violation
			}
			key := id{status, op.Method, op.Kind}
			row := rows[key]
			if row == nil {
				row = &Status{Status: status, Method: op.Method, Kind: op.Kind, Class: status[:1], IsRegistered: status == "default" || status[1:] == "XX" || registered[status]}
				rows[key] = row
			}
			row.Uses = append(row.Uses, StatusUse{At: response.At, Operation: op.Label})
		}
	}
	for _, row := range rows {
		slices.SortFunc(row.Uses, func(x, y StatusUse) int {
			return cmp.Or(cmp.Compare(x.Operation, y.Operation), cmp.Compare(x.At, y.At))
		})
		a.model.Statuses = append(a.model.Statuses, *row)
	}
	slices.SortFunc(a.model.Statuses, func(x, y Status) int {
		return cmp.Or(cmp.Compare(x.Status, y.Status), cmp.Compare(x.Method, y.Method), cmp.Compare(x.Kind, y.Kind))
	})
}
