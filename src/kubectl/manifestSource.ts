import { findKind, type KindInfo } from '../api/kinds.ts';
import { matchesLabels, parseLabelSelector } from '../api/labels.ts';
import type { KubernetesObject } from '../api/objects.ts';
import { CommandError, commandError } from './commandError.ts';
import { namespaceOf } from './commonFlags.ts';
import type { ParsedFlags } from './flags.ts';
import type { KubectlHost } from './host.ts';
import { readDocuments } from './manifestText.ts';

/** One object of a manifest file. */
export interface ManifestObject {
  /** The file's path as kubectl names it in errors; `STDIN` for `-`. */
  readonly source: string;
  readonly info: KindInfo;
  readonly namespace: string;
  readonly value: KubernetesObject;
}

/** An object of a file, or why kubectl refuses that document; the others still count. */
export type ManifestEntry =
  | { readonly object: ManifestObject; readonly error?: undefined }
  | { readonly object?: undefined; readonly error: CommandError };

/** Reads everything that `-f` names; of a document that can be read, only what `-l` selects. */
export async function readManifests(flags: ParsedFlags, host: KubectlHost): Promise<ManifestEntry[]> {
  const entries: ManifestEntry[] = [];
  const { query, problem } = parseLabelSelector(flags.text('selector'));
  if (problem !== undefined) {
    throw commandError(`the provided selector ${JSON.stringify(flags.text('selector'))} is not valid: ${problem}`);
  }
  for (const path of flags.texts('filename')) {
    for (const file of await filesOf(path, host)) entries.push(...(await readFile(file, flags, host)));
  }
  return entries.filter(({ object }) => !object || matchesLabels(query, object.value.metadata?.labels));
}

/** The objects that `-f` names, for verbs that only want to know which they are. */
export async function targetsFromFiles(
  flags: ParsedFlags,
  host: KubectlHost,
): Promise<{ info: KindInfo; name: string; namespace: string }[]> {
  return (await readManifests(flags, host)).map((entry) => {
    if (entry.error) throw entry.error;
    const { info, namespace, value } = entry.object;
    const name = value.metadata?.name;
    if (!name) throw commandError('resource name may not be empty');
    return { info, name, namespace };
  });
}

async function filesOf(path: string, host: KubectlHost): Promise<readonly string[]> {
  if (path === '-') return ['-'];
  if (/^https?:\/\//.test(path))
    throw commandError('reading manifests from the internet is not in the built-in kubectl yet');
  return (await host.listFolder?.(path)) ?? [path];
}

async function readFile(path: string, flags: ParsedFlags, host: KubectlHost): Promise<ManifestEntry[]> {
  const source = path === '-' ? 'STDIN' : path;
  const text = path === '-' ? await readInput(host) : await readText(path, host);
  return readDocuments(text).flatMap((document) => {
    if (document.problem !== undefined) {
      return [{ error: commandError(`error parsing ${source}: ${document.problem}`) }];
    }
    return flatten(document.value).map((value) => check(value, source, flags, host));
  });
}

async function readText(path: string, host: KubectlHost): Promise<string> {
  try {
    return await host.readFile(path);
  } catch (failure) {
    const why = failure instanceof Error ? failure.message : String(failure);
    throw commandError(
      /ENOENT|not found|does not exist|no such file/i.test(why) || why === ''
        ? `the path "${path}" does not exist`
        : why,
    );
  }
}

function readInput(host: KubectlHost): Promise<string> {
  const input = host.input;
  if (!input) return Promise.resolve('');
  return new Promise((resolve, reject) => {
    let text = '';
    input.onText((more) => {
      text += more;
    });
    input.onEnd(() => resolve(text));
    host.cancellation.onAbort(() => reject(new CommandError('', 130)));
  });
}

/** A `List` stands for its items. */
function flatten(value: unknown): unknown[] {
  const items = (value as { items?: unknown } | null)?.items;
  const kind = (value as { kind?: unknown } | null)?.kind;
  return typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items) ? items.flatMap(flatten) : [value];
}

function check(value: unknown, source: string, flags: ParsedFlags, host: KubectlHost): ManifestEntry {
  const quoted = JSON.stringify(source);
  const validating = (what: string) => ({
    error: commandError(
      `error validating ${quoted}: error validating data: ${what}; if you choose to ignore these errors, turn validation off with --validate=false`,
    ),
  });
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return validating('invalid object to validate');
  const object = value as KubernetesObject;
  const missing = (['apiVersion', 'kind'] as const)
    .filter((field) => typeof object[field] !== 'string' || object[field] === '')
    .map((field) => `${field} not set`);
  if (missing.length > 0) return validating(missing.length > 1 ? `[${missing.join(', ')}]` : (missing[0] ?? ''));

  const problem = metadataProblem(object);
  if (problem !== undefined) return { error: commandError(`unable to decode ${quoted}: ${problem}`) };

  const { apiVersion = '', kind = '' } = object;
  const info = findKind(apiVersion, kind);
  const name = object.metadata?.name ?? '';
  const ownNamespace = object.metadata?.namespace ?? '';
  if (!info) {
    return {
      error: commandError(
        `resource mapping not found for name: "${name}" namespace: "${ownNamespace}" from ${quoted}: no matches for kind "${kind}" in version "${apiVersion}"\nensure CRDs are installed first`,
      ),
    };
  }
  const wanted = flags.text('namespace');
  if (info.namespaced && wanted !== '' && ownNamespace !== '' && ownNamespace !== wanted) {
    return {
      error: commandError(
        `the namespace from the provided object "${ownNamespace}" does not match the namespace "${wanted}". You must pass '--namespace=${ownNamespace}' to perform this operation.`,
      ),
    };
  }
  const namespace = info.namespaced ? ownNamespace || namespaceOf(flags, host) : '';
  return { object: { source, info, namespace, value: object } };
}

/** kubectl itself reads the metadata of a manifest, and wants texts for labels and annotations. */
function metadataProblem(object: KubernetesObject): string | undefined {
  const metadata: unknown = object.metadata;
  if (metadata === undefined || metadata === null) return undefined;
  const wrong = (value: unknown, field: string, type: string) =>
    `json: cannot unmarshal ${jsonType(value)} into Go struct field ${field} of type ${type}`;
  if (typeof metadata !== 'object' || Array.isArray(metadata)) {
    return wrong(metadata, `${object.kind ?? ''}.metadata`, 'v1.ObjectMeta');
  }
  const fields = metadata as Record<string, unknown>;
  for (const field of ['name', 'namespace', 'generateName']) {
    const value = fields[field];
    if (value !== undefined && value !== null && typeof value !== 'string') {
      return wrong(value, `ObjectMeta.metadata.${field}`, 'string');
    }
  }
  for (const field of ['labels', 'annotations']) {
    const map = fields[field];
    if (map === undefined || map === null) continue;
    if (typeof map !== 'object' || Array.isArray(map)) {
      return wrong(map, `ObjectMeta.metadata.${field}`, 'map[string]string');
    }
    const bad = Object.values(map).find((value) => value !== null && typeof value !== 'string');
    if (bad !== undefined) return wrong(bad, `ObjectMeta.metadata.${field}`, 'string');
  }
  return undefined;
}

function jsonType(value: unknown): string {
  if (typeof value === 'boolean') return 'bool';
  return Array.isArray(value) ? 'array' : typeof value;
}
