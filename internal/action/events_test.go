package action

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// What the Action says of each event: the verdict, the outputs, the annotations, the summary, and whose rules judged.
func TestEvents(t *testing.T) {
	s := getShop(t)
	for _, c := range []struct {
		name    string
		job     func(t *testing.T) *job
		code    int
		outputs map[string]string
		log     []string
		summary string
	}{
		{"a push", func(t *testing.T) *job { return push(t, s.first) }, 0,
			map[string]string{"result": "pass", "errors": "0", "introduced": "", "fixed": "", "sarif-file": ""}, nil, "## ⚠️ bdma: "},
		{"a push that has its own rules", func(t *testing.T) *job { return push(t, s.topic) }, 0,
			map[string]string{"result": "pass", "errors": "0"}, nil, "## ⚠️ bdma: "},
		{"a schedule", func(t *testing.T) *job { return push(t, s.first).on("schedule", s.first, "refs/heads/main") }, 0,
			map[string]string{"result": "pass", "errors": "0"}, nil, "bdma"},
		{"a pull request, judged by the rules of main", func(t *testing.T) *job { return pullRequest(t, "shop/orders") }, 1,
			map[string]string{"result": "fail", "errors": "1", "introduced": "1", "fixed": "0", "suppressed": "0"},
			[]string{"\n::error file=db/migrations/0002_placed.up.sql,line=1,", "the rules are those of main"}, "## ❌ bdma: 1 error"},
		{"a pull request from a fork", func(t *testing.T) *job { return pullRequest(t, "eve/orders") }, 1,
			map[string]string{"result": "fail", "errors": "1", "introduced": "1"}, []string{"\n::error file=db/migrations/0002_placed.up.sql,line=1,"}, "## ❌ bdma: 1 error"},
		{"a pull request, judged by its own rules when somebody says so", func(t *testing.T) *job {
			j := pullRequest(t, "shop/orders")
			j.inputs["config-from"] = "head"
			return j
		}, 0, map[string]string{"result": "pass", "errors": "0"}, []string{"this change edits bdma.yaml, by which it is judged"}, "bdma.yaml"},
		{"a pull request compared with nothing", func(t *testing.T) *job {
			j := pullRequest(t, "shop/orders")
			j.inputs["base"] = "none"
			return j
		}, 0, map[string]string{"result": "pass", "introduced": "", "fixed": ""}, nil, "bdma"},
		{"a pull request that only reports", func(t *testing.T) *job {
			j := pullRequest(t, "shop/orders")
			j.inputs["fail-on"] = "never"
			return j
		}, 0, map[string]string{"result": "pass", "errors": "1"}, []string{"\n::error file="}, "1 error"},
		{"the merge queue", func(t *testing.T) *job {
			j := newJob(t)
			j.checkout(s.merge, "2")
			j.event["merge_group"] = map[string]any{"base_ref": "refs/heads/main", "base_sha": s.first, "head_sha": s.merge}
			j.inputs["comment"], j.inputs["upload-sarif"] = "true", "true"
			return j.on("merge_group", s.merge, "refs/heads/gh-readonly-queue/main/pr-7-"+s.first)
		}, 1, map[string]string{"result": "fail", "errors": "1", "introduced": "1"}, []string{"the rules are those of main"}, "## ❌ bdma: 1 error"},
		{"a clone that is too shallow", func(t *testing.T) *job {
			j := newJob(t)
			j.checkout(s.merge, "1")
			j.describe("shop/orders")
			return j.on("pull_request", s.merge, "refs/pull/7/merge")
		}, 2, map[string]string{"result": "error", "errors": "", "report-file": ""},
			[]string{"\n::error title=bdma::bdma: this clone does not have ", "%0Ahint: in GitHub Actions, give actions/checkout fetch-depth: 2"}, "    hint: in GitHub Actions, give actions/checkout fetch-depth: 2"},
		{"a push that asks for the rules of a base", func(t *testing.T) *job {
			j := push(t, s.first)
			j.inputs["config-from"] = "base"
			return j
		}, 2, map[string]string{"result": "error"}, []string{"GitHub's event push has none", "hint: --config-from base in pull requests only"}, "    bdma: --config-from base needs a base"},
		{"nothing to check", func(t *testing.T) *job {
			j := newJob(t)
			os.MkdirAll(j.workspace, 0o755)
			return j.on("push", s.first, "refs/heads/main")
		}, 3, map[string]string{"result": "nothing", "errors": "0"}, []string{"\n::error title=bdma::bdma: nothing to check in ."}, "nothing was checked"},
		{"pull_request_target with the branch", func(t *testing.T) *job {
			j := newJob(t)
			j.checkout(s.topic, "0")
			j.describe("eve/orders")
			return j.on("pull_request_target", s.first, "refs/heads/main")
		}, 2, map[string]string{"result": "error"}, []string{"::error title=bdma::this job runs on pull_request_target", s.topic, "%0Ahint: run bdma on: pull_request"}, "    bdma: this job runs on pull_request_target"},
		{"pull_request_target with the merge commit", func(t *testing.T) *job {
			j := newJob(t)
			j.checkout(s.merge, "2")
			j.describe("eve/orders")
			return j.on("pull_request_target", s.first, "refs/heads/main")
		}, 2, map[string]string{"result": "error"}, []string{"::error title=bdma::this job runs on pull_request_target", s.merge}, "pull_request_target"},
		{"pull_request_target with the base", func(t *testing.T) *job {
			j := newJob(t)
			j.checkout(s.first, "1")
			j.describe("eve/orders")
			j.inputs["comment"] = "true"
			return j.on("pull_request_target", s.first, "refs/heads/main")
		}, 0, map[string]string{"result": "pass"}, nil, "bdma"},
		{"pull_request_target with the branch in a folder beside it", func(t *testing.T) *job {
			j := newJob(t)
			j.checkout(s.first, "1")
			outer := j.workspace
			j.workspace = filepath.Join(outer, "their work")
			j.checkout(s.topic, "0")
			j.workspace = outer
			j.describe("eve/orders")
			j.inputs["paths"] = "db\n  their work/db/migrations/0001_orders.up.sql\n"
			return j.on("pull_request_target", s.first, "refs/heads/main")
		}, 2, map[string]string{"result": "error"}, []string{"::error title=bdma::this job runs on pull_request_target", s.topic}, "pull_request_target"},
		{"pull_request_target without a repository", func(t *testing.T) *job {
			j := newJob(t)
			os.MkdirAll(j.workspace, 0o755)
			return j.on("pull_request_target", s.first, "refs/heads/main")
		}, 2, map[string]string{"result": "error"}, []string{"nobody can tell what"}, "pull_request_target"},
		{"pull_request_target of which nothing is known", func(t *testing.T) *job {
			j := newJob(t)
			os.MkdirAll(j.workspace, 0o755)
			return j.on("pull_request_target", "", "")
		}, 2, map[string]string{"result": "error"}, []string{"nobody can tell what"}, "pull_request_target"},
		{"a workflow_run with the branch", func(t *testing.T) *job {
			j := newJob(t)
			j.checkout(s.topic, "0")
			return j.on("workflow_run", s.first, "refs/heads/main")
		}, 2, map[string]string{"result": "error"}, []string{"::error title=bdma::this job runs on workflow_run", s.topic}, "workflow_run"},
		{"a workflow_run with its own commit", func(t *testing.T) *job {
			j := newJob(t)
			j.checkout(s.first, "1")
			return j.on("workflow_run", s.first, "refs/heads/main")
		}, 0, map[string]string{"result": "pass"}, nil, "bdma"},
		{"a comment, with the branch", func(t *testing.T) *job {
			j := newJob(t)
			j.checkout(s.topic, "0")
			return j.on("issue_comment", s.first, "refs/heads/main")
		}, 2, map[string]string{"result": "error"}, []string{"::error title=bdma::this job runs on issue_comment"}, "issue_comment"},
		{"pull_request_target with the branch, when somebody says so", func(t *testing.T) *job {
			j := newJob(t)
			j.checkout(s.topic, "0")
			j.describe("eve/orders")
			j.inputs["allow-pull-request-target"] = "true"
			j.inputs["upload-sarif"] = "true"
			return j.on("pull_request_target", s.first, "refs/heads/main")
		}, 0, map[string]string{"result": "pass"}, []string{"::notice title=bdma::Code scanning has no report: what is checked out is not the commit of this job"}, "bdma"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			j := c.job(t)
			o := j.run()
			o.wants(c.code, c.outputs, c.log...)
			if !strings.Contains(o.summary, c.summary) {
				t.Errorf("the summary is %q, and does not have %q", o.summary, c.summary)
			}
			if w := j.github.written(); len(w) > 0 {
				t.Errorf("%s %s was sent", w[0].method, w[0].path)
			}
			if strings.Contains(o.environment, token) {
				t.Error("bdma sees the token")
			}
			if refused := strings.Contains(o.log, "runs on pull_request_target"); refused && len(o.arguments) > 0 {
				t.Error("bdma has run")
			}
		})
	}
}

