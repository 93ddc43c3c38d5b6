import type * as vscode from 'vscode';
import type { Pod } from '../api/generated/objects.ts';
import { servedKind } from '../api/kinds.ts';
import type { Stored } from '../api/objects.ts';
import { kindsBetween, ownPods } from '../diagrams/ownPods.ts';
import type { ClusterHost } from './clusterHost.ts';
import { LiveObjects } from './liveObjects.ts';

/** A Pod of the cluster, and how many the subject has. */
export interface LivePod {
  readonly pod: Stored<Pod>;
  readonly count: number;
}

/** The Pods of the cluster, by themselves or by the workload that they belong to, while the cluster comes and goes. */
export class LivePods implements vscode.Disposable {
  readonly #kind: string;
  readonly #cluster: ClusterHost;
  readonly #onChange: () => void;
  readonly #subscription: vscode.Disposable;
  #pods: LiveObjects<Stored<Pod>> | undefined;
  #between: LiveObjects<Stored> | undefined;

  /** `kind` is the subject's, `Pod` or a workload's. */
  constructor(kind: string, cluster: ClusterHost, onChange: () => void) {
    this.#kind = kind;
    this.#cluster = cluster;
    this.#onChange = onChange;
    this.#subscription = cluster.onDidChange(() => this.#follow());
    this.#follow();
  }

  /** The Pod of that name, or the newest of the workload of that name. */
  find(namespace: string, name: string): LivePod | undefined {
    if (this.#kind === 'Pod') {
      const pod = this.#pods?.find(namespace, name);
      return pod && { pod, count: 1 };
    }
    const own = ownPods({ kind: this.#kind, namespace, name }, this.#pods?.all() ?? [], this.#between?.all() ?? []);
    return own[0] && { pod: own[0], count: own.length };
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#close();
  }

  #follow(): void {
    this.#close();
    const client = this.#cluster.running?.client;
    if (client) {
      const between = kindsBetween[this.#kind];
      this.#pods = new LiveObjects(client, servedKind('Pod'), this.#onChange);
      if (between) this.#between = new LiveObjects(client, servedKind(between), this.#onChange);
    }
    this.#onChange();
  }

  #close(): void {
    this.#pods?.close();
    this.#between?.close();
    this.#pods = this.#between = undefined;
  }
}
