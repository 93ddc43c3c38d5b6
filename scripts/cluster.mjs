// `npm run -s cluster`: bundles the headless cluster, which takes a moment, and runs it in this process. Standard output
// is the cluster's alone.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import esbuild from 'esbuild';
import { clusterBundle } from '../esbuild.js';

const projectFolder = path.resolve(import.meta.dirname, '..');
if (!existsSync(path.join(projectFolder, 'src', 'api', 'generated', 'objects.ts'))) {
  const script = path.join(projectFolder, 'scripts', 'generateSchema.mjs');
  execFileSync(process.execPath, [script], { stdio: ['ignore', 2, 2] });
}
// Inside the project, so that the bundle finds what it does not hold; several clusters may start at once.
const folder = mkdtempSync(path.join(projectFolder, 'node_modules', '.cluster-'));
const file = path.join(folder, 'cluster.mjs');
try {
  await esbuild.build(clusterBundle(file));
  await esbuild.stop();
} catch {
  // esbuild has said why.
  process.exit(1);
}
const { runCluster } = await import(pathToFileURL(file).href);
rmSync(folder, { recursive: true, force: true });
process.exitCode = await runCluster(process.argv.slice(2));