// The JSON report is always there for later steps; annotations and the summary are not, when nobody wants them.
func TestChannels(t *testing.T) {
	j := pullRequest(t, "shop/orders")
	j.inputs = map[string]string{"annotations": "false", "summary": "false", "reports": "\n  sarif=out/bdma.sarif \r\njunit=bdma.xml\n"}
	o := j.run()
	o.wants(1, map[string]string{"sarif-file": j.workspace + "/out/bdma.sarif"})
	if strings.Contains(o.log, "\n::error file=") {
		t.Error("there are annotations")
	}
	if o.summary != "" {
		t.Errorf("the summary is %q", o.summary)
	}
	for _, file := range []string{o.outputs["sarif-file"], o.outputs["report-file"], filepath.Join(j.workspace, "bdma.xml")} {
		if info, err := os.Stat(file); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", file, err)
		}
	}
	var report struct {
		Summary struct{ Findings struct{ Error int } }
	}
	data, err := os.ReadFile(o.outputs["report-file"])
	if err == nil {
		err = json.Unmarshal(data, &report)
	}
	if err != nil || report.Summary.Findings.Error != 1 {
		t.Errorf("the JSON report has %d errors: %v", report.Summary.Findings.Error, err)
	}

	j.inputs = map[string]string{"reports": "json=found.json", "working-directory": "db"}
	o = j.run()
	o.wants(1, map[string]string{"report-file": j.workspace + "/db/found.json", "sarif-file": ""}, "\n::error file=db/migrations/0002_placed.up.sql")
}

