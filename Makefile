# make test runs everything that needs no tool but Go and a C compiler.

GO ?= go
FUZZTIME ?= 2s
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2
ACTIONLINT = github.com/rhysd/actionlint/cmd/actionlint@v1.7.12

.PHONY: build test race lint fuzz generate current bench

build:
	$(GO) build -o bdma ./cmd/bdma

test:
	$(GO) test ./...

race:
	$(GO) test -race ./...

lint:
	@test -z "$$(git ls-files -co --exclude-standard '*.go' | xargs gofmt -l)" || { git ls-files -co --exclude-standard '*.go' | xargs gofmt -l; echo "run gofmt -w on these"; exit 1; }
	$(GO) vet ./...
	$(GO) run $(STATICCHECK) ./...
	$(GO) run $(ACTIONLINT)
	@if command -v shellcheck >/dev/null; then shellcheck .github/action/bdma.sh; else echo "shellcheck is not installed: .github/action/bdma.sh is not linted"; fi

# Each fuzz target runs for FUZZTIME. Go's fuzzer sometimes reports its own end as a failure, "context deadline exceeded" without
# a failing input: such a run is done again.
fuzz:
	@set -e; log=$$(mktemp); trap 'rm -f "$$log"' EXIT; \
	run() { $(GO) test "./$$1" -run '^$$' -fuzz "^$$2\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 1x; }; \
	for pkg in $$(git grep -l 'func Fuzz' -- '*_test.go' | xargs -n1 dirname | sort -u); do \
		for target in $$(git grep -ho 'func Fuzz[A-Za-z0-9]*' -- ":(glob)$$pkg/*_test.go" | sed 's/func //' | sort -u); do \
			echo "fuzz $$pkg $$target"; \
			if run "$$pkg" "$$target" >"$$log" 2>&1; then cat "$$log"; continue; fi; \
			cat "$$log"; \
			grep -q 'context deadline exceeded' "$$log" && ! grep -q 'Failing input' "$$log" || exit 1; \
			run "$$pkg" "$$target"; \
		done; \
	done

# Pages, schemas and expected findings that are derived from the program.
generate:
	$(GO) test ./policies -run TestRules -update
	$(GO) test ./internal/report ./internal/docs -update
	$(GO) test ./internal/cli -run TestStartGuide -update
	$(GO) test ./internal/action -run TestGitLabTemplateIsCurrent -update

# Fails when "make generate" changes a file: it was stale.
STATE = { git diff; git ls-files -o --exclude-standard; } | git hash-object --stdin
current:
	@before="$$($(STATE))"; $(MAKE) --no-print-directory generate && test "$$before" = "$$($(STATE))" || \
		{ git status --short; echo "files were stale; commit what \"make generate\" wrote"; exit 1; }

bench: build
	$(GO) test ./internal/bench -run TestBudgets -v -bench-bdma $(CURDIR)/bdma

# What the tests compare with: reports and summaries of small programs, by the tools that write them. Run "npm install nyc c8" in a
# folder and name it as BDMA_NODE_MODULES for JavaScript's.
.PHONY: producers
PRODUCERS = internal/coverage/testdata/producers
producers:
	@for language in go cpp python javascript java; do \
		rm -rf $(PRODUCERS)/.new; \
		if $(PRODUCERS)/measure.sh $$language $(PRODUCERS)/.new; then \
			rm -rf $(PRODUCERS)/$$language/reports && mv $(PRODUCERS)/.new $(PRODUCERS)/$$language/reports; \
		fi; \
	done; rm -rf $(PRODUCERS)/.new

# The archives of a release as dist/release, for Linux: docs/release.md says what must be installed.
.PHONY: snapshot reproducible
SNAPSHOT = release --snapshot --clean --skip=sign,sbom
snapshot:
	.github/release/run check
	.github/release/run $(SNAPSHOT)
	$(GO) test ./internal/bench -run TestHostileSQL -count=1 -hostile-bdma $(CURDIR)/dist/release/linux_linux_amd64_v1/bdma

# Builds the last commit twice, in two folders and the second time with an empty cache, and fails when an archive differs.
reproducible:
	@set -e; dir=$$(mktemp -d); trap 'chmod -R u+w "$$dir"; rm -rf "$$dir"' EXIT; \
	git clone -q . "$$dir/one"; git clone -q . "$$dir/two/in/another/folder"; \
	(cd "$$dir/one" && .github/release/run $(SNAPSHOT)); \
	(cd "$$dir/two/in/another/folder" && GOCACHE="$$dir/cache" .github/release/run $(SNAPSHOT)); \
	cat "$$dir/one/dist/release/checksums.txt"; \
	cmp "$$dir/one/dist/release/checksums.txt" "$$dir/two/in/another/folder/dist/release/checksums.txt"; \
	echo "both builds are identical"
