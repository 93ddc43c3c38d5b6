import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What a real server answered to one document. */
export interface OracleResult {
  readonly kind: string | null;
  readonly contentType?: string;
  /** Where it was posted to. */
  readonly path?: string;
  /** Really stored, and removed afterwards, where others only asked what would be. */
  readonly created?: true;
  readonly httpStatus: number | null;
  readonly accepted: boolean;
  readonly reason?: string;
  readonly message?: string;
  readonly causes?: readonly { reason: string; message: string; field: string }[];
  readonly warnings?: readonly string[];
}

/** A manifest and what a real server said to it, document by document; `objects` are the stored ones, masked. */
export interface CorpusCase {
  readonly name: string;
  readonly manifest: string;
  readonly results: readonly OracleResult[];
  readonly objects: readonly unknown[];
}

/** An update of a live object: the manifest it was made from, the new one, and the answer to a PUT. */
export interface UpdateCase {
  readonly name: string;
  readonly base: string;
  readonly manifest: string;
  readonly put: OracleResult;
}

/** One question to Kubernetes' own functions and their answer. */
export interface Fact {
  readonly q: Record<string, unknown>;
  readonly a: Record<string, unknown>;
}

/** A folder of recorded answers, one folder a case, instead of the packed copy beside this file. */
export const oracleFolder = process.env.ORACLE_DIR;
const packedFolder = path.dirname(new URL(import.meta.url).pathname);

function readJsonLines<T>(file: string): T[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as T);
}

/** The recorded creates. */
export function readCorpus(folder = oracleFolder): CorpusCase[] {
  return folder ? readCorpusFolder(folder) : readJsonLines(path.join(packedFolder, 'corpus.jsonl'));
}

/** The recorded updates. */
export function readUpdates(folder = oracleFolder): UpdateCase[] {
  return folder ? readUpdatesFolder(folder) : readJsonLines(path.join(packedFolder, 'updates.jsonl'));
}

/** The recorded facts of one sort; integers of quantities, which may lie beyond 2^53, come as text. */
export function readFacts(sort: string, folder = oracleFolder): Fact[] {
  const file = path.join(folder ? path.join(folder, 'facts') : path.join(packedFolder, 'facts'), `${sort}.jsonl`);
  if (!existsSync(file)) return [];
  const exact = (line: string): string => line.replace(/"(milliValue|value)": ?(-?\d+)/g, '"$1":"$2"');
  const lines = readFileSync(file, 'utf8').split('\n');
  const text = sort === 'quantity' ? exact : (line: string): string => line;
  return lines.filter((line) => line !== '').map((line) => JSON.parse(text(line)) as Fact);
}

function readCorpusFolder(folder: string): CorpusCase[] {
  const root = path.join(folder, 'corpus');
  return readdirSync(root)
    .sort()
    .map((name) => {
      const file = (part: string): string => path.join(root, name, part);
      const result = JSON.parse(readFileSync(file('result.json'), 'utf8'));
      const object = existsSync(file('object.json')) ? JSON.parse(readFileSync(file('object.json'), 'utf8')) : undefined;
      return {
        name,
        manifest: readFileSync(file('manifest.yaml'), 'utf8'),
        results: (result.documents ?? [result]).map(resultOf),
        objects: object === undefined ? [] : Array.isArray(object) ? object : [object],
      };
    });
}

function readUpdatesFolder(folder: string): UpdateCase[] {
  const root = path.join(folder, 'corpus-updates');
  return readdirSync(root)
    .sort()
    .map((name) => {
      const text = (part: string): string => readFileSync(path.join(root, name, part), 'utf8');
      return { name, base: text('base.yaml'), manifest: text('manifest.yaml'), put: resultOf(JSON.parse(text('result.json')).put) };
    });
}

function resultOf(raw: OracleResult & { readonly dryRun?: boolean }): OracleResult {
  const { kind = null, contentType, httpStatus, reason, message, causes, warnings, path: url, dryRun } = raw;
  return {
    kind,
    httpStatus,
    accepted: raw.accepted ?? (httpStatus ?? 500) < 400,
    ...(contentType && contentType !== 'application/json' && { contentType }),
    ...(url && { path: url }),
    ...(dryRun === false && { created: true as const }),
    ...(reason && { reason }),
    ...(message && { message }),
    ...(causes?.length && { causes }),
    ...(warnings?.length && { warnings }),
  };
}
