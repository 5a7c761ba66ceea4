#!/usr/bin/env bash
# What the Action does, all of it: takes a bdma whose sum is known, runs it, and passes on what it says. bdma judges; this script only
# fetches, checks and delivers. Its inputs are environment variables (BDMA_…, from action.yml), none of which is ever evaluated.
#
# It runs on Linux, macOS (whose bash is 3.2) and Windows (Git bash).
set -euo pipefail
umask 022
unset CDPATH GREP_OPTIONS
export LC_ALL=C

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
sums=$here/checksums.txt
releases=${BDMA_RELEASE_URL:-https://github.com/bdma-dev/bdma/releases/download}
most_sarif=$((10 << 20)) # what GitHub takes, compressed

# The token is for this script's own requests: bdma and what it runs never see it.
token=${BDMA_TOKEN-}
unset BDMA_TOKEN

# ---- saying things ----------------------------------------------------------------------------------------------------

percent='%' cr=$'\r' lf=$'\n'

# data escapes a text as the message of a workflow command.
data() {
	local s=$1
	s=${s//"$percent"/%25}
	s=${s//"$cr"/%0D}
	s=${s//"$lf"/%0A}
	printf '%s' "$s"
}

notice() { printf '::notice title=bdma::%s\n' "$(data "$1")"; }

# quoted shows a text that is not ours on one line, at a length that a message can have.
quoted() { printf '%q' "${1:0:200}"; }

# die ends the step: what is wrong, and what to type.
die() {
	printf 'bdma: %s\nhint: %s\n' "$1" "$2" >&2
	printf '::error title=bdma::%s\n' "$(data "$1${lf}hint: $2")"
	summarise_failure "bdma: $1${lf}hint: $2"
	exit 2
}

# summarise_failure puts a text into the step summary as a block of code, which four blanks before each line make of anything.
summarise_failure() {
	[ -n "${GITHUB_STEP_SUMMARY-}" ] || return 0
	{
		printf '## ❌ bdma could not judge\n\n'
		printf '%s\n' "$1" | sed 's/^/    /'
		printf '\n'
	} >>"$GITHUB_STEP_SUMMARY"
}

random() { od -An -N16 -tx1 /dev/urandom | tr -d ' \n'; }

# output sets an output of the step. Its value may be the name of a file, so that the delimiter is one that nobody can guess.
output() {
	local mark
	mark=bdma-$(random)
	printf '%s<<%s\n%s\n%s\n' "$1" "$mark" "$2" "$mark" >>"${GITHUB_OUTPUT:-/dev/null}"
}

# ---- inputs -----------------------------------------------------------------------------------------------------------

# flag checks an input that is true or false: its name, the variable that has it, and what stands for an empty one.
flag() {
	[ -n "${!2-}" ] || printf -v "$2" '%s' "$3"
	case ${!2} in
	true | false) ;;
	*) die "$1 is $(quoted "${!2}")" "$1: true, or $1: false" ;;
	esac
}

# trimmed returns a line without the white space around it.
trimmed() {
	local s=$1
	s=${s#"${s%%[![:space:]]*}"}
	printf '%s' "${s%"${s##*[![:space:]]}"}"
}

# native returns a path as programs of this system understand it, on Windows too.
native() {
	if [ "$os" = windows ] && command -v cygpath >/dev/null 2>&1; then
		cygpath -m -- "$1"
	else
		printf '%s' "$1"
	fi
}

# absolute returns the absolute path of a file that a report is written to.
absolute() {
	case $1 in
	/* | [A-Za-z]:[/\\]*) printf '%s' "$1" ;;
	*) printf '%s/%s' "$(native "$PWD")" "$1" ;;
	esac
}

# read_paths reads what is to be linted, a file or folder to a line.
read_paths() {
	local line
	paths=()
	while IFS= read -r line || [ -n "$line" ]; do
		line=$(trimmed "$line")
		[ -z "$line" ] || paths+=("$line")
	done <<<"${BDMA_PATHS-}"
}

# read_arguments makes the arguments of bdma, and tells which files have which report.
read_arguments() {
	local line format file like_report='^[a-z-]+=.'
	args=(lint --report text)
	[ "$BDMA_ANNOTATIONS" = false ] || args+=(--report github)
	args+=(--report "outputs=$tmp/outputs")
	[ "$BDMA_SUMMARY" = false ] || args+=(--report "markdown=$tmp/summary.md")
	[ "$BDMA_COMMENT" = false ] || args+=(--report "comment=$tmp/comment.md")
	sarif_file='' report_file='' scanned=''
	while IFS= read -r line || [ -n "$line" ]; do
		line=$(trimmed "$line")
		[ -n "$line" ] || continue
		[[ $line =~ $like_report ]] || die "the report $(quoted "$line") names no file" "a report to a line, as FORMAT=FILE: sarif=bdma.sarif"
		args+=(--report "$line")
		format=${line%%=*} file=${line#*=}
		case $format in
		sarif | sarif-full) sarif_file=$(absolute "$file") ;;
		json) report_file=$(absolute "$file") ;;
		esac
	done <<<"${BDMA_REPORTS-}"
	if [ -z "$report_file" ]; then
		report_file=$tmp/bdma.json
		args+=(--report "json=$report_file")
	fi
	if [ "$BDMA_UPLOAD_SARIF" = true ]; then
		scanned=$tmp/bdma.sarif # code scanning takes no other kind, whatever else somebody wants to have
		args+=(--report "sarif=$scanned")
		sarif_file=${sarif_file:-$scanned}
	fi

	[ -z "${BDMA_CONFIG-}" ] || args+=("--config=$BDMA_CONFIG")
	case ${BDMA_BASE-} in
	'' | auto) ;;
	*) args+=("--base=$BDMA_BASE") ;;
	esac
	case ${BDMA_CONFIG_FROM:-auto} in
	base | head) args+=("--config-from=$BDMA_CONFIG_FROM") ;;
	auto)
		# A change must not disarm what judges it; whoever pushes to a branch decides about it anyway.
		case ${GITHUB_EVENT_NAME-} in
		pull_request | merge_group) args+=(--config-from=auto) ;;
		esac
		;;
	*) die "config-from is $(quoted "$BDMA_CONFIG_FROM")" "config-from: auto, base or head" ;;
	esac
	[ -z "${BDMA_FAIL_ON-}" ] || args+=("--fail-on=$BDMA_FAIL_ON")
	case ${BDMA_ARGS-} in
	*[\"\'\\]*) die "args has a quotation mark or a backslash" "args are divided at white space, and nothing else in them means anything: --skip=rest/* --verbose" ;;
	esac
	local -a more=()
	IFS=$' \t\r\n' read -r -d '' -a more <<<"${BDMA_ARGS-}" || true
	args+=(${more[@]+"${more[@]}"} -- ${paths[@]+"${paths[@]}"})
}

# ---- a bdma whose sum is known ----------------------------------------------------------------------------------------

platform() {
	case $(uname -s) in
	Linux) os=linux ;;
	Darwin) os=darwin ;;
	MINGW* | MSYS* | CYGWIN*) os=windows ;;
	*) os= ;;
	esac
	case $(uname -m) in
	x86_64 | amd64) arch=amd64 ;;
	aarch64 | arm64) arch=arm64 ;;
	*) arch= ;;
	esac
	exe='' packed=tar.gz
	if [ "$os" = windows ]; then
		exe=.exe packed=zip
	fi
}

# find_hasher finds a program that computes SHA-256 sums.
find_hasher() {
	if command -v sha256sum >/dev/null 2>&1; then
		hasher=(sha256sum)
	elif command -v shasum >/dev/null 2>&1; then
		hasher=(shasum -a 256)
	elif command -v openssl >/dev/null 2>&1; then
		hasher=(openssl dgst -sha256 -r)
	else
		die "there is neither sha256sum nor shasum nor openssl, without which no download can be trusted" "install one of them, or give the Action a bdma of yours: path: FILE"
	fi
}

# sum prints the SHA-256 sum of a file, which is empty when the file cannot be read.
sum() {
	local line
	line=$("${hasher[@]}" <"$1") || line=
	printf '%s' "${line%%[ *]*}"
}

# look_up reads the sums that this commit of the Action vouches for, one "SUM  FILE" to a line, the newest version last. It sets newest,
# versions, and as expected the sum of the file that is asked for.
look_up() {
	local wanted=$1 hash file like_sum='^[0-9a-f]{64}$' like_archive='^bdma_([0-9][0-9A-Za-z.-]*)_[a-z]+_[a-z0-9]+[.](tar[.]gz|zip)$'
	expected='' newest='' versions=''
	[ -f "$sums" ] || return 0
	while read -r hash file || [ -n "$hash" ]; do
		file=${file#\*}
		file=${file%"$cr"}
		[[ $hash =~ $like_sum && $file =~ $like_archive ]] || continue
		newest=${BASH_REMATCH[1]}
		case " $versions " in
		*" $newest "*) ;;
		*) versions=${versions:+$versions }$newest ;;
		esac
		[ "$file" != "$wanted" ] || expected=$hash
	done <"$sums"
}

download() {
	local url=$1 file=$2 scheme='=https'
	command -v curl >/dev/null 2>&1 || die "there is no curl to download bdma with" "install curl, or give the Action a bdma of yours: path: FILE"
	case $url in
	http://*) scheme='=http,https' ;; # a mirror in a closed network; the sum decides in any case
	esac
	curl --fail --silent --show-error --location --proto "$scheme" --proto-redir "$scheme" --max-redirs 5 \
		--connect-timeout 20 --max-time 300 --max-filesize $((256 << 20)) --retry 3 --retry-connrefused --retry-max-time 120 \
		--output "$file" --url "$url"
}

unpack() {
	if [ "$packed" = tar.gz ]; then
		tar -xzf "$1" -C "$2" "bdma$exe"
	elif command -v unzip >/dev/null 2>&1; then
		unzip -q -o "$1" "bdma$exe" -d "$2"
	else
		# Windows' own tar reads zip.
		"${SYSTEMROOT:-C:/Windows}/System32/tar.exe" -xf "$1" -C "$2" "bdma$exe"
	fi
}

# take_release sets bdma to the program of a release. The archive stays in the tool cache, where others may have been since: it is held
# against the sum each time that it is taken.
take_release() {
	local version archive cache part got like_version='^[0-9]+[.][0-9]+[.][0-9]+(-[0-9A-Za-z.-]+)?$'
	version=$(trimmed "${BDMA_VERSION-}")
	version=${version#v}
	if [ -n "$version" ] && ! [[ $version =~ $like_version ]]; then
		die "version is $(quoted "$version")" "version: 1.2.3, or leave it out for the version that this commit of the Action was made for"
	fi
	if [ -z "$os" ] || [ -z "$arch" ]; then
		die "there are no releases of bdma for $(quoted "$(uname -s)") on $(quoted "$(uname -m)")" "build one and give it to the Action: path: FILE"
	fi
	find_hasher
	look_up ''
	[ -n "$newest" ] || die "this commit of the Action knows the sum of no release" "use the commit of a release, or give the Action a bdma of yours: path: FILE"
	version=${version:-$newest}
	archive=bdma_${version}_${os}_${arch}.$packed
	look_up "$archive"
	if [ -z "$expected" ] && [ "$os/$arch" = windows/arm64 ]; then # which runs the other one
		arch=amd64
		archive=bdma_${version}_${os}_${arch}.$packed
		look_up "$archive"
	fi
	if [ -z "$expected" ]; then
		case " $versions " in
		*" $version "*) die "bdma $version was not released for $os on $arch" "build one and give it to the Action: path: FILE" ;;
		esac
		die "this commit of the Action does not know the sums of bdma $version" "use a commit of the Action that has them, a version that this one knows ($versions), or give the Action a bdma of yours: path: FILE"
	fi

	cache=$tmp/cache
	[ -z "${RUNNER_TOOL_CACHE-}" ] || cache=$(native "$RUNNER_TOOL_CACHE")/bdma/$version/$arch
	mkdir -p "$cache"
	cache=$cache/$archive
	if [ -f "$cache" ] && [ "$(sum "$cache")" != "$expected" ]; then
		notice "$archive in the tool cache is not what was released: it is taken anew."
		rm -f "$cache"
	fi
	if [ ! -f "$cache" ]; then
		part=$cache.$(random)
		if ! download "$releases/v$version/$archive" "$part"; then
			rm -f "$part"
			die "$archive cannot be downloaded from $releases" "run the job again, name a mirror in the environment (BDMA_RELEASE_URL), or give the Action a bdma of yours: path: FILE"
		fi
		got=$(sum "$part")
		if [ "$got" != "$expected" ]; then
			rm -f "$part"
			die "$archive from $releases has the sum ${got:-of nothing}, and not $expected, which this commit of the Action vouches for" "run the job again; if it says the same, somebody has changed that file: report it at https://github.com/bdma-dev/bdma/issues"
		fi
		mv -f "$part" "$cache" # whole, or not at all: other jobs may look
	fi
	# What was looked at is what is unpacked, whoever else writes to the tool cache.
	cp "$cache" "$tmp/$archive"
	[ "$(sum "$tmp/$archive")" = "$expected" ] || die "$archive changed in the tool cache while it was read" "run the job again"
	mkdir "$tmp/bin"
	unpack "$tmp/$archive" "$tmp/bin" || die "$archive cannot be unpacked in $tmp" "is there room? else report it at https://github.com/bdma-dev/bdma/issues"
	bdma=$tmp/bin/bdma$exe
	chmod +x "$bdma"
	printf 'bdma %s for %s/%s, SHA-256 %s\n' "$version" "$os" "$arch" "$expected"
}

# take_given sets bdma to a program of the job's own. It is meant from where the job is, not from the folder that is linted.
take_given() {
	bdma=$(native "$BDMA_PATH")
	case $bdma in
	/* | [A-Za-z]:/*) ;;
	*) bdma=$PWD/$bdma ;;
	esac
	if [ ! -f "$bdma" ] || [ ! -x "$bdma" ]; then
		die "path is $(quoted "$BDMA_PATH"), where there is no program" "path: FILE of a bdma that an earlier step built or installed"
	fi
}

# ---- what must not be judged ------------------------------------------------------------------------------------------

# head_of prints the commit that is checked out where a folder is, which is empty when nobody can tell.
head_of() { git -C "$1" rev-parse --verify --quiet 'HEAD^{commit}' 2>/dev/null || true; }

# refuse_target ends a job in which a stranger's files may be checked out although it has the secrets of the repository and a token that may
# write: strangers set off these events, and what runs is the default branch's. Only the commit that GitHub chose is known to be the
# repository's own.
refuse_target() {
	local head folder
	case ${GITHUB_EVENT_NAME-} in
	pull_request_target | workflow_run | issue_comment) [ "$BDMA_ALLOW_PULL_REQUEST_TARGET" = false ] || return 0 ;;
	*) return 0 ;;
	esac
	for folder in . ${paths[@]+"${paths[@]}"}; do
		[ -d "$folder" ] || folder=$(dirname -- "$folder")
		head=$(head_of "$folder")
		if [ -z "$head" ] || [ "$head" != "${GITHUB_SHA-}" ]; then
			die "this job runs on $GITHUB_EVENT_NAME, where it has the repository's secrets, and what is checked out (${head:-nobody can tell what}) is not the base (${GITHUB_SHA-}): it may be a stranger's" \
				"run bdma on: pull_request, which needs no secrets; if nothing in this job runs what the pull request brings, allow-pull-request-target: true"
		fi
	done
}

# ---- GitHub's API -----------------------------------------------------------------------------------------------------

# api sends a JSON file: METHOD ADDRESS FILE. It sets status and leaves the answer in $tmp/answer. The token goes by way of the
# standard input, since everybody on a machine sees arguments, and follows no redirect.
api() {
	: >"$tmp/answer"
	status=$(printf 'header = "Authorization: Bearer %s"\n' "$token" |
		curl --config - --silent --show-error --proto '=https,http' --connect-timeout 20 --max-time 60 --max-filesize $((32 << 20)) \
			--request "$1" --header 'Accept: application/vnd.github+json' --header 'X-GitHub-Api-Version: 2022-11-28' \
			--header 'Content-Type: application/json' --header 'User-Agent: bdma' \
			--data-binary "@$3" --output "$tmp/answer" --write-out '%{http_code}' --url "$2" 2>"$tmp/curl") || status=000
	case $status in
	2??) ;;
	*) return 1 ;;
	esac
}

# refused says why the API did not do as asked, which is no reason for a red check.
refused() {
	case $status in
	000) notice "$1: GitHub's API cannot be reached ($(head -c 200 "$tmp/curl" | tr '\n' ' '))." ;;
	401 | 403 | 404) notice "$1: the token of this job may not write it ($status). It needs $2; in pull requests of forks and of Dependabot it never has that." ;;
	*) notice "$1: GitHub's API answered with $status." ;;
	esac
}

# may reports whether this job can be allowed to write at all.
may() {
	local like_token='^[A-Za-z0-9_.=~+/-]+$' like_repository='^[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+$'
	if ! [[ $token =~ $like_token ]]; then
		notice "$1: there is no token."
	elif ! [[ ${GITHUB_REPOSITORY-} =~ $like_repository ]]; then
		notice "$1: GITHUB_REPOSITORY does not name a repository."
	elif [ "${GITHUB_EVENT_NAME-}" = pull_request ] && [ "${BDMA_HEAD_REPOSITORY-}" != "$GITHUB_REPOSITORY" ]; then
		notice "$1: the token of a pull request from a fork may not write. The annotations and the step summary have the findings."
	elif ! command -v curl >/dev/null 2>&1; then
		notice "$1: there is no curl."
	else
		return 0
	fi
	return 1
}

# json_text writes the text on the standard input as a JSON string.
json_text() {
	printf '"'
	tr -d '\000-\010\013-\037' | sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/	/\\t/g' | awk '{ printf "%s\\n", $0 }'
	printf '"'
}

# comment writes the report into the comment of this account that begins with the report's mark, or into a new one.
comment() {
	local what='The pull request has no comment' need='permissions: {pull-requests: write}' file=$1 number=${BDMA_PULL_REQUEST-}
	local mark id='' cursor=null page pattern graphql=${GITHUB_GRAPHQL_URL:-https://api.github.com/graphql} like_mark='^<!-- bdma/[A-Za-z0-9%._~/-]* -->$' like_number='^[0-9]+$'
	[[ $number =~ $like_number ]] || return 0 # a push, a merge group
	if [ "${GITHUB_EVENT_NAME-}" = pull_request_target ] && [ "$BDMA_ALLOW_PULL_REQUEST_TARGET" = false ]; then
		return 0 # what was judged is the base
	fi
	may "$what" || return 0
	mark=$(head -n 1 "$file")
	if ! [[ $mark =~ $like_mark ]]; then
		notice "$what: bdma wrote none that could be found again."
		return 0
	fi
	mark=${mark#'<!-- '}
	mark=${mark%' -->'}
	# GraphQL knows which comments this account wrote, so that nobody else can put our mark into theirs. Its keys come in the order in
	# which they are asked for, and a quotation mark within a text has a backslash before it: no text of a comment can look like this.
	pattern='"id":"[A-Za-z0-9+/=_:-]+","viewerDidAuthor":true,"body":"(<|\\u003[cC])!-- '${mark//./[.]}' --(>|\\u003[eE])'
	for page in 1 2 3 4 5 6 7 8 9 10; do
		# shellcheck disable=SC2016 # these are GraphQL's variables
		printf '{"query":"query($o:String!,$r:String!,$n:Int!,$b:String){repository(owner:$o,name:$r){pullRequest(number:$n){comments(last:100,before:$b){pageInfo{hasPreviousPage startCursor}nodes{id viewerDidAuthor body}}}}}","variables":{"o":"%s","r":"%s","n":%s,"b":%s}}' \
			"${GITHUB_REPOSITORY%%/*}" "${GITHUB_REPOSITORY#*/}" "$number" "$cursor" >"$tmp/request"
		if ! api POST "$graphql" "$tmp/request"; then
			refused "$what" "$need"
			return 0
		fi
		if ! grep -q '"nodes":\[' "$tmp/answer"; then
			status=403 # GraphQL says so with a status of 200
			refused "$what" "$need"
			return 0
		fi
		id=$(grep -oE "$pattern" "$tmp/answer" | tail -n 1 | cut -d '"' -f 4) || id=
		[ -z "$id" ] || break
		cursor=$(grep -oE '"pageInfo":[{]"hasPreviousPage":true,"startCursor":"[A-Za-z0-9+/=_:-]+"[}]' "$tmp/answer" | head -n 1 | grep -oE '"[A-Za-z0-9+/=_:-]+"[}]$' | tr -d '}') || cursor=
		[ -n "$cursor" ] || break
		if [ "$page" = 10 ]; then
			notice "$what: there are more comments than the Action looks through."
			return 0
		fi
	done
	# A pull request in which all is well needs no word, unless an earlier one has to be taken back.
	if [ -z "$id" ] && [ "$found" = 0 ]; then
		return 0
	fi
	if [ -n "$id" ]; then
		{
			# shellcheck disable=SC2016 # these are GraphQL's variables
			printf '{"query":"mutation($i:ID!,$b:String!){updateIssueComment(input:{id:$i,body:$b}){issueComment{id}}}","variables":{"i":"%s","b":' "$id"
			json_text <"$file"
			printf '}}'
		} >"$tmp/request"
		if api POST "$graphql" "$tmp/request" && ! grep -q '"issueComment":[{]' "$tmp/answer"; then
			status=403
		fi
	else
		{
			printf '{"body":'
			json_text <"$file"
			printf '}'
		} >"$tmp/request"
		api POST "${GITHUB_API_URL:-https://api.github.com}/repos/$GITHUB_REPOSITORY/issues/$number/comments" "$tmp/request" || true
	fi
	case $status in
	2??) ;;
	*) refused "$what" "$need" ;;
	esac
}

# upload gives the SARIF report to code scanning.
upload() {
	local what='Code scanning has no report' need='permissions: {security-events: write}' file=$1 commit=${GITHUB_SHA-} ref=${GITHUB_REF-} head
	local like_commit='^[0-9a-f]{40,64}$' like_ref='^refs/[^"\[:cntrl:]]+$'
	if [ "${GITHUB_EVENT_NAME-}" = merge_group ]; then
		return 0 # its branch is gone before anybody looks
	fi
	may "$what" || return 0
	head=$(head_of .)
	if [ "$head" != "$commit" ]; then
		case $ref in
		refs/pull/*/merge) commit=$head ref=${ref%merge}head ;; # the branch itself is checked out
		*)
			notice "$what: what is checked out is not the commit of this job, $commit."
			return 0
			;;
		esac
	fi
	if ! [[ $commit =~ $like_commit && $ref =~ $like_ref ]]; then
		notice "$what: nobody can tell which commit it is about."
		return 0
	fi
	gzip -9 -c <"$file" >"$tmp/sarif.gz"
	if [ "$(wc -c <"$tmp/sarif.gz")" -gt $most_sarif ]; then
		notice "$what: it has more than the $((most_sarif >> 20)) MiB that GitHub takes."
		return 0
	fi
	{
		printf '{"commit_sha":"%s","ref":"%s","tool_name":"bdma","sarif":"' "$commit" "$ref"
		base64 <"$tmp/sarif.gz" | tr -d '\r\n'
		printf '"}'
	} >"$tmp/request"
	api POST "${GITHUB_API_URL:-https://api.github.com}/repos/$GITHUB_REPOSITORY/code-scanning/sarifs" "$tmp/request" || refused "$what" "$need"
}

# ---- the run ----------------------------------------------------------------------------------------------------------

# deliver passes on the outputs that bdma wrote: numbers and fixed words, and nothing that looks otherwise.
deliver() {
	local name value like_name='^[a-z]+$' like_value='^(0|[1-9][0-9]{0,8}|pass|fail|nothing)?$'
	while IFS='=' read -r name value; do
		[[ $name =~ $like_name && $value =~ $like_value ]] || continue
		output "$name" "$value"
		case $name in
		result) result=$value ;;
		errors | warnings | infos) found=$((found + ${value:-0})) ;;
		esac
	done <"$tmp/outputs"
	output sarif-file "$sarif_file"
	output report-file "$report_file"
}

# shellcheck disable=SC2317 # the trap calls it
finish() {
	local code=$?
	[ -n "$result" ] || output result error
	if [ -n "$tmp" ]; then # the reports stay
		rm -rf "${tmp:?}/bin" "${tmp:?}/cache" "$tmp/answer" "$tmp/request" "$tmp/curl" "$tmp/sarif.gz" "$tmp"/bdma_*
	fi
	exit "$code"
}

main() {
	local folder=${BDMA_WORKING_DIRECTORY:-.} code=0 said
	result='' tmp='' found=0
	trap finish EXIT
	platform
	flag annotations BDMA_ANNOTATIONS true
	flag summary BDMA_SUMMARY true
	flag comment BDMA_COMMENT false
	flag upload-sarif BDMA_UPLOAD_SARIF false
	flag allow-pull-request-target BDMA_ALLOW_PULL_REQUEST_TARGET false
	tmp=$(native "${RUNNER_TEMP:-${TMPDIR:-/tmp}}")
	tmp=$(mktemp -d "$tmp/bdma.XXXXXXXXXX")

	[ -z "${BDMA_PATH-}" ] || take_given
	case $folder in
	-*) folder=./$folder ;; # cd takes - for the folder before
	esac
	cd -- "$folder" 2>/dev/null || die "working-directory is $(quoted "$folder"), which is no folder" "working-directory: a folder of the repository; is there an actions/checkout before this step?"
	read_paths
	refuse_target
	read_arguments
	[ -n "${BDMA_PATH-}" ] || take_release

	# Git bash would take arguments such as /v1 for paths of its own, and rewrite them.
	MSYS_NO_PATHCONV=1 MSYS2_ARG_CONV_EXCL='*' "$bdma" "${args[@]}" 2>"$tmp/stderr" || code=$?
	cat "$tmp/stderr" >&2
	case $code in
	0 | 1 | 3) [ ! -f "$tmp/outputs" ] || deliver ;;
	esac
	if [ -f "$tmp/summary.md" ] && [ -n "${GITHUB_STEP_SUMMARY-}" ]; then
		cat "$tmp/summary.md" >>"$GITHUB_STEP_SUMMARY"
	fi
	# Neither the comment nor the upload is ever the reason for a red check. bdma leaves a word for the comment when it fails, too: what an
	# earlier run said must not stay and be believed.
	[ ! -f "$tmp/comment.md" ] || comment "$tmp/comment.md" || true
	case $code in
	0 | 1)
		[ -z "$scanned" ] || upload "$scanned" || true
		;;
	*)
		said=$(head -c 4096 "$tmp/stderr" | tr -d '\000')
		said=${said:-bdma ended with exit code $code and said nothing}
		printf '::error title=bdma::%s\n' "$(data "$said")"
		[ -f "$tmp/summary.md" ] || summarise_failure "$said"
		;;
	esac
	exit "$code"
}

main
