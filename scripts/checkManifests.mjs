// `npm run -s check-manifests`: what the editor says of manifests, as a command.
import { bundledProgram } from './bundledProgram.mjs';

const { checkManifests } = await bundledProgram('src/bin/checkManifests.ts');
// npm runs scripts in the project's folder; paths are meant from where somebody called it.
const { INIT_CWD: calledIn, npm_lifecycle_event: script } = process.env;
if (calledIn && script === 'check-manifests') process.chdir(calledIn);
// Who reads only the first lines wants no more.
process.stdout.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
  if (error.code !== 'EPIPE') throw error;
});
process.exitCode = await checkManifests(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
});
