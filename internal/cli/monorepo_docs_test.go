package cli_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// The workflow of the guide is YAML that puts no expression into a script, and every flag that the guide names exists.
func TestMonorepoGuide(t *testing.T) {
	data, err := os.ReadFile("../../docs/monorepos.md")
	if err != nil {
		t.Fatal(err)
	}
	_, text, ok := strings.Cut(string(data), "```yaml\nname: lint\n")
	if !ok {
		t.Fatal("the guide has no workflow")
	}
	text, _, _ = strings.Cut(text, "```")
	var workflow struct {
		Permissions map[string]string
		Jobs        map[string]struct {
			Needs    string
			If       string
			Strategy struct{ Matrix string }
			Outputs  map[string]string
			Steps    []struct {
				ID, Uses, Run string
				Env, With     map[string]string
			}
		}
	}
	if err := yaml.Unmarshal([]byte("name: lint\n"+text), &workflow); err != nil {
		t.Fatal(err)
	}
	if len(workflow.Jobs) != 3 || workflow.Jobs["lint"].Strategy.Matrix != "${{ fromJSON(needs.plan.outputs.matrix) }}" || len(workflow.Permissions) != 1 {
		t.Errorf("the workflow is %+v", workflow)
	}
	if workflow.Jobs["verdict"].If != "always()" {
		t.Error("the job to require is skipped when a part fails, and GitHub lets what is skipped pass")
	}
	commands := 0
	for name, job := range workflow.Jobs {
		for _, step := range job.Steps {
			if strings.Contains(step.Run, "${{") {
				t.Errorf("the job %s has an expression in a script: %s", name, step.Run)
			}
			commands += strings.Count(step.Run, "bdma ")
		}
	}
	if commands != 3 {
		t.Errorf("the workflow calls bdma %d times", commands)
	}
	for _, m := range regexp.MustCompile(`bdma (lint|merge|plan)([^\n|)`+"`"+`]*)`).FindAllStringSubmatch(string(data), -1) {
		_, help, _ := bdma(t, m[1], "--help")
		for _, flag := range regexp.MustCompile(`--[a-z][a-z-]*`).FindAllString(m[2], -1) {
			if !strings.Contains(help, flag+" ") {
				t.Errorf("bdma %s has no flag %s", m[1], flag)
			}
		}
	}
}
