package setup

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/suppression"
)

const docs = "https://github.com/bdma-dev/bdma/blob/main/docs/"

// Release is the version of bdma that files name.
type Release struct {
	// Tag is the tag of a release, such as v0.1.0; it is empty for a build that is none.
	Tag string
	// Commit is the commit that a build is of, when it is no release and knows it.
	Commit string
}

// ref returns what stands behind the @ of an action, and the comment behind it.
//
// A release cannot name its own commit: that commit has the checksums of the archives, and so of the program that would know it.
func (r Release) ref() (ref, comment string) {
	switch {
	case r.Tag != "":
		return r.Tag, "or the commit of this tag, which nobody can move"
	case r.Commit != "":
		return r.Commit, "no release"
	}
	return "main", "put the newest release here: this was written by a build that is none"
}

// listed is how many reports bdma.yaml names one by one.
const listed = 12

// Config returns bdma.yaml.
func (r *Repository) Config(presets []string) []byte {
	var b strings.Builder
	put := func(format string, args ...any) { fmt.Fprintf(&b, format, args...) }
	put("# yaml-language-server: $schema=%s\n", config.SchemaURL)
	put("#\n# By what bdma judges this repository. Every key: %sconfiguration.md\n", docs)
	put("# What comes of it, and from where: bdma config show\nversion: 1\n\n")
	put("# The rules. A preset keeps its rules when bdma gets newer; bdma rules --preset NAME lists them.\n")
	put("extends: [%s]\n", strings.Join(presets, ", "))
	aside := slices.DeleteFunc(slices.Clone(r.Aside), func(a Aside) bool { return !globbable(a.Glob) })
	if len(aside) > 0 {
		put("\n# What is not judged, beside what .gitignore excludes. Take a line out to have these judged, too.\nexclude:\n")
		kind := facts.Kind("")
		for _, a := range aside {
			if a.Kind != kind {
				kind = a.Kind
				put("  %s:\n", kind)
			}
			documents := "1 document: it "
			if a.Files > 1 {
				documents = fmt.Sprintf("%d documents: they ", a.Files)
			}
			why := a.Why
			if a.Files == 1 {
				why = strings.Replace(why, "look ", "looks ", 1)
			}
			put("    - %s # %s%s\n", config.Scalar(glob(a.Glob)), documents, why)
		}
	}
	if v := r.Postgres; v.Major >= config.OldestPostgresVersion && v.Major <= config.NewestPostgresVersion && len(r.Of(facts.Migration)) > 0 {
		put("\n# The PostgreSQL that migrations run on in production, and of several the oldest: locks depend on it.\n")
		put("# This is that of %s.\npostgres-version: %d\n", comment(v.File), v.Major)
	}
	r.coverage(put)
	if len(r.Compat) > 0 {
		var names []string
		put("\n# What was silenced for other tools stays silent here.\n")
		for _, t := range r.Compat {
			names = append(names, t.Name)
		}
		put("compat: [%s]\n", strings.Join(names, ", "))
	}
	put("\n# Rules with another severity (error, warning, info or off) or with options; bdma explain RULE says what a rule wants.\n# rules:\n%s", r.example())
	return []byte(b.String())
}

