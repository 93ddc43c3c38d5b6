// Bundles a program of src/bin and loads it into this process: much faster than to load it file by file. The bundle is kept in
// node_modules/.cache as long as nothing of what went into it changes.
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const projectFolder = path.resolve(import.meta.dirname, '..');
/** Another process may be loading what is younger. */
const keptMs = 3_600_000;

/**
 * What a file of src/bin exports. Nothing is written to standard output, which is the program's alone.
 * @param {string} entryPoint
 */
export async function bundledProgram(entryPoint) {
  // Inside the project, so that the bundle finds what it does not hold.
  const folder = path.join(projectFolder, 'node_modules', '.cache', 'pod-labs', path.basename(entryPoint, '.ts'));
  const known = knownBundle(folder);
  if (known) {
    try {
      return await import(pathToFileURL(known).href);
    } catch (error) {
      // Somebody has just tidied up.
      if (existsSync(known)) throw error;
    }
  }
  return await import(pathToFileURL(await bundle(entryPoint, folder)).href);
}

/**
 * The bundle that was made last, if everything that went into it is as it was.
 * @param {string} folder
 */
function knownBundle(folder) {
  try {
    const { file, inputs } = JSON.parse(readFileSync(path.join(folder, 'latest.json'), 'utf8'));
    return stampsOf(Object.keys(inputs)).every(([input, stamp]) => inputs[input] === stamp) ? file : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {string} entryPoint
 * @param {string} folder
 */
async function bundle(entryPoint, folder) {
  if (!existsSync(path.join(projectFolder, 'src', 'api', 'generated', 'objects.ts'))) {
    const script = path.join(projectFolder, 'scripts', 'generateSchema.mjs');
    execFileSync(process.execPath, [script], { stdio: ['ignore', 2, 2] });
  }
  const startMs = Date.now();
  const { default: esbuild } = await import('esbuild');
  const { programBundle } = await import('../esbuild.js');
  mkdirSync(folder, { recursive: true });
  // Several programs may start at once.
  const file = path.join(mkdtempSync(path.join(folder, 'bundle-')), 'program.mjs');
  const { metafile } = await esbuild.build(programBundle(entryPoint, file));
  await esbuild.stop();
  const inputs = Object.keys(metafile?.inputs ?? {}).filter((input) => existsSync(path.join(projectFolder, input)));
  const stamps = stampsOf([...inputs, 'esbuild.js', 'package-lock.json']);
  // What was written meanwhile may be in the bundle or not.
  if (stamps.every(([, stamp]) => Number.parseFloat(stamp) < startMs)) {
    const record = path.join(path.dirname(file), 'latest.json');
    writeFileSync(record, JSON.stringify({ file, inputs: Object.fromEntries(stamps) }));
    renameSync(record, path.join(folder, 'latest.json'));
  }
  tidy(folder, file);
  return file;
}

/**
 * When files were written last, and how long they are.
 * @param {string[]} files
 * @returns {[string, string][]}
 */
function stampsOf(files) {
  return files.map((file) => {
    const { mtimeMs, size } = statSync(path.join(projectFolder, file));
    return [file, `${mtimeMs} ${size}`];
  });
}

/**
 * @param {string} folder
 * @param {string} newest
 */
function tidy(folder, newest) {
  for (const name of readdirSync(folder)) {
    const old = path.join(folder, name);
    const written = statSync(old, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (name.startsWith('bundle-') && Date.now() - written > keptMs && !newest.startsWith(old))
      rmSync(old, { recursive: true, force: true });
  }
}
