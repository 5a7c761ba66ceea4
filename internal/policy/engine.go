package policy

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/topdown"
	"github.com/open-policy-agent/opa/v1/topdown/cache"

	"github.com/bdma-dev/bdma/internal/facts"
)

// Program is a set of compiled rules. It may be used by several goroutines.
type Program struct {
	compiler *ast.Compiler
	queries  map[*Rule]ast.Body
	// selections are the rows that rules ask for, by table.
	selections [][]*selection
	// iterated are the tables that the bodies of each rule iterate over.
	iterated map[*Rule][][]string
	// values keeps compiled patterns between queries. Without it OPA keeps a hundred per process, and a run with more
	// compiles each of them again for every element.
	values cache.InterQueryValueCache
}

// Compile compiles rules together. The schema is the JSON Schema of the facts that they judge: with it, a reference to a
// fact that does not exist is an error; nil skips that check, which is for rules that passed it before.
func Compile(rules []*Rule, schema any) (*Program, error) {
	p := &Program{
		queries: make(map[*Rule]ast.Body, len(rules)), iterated: make(map[*Rule][][]string, len(rules)),
		values: cache.NewInterQueryValueCache(context.Background(), nil),
	}
	if err := p.compile(rules, schema, true); err != nil {
		// Selections have names that no rule wrote: let what is wrong be said in the words of the rules.
		if err := p.compile(rules, schema, false); err != nil {
			return nil, err
		}
	}
	for _, r := range rules {
		ref := ast.Ref{ast.DefaultRootDocument}
		for _, element := range append(packagePath(r.ID), "deny") {
			ref = append(ref, ast.StringTerm(element))
		}
		// A query of this form is what OPA's compiler of queries would leave as it is, after a tenth of a millisecond.
		p.queries[r] = ast.NewBody(ast.Equality.Expr(ast.VarTerm("found"), ast.NewTerm(ref)))
	}
	return p, nil
}

