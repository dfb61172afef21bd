// Bundles styles, scripts, fonts and icons into ../static/dist: hashed names, a manifest, compressed twins.
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import esbuild from "esbuild";
import postcss from "postcss";
import { PurgeCSS } from "purgecss";

const here = dirname(fileURLToPath(import.meta.url));
const web = join(here, "..");
const dist = join(web, "static", "dist");
const modules = join(here, "node_modules");
const pages = files(join(web, "templates"));
const scripts = files(join(here, "scripts"));

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
const manifest = { ...(await bundle()), ...sprite() };
copySwagger();
writeFileSync(join(dist, "manifest.json"), JSON.stringify(manifest, null, 2) + "\n");
compress();

async function bundle() {
  const result = await esbuild.build({
    entryPoints: {
      app: join(here, "scripts", "app.ts"),
      style: join(here, "styles", "style.css"),
      noscript: join(here, "styles", "noscript.css"),
    },
    outdir: dist,
    bundle: true,
    minify: true,
    splitting: true,
    format: "esm",
    target: ["es2022", "chrome111", "firefox113", "safari16.4"],
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    loader: { ".woff2": "file" },
    legalComments: "none",
    metafile: true,
    absWorkingDir: here,
    plugins: [{ name: "styles", setup: (build) => build.onLoad({ filter: /\.css$/ }, loadStyle) }],
  });
  const built = Object.entries(result.metafile.outputs);
  const name = (path) => relative(dist, join(here, path));
  const of = (part) => name(built.find(([, output]) => output.entryPoint?.endsWith(part))[0]);
  const [font] = built.find(([path]) => path.includes("inter-latin-wght-normal"));
  return {
    "app.js": of("app.ts"),
    "style.css": of("/style.css"),
    "noscript.css": of("noscript.css"),
    "inter.woff2": name(font),
  };
}

async function loadStyle({ path }) {
  let text = readFileSync(path, "utf8");
  if (path.includes("@tabler")) text = await purge(text);
  return { contents: followSystemTheme(text), loader: "css", resolveDir: dirname(path) };
}

// Keeps of Tabler what a template or script mentions.
async function purge(raw) {
  const [{ css }] = await new PurgeCSS().purge({
    content: [...pages, ...scripts],
    css: [{ raw }],
    defaultExtractor: (text) => text.match(/[\w-]+/g) ?? [],
    keyframes: true,
    safelist: [/data-bs-theme/],
  });
  return css;
}

// Every dark rule once more for the theme "auto" under a dark system, so that no script has to choose.
function followSystemTheme(text) {
  const root = postcss.parse(text);
  root.walkRules(/data-bs-theme=.?dark/, (rule) => {
    const media = postcss.atRule({ name: "media", params: "(prefers-color-scheme: dark)" });
    const selector = rule.selector.replace(/data-bs-theme=(["']?)dark\1/g, "data-bs-theme=auto");
    media.append(rule.clone({ selector }));
    rule.after(media);
  });
  return root.toString();
}

function sprite() {
  const names = new Set();
  for (const page of [...pages, ...files(join(web, "pages"), ".py"), join(web, "sections.py")])
    for (const [, name] of readFileSync(page, "utf8").matchAll(/icon(?:=|\()["']([a-z0-9-]+)["']/g)) names.add(name);
  const symbols = [...names].sort().map((name) => {
    const svg = readFileSync(join(modules, "@tabler", "icons", "icons", "outline", `${name}.svg`), "utf8");
    const inner = svg.replace(/<!--[\s\S]*?-->/g, "").replace(/^[\s\S]*?<svg[^>]*>|<\/svg>\s*$/g, "");
    return `<symbol id="${name}" viewBox="0 0 24 24">${inner.replace(/\s*\n\s*/g, "")}</symbol>`;
  });
  const text = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`;
  const file = `icons-${createHash("sha256").update(text).digest("hex").slice(0, 8)}.svg`;
  writeFileSync(join(dist, file), text);
  return { "icons.svg": file };
}

// For the API page, which works offline; it links these by their plain names.
function copySwagger() {
  for (const name of ["swagger-ui.css", "swagger-ui-bundle.js"])
    cpSync(join(modules, "swagger-ui-dist", name), join(dist, "swagger", name));
}

function compress() {
  for (const path of files(dist)) {
    if (![".js", ".css", ".svg"].includes(extname(path))) continue;
    const data = readFileSync(path);
    writeFileSync(`${path}.gz`, gzipSync(data, { level: 9 }));
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: data.length };
    writeFileSync(`${path}.br`, brotliCompressSync(data, { params }));
  }
}

function files(folder, ending = "") {
  const found = readdirSync(folder, { recursive: true }).map((name) => join(folder, name));
  return found.filter((path) => path.endsWith(ending) && statSync(path).isFile()).sort();
}