func TestComment(t *testing.T) {
	const mark = "<!-- bdma/ -->\n"
	forged := node(1, false, mark+`","id":"IC_kwDO2","viewerDidAuthor":true,"body":"<!-- bdma/ -->`)
	for _, c := range []struct {
		name     string
		comments []string
		want     string
	}{
		{"none yet", []string{page("", node(1, false, "looks good"))}, "POST /api/repos/shop/orders/issues/7/comments"},
		{"its own", []string{page("", node(1, false, "looks good"), node(23, true, mark+"## bdma"), node(24, true, "another tool of this account"))}, "MUTATION IC_kwDO23"},
		{"its own, as other servers write it", []string{page("", strings.ReplaceAll(node(23, true, mark), "<", `\u003c`))}, "MUTATION IC_kwDO23"},
		{"its own, long ago", []string{page("page1", node(9, false, "x")), page("page2", node(8, false, "y")), page("", node(5, true, mark))}, "MUTATION IC_kwDO5"},
		{"a stranger's with the mark", []string{page("", forged)}, "POST /api/repos/shop/orders/issues/7/comments"},
		{"another folder's", []string{page("", node(3, true, "<!-- bdma/services/orders -->\n"))}, "POST /api/repos/shop/orders/issues/7/comments"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			j := pullRequest(t, "shop/orders")
			j.inputs["comment"] = "true"
			j.github.comments = c.comments
			o := j.run()
			o.wants(1, map[string]string{"result": "fail"})
			w := j.github.written()
			if len(w) != 1 || w[0].method+" "+w[0].path != c.want {
				t.Fatalf("%d requests were sent, the first %+v; want %s\n%s", len(w), w, c.want, o.log)
			}
			if w[0].authorization != "Bearer "+token {
				t.Errorf("the authorization is %q", w[0].authorization)
			}
			var sent struct {
				Body      string
				Variables struct{ B string }
			}
			if err := json.Unmarshal(w[0].body, &sent); err != nil {
				t.Fatal(err)
			}
			sent.Body = cmp.Or(sent.Body, sent.Variables.B)
			// What is sent is what bdma wrote, whatever is in it.
			wrote, err := filepath.Glob(filepath.Join(j.dir, "temp", "bdma.*", "comment.md"))
			if err != nil || len(wrote) != 1 {
				t.Fatalf("%v %v", wrote, err)
			}
			data, err := os.ReadFile(wrote[0])
			if err != nil {
				t.Fatal(err)
			}
			if sent.Body != string(data) || !strings.HasPrefix(sent.Body, mark) || !strings.Contains(sent.Body, "CREATE INDEX") {
				t.Errorf("the comment is %q, and bdma wrote %q", sent.Body, data)
			}
		})
	}
}

