package config

import (
	"os"
	"strings"
	"testing"
)

// Every YAML block of the guide is a configuration that works.
func TestDocs(t *testing.T) {
	data, err := os.ReadFile("../../docs/configuration.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := strings.Split(string(data), "```yaml\n")[1:]
	if len(blocks) < 6 {
		t.Fatalf("%d examples", len(blocks))
	}
	for _, b := range blocks {
		text, _, _ := strings.Cut(b, "```")
		if _, err := resolve(t, text, Flags{}); err != nil {
			t.Errorf("%v in\n%s", err, text)
		}
	}
	_, err = resolve(t, "version: 1\nrules:\n\n  rest/path-kebap-case: off\n  coverage/total: {options: {minimal: 80}}\n", Flags{})
	if err == nil || !strings.Contains(string(data), "```text\n"+err.Error()+"\n```") {
		t.Errorf("the guide shows other errors than\n%v", err)
	}
	_, err = resolve(t, "version: 1\nrules:\n\n\n  coverage/total: {options: {minimum: 101}}\n  rest/path-kebab-case: {severity: info, options: {allow: [api, 7]}}\n", Flags{})
	if err == nil || !strings.Contains(string(data), "```text\n"+err.Error()+"\n```") {
		t.Errorf("the guide shows other errors than\n%v", err)
	}
	for _, p := range Presets() {
		if !strings.Contains(string(data), "| `bdma:"+p.Name+"@1` |") {
			t.Errorf("the guide's table lacks the preset %s", p.Name)
		}
	}
	if !strings.Contains(string(data), SchemaURL) {
		t.Error("the guide names another schema")
	}
	for _, key := range topKeys {
		if !strings.Contains(string(data), "| `"+key+"` |") {
			t.Errorf("the guide's table lacks %s", key)
		}
	}
}
