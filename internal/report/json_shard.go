package report

import (
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
)

// Shard is what a report on a part of a run carries for whoever joins the parts.
type Shard struct {
	// Index is the number of the part, from 1, and Count how many there are.
	Index, Count int
	// Units is the number of documents, histories and roots with coverage of the whole run, and Judged how many this part has.
	Units, Judged int
	// Run tells the whole run apart from another one: by its units, its commit and base, and its settings.
	Run string
	// Commit is the commit that was checked out; empty outside of a repository.
	Commit string
	// Root is Run.Root.
	Root string
	// Used and Unsure are places of suppressions: which silence something, and of which nobody can say.
	Used, Unsure []facts.Node
	// Pending are findings that hold if no other part contradicts.
	Pending []finding.Finding
	// Gone are files of fixed findings that are there no more.
	Gone []string
	// FailOn has the threshold of each folder where they differ.
	FailOn map[string]string
}

// jsonShard is what a report on a part of a run has beside its findings, so that the parts can be joined.
type jsonShard struct {
	// Index is the number of the part, from 1.
	Index int `json:"index" jsonschema:"minimum=1"`
	// Count is how many parts there are.
	Count int `json:"count" jsonschema:"minimum=1"`
	// Units is the number of documents, histories and roots with coverage of the whole run.
	Units int `json:"units"`
	// Judged is how many of these this part has.
	Judged int `json:"judged"`
	// Run is the same in all parts of one run, and in no other run: a hash of the units, the commit, the base and the settings.
	Run string `json:"run"`
	// Commit is the commit that was checked out; empty outside of a repository.
	Commit string `json:"commit"`
	// Root is the folder or file that was asked for; empty for the whole repository.
	Root string `json:"root"`
	// Used are the suppressions that silence something in this part.
	Used []jsonPlace `json:"used"`
	// Unsure are suppressions of which this part cannot say whether they silence something, because a file could not be read.
	Unsure []jsonPlace `json:"unsure"`
	// Pending are findings that hold if no other part contradicts: those on suppressions that silence nothing here.
	Pending []jsonFinding `json:"pending"`
	// Gone are the files of fixed findings that are there no more.
	Gone []string `json:"gone"`
	// FailOn is the severity from which on a finding fails the run, by folder, where folders differ.
	FailOn map[string]string `json:"fail_on"`
}

func shardJSON(s *Shard) *jsonShard {
	out := &jsonShard{
		Index: s.Index, Count: s.Count, Units: s.Units, Judged: s.Judged, Run: s.Run, Commit: s.Commit, Root: s.Root,
		Used: []jsonPlace{}, Unsure: []jsonPlace{}, Pending: []jsonFinding{}, Gone: notNil(s.Gone), FailOn: s.FailOn,
	}
	for _, n := range s.Used {
		out.Used = append(out.Used, placeOf(n))
	}
	for _, n := range s.Unsure {
		out.Unsure = append(out.Unsure, placeOf(n))
	}
	for i := range s.Pending {
		out.Pending = append(out.Pending, newJSONFinding(&s.Pending[i]))
	}
	if out.FailOn == nil {
		out.FailOn = map[string]string{}
	}
	return out
}
