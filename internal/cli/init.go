package cli

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/tools/txtar"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/lint"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/report"
	"github.com/bdma-dev/bdma/internal/setup"
	"github.com/bdma-dev/bdma/internal/source"
	"github.com/bdma-dev/bdma/internal/strictyaml"
	"github.com/bdma-dev/bdma/internal/suppression"
)

type initFlags struct {
	presets            []string
	noWorkflow, noHook bool
	dryRun, force      bool
	presetGiven        bool
}

func newInit() *cobra.Command {
	var f initFlags
	cmd := &cobra.Command{
		Use:   "init [PATH]",
		Short: "Set a repository up: bdma.yaml, the workflow, the hook",
		Long: `Look at what a repository has and write what it needs to be linted: ` + config.FileName + ` with a comment for each key,
` + workflowFile + ` and an entry in ` + setup.HookFile + `. Nothing is asked, nothing that exists is
replaced, and a second run changes nothing. Where another CI system or another manager of hooks is at work, it says what to
add there.

exit codes: 0 it is set up, 2 the run failed, 3 there is nothing that bdma could judge`,
		Example: `  bdma init                                     set the repository up
  bdma init --dry-run                           show what would be written
  bdma init --preset strict --no-hook           another preset, and no hook
  bdma init services/orders                     a bdma.yaml for a part of a repository`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			f.presetGiven = cmd.Flags().Changed("preset")
			return runInit(cmd, args, f)
		},
	}
	flags := cmd.Flags()
	flags.StringSliceVar(&f.presets, "preset", []string{"recommended"}, "judge by this `PRESET`: recommended, strict, all, zalando or owasp; repeatable")
	flags.BoolVar(&f.noWorkflow, "no-workflow", false, "write no workflow for a CI system")
	flags.BoolVar(&f.noHook, "no-hook", false, "write no hook for pre-commit")
	flags.BoolVar(&f.dryRun, "dry-run", false, "show what would be written, and write nothing")
	flags.BoolVar(&f.force, "force", false, "write "+config.FileName+" and the workflow anew where they exist")
	return cmd
}

// workflowFile is where GitHub finds the workflow.
const workflowFile = ".github/workflows/bdma.yml"

// job is a file that init cares for.
type job struct {
	name string
	// text is what the file is to have; it is nil when the file is left alone.
	text []byte
	// old is what it has now; nil when there is no such file.
	old []byte
	// note says why the file is left alone, or what else is to be said of it.
	note string
	// snippet is what somebody may add by hand, under a sentence that says where.
	snippet string
}

func runInit(cmd *cobra.Command, args []string, f initFlags) error {
	return inWorkspace(args, "", func(w *workspace) error {
		dir := path.Clean(w.paths[0])
		if info, err := w.tree.Stat(dir); err != nil {
			return err
		} else if !info.IsDir() {
			return hintf("bdma init "+filepath.Dir(args[0]), "%s is a file; name the folder that is to be set up", args[0])
		}
		presets, err := f.chosen(w.set)
		if err != nil {
			return err
		}
		s := &initial{workspace: w, flags: f, dir: dir, at: currentRelease()}
		if err := s.look(cmd, args); err != nil {
			return err
		}
		if err := s.plan(presets); err != nil {
			return err
		}
		counting, err := s.lint(cmd.Context())
		if err != nil {
			return err
		}
		for _, j := range s.jobs {
			if err := s.carryOut(cmd.OutOrStdout(), j); err != nil {
				return err
			}
		}
		if f.dryRun {
			return s.tellLeft(cmd.ErrOrStderr())
		}
		return s.tell(cmd.OutOrStdout(), counting)
	})
}

// chosen returns the presets as bdma.yaml names them.
func (f initFlags) chosen(set *policy.Set) ([]string, error) {
	var list []string
	for _, p := range f.presets {
		full, _, _, ok := config.FindPreset(set, p)
		if !ok {
			var names []string
			for _, known := range config.Presets() {
				names = append(names, known.Name)
			}
			return nil, hintf("bdma rules --preset NAME lists the rules of one", "%s", strictyaml.Unknown("preset", p, names))
		}
		list = append(list, full)
	}
	return list, nil
}

