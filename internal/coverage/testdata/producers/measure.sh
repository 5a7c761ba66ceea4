#!/usr/bin/env bash
# Measures one of the programs beside this script with the tools of its language: measure.sh LANGUAGE FOLDER writes their
# reports and their own summaries into the folder. Nothing is fetched; it exits with 3 when a tool is absent.
# BDMA_NODE_MODULES names a folder in which "npm install nyc c8" was run.
set -euo pipefail
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)
language=$1
mkdir -p "$2"
out=$(cd "$2" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -R "$here/$language/." "$work/"
cd "$work/src"

need() { for tool; do command -v "$tool" >/dev/null || { echo "$tool is absent" >&2; exit 3; }; done; }

go_() {
	need go
	export GOFLAGS= GOWORK=off GOTOOLCHAIN=local
	go test -coverprofile="$out/set.coverprofile" ./... >"$out/set.txt"
	go test -covermode=atomic -coverpkg=./... -coverprofile="$out/all.coverprofile" ./... >/dev/null
	go tool cover -func="$out/all.coverprofile" >"$out/all.func.txt"
	mkdir "$work/counters"
	go build -cover -o "$work/shop" .
	GOCOVERDIR="$work/counters" "$work/shop" >/dev/null
	GOCOVERDIR="$work/counters" "$work/shop" >/dev/null
	go tool covdata textfmt -i="$work/counters" -o="$out/built.coverprofile"
	go tool covdata percent -i="$work/counters" >"$out/built.percent.txt"
	go tool covdata func -i="$work/counters" >"$out/built.func.txt"
	rm -rf "$out/built"
	cp -R "$work/counters" "$out/built"
}

cpp() {
	need g++ gcov lcov gcovr
	g++ -O0 --coverage main.cpp -o shop
	./shop >/dev/null
	lcov -q --capture --directory . --output-file all.info --rc lcov_branch_coverage=1
	lcov -q --extract all.info "$work/*" --output-file "$out/lcov.info" --rc lcov_branch_coverage=1
	lcov --summary "$out/lcov.info" --rc lcov_branch_coverage=1 >"$out/lcov.txt" 2>&1
	gcovr -r . --txt >"$out/gcovr.txt"
	gcovr -r . --txt --branches >"$out/gcovr.branches.txt"
	gcovr -r . --xml >"$out/cobertura.xml"
	gcovr -r . --json >"$out/gcovr.json"
	gcovr -r . --json-summary >"$out/gcovr-summary.json"
	gcovr -r . --sonarqube >"$out/sonarqube.xml"
	gcovr -r . --coveralls >"$out/coveralls.json"
	object=(*.gcda)
	gcov --branch-counts --branch-probabilities --relative-only "${object[0]}" >"$out/gcov.txt"
	cp main.cpp.gcov queue.h.gcov "$out/"
	gcov --json-format --stdout --branch-probabilities --relative-only "${object[0]}" >"$out/gcov.json"
}

python() {
	need python3-coverage
	python3-coverage run --branch --source=. main.py
	python3-coverage report >"$out/report.txt"
	python3-coverage xml -q -o "$out/coverage.xml"
	python3-coverage json -q -o "$out/coverage.json"
	python3-coverage lcov -q -o "$out/lcov.info"
	python3-coverage erase
	python3-coverage run --source=. main.py
	mkdir -p "$out/lines"
	python3-coverage report >"$out/lines/report.txt"
	python3-coverage xml -q -o "$out/lines/coverage.xml"
	python3-coverage json -q -o "$out/lines/coverage.json"
	python3-coverage lcov -q -o "$out/lines/lcov.info"
}

javascript() {
	bin=${BDMA_NODE_MODULES:-/nowhere}/node_modules/.bin
	need node "$bin/nyc" "$bin/c8"
	echo '{"name": "shop", "version": "1.0.0"}' >package.json
	for tool in nyc c8; do
		"$bin/$tool" --exclude test.js --report-dir "$out/$tool" --reporter=json --reporter=json-summary --reporter=lcovonly --reporter=cobertura --reporter=clover \
			--reporter=text-summary node test.js >"$work/summary.txt"
		cp "$work/summary.txt" "$out/$tool/summary.txt"
		rm -rf "$out/$tool/tmp" .nyc_output
	done
}

java_() {
	need javac java
	jars=/usr/share/java
	[ -e $jars/org.jacoco.core.jar ] || { echo "JaCoCo's jars are absent" >&2; exit 3; }
	class_path=$jars/org.jacoco.core.jar:$jars/org.jacoco.report.jar:$jars/asm.jar:$jars/asm-commons.jar:$jars/asm-tree.jar:$jars/asm-analysis.jar
	javac -g -nowarn --release 11 -d "$work/classes" shop/*.java
	java -cp "$class_path" "$work/Measure.java" shop.Main "$work/classes" . "$out" 2>"$out/totals.txt" >/dev/null
}

case $language in
go | java) "${language}_" ;;
*) "$language" ;;
esac
# The folder is another one each time.
find "$out" -type f ! -path "$out/built/*" -exec sed -i "s#$work/src#/home/dev/shop#g; s#$work#/home/dev#g" {} +
