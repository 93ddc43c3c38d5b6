// Bundles the extension: `node esbuild.js`, with --production (minified, what is packaged) or --watch.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';

const projectFolder = path.dirname(fileURLToPath(import.meta.url));

/**
 * A JSON file becomes an object whose fields are parsed together on first use: the schema must not slow activation, and
 * JSON.parse of a string is many times faster than the same data as JavaScript.
 * @type {esbuild.Plugin}
 */
const lazyJson = {
  name: 'lazy-json',
  setup(build) {
    build.onLoad({ filter: /\.json$/ }, async ({ path: file }) => {
      const text = await readFile(file, 'utf8');
      const value = JSON.parse(text);
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        return { contents: text, loader: 'json' };
      const fields = Object.keys(value).map(
        (key) => `get ${JSON.stringify(key)}() { return read()[${JSON.stringify(key)}]; }`,
      );
      const contents = [
        `const text = ${JSON.stringify(JSON.stringify(value))};`,
        'let parsed;',
        'const read = () => (parsed ??= JSON.parse(text));',
        `export default { ${fields.join(', ')} };`,
      ];
      return { contents: contents.join('\n'), loader: 'js' };
    });
  },
};

/**
 * The options of every bundle, `production` for the packaged one.
 * @param {'development' | 'production'} mode
 * @returns {esbuild.BuildOptions[]}
 */
export function bundles(mode) {
  /** @type {esbuild.BuildOptions} */
  const shared = {
    absWorkingDir: projectFolder,
    bundle: true,
    minify: mode === 'production',
    sourcemap: mode === 'production' ? false : 'linked',
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
  };
  return [
    {
      ...shared,
      entryPoints: ['src/extension.node.ts'],
      outfile: 'dist/extension.node.cjs',
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      external: ['vscode'],
      // The ES modules first: `yaml` and others ship a CommonJS build that cannot be shaken.
      mainFields: ['module', 'main'],
      // Names of classes and functions stay readable in what a user reports.
      keepNames: true,
      plugins: [lazyJson],
    },
    {
      ...shared,
      entryPoints: ['diagram', 'labPage', 'drawing', 'charting'].map((name) => `src/webview/${name}.ts`),
      // Style sheets of packages, which a script puts into its page.
      loader: { '.css': 'text' },
      outdir: 'dist/webview',
      platform: 'browser',
      format: 'iife',
      target: 'chrome128',
      tsconfig: 'src/webview/tsconfig.json',
    },
  ];
}

/**
 * A program of `src/bin`, which its script bundles when it starts.
 * @param {string} entryPoint
 * @param {string} outfile
 * @returns {esbuild.BuildOptions}
 */
export function programBundle(entryPoint, outfile) {
  return {
    ...bundles('development')[0],
    entryPoints: [entryPoint],
    outfile,
    format: 'esm',
    // Nobody reads it, and it would be three quarters of what Node loads.
    sourcemap: false,
    // Packages in CommonJS ask for Node's own modules with `require`.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  };
}

/** @param {esbuild.Metafile} metafile */
function reportSizes(metafile) {
  for (const [file, { bytes }] of Object.entries(metafile.outputs)) {
    if (!file.endsWith('.map')) console.log(`  ${file.padEnd(32)} ${(bytes / 1024).toFixed(0).padStart(6)} KB`);
  }
}

async function main() {
  const mode = process.argv.includes('--production') ? 'production' : 'development';
  if (process.argv.includes('--watch')) {
    // The lines that a VS Code background task waits for.
    const announce = {
      name: 'announce',
      /** @param {esbuild.PluginBuild} build */
      setup(build) {
        build.onStart(() => console.log('[watch] build started'));
        build.onEnd(() => console.log('[watch] build finished'));
      },
    };
    for (const options of bundles(mode)) {
      const context = await esbuild.context({ ...options, plugins: [...(options.plugins ?? []), announce] });
      await context.watch();
    }
    return;
  }
  const results = await Promise.all(bundles(mode).map((options) => esbuild.build(options)));
  console.log(`bundled (${mode})`);
  for (const { metafile } of results) if (metafile) reportSizes(metafile);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().catch((error) => {
    if (!('errors' in error)) console.error(error);
    process.exitCode = 1;
  });
}
