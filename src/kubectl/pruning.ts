import { findKind, type KindInfo } from '../api/kinds.ts';
import type { KubernetesObject } from '../api/objects.ts';
import { pathOf } from '../api/route.ts';
import { commandError } from './commandError.ts';
import { selectorQuery } from './commonFlags.ts';
import { deleteOptions } from './deleteOptions.ts';
import { dryRunOf } from './fieldValidation.ts';
import type { FlagDeclaration, ParsedFlags } from './flags.ts';
import type { KubectlHost } from './host.ts';
import { lastAppliedAnnotation } from './lastApplied.ts';
import { listObjects, sendOrFail } from './requests.ts';

export const pruneFlags: readonly FlagDeclaration[] = [
  {
    name: 'prune',
    type: 'boolean',
    defaultText: 'false',
    doc: 'Delete objects that were applied before and are no longer in the manifests; with -l or --all.',
  },
  {
    name: 'prune-allowlist',
    type: 'repeated',
    defaultText: '[]',
    doc: 'Prune only objects of these kinds, as GROUP/VERSION/KIND (core/v1/ConfigMap).',
  },
];

/** The kinds that are pruned without an allowlist, in kubectl's order (`prune.GetRESTMappings`). */
const prunedKinds: readonly (readonly [apiVersion: string, kind: string])[] = [
  ['v1', 'ConfigMap'],
  ['v1', 'Endpoints'],
  ['v1', 'PersistentVolumeClaim'],
  ['v1', 'Pod'],
  ['v1', 'ReplicationController'],
  ['v1', 'Secret'],
  ['v1', 'Service'],
  ['batch/v1', 'Job'],
  ['batch/v1', 'CronJob'],
  ['networking.k8s.io/v1', 'Ingress'],
  ['apps/v1', 'DaemonSet'],
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'ReplicaSet'],
  ['apps/v1', 'StatefulSet'],
  ['v1', 'Namespace'],
  ['v1', 'PersistentVolume'],
];

/** What an apply has visited: these objects stay, and only their namespaces are pruned. */
export interface Visited {
  readonly uids: ReadonlySet<string>;
  readonly namespaces: ReadonlySet<string>;
}

/** Refuses combinations of flags that would prune too much, or could not work. */
export function checkPruneFlags(flags: ParsedFlags): void {
  if (flags.enabled('all') && flags.text('selector') !== '') {
    throw commandError('cannot set --all and --selector at the same time');
  }
  if (!flags.enabled('prune')) return;
  if (flags.enabled('server-side')) {
    throw commandError("--prune is in alpha and doesn't currently work on objects created by server-side apply");
  }
  if (!flags.enabled('all') && flags.text('selector') === '') {
    throw commandError(
      'all resources selected for prune without explicitly passing --all. To prune all resources, pass the --all flag. If you did not mean to prune all resources, specify a label selector',
    );
  }
}

/** The kinds that `--prune-allowlist` names, or those that kubectl prunes by itself. */
export function kindsToPrune(flags: ParsedFlags): readonly KindInfo[] {
  const words = flags.texts('prune-allowlist');
  const wanted = words.length === 0 ? prunedKinds : words.map(readKind);
  const infos = wanted.map(([apiVersion, kind]) => {
    const info = findKind(apiVersion, kind);
    if (!info) throw commandError(`no matches for kind "${kind}" in version "${apiVersion}"`);
    return info;
  });
  return [...infos.filter((info) => info.namespaced), ...infos.filter((info) => !info.namespaced)];
}

function readKind(word: string): readonly [string, string] {
  const [group = '', version = '', kind = '', ...more] = word.split('/');
  if (kind === '' || more.length > 0) {
    throw commandError(`invalid GroupVersionKind format: ${word}, please follow <group/version/kind>`);
  }
  return [group === 'core' ? version : `${group}/${version}`, kind];
}

/** Deletes what was applied once, is selected and was not visited now. */
export async function prune(
  flags: ParsedFlags,
  host: KubectlHost,
  kinds: readonly KindInfo[],
  visited: Visited,
  report: (info: KindInfo, object: KubernetesObject) => void,
): Promise<void> {
  const dryRun = dryRunOf(flags);
  for (const { info, namespace } of placesOf(kinds, visited)) {
    const { items } = await listObjects(host, info, namespace, selectorQuery(flags, ['selector']));
    for (const object of items) {
      const { name, uid, annotations } = object.metadata;
      if (annotations?.[lastAppliedAnnotation] === undefined || visited.uids.has(uid)) continue;
      if (dryRun !== 'client') {
        await sendOrFail(host, {
          method: 'DELETE',
          path: pathOf(info, namespace, name),
          contentType: 'application/json',
          body: deleteOptions(flags, flags.integer('grace-period')),
        });
      }
      report(info, object);
    }
  }
}

function placesOf(kinds: readonly KindInfo[], visited: Visited): { info: KindInfo; namespace: string }[] {
  const within = kinds.filter((info) => info.namespaced);
  const places = [...visited.namespaces].flatMap((namespace) => within.map((info) => ({ info, namespace })));
  return [...places, ...kinds.filter((info) => !info.namespaced).map((info) => ({ info, namespace: '' }))];
}
