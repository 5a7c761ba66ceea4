package openapi

import (
	"strings"
	"sync"

	"github.com/gertd/go-pluralize"
)

// inflection is made when the first word needs it: it compiles a hundred patterns.
var inflection = sync.OnceValue(pluralize.NewClient)

// inflector tells plurals from singulars. What it found out of a word is kept, for words come again.
type inflector struct{ known map[string]string }

// maxWords is how many different words of one document are looked up. A real one has a few hundred; each takes some 30 µs.
const maxWords = 5_000

// plural returns the plural of a lower-case English word that is a singular, and "" when it is a plural, has none, or is no
// noun that can be told.
func (f *inflector) plural(word string) string {
	if len(word) < 3 || len(word) > 40 || uncountable[word] || strings.ContainsFunc(word, func(r rune) bool { return r < 'a' || r > 'z' }) {
		return ""
	}
	if p, ok := plurals[word]; ok {
		return p
	}
	if (strings.HasSuffix(word, "ing") && !gerunds[word] || strings.HasSuffix(word, "ed") && !strings.HasSuffix(word, "eed") && word != "bed" && word != "shed") && len(word) > 4 {
		return "" // an activity, or a participle
	}
	if len(word) > 5 && (strings.HasSuffix(word, "able") && !ables[word] || strings.HasSuffix(word, "ly") && !lys[word]) {
		return "" // an adjective, or an adverb
	}
	p, ok := f.known[word]
	if ok || len(f.known) >= maxWords {
		return p
	}
	if client := inflection(); client.IsSingular(word) && !client.IsPlural(word) {
		p = client.Plural(word)
	}
	if f.known == nil {
		f.known = make(map[string]string)
	}
	f.known[word] = p
	return p
}

// plurals are the words that the library gets wrong, and such as are plurals or singulars in programming only. A plural has
// an empty one.
var plurals = map[string]string{
	"skus": "", "apis": "", "ids": "", "urls": "", "uris": "", "ips": "", "cpus": "", "gpus": "", "vpcs": "", "iops": "", "dns": "", "sms": "", "tls": "", "aws": "", "gps": "", "cors": "",
	"people": "", "children": "", "indices": "", "indexes": "", "criteria": "", "schemata": "", "emojis": "", "photos": "", "videos": "", "repos": "", "infos": "", "todos": "", "memos": "", "menus": "",
	"sku": "skus", "api": "apis", "url": "urls", "uri": "uris", "vpc": "vpcs", "cpu": "cpus", "gpu": "gpus", "emoji": "emojis", "bus": "buses", "menu": "menus",
	"alias": "aliases", "address": "addresses", "process": "processes", "class": "classes", "access": "", "business": "businesses", "campus": "campuses",
	"index": "indexes", "schema": "schemas", "matrix": "matrices", "vertex": "vertices", "lens": "lenses", "canvas": "canvases", "bonus": "bonuses", "virus": "viruses",
	"person": "people", "child": "children", "appendix": "appendices", "quiz": "quizzes", "quota": "quotas", "persona": "personas", "agenda": "agendas",
}

// uncountable are words that have no plural, where the library does not know it; that name a thing of which there is one; and
// adjectives and adverbs, which pick from a collection: /orders/recent, /users/all.
var uncountable = toSet(`
	and but for from not off once some than then upon when where with within without exclude include must should sort
	about access admin advice all analytics any apparel audio auth authentication authorization autocomplete autoscale availability
	baggage basic beta billing builtin bulk
	cash checkout closed clothing code common compliance compute config configuration connectivity consent content
	crypto csv current custom
	data debug default delivery discovery documentation draft due
	editing encryption engagement equipment evidence
	fast featured feedback finance fraud free full fun
	global graphql growth
	hardware health healthcheck help history home homework hot
	identification import export in incoming info information infrastructure insurance intelligence internal inventory invoicing
	json jwks jwt
	knowledge
	last latest legal live liveness local login logistics logout lookup luggage
	machinery mail maintenance management manual me media merchandise messaging meta metadata mine misc mobile money monitoring multi music my
	navigation net new news nearby none
	oauth oidc offline official online open openid out outgoing outbound inbound overview own
	passwordless past payroll pending personal ping popular primary private pro production progress public
	quick
	random raw readiness ready recent recommended related remote research revenue rest root rpc
	saml sandbox scim search secure security self sentiment seo series settings setup shared shipping simple sitemap social software species
	spam staff staging standard startup static stats statistics status stock storage stuff sub summary support sync system
	telemetry text time timeseries today tomorrow top tracking traffic training transit transport trash trending
	unread upcoming uptime usage used userinfo
	validity verification via vision voice
	weather webfinger whoami wireless work
	xml yaml yesterday yours
	activate add apply approve archive assign attach bind calculate cancel capture check claim clear clone close collect complete confirm connect create deactivate
	decline delete deny deploy detach disable disconnect dismiss download edit enable evaluate execute expand find generate get ignore insert install
	invite invoke join leave link lock logic merge modify move mute notify pause prune publish purge reassign rebuild reboot recalculate receive refresh
	reject remove rename reopen replace resend reset resize resolve restart restore resume retrieve retry revert revoke rollback rotate run save send show
	shutdown sign simulate skip star start stop submit subscribe suspend swap sync toggle trigger unassign unlink unlock unmute unpublish unsubscribe
	update upgrade upload validate verify void
	additional alternative automatic international manual negative positive secondary tertiary optional ach eft
	mysql postgres postgresql kafka mongodb valkey redis opensearch elasticsearch clickhouse
	allow aws azure gcp github gitlab google jira linkedin microsoft okta pagerduty slack stripe twitter facebook apple
`)

// ables and lys are nouns that end like an adjective or an adverb.
var (
	ables = toSet("cable constable consumable deliverable disable durable fable gable payable perishable printable receivable stable syllable table timetable turntable variable vegetable wearable")
	lys   = toSet("ally anomaly assembly bully butterfly dolly family fly homily jelly lily monopoly rally reply resupply subassembly subfamily supply tally")
)

// collective are words in the singular for many things in a row; an array may have such a name.
var collective = toSet(`
	array arr batch bbox breakdown bundle context detail dictionary loc patch schedule chain collection combination composition embedding enum group hierarchy histogram history library line-up list map mapping
	matrix path polygon queue range registry route ruleset sequence set stack table team timeline tree tuple vector
`)

// gerunds are words in -ing of which there are many.
var gerunds = toSet(`
	being booking briefing building ceiling clipping crossing drawing dwelling earning ending failing filing finding fitting
	greeting heading hearing holding housing icing king landing launching lightning listing mapping marking meaning meeting morning
	offering opening ordering outing painting posting proceeding rating reading recording ring saving scaffolding
	serving setting sibling spelling spring sting string swing thing turning tracing understanding underpinning
	vending warning wedding wing writing ranking grouping binding encoding
`)

func toSet(list string) map[string]bool {
	set := make(map[string]bool)
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}
