import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';

/** The examples of the Kubernetes documentation: data to run against, not part of the project. */
export const defaultExamples =
  process.env.EXAMPLES_DIR ?? fileURLToPath(new URL('../../../shared/examples', import.meta.url));

/** An object of a manifest, as far as it is looked at here. */
export interface ExampleObject {
  readonly kind: string;
  readonly metadata?: { readonly name?: string; readonly namespace?: string; readonly generateName?: string };
  readonly [field: string]: unknown;
}

/** A manifest file of a folder of examples. */
export interface Example {
  /** From the folder on, with slashes. */
  readonly path: string;
  readonly text: string;
  readonly objects: readonly ExampleObject[];
}

export interface ExampleFolder {
  readonly examples: ReadonlyMap<string, Example>;
  /** What is odd about some, in the words of the folder's ODDITIES.tsv. */
  readonly oddities: ReadonlyMap<string, string>;
}

/** Reads all manifests of a folder; nothing where there is none. */
export function readExampleFolder(folder: string): ExampleFolder | undefined {
  if (!existsSync(folder)) return undefined;
  const examples = new Map<string, Example>();
  const names = (readdirSync(folder, { recursive: true }) as string[]).filter((name) => /\.(?:ya?ml|json)$/.test(name));
  for (const name of names.sort()) {
    const slashed = name.replaceAll(path.sep, '/');
    const text = readFileSync(path.join(folder, name), 'utf8');
    examples.set(slashed, { path: slashed, text, objects: objectsOf(text) });
  }
  return {
    examples,
    oddities: new Map(tableRows(path.join(folder, 'ODDITIES.tsv')).map(([a = '', b = '']) => [a, b])),
  };
}

/** The rows below the heading of a file with tabs; none where it is missing. */
export function tableRows(file: string): string[][] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split(/\r?\n/).slice(1);
  return lines.filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.split('\t'));
}

function objectsOf(text: string): ExampleObject[] {
  try {
    const objects = parseAllDocuments(text).map((document) => document.toJS() as ExampleObject | null);
    return objects.flatMap((object) => (object?.kind === 'List' ? (object.items as ExampleObject[]) : (object ?? [])));
  } catch {
    return [];
  }
}

/** Kinds that an example takes from its neighbours where it names them. */
const neighbourly = new Set([
  'ConfigMap',
  'Secret',
  'PersistentVolumeClaim',
  'PersistentVolume',
  'PriorityClass',
  'ServiceAccount',
  'StorageClass',
  'RuntimeClass',
]);
/** Kinds that rule over all Pods of a namespace: a folder's only one of them belongs to its examples. */
const ruling = new Set(['LimitRange', 'ResourceQuota']);

/** The files of the same folder that an example needs: those whose objects it names, and those whose name it continues. */
export function neighboursOf(example: Example, { examples }: ExampleFolder): Example[] {
  const folder = example.path.slice(0, example.path.lastIndexOf('/') + 1);
  const beside = [...examples.values()].filter(
    (other) => other !== example && other.path.slice(0, other.path.lastIndexOf('/') + 1) === folder,
  );
  const own = new Set(example.objects.map(({ kind, metadata }) => `${kind} ${metadata?.name}`));
  const rulers = beside.filter(({ objects }) => objects.some(({ kind }) => ruling.has(kind)));
  const words = new Set(example.text.split(/[\s"':,{}[\]]+/));
  return beside.filter((other) => {
    if (other.objects.some(({ kind, metadata }) => own.has(`${kind} ${metadata?.name}`))) return false;
    if (example.path.startsWith(`${other.path.replace(/\.[a-z]+$/, '')}-`)) return true;
    if (rulers.length === 1 && rulers[0] === other) return true;
    return other.objects.some(({ kind, metadata }) => neighbourly.has(kind) && words.has(metadata?.name ?? ''));
  });
}
