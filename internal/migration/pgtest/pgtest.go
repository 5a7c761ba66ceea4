// Package pgtest runs a private PostgreSQL server for tests that compare what bdma knows with what PostgreSQL does.
package pgtest

import (
	"bytes"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// Server is a running server that listens on a Unix socket only and is gone after the test.
type Server struct {
	bin, dir string
	cred     *syscall.Credential
}

// Start starts a server. The test is skipped where none is installed; BDMA_PG_BIN names a folder of its programs.
func Start(t testing.TB) *Server {
	t.Helper()
	s := &Server{bin: programs()}
	if s.bin == "" {
		t.Skip("PostgreSQL's initdb is not installed; install postgresql or set BDMA_PG_BIN to run this test")
	}
	dir, err := os.MkdirTemp("", "bdma-pg")
	if err != nil {
		t.Fatal(err)
	}
	s.dir = dir
	t.Cleanup(func() { os.RemoveAll(dir) })
	if os.Getuid() == 0 {
		// The server refuses to run as root.
		u, err := user.Lookup("postgres")
		if err != nil {
			if u, err = user.Lookup("nobody"); err != nil {
				t.Skip("PostgreSQL does not run as root, and there is no other user to run it as")
			}
		}
		uid, _ := strconv.Atoi(u.Uid)
		gid, _ := strconv.Atoi(u.Gid)
		s.cred = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
		if err := os.Chown(dir, uid, gid); err != nil {
			t.Fatal(err)
		}
	}
	data := filepath.Join(dir, "data")
	s.run(t, "", "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-N", "-E", "UTF8", "--locale=C")
	options := "-c listen_addresses= -c fsync=off -c timezone=UTC -c autovacuum=off -k " + dir
	s.run(t, "", "pg_ctl", "-D", data, "-o", options, "-l", filepath.Join(dir, "log"), "-w", "start")
	t.Cleanup(func() {
		cmd := s.command("pg_ctl", "-D", data, "-m", "immediate", "stop")
		_ = cmd.Run()
	})
	return s
}

// programs returns the folder of the newest installed server's programs.
func programs() string {
	if dir := os.Getenv("BDMA_PG_BIN"); dir != "" {
		return dir
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	sort.Slice(found, func(i, j int) bool { return version(found[i]) < version(found[j]) })
	if n := len(found); n > 0 {
		return filepath.Dir(found[n-1])
	}
	if path, err := exec.LookPath("pg_ctl"); err == nil {
		if _, err := os.Stat(filepath.Join(filepath.Dir(path), "initdb")); err == nil {
			return filepath.Dir(path)
		}
	}
	return ""
}

func version(path string) int {
	n, _ := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(path))))
	return n
}

func (s *Server) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(s.bin, name), args...)
	cmd.Dir = s.dir
	cmd.Env = []string{"PATH=/usr/bin:/bin", "LC_ALL=C", "HOME=" + s.dir}
	if s.cred != nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: s.cred}
	}
	return cmd
}

func (s *Server) run(t testing.TB, stdin, name string, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	cmd := s.command(name, args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(stdin), &out, &errs
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, errs.String())
	}
	return out.String(), errs.String()
}

// Database creates a database.
func (s *Server) Database(t testing.TB, name string) {
	t.Helper()
	s.Query(t, "postgres", "CREATE DATABASE "+name)
}

// Exec runs a script and fails the test when any of its statements fails.
func (s *Server) Exec(t testing.TB, database, script string) {
	t.Helper()
	s.run(t, script, "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", s.dir, "-U", "postgres", "-d", database, "-f", "-")
}

// Session runs a script in psql and goes on after errors, which are among the output's lines.
func (s *Server) Session(t testing.TB, database, script string) string {
	t.Helper()
	out, _ := s.run(t, "\\o /dev/stdout\n"+script, "psql", "-X", "-q", "-A", "-t", "-F", "|", "-h", s.dir, "-U", "postgres", "-d", database, "-f", "-")
	return out
}

// Query returns the rows of one query, their fields separated by "|".
func (s *Server) Query(t testing.TB, database, query string) []string {
	t.Helper()
	out, _ := s.run(t, "", "psql", "-X", "-q", "-A", "-t", "-F", "|", "-v", "ON_ERROR_STOP=1", "-h", s.dir, "-U", "postgres", "-d", database, "-c", query)
	return strings.FieldsFunc(out, func(r rune) bool { return r == '\n' })
}

// Background starts a script in a session of its own and returns what waits for its end and returns the output.
func (s *Server) Background(t testing.TB, database, script string) (wait func() string) {
	t.Helper()
	var out bytes.Buffer
	cmd := s.command("psql", "-X", "-q", "-A", "-t", "-F", "|", "-h", s.dir, "-U", "postgres", "-d", database, "-f", "-")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(script), &out, &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return func() string {
		if err := cmd.Wait(); err != nil {
			t.Errorf("psql: %v\n%s", err, out.String())
		}
		return out.String()
	}
}
