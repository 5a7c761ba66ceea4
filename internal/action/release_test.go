package action

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// cached returns the archives that the tool cache has, whole or not.
func (j *job) cached() []string {
	j.t.Helper()
	var files []string
	err := filepath.WalkDir(filepath.Join(j.dir, "tools"), func(name string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files = append(files, filepath.Base(name))
		}
		return err
	})
	if err != nil {
		j.t.Fatal(err)
	}
	return files
}

func archiveName(version string) string { return "bdma_" + version + "_" + system() + ".tar.gz" }

func TestReleases(t *testing.T) {
	s := getShop(t)
	for _, c := range []struct {
		name   string
		change func(j *job)
		code   int
		log    []string
		// downloads are those that the server saw, and cached what the tool cache has then.
		downloads int
		cached    []string
	}{
		{"the newest that the commit knows", func(j *job) { j.release("1.3.0", system()) }, 0, []string{"bdma 1.3.0 for "}, 1, []string{archiveName("1.3.0")}},
		{"one of those", func(j *job) { j.release("1.3.0", system()); j.inputs["version"] = "1.2.3" }, 0, []string{"bdma 1.2.3 for "}, 1, []string{archiveName("1.2.3")}},
		{"with a v", func(j *job) { j.inputs["version"] = "v1.2.3" }, 0, []string{"bdma 1.2.3 for "}, 1, []string{archiveName("1.2.3")}},
		{"sums with ends of lines as on Windows", func(j *job) { j.sums = strings.ReplaceAll(j.sums, "\n", "\r\n") }, 0, nil, 1, []string{archiveName("1.2.3")}},
		{"sums of a program that reads in binary, without an end of line", func(j *job) { j.sums = strings.TrimSpace(strings.ReplaceAll(j.sums, "  ", " *")) }, 0, nil, 1, []string{archiveName("1.2.3")}},
		{"a server that has to be asked again", func(j *job) { j.github.broken = 1 }, 0, nil, 2, []string{archiveName("1.2.3")}},
		{"no tool cache", func(j *job) { delete(j.env, "RUNNER_TOOL_CACHE") }, 0, nil, 1, nil},
		{"an archive that is not the one that was released", func(j *job) {
			j.github.files["v1.2.3/"+archiveName("1.2.3")] = []byte("not what it was")
		}, 2, []string{"::error title=bdma::" + archiveName("1.2.3") + " from ", " has the sum ", "and not ", "%0Ahint: run the job again; if it says the same, somebody has changed that file"}, 1, nil},
		{"an archive that is cut off", func(j *job) {
			data := j.github.files["v1.2.3/"+archiveName("1.2.3")]
			j.github.files["v1.2.3/"+archiveName("1.2.3")] = data[:len(data)/2]
		}, 2, []string{"which this commit of the Action vouches for"}, 1, nil},
		{"a version without a sum", func(j *job) { j.inputs["version"] = "9.9.9" }, 2,
			[]string{"::error title=bdma::this commit of the Action does not know the sums of bdma 9.9.9%0Ahint: use a commit of the Action that has them, a version that this one knows (1.2.3), or give"}, 0, nil},
		{"a system without a sum", func(j *job) { j.sums = strings.ReplaceAll(j.sums, system(), "solaris_sparc64") }, 2, []string{"::error title=bdma::bdma 1.2.3 was not released for "}, 0, nil},
		{"a commit that knows no release", func(j *job) { j.sums = "" }, 2, []string{"::error title=bdma::this commit of the Action knows the sum of no release%0Ahint: use the commit of a release"}, 0, nil},
		{"sums that are none", func(j *job) { j.sums = strings.ToUpper(j.sums) + "abc  " + archiveName("1.2.3") + "\n\n# nothing\n" }, 2, []string{"knows the sum of no release"}, 0, nil},
		{"a file that is not there", func(j *job) { clear(j.github.files) }, 2, []string{"::error title=bdma::" + archiveName("1.2.3") + " cannot be downloaded from http://", "BDMA_RELEASE_URL"}, 1, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			j := push(t, s.first)
			c.change(j)
			o := j.run()
			result := "pass"
			if c.code != 0 {
				result = "error"
				if len(o.arguments) > 0 {
					t.Error("bdma has run")
				}
			}
			o.wants(c.code, map[string]string{"result": result}, c.log...)
			if n := j.github.of("/releases/"); n != c.downloads {
				t.Errorf("%d downloads, want %d", n, c.downloads)
			}
			if got := j.cached(); !slices.Equal(got, c.cached) {
				t.Errorf("the tool cache has %q, want %q", got, c.cached)
			}
		})
	}
}

