package coverage

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"testing/iotest"
)

func FuzzIstanbul(f *testing.F) {
	fuzzReader(f, "coverage-final.json", "",
		`{"src/a.go":{"path":"src/a.go","statementMap":{"0":{"start":{"line":1,"column":0},"end":{"line":1,"column":9}},"1":{"start":{"line":3,"column":null},"end":{}}},"fnMap":{"0":{"name":"f","decl":{"start":{"line":1,"column":9}},"loc":{}}},"branchMap":{"0":{"loc":{"start":{"line":3}},"type":"if","locations":[{"start":{"line":3}}],"line":3}},"s":{"0":1,"1":0},"f":{"0":1},"b":{"0":[1,0]},"_coverageSchema":"1","hash":"2"}}`,
		`{"b.sol":{"l":{"3":4,"x":1},"s":{"1":18446744073709551616,"1":1e9},"statementMap":{},"all":true,"data":{"s":{"0":-1}}}}`,
		`{"coverageMap":{"a":{"s":{"0":1},"statementMap":{"0":{"start":{"line":1}}`)
}

func FuzzIstanbulSummary(f *testing.F) {
	fuzzReader(f, "coverage-summary.json", `{"total":{"lines":{"pct":"Unknown",`,
		`"total":2,"covered":1}},"src/a.go":{"lines":{"total":2,"covered":1},"statements":{"total":-1,"covered":9007199254740993},"functions":[],"branches":{"total":"2"}}}`,
		`"total":99999999999999999999}},"src/a.go":1,"x":{"branchesTrue":{}}`)
}

func FuzzCoveragePy(f *testing.F) {
	fuzzReader(f, "coverage.json", `{"meta":{"branch_coverage":true,`,
		`"version":"7.6.1","timestamp":"2026-03-10T13:11:21.622138"},"files":{"src/a.go":{"executed_lines":[1,0],"missing_lines":[3,2],"excluded_lines":[9],"summary":{"covered_branches":1,"num_branches":2},"executed_branches":[[1,2]],"missing_branches":[[1,-1]]}},"totals":{"covered_lines":1,"num_statements":2}}`,
		`"timestamp":"x"},"files":{"a":{"executed_branches":[[1],[-1,2],3,[1,2,3]],"summary":[]},"a":{"missing_lines":[4294967297,"1"]}}}`)
}

func FuzzSimpleCov(f *testing.F) {
	fuzzReader(f, ".resultset.json", `{"RSpec":{"timestamp":1619015864.5,"coverage":{`,
		`"src/a.go":{"lines":[null,1,0,"ignored"],"branches":{"[:if, 0, 3, 4, 5, 7]":{"[:then, 1, 4, 6, 4, 9]":1,"[:else, 2, 3, 4, 5, 7]":0}},"methods":{"[A, :b, 1, 2, 3, 4]":1}}}},"x":{"coverage":{"src/a.go":[0,null,0]}}}`,
		`"src/a.go":[1]}},"meta":{"simplecov_version":"1","commit":null},"total":{"lines":{"covered":1,"total":2}},"coverage":{"b.rb":{"branches":[{"type":"then","start_line":1,"end_line":1,"coverage":"ignored"}],"methods":[{"start_line":0}]}},"files":[{"coverage":[1],"filename":"c"},3]}`)
}

// The reader agrees with the standard library on what is JSON, however the input is cut into pieces.
func FuzzJSONReader(f *testing.F) {
	for _, s := range []string{`{"a":[1,-2.5e+3,"x\u0041\"",null,true,false,{}],"":{"b":[[]]}}`, `{"a":}`, `[1,]`, `{"a" :"` + strings.Repeat(`\\n`, 20) + `"}`, `"\ud800"`, `01`, `-`, `nul`, "\"\t\"", `{}{}`, ` `, `1.`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		walk := func(in *input) (string, error) {
			j := newJSONReader(in)
			var out strings.Builder
			err := walkJSON(j, &out)
			if err == nil {
				err = j.end()
			}
			return out.String(), err
		}
		whole, err := walk(newInput(bytes.NewReader(data), 256))
		pieces, other := walk(newInput(iotest.OneByteReader(bytes.NewReader(data)), 2))
		if whole != pieces || (err == nil) != (other == nil) || err != nil && err.Error() != other.Error() {
			t.Errorf("whole: %q %v\nin pieces: %q %v", whole, err, pieces, other)
		}
		if valid := json.Valid(data); valid != (err == nil) {
			t.Errorf("valid: %v, but: %v", valid, err)
		}
		skip := newJSONReader(newInput(iotest.OneByteReader(bytes.NewReader(data)), 2))
		if skipped := errors.Join(skip.skip(), skip.end()); err == nil && skipped != nil {
			t.Errorf("it cannot be skipped: %v", skipped)
		}
	})
}
