import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Lab } from '../labs/lab.ts';
import { parseLab } from '../labs/labFile.ts';
import type { LabProblem } from '../labs/labReading.ts';

/** A lab on disk. */
export interface LabFolder {
  readonly id: string;
  readonly text: string;
  readonly lab?: Lab;
  readonly problems: readonly LabProblem[];
  /** Reads a file of the lab's folder. */
  readFile(file: string): Promise<string>;
}

/** The ids of all labs in a folder of tracks, sorted: folders that have a `lab.md`. */
export function labIdsIn(root: string): string[] {
  const foldersIn = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort();
  return foldersIn(root)
    .flatMap((track) => foldersIn(path.join(root, track)).map((name) => `${track}/${name}`))
    .filter((id) => existsSync(path.join(root, id, 'lab.md')));
}

/** Reads a lab with all that surrounds it. */
export function readLabFolder(root: string, id: string): LabFolder {
  const folder = path.join(root, id);
  const text = readFileSync(path.join(folder, 'lab.md'), 'utf8');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) =>
    file.split(path.sep).join('/'),
  );
  const surroundings = { files: new Set(files), labs: new Set(labIdsIn(root)) };
  const read = (file: string) => readFile(path.join(folder, file), 'utf8');
  return { id, text, ...parseLab(text, `${id}/lab.md`, surroundings), readFile: read };
}
