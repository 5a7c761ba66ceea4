package openapi

import (
	"path"
	"slices"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/source"
)

// Gone returns the documents of the base that are there no more, of those files of the base that are given, which the tree has not.
// A document that has the title of one among the new files is what became of that.
func Gone(tree *source.Tree, b *source.Base, files []source.File, new []string) []source.Unit {
	units := Find(b.Fork, slices.DeleteFunc(slices.Clone(files), func(f source.File) bool { return !isDocumentName(f.Path) })).Units
	if len(units) == 0 {
		return nil
	}
	moved := make(map[string]bool)
	for _, name := range new {
		if isDocumentName(name) {
			if title, ok := titleOf(tree, name); ok {
				moved[title] = true
			}
		}
	}
	return slices.DeleteFunc(units, func(u source.Unit) bool {
		title, ok := titleOf(b.Fork, u.Name)
		return !ok || moved[title]
	})
}

func isDocumentName(name string) bool {
	return slices.Contains([]string{".yaml", ".yml", ".json"}, path.Ext(name))
}

// titleOf returns the title of a document; ok is false for what is none.
func titleOf(tree *source.Tree, name string) (title string, ok bool) {
	data, err := tree.Read(name, source.MaxDocument)
	if err != nil {
		return "", false
	}
	if _, ok := sniff(data).judgement(); !ok {
		return "", false
	}
	f, err := newReader(tree).load(name)
	if err != nil || f.root == nil {
		return "", false
	}
	return f.root.get("info").text("title"), true
}

// ReadGone returns what is to be said of a document that is gone: that it is.
func ReadGone(unit source.Unit, s Settings) *facts.Doc {
	r := newReader(s.Base.Fork)
	r.model = noFacts()
	at := r.nodes.Add(facts.Node{File: unit.Name})
	r.model.Document.At, r.model.Document.File = at, unit.Name
	var d *Differences
	if was, ok := Contract(s.Base.Fork, unit); ok {
		title, _ := titleOf(s.Base.Fork, unit.Name)
		c := &Comparison{At: at, Base: s.Base.Name, File: unit.Name, Was: was.Version}
		ch := was.Gone(title)
		row := r.changeRow(ch, c, s.Now)
		row.At = at
		r.model.Comparison, r.model.Changes = c, []Change{row}
		if s.Differences {
			d = &Differences{File: unit.Name, Was: unit.Name, Title: title, WasVersion: was.Version, Gone: true, Compared: true}
			d.add(&row, &r.nodes, ch)
		}
	}
	doc := facts.NewWith(facts.OpenAPI, unit.Name, []string{unit.Name}, &r.nodes, r.model, s.Tables)
	if d != nil {
		doc.Summary = d
	}
	return doc
}
