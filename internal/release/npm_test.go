package release

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// hostArch is what npm calls the machine.
var hostArch = map[string]string{"amd64": "x64", "arm64": "arm64"}[runtime.GOARCH]

// released is a folder with the archives of version 1.2.3, all of which have the test's own bdma.
func released(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	packed := archive(t)
	var sums strings.Builder
	for _, platform := range []string{"linux_amd64", "linux_arm64", "darwin_amd64", "darwin_arm64"} {
		name := "bdma_1.2.3_" + platform + ".tar.gz"
		write(t, filepath.Join(dir, name), string(packed))
		fmt.Fprintf(&sums, "%x  %s\n", sha256.Sum256(packed), name)
	}
	write(t, filepath.Join(dir, "checksums.txt"), sums.String())
	return dir
}

func TestPackagesOfNPM(t *testing.T) {
	need(t, "node", "npm", "tar")
	if hostArch == "" || runtime.GOOS != "linux" && runtime.GOOS != "darwin" {
		t.Skip("there is no archive for this machine")
	}
	e := newEnv(t)
	out, project := filepath.Join(t.TempDir(), "npm"), t.TempDir()
	build, err := filepath.Abs(filepath.Join(root, ".github/npm/build.mjs"))
	if err != nil {
		t.Fatal(err)
	}
	e.must(project, "node", build, "1.2.3", released(t), out)

	// npm takes what fits of the packages, without a network.
	host := "cli-" + runtime.GOOS + "-" + hostArch
	for _, name := range []string{"cli", host} {
		e.must(project, "npm", "pack", "--silent", "--pack-destination", project, filepath.Join(out, name))
	}
	write(t, filepath.Join(project, "package.json"), `{"private": true}`)
	install := []string{"install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund"}
	e.must(project, "npm", append(install, "./bdma-"+host+"-1.2.3.tgz", "./bdma-cli-1.2.3.tgz")...)
	if got := e.must(project, "npx", "--no-install", "bdma", "version"); !strings.HasPrefix(got, "released bdma\nbdma devel (") {
		t.Errorf("npx bdma version says %q", got)
	}

	// The exit code is bdma's, and so is what is wrong.
	if got, code := e.run(project, "npx", "--no-install", "bdma", "explain", "no/rule"); code != 2 || !strings.Contains(got, `"no/rule" does not exist`) {
		t.Errorf("exit code %d, not 2 with a message\n%s", code, got)
	}
	if err := os.RemoveAll(filepath.Join(project, "node_modules/@bdma", host)); err != nil {
		t.Fatal(err)
	}
	if got, code := e.run(project, "npx", "--no-install", "bdma", "version"); code != 2 || !strings.Contains(got, "hint: install optional dependencies too") {
		t.Errorf("exit code %d, not 2 with a hint\n%s", code, got)
	}
}

func TestPackagesAreNotMadeOfAnArchiveThatWasChanged(t *testing.T) {
	need(t, "node", "tar")
	e := newEnv(t)
	dir := released(t)
	write(t, filepath.Join(dir, "bdma_1.2.3_linux_arm64.tar.gz"), "something else")
	out := filepath.Join(t.TempDir(), "npm")
	if got, code := e.run(root, "node", ".github/npm/build.mjs", "1.2.3", dir, out); code == 0 || !strings.Contains(got, "bdma_1.2.3_linux_arm64.tar.gz has the sum") {
		t.Errorf("exit code %d\n%s", code, got)
	}
	if got, code := e.run(root, "node", ".github/npm/build.mjs", "1.2.4", dir, out); code == 0 || !strings.Contains(got, "has no archive of 1.2.4") {
		t.Errorf("exit code %d\n%s", code, got)
	}
}