// A pull request in which all is well gets a comment only when there is one that says otherwise.
func TestCommentWhenAllIsWell(t *testing.T) {
	for _, c := range []struct {
		name, comments string
		want           int
	}{
		{"nothing was said", page(""), 0},
		{"something was said", page("", node(23, true, "<!-- bdma/ -->\n")), 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			j := pullRequest(t, "shop/orders")
			j.inputs = map[string]string{"comment": "true", "config-from": "head", "args": "--skip=migration/*"}
			j.github.comments = []string{c.comments}
			j.run().wants(0, map[string]string{"result": "pass", "errors": "0", "warnings": "0", "infos": "0"})
			if w := j.github.written(); len(w) != c.want {
				t.Errorf("%d requests were sent", len(w))
			}
		})
	}
}

// An earlier comment does not stay when bdma cannot judge, or finds nothing; without one, nothing is said.
func TestCommentWhenNothingIsJudged(t *testing.T) {
	own := page("", node(23, true, "<!-- bdma/ -->\n## what was found"))
	for _, c := range []struct {
		name, args, comments string
		code, want           int
		says                 string
	}{
		{"a run that fails", "--only=nothing", own, 2, 1, "bdma could not judge"},
		{"a run that fails for the first time", "--only=nothing", page(""), 2, 0, ""},
		{"nothing to check", "--kind=coverage", own, 3, 1, "nothing was checked"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			j := pullRequest(t, "shop/orders")
			j.inputs = map[string]string{"comment": "true", "args": c.args}
			j.github.comments = []string{c.comments}
			o := j.run()
			if o.code != c.code {
				t.Errorf("exit code %d, want %d\n%s", o.code, c.code, o.log)
			}
			w := j.github.written()
			if len(w) != c.want {
				t.Fatalf("%d requests were sent\n%s", len(w), o.log)
			}
			if c.want > 0 && !strings.Contains(string(w[0].body), c.says) {
				t.Errorf("the comment is %s", w[0].body)
			}
		})
	}
}

