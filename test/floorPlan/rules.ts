import type { SourceFile } from './sourceFile.ts';

/** A room of the house: a folder of src/, or a single file. */
export interface Room {
  /** The other rooms that it may import. */
  readonly imports: readonly string[];
  /** Packages that it may import, each with its reason. */
  readonly packages?: Readonly<Record<string, string>>;
  /** `pure`: no host at all. `synchronous`: nor any promise. */
  readonly purity?: 'pure' | 'synchronous';
}

export type FloorPlan = Readonly<Record<string, Room>>;

const maxLines = 300;
const drawers = /^(utils?|helpers?|common|misc|index|shared|tools|stuff)$/i;

/** What a host gives and a pure room must not take; virtual time, seeds and texts come as arguments. */
const hostGlobals = new Set(
  [
    'setTimeout setInterval setImmediate clearTimeout clearInterval queueMicrotask requestAnimationFrame',
    'console process Buffer URL URLSearchParams TextEncoder TextDecoder AbortController performance crypto fetch',
    'global globalThis window document navigator self require module __dirname __filename localStorage structuredClone',
    'Date.now new_Date() Date() Math.random Intl WeakRef FinalizationRegistry',
  ].flatMap((line) => line.split(' ').map((name) => name.replace('_', ' '))),
);

/** The room of a file: the longest entry of the plan that holds it. */
export function roomOf(plan: FloorPlan, path: string): string | undefined {
  return Object.keys(plan)
    .filter((room) => path === `${room}.ts` || path === room || path.startsWith(`${room}/`))
    .sort((a, b) => b.length - a.length)[0];
}

/** What the files do that the plan does not allow, a sentence each. */
export function violations(
  plan: FloorPlan,
  files: readonly SourceFile[],
  filesWithPromises: readonly string[],
): string[] {
  const found: string[] = [];
  for (const file of files) {
    const name = roomOf(plan, file.path);
    if (name === undefined) {
      found.push(`${file.path} is in no room of the floor plan`);
      continue;
    }
    const room = plan[name] as Room;
    for (const target of file.files) {
      const targetRoom = roomOf(plan, target);
      if (targetRoom === name) continue;
      if (targetRoom === undefined || !room.imports.includes(targetRoom)) {
        found.push(`${file.path} imports ${target}: ${name} may import ${room.imports.join(', ') || 'no other room'}`);
      }
    }
    for (const target of file.packages) {
      const kind = target.startsWith('node:') ? 'node:*' : target;
      if (room.packages?.[kind] === undefined)
        found.push(`${file.path} imports the package ${target}, which ${name} may not`);
    }
    for (const drawer of file.path.replace(/\.ts$/, '').split('/')) {
      if (drawers.test(drawer)) found.push(`${file.path}: "${drawer}" is a drawer, not a subject`);
    }
    if (file.lines > maxLines) found.push(`${file.path} has ${file.lines} lines, more than ${maxLines}`);
    if (file.reexports) found.push(`${file.path} passes on names of another file: import them from there`);
    if (room.purity) {
      for (const global of file.globals) {
        if (hostGlobals.has(global)) found.push(`${file.path} uses ${global}: ${name} knows no host`);
      }
    }
    if (room.purity === 'synchronous') {
      if (file.asynchronous) found.push(`${file.path} uses async or await: ${name} is synchronous`);
      if (file.globals.has('Promise') && !filesWithPromises.includes(file.path)) {
        found.push(`${file.path} uses Promise: ${name} is synchronous`);
      }
    }
  }
  return [...found, ...circles(files)];
}

/** Every circle of imports at run time: `a.ts -> b.ts -> a.ts`. Two types may know each other. */
function circles(files: readonly SourceFile[]): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const finished = new Set<string>();
  const found: string[] = [];
  function visit(path: string, way: readonly string[]) {
    const start = way.indexOf(path);
    if (start >= 0) {
      found.push(`imports go in a circle: ${[...way.slice(start), path].join(' -> ')}`);
      return;
    }
    if (finished.has(path)) return;
    for (const target of byPath.get(path)?.filesAtRunTime ?? []) visit(target, [...way, path]);
    finished.add(path);
  }
  for (const { path } of files) visit(path, []);
  return found;
}