// initial is a repository that is set up.
type initial struct {
	*workspace
	flags initFlags
	dir   string
	at    setup.Release

	found   *setup.Repository
	skipped []source.Skipped
	jobs    []job
}

// configured tells whether the bdma.yaml that is there stays.
func (s *initial) configured() bool { return s.cfg.Path != "" && !s.flags.force }

func (s *initial) look(cmd *cobra.Command, args []string) error {
	cfg := s.cfg
	if !s.configured() {
		cfg = config.Default()
	}
	sel, err := cfg.Resolve(s.set, config.Flags{})
	if err != nil {
		return err
	}
	evidence, skipped, err := lint.Find(sel, lint.Options{Tree: s.tree, Paths: s.paths})
	if err != nil {
		return err
	}
	if len(evidence) == 0 {
		sayNothing(cmd.ErrOrStderr(), sel, nil, args, skipped)
		return exitCode(ExitNothing)
	}
	files, err := s.tree.Walk(s.paths...)
	if err != nil {
		return err
	}
	s.found, s.skipped = setup.Look(s.tree, s.dir, files, evidence), skipped
	if !s.configured() {
		s.found.SetAside()
	}
	return nil
}

func (s *initial) plan(presets []string) error {
	var jobs []job
	configFile := path.Join(s.dir, config.FileName)
	switch {
	case !s.configured():
		jobs = append(jobs, job{name: configFile, text: s.found.Config(presets)})
	case s.cfg.Path == configFile:
		note := "is there already"
		if s.flags.presetGiven {
			note += ", so that --preset changes nothing; --force writes it anew"
		}
		jobs = append(jobs, job{name: configFile, note: note})
	default:
		jobs = append(jobs, job{name: configFile, note: s.display(s.cfg.Path) + " is there already, and counts here, too"})
	}
	if !s.found.Git && !(s.flags.noWorkflow && s.flags.noHook) {
		jobs = append(jobs, job{name: ".git", note: "is not there: without a git repository there is no workflow and no hook; git init, and run this again"})
	} else {
		if !s.flags.noWorkflow {
			jobs = append(jobs, s.workflow())
		}
		if !s.flags.noHook {
			jobs = append(jobs, s.hook())
		}
	}
	for _, j := range jobs {
		if err := s.checkTarget(&j); err != nil {
			return err
		}
		s.jobs = append(s.jobs, j)
	}
	return nil
}

func (s *initial) workflow() job {
	running := setup.Running(s.tree)
	switch {
	case running != "" && !(running == workflowFile && s.flags.force):
		note := "runs bdma already"
		if running == workflowFile {
			note = "is there already"
		}
		if data, err := s.tree.Read(running, source.MaxConfig); s.dir != "." && err == nil && !bytes.Contains(data, []byte(s.dir)) {
			note += "; it does not name " + s.display(s.dir)
		}
		return job{name: running, note: note}
	case s.found.CI.Name == "" || s.found.CI.Name == setup.GitHub:
		return job{name: workflowFile, text: s.found.Workflow(s.at)}
	case s.found.CI.Name == setup.GitLab:
		return job{name: ".gitlab-ci.yml", note: "is left to you", snippet: s.found.GitLab(s.at)}
	}
	return job{name: cmp.Or(s.found.CI.File, s.found.CI.Name), note: "is left to you; " + docsURL + "ci.md has what to add", snippet: "bdma lint\n"}
}

// docsURL is where the pages about bdma are.
const docsURL = "https://github.com/bdma-dev/bdma/blob/main/docs/"

func (s *initial) hook() job {
	j := job{name: setup.HookFile}
	info, err := os.Lstat(s.abs(j.name)) // a link that leads nowhere is there, too
	there := err == nil
	switch m := s.found.Manager; {
	case len(s.found.Of(facts.OpenAPI))+len(s.found.Of(facts.Migration)) == 0:
		j.note = "needs no hook: coverage is measured by tests, which no commit waits for"
		return j
	case there && !info.Mode().IsRegular():
		err = errors.New("is not a regular file")
	case there:
		if j.old, err = s.tree.Read(j.name, source.MaxConfig); err != nil {
			err = errors.New(source.Fault(j.name, err))
		} else {
			j.text, err = setup.AddHook(j.old, s.at)
		}
	case m.Name != "":
		return job{name: m.File, note: "is left to you: have " + m.Name + " run this before a commit", snippet: setup.HookCommand + "\n"}
	default:
		return job{name: setup.HookFile, text: setup.HookConfig(s.at), note: "pre-commit install makes git run it"}
	}
	switch {
	case errors.Is(err, setup.ErrHooked):
		j.note = err.Error()
	case err != nil:
		j.note, j.snippet = err.Error()+"; it is left to you to add this to repos", string(setup.Hook(s.at))
	}
	return j
}

