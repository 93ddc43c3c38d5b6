import type { KindInfo } from '../api/kinds.ts';
import type { KubernetesObject, Stored } from '../api/objects.ts';
import { pathOf } from '../api/route.ts';
import { commandError } from './commandError.ts';
import { namespaceOf, selectorQuery } from './commonFlags.ts';
import type { FlagDeclaration, ParsedFlags } from './flags.ts';
import type { KubectlHost } from './host.ts';
import { targetsFromFiles } from './manifestSource.ts';
import { getObject, listObjects, sendOrFail } from './requests.ts';
import { parseResources } from './resourceArguments.ts';

/** One object that a command is about. */
export interface Target {
  readonly info: KindInfo;
  readonly name: string;
  readonly namespace: string;
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

/** The objects named by arguments, `-f`, `-l`, `--field-selector` and `--all`, in that order of importance. */
export async function targetsOf(flags: ParsedFlags, host: KubectlHost, words: readonly string[]): Promise<Target[]> {
  if (flags.given('filename')) return targetsFromFiles(flags, host);
  if (words.length === 0) throw commandError(nothingNamedText);
  const namespace = namespaceOf(flags, host);
  const selecting = flags.text('selector') !== '' || flags.text('field-selector') !== '';
  const found: Target[] = [];
  for (const { info, name } of parseResources('kubectl', words)) {
    if (name !== undefined) {
      if (selecting) throw commandError('name cannot be provided when a selector is specified');
      found.push({ info, name, namespace: info.namespaced ? namespace : '' });
      continue;
    }
    if (!flags.enabled('all') && !selecting) throw commandError('resource(s) were provided, but no name was specified');
    const where = flags.enabled('all-namespaces') ? undefined : namespace;
    const { items } = await listObjects(host, info, where, selectorQuery(flags, ['selector', 'field-selector']));
    for (const item of items) found.push({ info, name: item.metadata.name, namespace: item.metadata.namespace ?? '' });
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
  readonly fieldManager: string;
  readonly dryRun: 'none' | 'server';
  readonly subresource?: string;
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
  { type, fieldManager, dryRun, subresource }: PatchOptions,
): Promise<Stored<T>> {
  const request = {
    method: 'PATCH' as const,
    path: pathOf(info, namespace, name, subresource),
    query: { fieldManager, ...(dryRun === 'server' && { dryRun: 'All' }) },
    contentType: patchTypes[type],
    body: patch,
  };
  return (await sendOrFail(host, request)) as Stored<T>;
}
