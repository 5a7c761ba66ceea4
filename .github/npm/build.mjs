// Makes npm packages of a release's archives: node build.mjs VERSION FOLDER OUT
//
// FOLDER has the archives and their checksums.txt. OUT gets a package for each platform, with the binary and the os and cpu that
// it is for, and @bdma/cli, which depends on all of them optionally: npm installs the one that fits. Nothing is downloaded by a
// script, so that it works with --ignore-scripts, offline and behind a mirror.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const [version, from, out] = process.argv.slice(2);
if (!/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/.test(version ?? "") || !from || !out) {
	console.error("usage: node build.mjs VERSION FOLDER OUT, such as node build.mjs 1.2.3 dist/release dist/npm");
	process.exit(2);
}

const oses = { linux: "linux", darwin: "darwin", windows: "win32" };
const cpus = { amd64: "x64", arm64: "arm64" };
const common = {
	version,
	license: "Apache-2.0",
	homepage: "https://github.com/bdma-dev/bdma",
	repository: { type: "git", url: "git+https://github.com/bdma-dev/bdma.git" },
};

function write(dir, name, manifest) {
	mkdirSync(dir, { recursive: true });
	writeFileSync(join(dir, "package.json"), JSON.stringify({ name, ...common, ...manifest }, null, 2) + "\n");
	copyFileSync(join(here, "..", "..", "LICENSE"), join(dir, "LICENSE"));
}

rmSync(out, { recursive: true, force: true });
const optionalDependencies = {};
for (const line of readFileSync(join(from, "checksums.txt"), "utf8").split("\n")) {
	const match = /^([0-9a-f]{64})  (bdma_(.+)_([a-z]+)_([a-z0-9]+)\.(?:tar\.gz|zip))$/.exec(line);
	if (!match || match[3] !== version) continue;
	const [, sum, archive, , goos, goarch] = match;
	const os = oses[goos];
	const cpu = cpus[goarch];
	if (!os || !cpu) throw new Error(`${archive} is for a platform that is not known here`);
	const file = join(from, archive);
	const got = createHash("sha256").update(readFileSync(file)).digest("hex");
	if (got !== sum) throw new Error(`${file} has the sum ${got}, and checksums.txt says ${sum}`);

	const name = `@bdma/cli-${os}-${cpu}`;
	const dir = join(out, `cli-${os}-${cpu}`);
	const binary = os === "win32" ? "bdma.exe" : "bdma";
	write(dir, name, {
		description: `bdma for ${os} on ${cpu}`,
		os: [os],
		// Windows runs programs for x64 on ARM.
		cpu: os === "win32" && cpu === "x64" ? ["x64", "arm64"] : [cpu],
		preferUnplugged: true,
		files: ["bin"],
	});
	mkdirSync(join(dir, "bin"));
	if (archive.endsWith(".zip")) {
		execFileSync("unzip", ["-q", file, binary, "-d", join(dir, "bin")]);
	} else {
		execFileSync("tar", ["-xzf", file, "-C", join(dir, "bin"), binary]);
	}
	chmodSync(join(dir, "bin", binary), 0o755);
	optionalDependencies[name] = version;
}
if (Object.keys(optionalDependencies).length === 0) throw new Error(`${from} has no archive of ${version}`);

const cli = join(out, "cli");
write(cli, "@bdma/cli", {
	description: "Hold OpenAPI specs, PostgreSQL migrations and coverage reports to your team's standards",
	keywords: ["openapi", "postgresql", "migrations", "coverage", "linter", "policy", "rego"],
	bin: { bdma: "bin/bdma.js" },
	engines: { node: ">=18" },
	files: ["bin"],
	optionalDependencies,
});
mkdirSync(join(cli, "bin"));
copyFileSync(join(here, "bdma.js"), join(cli, "bin", "bdma.js"));
chmodSync(join(cli, "bin", "bdma.js"), 0o755);
copyFileSync(join(here, "README.md"), join(cli, "README.md"));
