// Packages the extension: a production build, then pod-labs-VERSION.vsix in the project's folder.
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runVisibly } from './command.ts';
import { projectFolder } from './project.ts';

const { name, version } = JSON.parse(readFileSync(path.join(projectFolder, 'package.json'), 'utf8'));

/** The file that `npm run package` writes. */
export const vsixFile = path.join(projectFolder, `${name}-${version}.vsix`);

async function run(program: string, ...args: string[]) {
  const { exitCode, output } = await runVisibly(program, args, { cwd: projectFolder });
  if (exitCode !== 0) throw new Error(`${program} ${args[0]} ended with ${exitCode}`);
  if (/^\s*WARN/m.test(output)) throw new Error('packaging must not have warnings');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await run('npm', 'run', '-s', 'generate');
  await run(process.execPath, 'esbuild.js', '--production');
  // No dependencies: everything is bundled. No repository: there is no public one yet.
  await run(
    path.join('node_modules', '.bin', 'vsce'),
    'package',
    '--no-dependencies',
    '--allow-missing-repository',
    '--no-rewrite-relative-links',
    '--out',
    vsixFile,
  );
  console.log(`${path.basename(vsixFile)}: ${(statSync(vsixFile).size / 1024).toFixed(0)} KB`);
}