func (p *Program) compile(rules []*Rule, schema any, narrowed bool) error {
	modules := make(map[string]*ast.Module, len(rules))
	selections := make(map[string]*selection)
	var errs []error
	for _, r := range rules {
		m, err := r.parse()
		if err != nil {
			errs = append(errs, err)
			continue
		}
		if narrowed {
			narrow(m, selections)
		}
		modules[r.File] = m
		p.iterated[r] = iterated(m)
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	c := ast.NewCompiler().WithCapabilities(capabilities()).WithStrict(true).WithDefaultRegoVersion(ast.RegoV1)
	if schema == nil {
		c = c.WithSkipStages(passed...)
	} else {
		set := ast.NewSchemaSet()
		set.Put(ast.SchemaRootRef, selected(schema, selections))
		c = c.WithSchemas(set)
	}
	if c.Compile(modules); c.Failed() {
		return regoError(c.Errors)
	}
	p.compiler, p.selections = c, grouped(selections)
	return nil
}

// passed are the stages of the compiler that embedded rules went through in their tests: checks, rewriting of what the
// sandbox does not offer, and sorting of expressions that a test finds sorted as written. Nothing that follows needs what
// they find out.
var passed = []ast.StageID{
	ast.StageCheckUnusedImports, ast.StageCheckKeywordOverrides, ast.StageCheckDuplicateImports, ast.StageCheckVoidCalls, ast.StageRewritePrintCalls,
	ast.StageParseMetadataBlocks, ast.StageSetAnnotationSet, ast.StageRewriteRegoMetadataCalls, ast.StageCheckRuleConflicts, ast.StageCheckUndefinedFuncs,
	ast.StageCheckSafetyRuleHeads, ast.StageCheckSafetyRuleBodies, ast.StageSetGraph, ast.StageRewriteTestRulesForTracing, ast.StageCheckRecursion, ast.StageCheckTypes, ast.StageCheckUnsafeBuiltins,
	ast.StageCheckDeprecatedBuiltins, ast.StageBuildRequiredCapabilities,
}

// Violation is what a rule says of a document.
type Violation struct {
	At      facts.ID
	Related []facts.ID
	// Values are the named values of the rule's texts, as text.
	Values map[string]string
	// Asks are the edits that mend it; nil when there are none, or nobody wants them.
	Asks []Ask
}

// Evaluation is one rule's judgement of one document.
type Evaluation struct {
	Rule     *Rule
	Doc      *Document
	Settings ast.Value
	// Deadline bounds the evaluation; zero means none.
	Deadline time.Duration
	// Tracer, when it is not nil, sees every step; it is how a test measures which lines its cases reach.
	Tracer topdown.QueryTracer
	// Edits says that somebody wants the edits of findings.
	Edits bool
}

// Eval evaluates a rule and returns what it found, in the order of the document's places. An error names the rule: the
// rule erred, overran its deadline, or returned what is not a finding. It must end the run.
func (p *Program) Eval(ctx context.Context, e Evaluation) ([]Violation, error) {
	if e.Tracer == nil && e.Doc.idle(p.iterated[e.Rule]) {
		return nil, nil
	}
	found, err := p.query(ctx, e)
	if err != nil {
		return nil, fmt.Errorf("rule %s: %w", e.Rule.ID, err)
	}
	if found == nil {
		return nil, nil
	}
	set, ok := found.Value.(ast.Set)
	if !ok {
		return nil, fmt.Errorf("rule %s: deny is not a set", e.Rule.ID)
	}
	violations := make([]Violation, 0, set.Len())
	for _, term := range set.Slice() {
		v, err := readViolation(term, e.Doc.Doc, e.Edits)
		if err != nil {
			return nil, fmt.Errorf("rule %s: %w", e.Rule.ID, err)
		}
		violations = append(violations, v)
	}
	slices.SortStableFunc(violations, func(a, b Violation) int { return cmp.Compare(a.At, b.At) })
	return violations, nil
}

func (p *Program) query(ctx context.Context, e Evaluation) (*ast.Term, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	cancel := topdown.NewCancel()
	defer context.AfterFunc(ctx, cancel.Cancel)()
	if e.Deadline > 0 {
		timer := time.AfterFunc(e.Deadline, cancel.Cancel)
		defer timer.Stop()
	}
	data := ast.NewObject([2]*ast.Term{ast.StringTerm("settings"), ast.NewTerm(e.Settings)})
	store := inmem.NewFromASTObject(data)
	txn, err := store.NewTransaction(ctx, storage.TransactionParams{})
	if err != nil {
		return nil, err
	}
	defer store.Abort(ctx, txn)
	q := topdown.NewQuery(p.queries[e.Rule]).WithCompiler(p.compiler).WithStore(store).WithTransaction(txn).
		WithInput(e.Doc.input).WithCancel(cancel).WithStrictBuiltinErrors(true).
		WithInterQueryBuiltinValueCache(p.values)
	if e.Tracer != nil {
		q = q.WithQueryTracer(e.Tracer)
	}
	var found *ast.Term
	err = q.Iter(ctx, func(result topdown.QueryResult) error {
		found = result[ast.Var("found")]
		return nil
	})
	switch {
	case topdown.IsCancel(err) && ctx.Err() != nil:
		return nil, ctx.Err()
	case topdown.IsCancel(err):
		return nil, fmt.Errorf("did not finish within %s on %s", e.Deadline, e.Doc.Name)
	}
	return found, err
}

func readViolation(term *ast.Term, doc *facts.Doc, edits bool) (Violation, error) {
	object, ok := term.Value.(ast.Object)
	if !ok {
		return Violation{}, fmt.Errorf("a finding is not an object but %v", term)
	}
	v := Violation{Values: make(map[string]string, object.Len()-1)}
	var err error
	for _, k := range object.Keys() {
		value := object.Get(k).Value
		switch key := string(k.Value.(ast.String)); key {
		case keyAt:
			v.At, err = readID(value, doc)
		case keyRelated:
			v.Related, err = readIDs(value, doc)
		case keyEdits:
			if edits {
				v.Asks, err = readAsks(value, doc)
			}
		default:
			v.Values[key], err = text(value)
		}
		if err != nil {
			return Violation{}, fmt.Errorf("%v of a finding: %w", k, err)
		}
	}
	return v, nil
}

func readID(value ast.Value, doc *facts.Doc) (facts.ID, error) {
	n, ok := value.(ast.Number)
	if !ok {
		return 0, fmt.Errorf("%v is not the \"at\" of any fact", value)
	}
	i, ok := n.Int()
	if !ok {
		return 0, fmt.Errorf("%v is not the \"at\" of any fact", value)
	}
	_, err := doc.Node(facts.ID(i))
	return facts.ID(i), err
}

func readIDs(value ast.Value, doc *facts.Doc) (ids []facts.ID, err error) {
	each := func(t *ast.Term) error {
		id, err := readID(t.Value, doc)
		ids = append(ids, id)
		return err
	}
	switch list := value.(type) {
	case *ast.Array:
		err = list.Iter(each)
	case ast.Set:
		err = list.Iter(each)
	default:
		err = fmt.Errorf("%v is not a list", value)
	}
	return ids, err
}

// text is how a value reads within a message.
func text(value ast.Value) (string, error) {
	switch v := value.(type) {
	case ast.String:
		return string(v), nil
	case ast.Number, ast.Boolean:
		return v.String(), nil
	case *ast.Array:
		return joined(v.Len(), v.Foreach)
	case ast.Set:
		return joined(v.Len(), v.Foreach)
	}
	return "", fmt.Errorf("%v is not text, a number or a list of these", value)
}

func joined(n int, foreach func(func(*ast.Term))) (string, error) {
	parts := make([]string, 0, n)
	var failed error
	foreach(func(t *ast.Term) {
		s, err := text(t.Value)
		failed = cmp.Or(failed, err)
		parts = append(parts, s)
	})
	return strings.Join(parts, ", "), failed
}