func TestUpload(t *testing.T) {
	s := getShop(t)
	for _, c := range []struct {
		name        string
		job         func(t *testing.T) *job
		commit, ref string
	}{
		{"a push", func(t *testing.T) *job { return push(t, s.first) }, s.first, "refs/heads/main"},
		{"a pull request", func(t *testing.T) *job { return pullRequest(t, "shop/orders") }, s.merge, "refs/pull/7/merge"},
		{"a pull request whose branch is checked out", func(t *testing.T) *job {
			j := newJob(t)
			j.checkout(s.topic, "0")
			j.describe("shop/orders")
			return j.on("pull_request", s.merge, "refs/pull/7/merge")
		}, s.topic, "refs/pull/7/head"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			j := c.job(t)
			j.inputs["upload-sarif"] = "true"
			o := j.run()
			w := j.github.written()
			if len(w) != 1 || w[0].method+" "+w[0].path != "POST /api/repos/shop/orders/code-scanning/sarifs" {
				t.Fatalf("%d requests were sent: %+v\n%s", len(w), w, o.log)
			}
			var sent struct {
				Commit string `json:"commit_sha"`
				Ref    string
				SARIF  string
			}
			if err := json.Unmarshal(w[0].body, &sent); err != nil {
				t.Fatal(err)
			}
			if sent.Commit != c.commit || sent.Ref != c.ref {
				t.Errorf("it is about %s of %s, want %s of %s", sent.Commit, sent.Ref, c.commit, c.ref)
			}
			packed, err := base64.StdEncoding.DecodeString(sent.SARIF)
			if err != nil {
				t.Fatal(err)
			}
			z, err := gzip.NewReader(bytes.NewReader(packed))
			if err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(z)
			if err != nil {
				t.Fatal(err)
			}
			want, err := os.ReadFile(o.outputs["sarif-file"])
			if err != nil || !bytes.Equal(got, want) || !json.Valid(got) {
				t.Errorf("what was sent is not the report: %v", err)
			}
		})
	}
}

// What cannot be written is said, and the verdict stays what it is.
func TestNoChannelIsAReasonForARedCheck(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(j *job)
		from   string
		want   []string
		calls  int
	}{
		{"a fork", func(*job) {}, "eve/orders", []string{"::notice title=bdma::The pull request has no comment: the token of a pull request from a fork", "::notice title=bdma::Code scanning has no report: the token of a pull request from a fork"}, 0},
		{"a fork that is gone", func(*job) {}, "", []string{"no comment: the token of a pull request from a fork"}, 0},
		{"a token that may only read", func(j *job) { j.github.readOnly = true }, "shop/orders",
			[]string{"::notice title=bdma::The pull request has no comment: the token of this job may not write it (403). It needs permissions: {pull-requests: write}", "It needs permissions: {security-events: write}"}, 2},
		{"a comment that may not be changed", func(j *job) {
			j.github.readOnly, j.github.comments = true, []string{page("", node(23, true, "<!-- bdma/ -->\n"))}
		}, "shop/orders", []string{"no comment: the token of this job may not write it (403)"}, 2},
		{"no token", func(j *job) { j.inputs["token"] = "" }, "shop/orders", []string{"no comment: there is no token", "no report: there is no token"}, 0},
		{"a token that is none", func(j *job) { j.inputs["token"] = "x\"\nurl = \"file:///etc/passwd" }, "shop/orders", []string{"no comment: there is no token"}, 0},
		{"GraphQL refuses", func(j *job) {
			j.github.comments = []string{`{"errors":[{"type":"FORBIDDEN"}],"data":{"repository":{"pullRequest":null}}}`}
		}, "shop/orders", []string{"no comment: the token of this job may not write it (403)"}, 1},
		{"no API", func(j *job) {
			j.env["GITHUB_API_URL"], j.env["GITHUB_GRAPHQL_URL"] = "http://127.0.0.1:1", "http://127.0.0.1:1"
		}, "shop/orders", []string{"no comment: GitHub's API cannot be reached", "no report: GitHub's API cannot be reached"}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			for _, verdict := range []struct {
				inputs map[string]string
				code   int
				result string
			}{{nil, 1, "fail"}, {map[string]string{"fail-on": "never"}, 0, "pass"}} {
				j := pullRequest(t, c.from)
				j.inputs["comment"], j.inputs["upload-sarif"] = "true", "true"
				for name, value := range verdict.inputs {
					j.inputs[name] = value
				}
				c.change(j)
				j.run().wants(verdict.code, map[string]string{"result": verdict.result}, c.want...)
				if n := len(j.github.written()); n != c.calls {
					t.Errorf("%d requests were sent, want %d", n, c.calls)
				}
			}
		})
	}
}