// globbable tells whether a glob of bdma.yaml can name a path, which may not have the separator of other systems in it.
func globbable(path string) bool { return !strings.Contains(path, `\`) }

// glob is a glob whose last part may be a pattern, the rest being names.
func glob(text string) string {
	if dir, ok := strings.CutSuffix(text, "/**"); ok {
		if name, ok := strings.CutPrefix(dir, "**/"); ok {
			return "**/" + suppression.Literal(name) + "/**"
		}
		return suppression.Literal(dir) + "/**"
	}
	return suppression.Literal(text)
}

// comment is a path in a comment, which must end with its line.
func comment(file string) string {
	if plainPath.MatchString(file) {
		return file
	}
	return config.Scalar(file)
}

func (r *Repository) coverage(put func(string, ...any)) {
	reports, _ := r.Reports()
	if len(reports) == 0 {
		if possible := r.Possible(); len(possible) > 0 {
			put("\n# The coverage reports that must be there. There is none yet; when the tests write one, name it here.\n# coverage:\n#   reports:\n")
			for _, s := range possible {
				rel, _ := r.below(path.Join(s.Dir, s.Report))
				put("#     - %s # %s\n", config.Scalar(rel), s.Line())
			}
		}
		return
	}
	if len(reports) > listed || slices.ContainsFunc(reports, func(f string) bool { return !globbable(f) }) {
		return // they are found by their names
	}
	put("\n# The coverage reports that must be there: a run without one of them does not pass.\n")
	put("# To lint without them: bdma lint --kind openapi,migration\ncoverage:\n  reports:\n")
	for _, report := range reports {
		rel, _ := r.below(report)
		put("    - %s", config.Scalar(suppression.Literal(rel)))
		if s, ok := r.Writer(report); ok {
			put(" # %s", s.Line())
		}
		put("\n")
	}
}

// example is a setting of a rule that judges something here.
func (r *Repository) example() string {
	switch {
	case len(r.Of(facts.Coverage)) > 0:
		return "#   coverage/total: {options: {minimum: 80}}\n"
	case len(r.Of(facts.Migration)) > 0:
		return "#   schema/prefer-timestamptz: info\n"
	}
	return "#   rest/client-error-response: warning\n"
}

const checkout = "actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2"

// Workflow returns the workflow of GitHub Actions that runs bdma.
func (r *Repository) Workflow(release Release) []byte {
	var b strings.Builder
	put := func(format string, args ...any) { fmt.Fprintf(&b, format, args...) }
	put("# What a change to this repository does to its APIs, migrations and coverage. Every input: %sci.md\n", docs)
	put("name: bdma\non:\n  pull_request:\n  merge_group:\n  push:\n    branches: [%s]\n\n", config.Scalar(r.Branch))
	put("permissions:\n  contents: read\n\n")
	put("concurrency:\n  group: ${{ github.workflow }}-${{ github.ref }}\n  cancel-in-progress: ${{ github.event_name == 'pull_request' }}\n\n")
	put("jobs:\n  bdma:\n    runs-on: ubuntu-latest\n    timeout-minutes: 15\n    steps:\n")
	put("      - uses: %s\n        with:\n          fetch-depth: 2 # the change, and what it is compared with\n          persist-credentials: false\n", checkout)
	known, unknown := r.Writers()
	prefix := "      "
	if len(known) == 0 && len(unknown) == 0 {
		known, prefix = r.Possible(), "      # "
		if len(known) > 0 {
			put("      # Coverage is judged, too, when the tests write a report before bdma runs:\n")
		}
	}
	r.steps(known, prefix, &b)
	if len(unknown) > 0 {
		put("      # Run the tests here: bdma.yaml wants these coverage reports, which are not in git.\n")
		for i, u := range unknown {
			if i == listed {
				put("      #   and %d more\n", len(unknown)-i)
				break
			}
			put("      #   %s\n", strings.ReplaceAll(comment(u), "${{", "$ {{"))
		}
	}
	ref, why := release.ref()
	put("      - uses: bdma-dev/bdma@%s # %s\n", ref, why)
	if r.Dir != "." && plainPath.MatchString(r.Dir) {
		put("        with:\n          paths: %s\n", config.Scalar(r.Dir))
	}
	return []byte(b.String())
}

// steps writes the steps of test suites, each preparation once.
func (r *Repository) steps(suites []Suite, prefix string, b *strings.Builder) {
	done := make(map[string]bool)
	put := func(format string, args ...any) {
		text := fmt.Sprintf(format, args...)
		if !done[text] {
			done[text] = true
			b.WriteString(text)
		}
	}
	for _, s := range suites {
		for _, step := range s.Prepare {
			if step.Uses == "" {
				put("%s- run: %s\n", prefix, step.Run)
				continue
			}
			text := fmt.Sprintf("%s- uses: %s # %s\n%s  with:\n", prefix, step.Uses, step.Comment, prefix)
			for _, w := range step.With {
				text += fmt.Sprintf("%s    %s: %s\n", prefix, w[0], config.Scalar(w[1]))
			}
			put("%s", text)
		}
		put("%s- run: %s\n", prefix, s.Line())
	}
}

// GitLab returns what .gitlab-ci.yml needs to run bdma.
func (r *Repository) GitLab(release Release) string {
	ref, _ := release.ref()
	return "include:\n  - remote: https://raw.githubusercontent.com/bdma-dev/bdma/" + ref + "/docs/ci/bdma.gitlab-ci.yml\n"
}
