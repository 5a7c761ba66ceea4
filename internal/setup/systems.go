package setup

import (
	"io/fs"
	"path"
	"regexp"
	"strings"

	"github.com/bdma-dev/bdma/internal/source"
)

// workflows is the folder in which GitHub looks for workflows.
const workflows = ".github/workflows"

// ci tells which system checks the repository. What is configured counts more than where the repository lives.
func ci(tree *source.Tree) System {
	for _, s := range []System{
		{GitHub, workflows}, {GitLab, ".gitlab-ci.yml"}, {"Azure Pipelines", "azure-pipelines.yml"}, {"CircleCI", ".circleci/config.yml"},
		{"Bitbucket Pipelines", "bitbucket-pipelines.yml"}, {"Buildkite", ".buildkite"}, {"Jenkins", "Jenkinsfile"},
	} {
		if _, err := tree.Stat(s.File); err == nil {
			return s
		}
	}
	if _, err := tree.Stat(".github"); err == nil {
		return System{GitHub, ".github"}
	}
	data, err := tree.Read(".git/config", source.MaxConfig)
	if err != nil {
		return System{}
	}
	for line := range strings.Lines(string(data)) {
		key, url, ok := strings.Cut(line, "=")
		if !ok || strings.TrimSpace(key) != "url" {
			continue
		}
		switch host := hostOf(strings.TrimSpace(url)); {
		case strings.Contains(host, "github"):
			return System{Name: GitHub}
		case strings.Contains(host, "gitlab"):
			return System{Name: GitLab}
		case strings.Contains(host, "bitbucket"):
			return System{Name: "Bitbucket Pipelines"}
		case strings.Contains(host, "dev.azure.com"), strings.Contains(host, "visualstudio.com"):
			return System{Name: "Azure Pipelines"}
		}
	}
	return System{}
}

// hostOf returns the host of a remote's address, which may be git@host:path.
func hostOf(url string) string {
	if _, rest, ok := strings.Cut(url, "://"); ok {
		url = rest
	}
	host, _, _ := strings.Cut(url, "/")
	if _, after, ok := strings.Cut(host, "@"); ok {
		host = after
	}
	host, _, _ = strings.Cut(host, ":")
	return strings.ToLower(host)
}

// manager tells which program runs hooks before a commit.
func manager(tree *source.Tree) System {
	for _, s := range []System{
		{PreCommit, HookFile}, {"Lefthook", "lefthook.yml"}, {"Lefthook", "lefthook.yaml"}, {"Lefthook", ".lefthook.yml"},
		{"Lefthook", "lefthook.toml"}, {"Lefthook", "lefthook.json"}, {"Husky", ".husky"}, {"Overcommit", ".overcommit.yml"},
	} {
		if _, err := tree.Stat(s.File); err == nil {
			return s
		}
	}
	return System{}
}

// plainBranch is a branch whose name means itself in a workflow, where * and others are patterns.
var plainBranch = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._/-]*$`)

// mainBranch is the branch that the remote has for the main one, or the one that is checked out in a repository without a remote, when
// its name is that of a main branch.
func mainBranch(tree *source.Tree) string {
	read := func(name string) string {
		data, err := tree.Read(name, source.MaxConfig)
		if err != nil {
			return ""
		}
		ref, _ := strings.CutPrefix(strings.TrimSpace(string(data)), "ref: refs/")
		return ref
	}
	if name, ok := strings.CutPrefix(read(".git/refs/remotes/origin/HEAD"), "remotes/origin/"); ok && plainBranch.MatchString(name) {
		return name
	}
	switch name := strings.TrimPrefix(read(".git/HEAD"), "heads/"); name {
	case "master", "trunk", "develop":
		return name
	}
	return "main"
}

// workflowFiles lists the workflows of the repository, which need not be in the folder that is set up.
func workflowFiles(tree *source.Tree) []source.File {
	entries, err := fs.ReadDir(tree.FS(), workflows)
	if err != nil {
		return nil
	}
	var list []source.File
	for _, e := range entries {
		if ext := path.Ext(e.Name()); e.Type().IsRegular() && (ext == ".yml" || ext == ".yaml") {
			list = append(list, source.File{Path: path.Join(workflows, e.Name())})
		}
	}
	return list
}

// runsBdma tells whether a workflow or a pipeline runs bdma already.
var runsBdma = regexp.MustCompile(`(?m)^[^#\n]*\b(bdma-dev/bdma|bdma (lint|plan|merge)\b)`)

// Running returns the file of a workflow or pipeline that runs bdma already, or "".
func Running(tree *source.Tree) string {
	files := workflowFiles(tree)
	for _, name := range []string{".gitlab-ci.yml", "azure-pipelines.yml", ".circleci/config.yml", "bitbucket-pipelines.yml", "Jenkinsfile"} {
		files = append(files, source.File{Path: name})
	}
	for _, f := range files {
		if data, err := tree.Read(f.Path, source.MaxConfig); err == nil && runsBdma.Match(data) {
			return f.Path
		}
	}
	return ""
}