// checkTarget says whether a file can be written, before any is. What exists and is not to be replaced is left alone.
func (s *initial) checkTarget(j *job) error {
	if j.text == nil {
		return nil
	}
	root, err := os.OpenRoot(s.root)
	if err != nil {
		return err
	}
	defer root.Close()
	for dir := path.Dir(j.name); dir != "." && dir != s.dir; dir = path.Dir(dir) {
		if info, err := root.Lstat(filepath.FromSlash(dir)); err == nil && !info.IsDir() {
			return hintf("make it a folder, or give --no-workflow", "%s is not a folder, and %s is to be written there", s.display(dir), path.Base(j.name))
		}
	}
	info, err := root.Lstat(filepath.FromSlash(j.name))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return hintf("remove it, and run this again", "%s is not a regular file; nothing was written", s.display(j.name))
	}
	if j.old, err = s.tree.Read(j.name, source.MaxConfig); err != nil {
		return err
	}
	switch {
	case bytes.Equal(j.old, j.text):
		j.text, j.note = nil, "is as it would be written"
	case j.name != setup.HookFile && !s.flags.force:
		j.text, j.note = nil, "is there already"
	}
	return nil
}

// lint returns what counts once the repository is set up.
func (s *initial) lint(ctx context.Context) ([]finding.Finding, error) {
	for _, j := range s.jobs {
		if path.Base(j.name) != config.FileName || j.text == nil {
			continue
		}
		// What is about to be written is read as it will be.
		archive, err := txtar.FS(&txtar.Archive{Files: []txtar.File{{Name: j.name, Data: j.text}}})
		if err != nil {
			return nil, err
		}
		if s.cfg, err = config.Load(source.FromFS(archive), j.name); err != nil {
			return nil, fmt.Errorf("what would be written is wrong, which is a defect of bdma: %w", err)
		}
	}
	sel, err := s.cfg.Resolve(s.set, config.Flags{})
	if err != nil {
		return nil, err
	}
	opt := lint.Options{Tree: s.tree, Paths: s.paths, History: history(ctx, s.root)}
	if opt.Ours, err = s.ours(); err != nil {
		return nil, err
	}
	owed, err := s.readBaseline(s.tree)
	if err != nil {
		return nil, err
	}
	result, err := lint.Run(ctx, sel, opt)
	if err != nil {
		return nil, err
	}
	if owed != nil {
		owed.Mark(result.Findings, contentOf(s.tree), result.Apart)
	}
	return finding.Divide(result.Findings).Counting, nil
}

// carryOut writes a file, or shows what would be written.
func (s *initial) carryOut(out io.Writer, j job) error {
	if j.text == nil {
		return nil
	}
	if s.flags.dryRun {
		return writeDiff(out, s.display(j.name), j.old, []suppression.Edit{edit(j.old, j.text)})
	}
	if j.old != nil {
		if s.tree.Changed(j.name, j.old) {
			return hintf("run this again", "%s was edited while it was read; it was left as it is", s.display(j.name))
		}
		return s.write(j.name, j.text)
	}
	return s.create(j.name, j.text)
}

// edit is the one place at which a text becomes another one.
func edit(old, text []byte) suppression.Edit {
	first, behind := 0, 0
	for first < len(old) && first < len(text) && old[first] == text[first] {
		first++
	}
	for behind < len(old)-first && behind < len(text)-first && old[len(old)-1-behind] == text[len(text)-1-behind] {
		behind++
	}
	return suppression.Edit{First: first, Last: len(old) - behind, Text: string(text[first : len(text)-behind])}
}

