#!/usr/bin/env node
"use strict";
// Runs the bdma of the package that npm installed for this platform.
const { spawnSync } = require("node:child_process");
const { constants } = require("node:os");

const { platform, arch } = process;
const cpu = platform === "win32" ? "x64" : arch;
const name = `@bdma/cli-${platform}-${cpu}`;

let binary;
try {
	binary = require.resolve(`${name}/bin/bdma${platform === "win32" ? ".exe" : ""}`);
} catch {
	const known = Object.keys(require("../package.json").optionalDependencies).includes(name);
	console.error(
		known
			? `bdma: ${name} is not installed\nhint: install optional dependencies too: npm install --include=optional`
			: `bdma: there is no release for ${platform} on ${arch}\nhint: go install github.com/bdma-dev/bdma/cmd/bdma@latest`,
	);
	process.exit(2);
}

const done = spawnSync(binary, process.argv.slice(2), { stdio: "inherit", windowsHide: true });
if (done.error) {
	console.error(`bdma: cannot run ${binary}: ${done.error.message}`);
	process.exit(2);
}
// A shell tells the end by a signal so, too.
process.exit(done.status ?? 128 + (constants.signals[done.signal] ?? 0));