// What an input says is a value, whatever it looks like.
func TestHostileInputs(t *testing.T) {
	canary := "$(touch canary)`touch canary`;touch canary\ntouch canary"
	for _, c := range []struct {
		input, value string
		code         int
		argument     string
		log          string
	}{
		{"base", "--upload-pack=touch canary", 2, "--base=--upload-pack=touch canary", "::error title=bdma::bdma: "},
		{"base", "-x\n::error::forged", 2, "--base=-x\n::error::forged", ""},
		{"base", canary, 2, "--base=" + canary, ""},
		{"config", canary, 2, "--config=" + canary, ""},
		{"fail-on", canary, 2, "--fail-on=" + canary, ""},
		{"paths", "-x\n$(touch canary)", 2, "$(touch canary)", ""},
		{"paths", "::error::forged", 2, "::error::forged", ""},
		{"reports", "sarif=$(touch canary).sarif", 1, "sarif=$(touch canary).sarif", ""},
		{"reports", "sarif", 2, "", "::error title=bdma::the report sarif names no file%0Ahint: "},
		{"reports", "x;touch canary=y", 2, "", "names no file"},
		{"args", "--only=$(touch canary)\t*", 2, "--only=$(touch", ""},
		{"args", `--only="a b"`, 2, "", "args has a quotation mark"},
		{"config-from", canary, 2, "", "::error title=bdma::config-from is "},
		{"working-directory", canary, 2, "", "which is no folder"},
		{"working-directory", "-", 2, "", "which is no folder"},
		{"annotations", "yes", 2, "", "::error title=bdma::annotations is yes%0Ahint: annotations: true, or annotations: false"},
		{"comment", canary, 2, "", "comment is "},
		{"path", canary, 2, "", "where there is no program"},
		{"version", "1.2.3/../../x", 2, "", "version is 1.2.3/../../x"},
		{"version", canary, 2, "", "::error title=bdma::version is "},
	} {
		t.Run(c.input+"/"+c.value, func(t *testing.T) {
			t.Parallel()
			j := pullRequest(t, "shop/orders")
			j.inputs[c.input] = c.value
			o := j.run()
			want := map[string]string{"result": "error"}
			if c.code == 1 {
				want["result"] = "fail"
			}
			o.wants(c.code, want, c.log)
			if c.argument == "" && len(o.arguments) > 0 {
				t.Errorf("bdma has run: %q", o.arguments)
			}
			if c.argument != "" && !strings.Contains("\n"+strings.Join(o.arguments, "\n")+"\n", "\n"+c.argument+"\n") {
				t.Errorf("bdma does not have the argument %q: %q", c.argument, o.arguments)
			}
			if canaries, _ := filepath.Glob(filepath.Join(j.workspace, "canary*")); len(canaries) > 0 {
				t.Error("the input was run")
			}
			for _, line := range strings.Split(o.log, "\n") {
				if strings.HasPrefix(strings.TrimSpace(line), "::") && !strings.HasPrefix(line, "::error title=bdma::") && !strings.HasPrefix(line, "::error file=") && !strings.HasPrefix(line, "::warning file=") && !strings.HasPrefix(line, "::notice ") {
					t.Errorf("a forged command: %q", line)
				}
			}
		})
	}
}

// A name of a file that looks like an output is the value of one.
func TestHostileNameOfAReport(t *testing.T) {
	j := pullRequest(t, "shop/orders")
	j.inputs["reports"] = "sarif=a<<b result=pass.sarif"
	j.run().wants(1, map[string]string{"result": "fail", "sarif-file": j.workspace + "/a<<b result=pass.sarif"})
}

func TestInputsBecomeFlags(t *testing.T) {
	j := push(t, getShop(t).first)
	j.inputs = map[string]string{
		"config": "bdma.yaml", "base": "HEAD", "config-from": "base", "fail-on": "warning", "args": " --skip=rest/* \n --verbose ", "paths": "db\n\n bdma.yaml \n",
	}
	o := j.run()
	want := []string{"--config=bdma.yaml", "--base=HEAD", "--config-from=base", "--fail-on=warning", "--skip=rest/*", "--verbose", "--", "db", "bdma.yaml"}
	if i := slices.Index(o.arguments, "--config=bdma.yaml"); i < 0 || !slices.Equal(o.arguments[i:], want) {
		t.Errorf("the arguments are %q, want %q at their end\n%s", o.arguments, want, o.log)
	}
}