// create writes a file that does not exist yet, with the folders above it.
func (w *workspace) create(name string, data []byte) error {
	root, err := os.OpenRoot(w.root)
	if err != nil {
		return err
	}
	defer root.Close()
	if err := root.MkdirAll(filepath.FromSlash(path.Dir(name)), 0o777); err != nil {
		return err
	}
	out, err := root.OpenFile(filepath.FromSlash(name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = out.Write(data)
	return cmp.Or(err, out.Close())
}

// tellLeft says beside the changes that a dry run shows what is left alone.
func (s *initial) tellLeft(to io.Writer) error {
	var b bytes.Buffer
	out := page{&b}
	for _, j := range s.jobs {
		if j.text != nil {
			continue
		}
		out.line("bdma: %s %s", s.display(j.name), j.note)
		for line := range strings.Lines(j.snippet) {
			out.line("    %s", strings.TrimRight(line, "\n"))
		}
	}
	_, err := b.WriteTo(to)
	return err
}

// tell says what was found, what was written, and what to do next.
func (s *initial) tell(to io.Writer, counting []finding.Finding) error {
	var b bytes.Buffer
	out := page{&b}
	out.line("found")
	for _, l := range s.foundLines() {
		out.line("  %-12s %s", l[0], l[1])
	}
	var written []string
	for _, heading := range []string{"written", "left"} {
		begun := false
		for _, j := range s.jobs {
			if (j.text != nil) != (heading == "written") {
				continue
			}
			if !begun {
				out.line("\n%s", heading)
				begun = true
			}
			name := s.display(j.name)
			switch {
			case heading == "left":
				out.line("  %s %s", name, j.note)
				for line := range strings.Lines(j.snippet) {
					out.line("      %s", strings.TrimRight(line, "\n"))
				}
				continue
			case j.old != nil && j.name == setup.HookFile:
				name += " (one entry was added)"
			case j.old != nil:
				name += " (anew)"
			case j.note != "":
				name += " (" + j.note + ")"
			}
			written = append(written, shellWord(s.display(j.name)))
			out.line("  %s", name)
		}
	}
	out.line("")
	if len(counting) == 0 {
		out.line("bdma lint finds nothing that counts.")
	} else {
		out.line("bdma lint finds %s.", bySeverity(counting))
	}
	out.line("\nnext")
	for _, l := range s.nextLines(len(counting), written) {
		if len(l[0]) > nextWidth {
			out.line("  %s", l[0])
			l[0] = ""
		}
		out.line("  %-*s %s", nextWidth, l[0], l[1])
	}
	_, err := b.WriteTo(to)
	return err
}

// nextWidth is the column of what is said of the next commands.
const nextWidth = 24

// page is a text for a terminal.
type page struct{ b *bytes.Buffer }

func (p page) line(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	for l := range strings.Lines(text + "\n") {
		p.b.WriteString(strings.TrimRight(report.Terminal(strings.TrimSuffix(l, "\n")), " ") + "\n")
	}
}

// bySeverity counts findings: "2 errors and 1 warning".
func bySeverity(fs []finding.Finding) string {
	counts := make(map[policy.Severity]int)
	for i := range fs {
		counts[fs[i].Severity]++
	}
	var parts []string
	for _, s := range []policy.Severity{policy.Error, policy.Warning, policy.Info} {
		if n := counts[s]; n > 0 {
			parts = append(parts, number(n, string(s)))
		}
	}
	if n := len(parts); n > 1 {
		return strings.Join(parts[:n-1], ", ") + " and " + parts[n-1]
	}
	return strings.Join(parts, "")
}

// mostListed is how many documents, histories or reports are named.
const mostListed = 6

func (s *initial) foundLines() [][2]string {
	var lines [][2]string
	list := func(label string, items []string) {
		for i, item := range items {
			if i == mostListed && len(items) > mostListed+1 {
				lines = append(lines, [2]string{"", fmt.Sprintf("and %d more", len(items)-i)})
				return
			}
			if i > 0 {
				label = ""
			}
			lines = append(lines, [2]string{label, item})
		}
	}
	var documents, histories, reports []string
	for _, e := range s.found.Of(facts.OpenAPI) {
		documents = append(documents, s.display(e.Name))
	}
	for _, e := range s.found.Of(facts.Migration) {
		histories = append(histories, fmt.Sprintf("%s: %s of %s", s.display(e.Name), number(len(e.Files), "file"), toolName(e.Tool)))
	}
	files, formats := s.found.Reports()
	for i, file := range files {
		text := s.display(file)
		if formats[i] != "" {
			text += " (" + formats[i] + ")"
		}
		reports = append(reports, text)
	}
	list("OpenAPI", documents)
	list("migrations", histories)
	list("coverage", reports)
	if len(reports) == 0 {
		for i, p := range s.found.Possible() {
			text := "no report yet; for " + p.Language + ": " + p.Line()
			if i > 0 {
				text = "for " + p.Language + ": " + p.Line()
			}
			list(map[bool]string{true: "coverage"}[i == 0], []string{text})
		}
	}
	if v := s.found.Postgres; v.Major > 0 && len(histories) > 0 {
		list("PostgreSQL", []string{fmt.Sprintf("%d (%s)", v.Major, s.display(v.File))})
	}
	if ci := s.found.CI; ci.Name != "" {
		list("CI", []string{ci.Name})
	}
	var heeded, aside []string
	for _, t := range s.found.Compat {
		heeded = append(heeded, fmt.Sprintf("suppressions of %s (%s)", t.Name, s.display(t.File)))
	}
	for _, a := range s.found.Aside {
		aside = append(aside, fmt.Sprintf("%s: %s", a.Glob, number(a.Files, "OpenAPI document")))
	}
	if n := len(s.skipped); n > 0 {
		aside = append(aside, fmt.Sprintf("%s that cannot be; bdma lint -v says why", number(n, "file")))
	}
	list("heeded", heeded)
	list("not judged", aside)
	return lines
}

// toolName is how people call the tool of a history.
func toolName(tool string) string {
	switch tool {
	case "plain":
		return "no known tool, in the order of their numbers"
	case "dump":
		return "a dump"
	}
	return tool
}

// manyFindings are more than anybody reads in a terminal.
const manyFindings = 40

// shellWord writes a name for a shell.
func shellWord(name string) string {
	if plainWord.MatchString(filepath.ToSlash(name)) {
		return name
	}
	return "'" + strings.ReplaceAll(name, "'", `'\''`) + "'"
}

// plainWord is a name that a shell takes for itself.
var plainWord = regexp.MustCompile(`^[A-Za-z0-9_.][A-Za-z0-9_./-]*$`)

func (s *initial) nextLines(counting int, written []string) [][2]string {
	where := ""
	if d := s.display(s.dir); d != "." {
		where = " " + shellWord(d)
	}
	commit := [2]string{"git add " + strings.Join(written, " "), "then commit, and open a pull request"}
	if counting == 0 {
		lines := [][2]string{{"bdma rules", "what it is judged by"}, {"bdma explain RULE", "what a rule wants, with examples"}}
		if len(written) > 0 {
			return append(lines, commit)
		}
		return append(lines, [2]string{"bdma config show" + where, "what is in force, and why"})
	}
	commit[0] += " " + shellWord(s.display(s.cfg.Baseline()))
	if len(s.found.Of(facts.Coverage)) > 0 {
		commit[0] += " " + shellWord(s.display(s.cfg.CoverageBaseline()))
	}
	commit[0] = strings.ReplaceAll(commit[0], "  ", " ")
	lint := [2]string{"bdma lint" + where, "see what it finds, and mend what is quick to mend"}
	if counting > manyFindings {
		lint = [2]string{"bdma lint" + where + " --report html=../bdma.html", "read what it finds in a browser, and mend what is quick to mend"}
	}
	return [][2]string{
		lint,
		{"bdma baseline" + where, "record the rest as owed: from then on only what is new counts"},
		commit,
	}
}

// releases are versions that have a tag.
var releases = regexp.MustCompile(`^v?(\d+\.\d+\.\d+(-(alpha|beta|rc)[.\d]*)?)$`)

// fullCommit is a commit's hash in full, which is the only form that actions take.
var fullCommit = regexp.MustCompile(`^[0-9a-f]{40}$`)

// currentRelease is the version of bdma that files name.
func currentRelease() setup.Release {
	v := currentVersion()
	if m := releases.FindStringSubmatch(v.Version); m != nil {
		return setup.Release{Tag: "v" + m[1]}
	}
	if fullCommit.MatchString(v.Commit) && !strings.HasSuffix(v.Version, "+dirty") {
		return setup.Release{Commit: v.Commit}
	}
	return setup.Release{}
}
