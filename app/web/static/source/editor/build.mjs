// Bundles the editor into one file and writes down what it was made of. Needs node_modules; run by `npm run build`.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "../../js");
const bundle = join(out, "editor.js");
const licences = join(out, "editor.js.LICENSES.txt");

const result = await build({
  absWorkingDir: here, entryPoints: ["src/editor.mjs"], outfile: bundle, bundle: true, minify: true, format: "iife", platform: "browser", target: "es2022",
  charset: "utf8", legalComments: "none", metafile: true, alias: { "@codemirror/lang-html": "./stub-html.mjs" },
});

const packages = [...new Set(Object.keys(result.metafile.inputs).map((name) => /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(name)?.[1]).filter(Boolean))].sort();
writeFileSync(licences, packages.map(licenceOf).join("\n"));

function licenceOf(name) {
  const folder = join(here, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  return `${"=".repeat(72)}\n${name} ${version} (${license})\n${"=".repeat(72)}\n\n${file ? readFileSync(join(folder, file), "utf8").trim() : ""}\n`;
}

const sha256 = (file) => createHash("sha256").update(readFileSync(file)).digest("hex");
const sources = readdirSync(join(here, "src"), { recursive: true }).filter((name) => name.endsWith(".mjs")).map((name) => join("src", name));
const inputs = ["build.mjs", "package.json", "package-lock.json", "stub-html.mjs", "texts.json", ...sources].sort();
const manifest = {
  sources: Object.fromEntries(inputs.map((name) => [name.replaceAll("\\", "/"), sha256(join(here, name))])),
  results: { "editor.js": sha256(bundle), "editor.js.LICENSES.txt": sha256(licences) },
};
writeFileSync(process.argv[2] ? join(out, "manifest.json") : join(here, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
console.log(relative(process.cwd(), bundle), readFileSync(bundle).length, "bytes;", packages.length, "packages");