// What the tool cache has is taken from there, as long as it is what was released.
func TestToolCache(t *testing.T) {
	j := push(t, getShop(t).first)
	j.run().wants(0, nil)
	j.run().wants(0, nil)
	if n := j.github.of("/releases/"); n != 1 {
		t.Fatalf("%d downloads, want one", n)
	}
	file := filepath.Join(j.dir, "tools", "bdma", "1.2.3", strings.Split(system(), "_")[1], archiveName("1.2.3"))
	if err := os.WriteFile(file, []byte("somebody was here"), 0o644); err != nil {
		t.Fatal(err)
	}
	j.run().wants(0, map[string]string{"result": "pass"}, "::notice title=bdma::"+archiveName("1.2.3")+" in the tool cache is not what was released")
	if n := j.github.of("/releases/"); n != 2 {
		t.Errorf("%d downloads, want two", n)
	}
	clear(j.github.files)
	j.run().wants(0, map[string]string{"result": "pass"})
}

// A bdma of the job's own needs no network, no sums and no known system.
func TestPath(t *testing.T) {
	j := push(t, getShop(t).first)
	j.sums = ""
	clear(j.github.files)
	if err := os.MkdirAll(filepath.Join(j.workspace, "bin"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(j.workspace, "bin", "my bdma"), []byte(program), 0o755); err != nil {
		t.Fatal(err)
	}
	j.inputs["path"], j.inputs["working-directory"] = "bin/my bdma", "db"
	j.run().wants(0, map[string]string{"result": "pass"})
	if n := j.github.of("/"); n != 0 {
		t.Errorf("%d requests", n)
	}
	j.inputs["path"] = filepath.Join(j.workspace, "bin", "my bdma")
	j.run().wants(0, map[string]string{"result": "pass"})
	j.inputs["path"] = "bdma.yaml"
	j.run().wants(2, map[string]string{"result": "error"}, "::error title=bdma::path is bdma.yaml, where there is no program%0Ahint: path: FILE")
}

// tools makes a folder with the programs of this machine, but for some, and with others of the test's own.
func tools(t *testing.T, without []string, with map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"awk", "base64", "bash", "cat", "chmod", "cp", "curl", "cut", "cygpath", "dirname", "env", "git", "grep", "gzip", "head", "mkdir", "mktemp", "mv", "od", "openssl", "rm", "sed", "sh", "sha256sum", "shasum", "tail", "tar", "tr", "uname", "unzip", "wc"} {
		file, err := exec.LookPath(name)
		if err != nil || slices.Contains(without, name) {
			continue
		}
		if err := os.Symlink(file, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	for name, script := range with {
		os.Remove(filepath.Join(dir, name))
		if err := os.WriteFile(filepath.Join(dir, name), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func uname(system, machine string) map[string]string {
	return map[string]string{"uname": fmt.Sprintf("#!/bin/sh\ncase $1 in -s) echo '%s' ;; -m) echo '%s' ;; esac\n", system, machine)}
}

// Systems and machines go by other names in releases.
func TestSystems(t *testing.T) {
	s := getShop(t)
	for _, c := range []struct{ system, machine, want string }{
		{"Linux", "x86_64", "linux_amd64.tar.gz"},
		{"Linux", "aarch64", "linux_arm64.tar.gz"},
		{"Darwin", "arm64", "darwin_arm64.tar.gz"},
		{"Darwin", "x86_64", "darwin_amd64.tar.gz"},
		{"MINGW64_NT-10.0-20348", "x86_64", "windows_amd64.zip"},
		{"MSYS_NT-10.0-26100", "aarch64", "windows_amd64.zip"},
		{"FreeBSD", "amd64", ""},
		{"Linux", "riscv64", ""},
	} {
		t.Run(c.system+" "+c.machine, func(t *testing.T) {
			t.Parallel()
			if strings.HasSuffix(c.want, ".zip") {
				if _, err := exec.LookPath("unzip"); err != nil {
					t.Skip("unzip is not installed")
				}
			}
			j := push(t, s.first)
			j.sums = ""
			for _, os := range []string{"linux", "darwin", "windows"} {
				for _, arch := range []string{"amd64", "arm64"} {
					if os+arch != "windowsarm64" {
						j.release("1.2.3", os+"_"+arch)
					}
				}
			}
			j.tools = tools(t, nil, uname(c.system, c.machine))
			o := j.run()
			if c.want == "" {
				o.wants(2, map[string]string{"result": "error"}, "::error title=bdma::there are no releases of bdma for "+c.system+" on "+c.machine+"%0Ahint: ")
				return
			}
			o.wants(0, map[string]string{"result": "pass"})
			if got := j.cached(); !slices.Equal(got, []string{"bdma_1.2.3_" + c.want}) {
				t.Errorf("the tool cache has %q", got)
			}
		})
	}
}

// Any program that computes sums will do, and without one nothing is trusted.
func TestPrograms(t *testing.T) {
	s := getShop(t)
	for _, c := range []struct {
		name    string
		without []string
		needs   string
		code    int
		log     string
	}{
		{"shasum, as on macOS", []string{"sha256sum", "openssl"}, "shasum", 0, ""},
		{"openssl", []string{"sha256sum", "shasum"}, "openssl", 0, ""},
		{"nothing that computes sums", []string{"sha256sum", "shasum", "openssl"}, "", 2, "::error title=bdma::there is neither sha256sum nor shasum nor openssl"},
		{"no curl", []string{"curl"}, "", 2, "::error title=bdma::there is no curl to download bdma with%0Ahint: install curl"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if c.needs != "" {
				if _, err := exec.LookPath(c.needs); err != nil {
					t.Skipf("%s is not installed", c.needs)
				}
			}
			j := push(t, s.first)
			j.tools = tools(t, c.without, nil)
			j.run().wants(c.code, nil, c.log)
			want := 0
			if c.code == 0 {
				want = 1
			}
			if got := j.cached(); len(got) != want {
				t.Errorf("the tool cache has %q", got)
			}
		})
	}
}

// The token and the reports' texts are no arguments of a program: on a shared machine, arguments are public.
func TestTheTokenIsNoArgument(t *testing.T) {
	curl, err := exec.LookPath("curl")
	if err != nil {
		t.Skip("curl is not installed")
	}
	j := pullRequest(t, "shop/orders")
	j.inputs["comment"], j.inputs["upload-sarif"] = "true", "true"
	seen := filepath.Join(j.dir, "curl.txt")
	j.tools = tools(t, nil, map[string]string{"curl": fmt.Sprintf("#!/bin/sh\n{ printf '%%s\\n' \"$@\"; env; } >>'%s'\nexec '%s' \"$@\"\n", seen, curl)})
	j.run().wants(1, nil)
	if n := len(j.github.written()); n != 2 {
		t.Fatalf("%d requests were sent", n)
	}
	data, err := os.ReadFile(seen)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(data), token) {
		t.Error("curl has the token among its arguments or in its environment")
	}
}
