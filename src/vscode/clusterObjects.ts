import * as vscode from 'vscode';
import { apiVersionOf, type KindInfo, servedKind } from '../api/kinds.ts';
import type { Stored } from '../api/objects.ts';
import { documentOfObject, type ManifestDocument } from '../manifests/manifestFile.ts';
import { objectAsWritten } from '../manifests/objectAsWritten.ts';
import type { ClusterHost, RunningCluster } from './clusterHost.ts';
import { LiveObjects } from './liveObjects.ts';
import { throttle } from './throttle.ts';

/** Kinds that manifests name or lead to. */
const kinds = [
  'configmaps',
  'secrets',
  'services',
  'persistentvolumeclaims',
  'persistentvolumes',
  'serviceaccounts',
  'storageclasses',
  'priorityclasses',
  'limitranges',
  'resourcequotas',
  'pods',
  'deployments',
  'statefulsets',
  'daemonsets',
  'roles',
  'clusterroles',
].map(servedKind);

/** Changes of the cluster are no hurry: what somebody types is. */
const quietMs = 700;

interface KnownObject {
  readonly version: string;
  readonly document: ManifestDocument;
}

/** What the running cluster has, as manifests, so that what it has is not missed. Follows it; with no cluster there is nothing. */
export class ClusterObjects implements vscode.Disposable {
  readonly #cluster: ClusterHost;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #look = throttle(quietMs, () => this.#lookNow());
  readonly #subscription: vscode.Disposable;
  #running: RunningCluster | undefined;
  #live: readonly { readonly kind: KindInfo; readonly objects: LiveObjects<Stored> }[] = [];
  #known = new Map<string, KnownObject>();

  readonly onDidChange = this.#changed.event;

  constructor(cluster: ClusterHost) {
    this.#cluster = cluster;
    this.#subscription = cluster.onDidChange(() => this.#follow());
    this.#follow();
  }

  /** As somebody would have written them. */
  documents(): ManifestDocument[] {
    return [...this.#known.values()].map(({ document }) => document);
  }

  dispose(): void {
    this.#look.cancel();
    for (const { objects } of this.#live) objects.close();
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  #follow(): void {
    const { running } = this.#cluster;
    if (running === this.#running) return;
    this.#running = running;
    for (const { objects } of this.#live) objects.close();
    this.#live = running
      ? kinds.map((kind) => ({ kind, objects: new LiveObjects(running.client, kind, () => this.#look.request()) }))
      : [];
    this.#look.request();
  }

  #lookNow(): void {
    const next = new Map<string, KnownObject>();
    let isSame = true;
    for (const { kind, objects } of this.#live) {
      const apiVersion = apiVersionOf(kind);
      for (const object of objects.all()) {
        // Pods that a workload makes stand in its template.
        if (kind.kind === 'Pod' && object.metadata.ownerReferences?.some(({ controller }) => controller)) continue;
        const { namespace = '', name, uid, labels, resourceVersion, generation } = object.metadata;
        const key = `${kind.plural} ${namespace}/${name}`;
        // Where there are generations, they leave states out, and labels, too.
        const version = `${uid} ${generation ?? resourceVersion} ${JSON.stringify(labels)}`;
        const known = this.#known.get(key);
        if (known?.version === version) next.set(key, known);
        else {
          isSame = false;
          const written = objectAsWritten({ ...object, apiVersion, kind: kind.kind });
          next.set(key, { version, document: documentOfObject(written) });
        }
      }
    }
    if (isSame && next.size === this.#known.size) return;
    this.#known = next;
    this.#changed.fire();
  }
}
