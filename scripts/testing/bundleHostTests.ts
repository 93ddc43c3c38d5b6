// Bundles test/host for the extension host, which runs CommonJS.
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';
import { outputFolder, projectFolder } from '../project.ts';

const bundleFolder = path.join(outputFolder, 'host');

/** The script whose `run()` the extension host calls. */
export const hostTestsEntry = path.join(bundleFolder, 'index.cjs');

/** Writes test-output/host: the entry and a file for each `*.test.ts`. */
export async function bundleHostTests(): Promise<void> {
  rmSync(bundleFolder, { recursive: true, force: true });
  const folder = path.join(projectFolder, 'test', 'host');
  const files = readdirSync(folder).filter((file) => file.endsWith('.test.ts'));
  await esbuild.build({
    absWorkingDir: projectFolder,
    entryPoints: ['index.ts', ...files].map((file) => path.join(folder, file)),
    outdir: bundleFolder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundleHostTests();
