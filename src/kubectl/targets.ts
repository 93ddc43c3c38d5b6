import type { KindInfo } from '../api/kinds.ts';
import type { KubernetesObject, Stored } from '../api/objects.ts';
import { pathOf } from '../api/route.ts';
import { refusalOf } from '../api/status.ts';
import { commandError } from './commandError.ts';
import { namespaceOf, selectorQuery } from './commonFlags.ts';
import type { FlagDeclaration, ParsedFlags } from './flags.ts';
import type { KubectlHost } from './host.ts';
import { targetsFromFiles } from './manifestSource.ts';
import { getObject, listObjects, send } from './requests.ts';
import { parseResources } from './resourceArguments.ts';
import { refusalError } from './statusText.ts';

/** One object that a command is about. */
export interface Target {
  readonly info: KindInfo;
  readonly name: string;
  readonly namespace: string;
  /** The object as it was when a selector found it. */
  readonly found?: Stored;
}

export const allFlag: FlagDeclaration = {
  name: 'all',
  type: 'boolean',
  defaultText: 'false',
  doc: 'All objects of the kind in the namespace.',
};

/** What kubectl says where nothing was named. */
export const nothingNamedText =
  "You must provide one or more resources by argument or filename.\nExample resource specifications include:\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'\n   '<resource> <name>'\n   '<resource>'";

/** What kubectl says where objects are named both ways. */
export const filesAndArgumentsText =
  'when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well';

/** The objects named by arguments, `-f`, `-l`, `--field-selector` and `--all`, in that order of importance. A kind alone is an error, but not to
 * verbs that only look. */
export async function targetsOf(
  flags: ParsedFlags,
  host: KubectlHost,
  words: readonly string[],
  unnamed: 'refuse' | 'take all' = 'refuse',
): Promise<Target[]> {
  const selecting = flags.text('selector') !== '' || flags.text('field-selector') !== '';
  if (flags.given('filename')) {
    if (words.length > 0) {
      throw commandError(filesAndArgumentsText);
    }
    return targetsFromFiles(flags, host);
  }
  if (words.length === 0) throw commandError(nothingNamedText);
  const namespace = namespaceOf(flags, host);
  const found: Target[] = [];
  for (const { info, name } of parseResources('kubectl', words)) {
    if (name !== undefined) {
      if (flags.enabled('all-namespaces')) {
        throw commandError('a resource cannot be retrieved by name across all namespaces');
      }
      if (selecting && words.some((word) => word.includes('/'))) {
        throw commandError('selectors and the all flag cannot be used when passing resource/name arguments');
      }
      if (selecting) throw commandError('name cannot be provided when a selector is specified');
      found.push({ info, name, namespace: info.namespaced ? namespace : '' });
      continue;
    }
    if (!flags.enabled('all') && !selecting && unnamed === 'refuse')
      throw commandError('resource(s) were provided, but no name was specified');
    const where = flags.enabled('all-namespaces') ? undefined : namespace;
    const { items } = await listObjects(host, info, where, selectorQuery(flags, ['selector', 'field-selector']));
    for (const item of items) {
      const { name, namespace: ownNamespace = '' } = item.metadata;
      found.push({ info, name, namespace: ownNamespace, found: item });
    }
  }
  return found;
}

/** Reads the object; its absence ends the command. */
export function liveObject<T extends KubernetesObject = KubernetesObject>(
  host: KubectlHost,
  { info, namespace, name }: Target,
): Promise<Stored<T>> {
  return getObject<T>(host, info, namespace, name);
}

/** How a change is sent. */
export interface PatchOptions {
  readonly type: 'json' | 'merge' | 'strategic';
  /** The name of the client itself where none is given. */
  readonly fieldManager?: string;
  readonly dryRun: 'none' | 'server';
  readonly subresource?: string;
  /** The words before the server's message where it refuses; without them the refusal stands alone. */
  readonly failure?: string;
}

const patchTypes = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
};

/** Patches an object; a refusal ends the command. */
export async function patchObject<T extends KubernetesObject = KubernetesObject>(
  host: KubectlHost,
  { info, namespace, name }: Target,
  patch: unknown,
  { type, fieldManager, dryRun, subresource, failure }: PatchOptions,
): Promise<Stored<T>> {
  const request = {
    method: 'PATCH' as const,
    path: pathOf(info, namespace, name, subresource),
    query: { ...(fieldManager && { fieldManager }), ...(dryRun === 'server' && { dryRun: 'All' }) },
    contentType: patchTypes[type],
    body: patch,
  };
  const response = await send(host, request);
  const refusal = refusalOf(response);
  if (refusal && failure !== undefined) throw commandError(`${failure} ${refusal.message ?? ''}`);
  if (refusal) throw refusalError(refusal);
  return response.body as Stored<T>;
}
