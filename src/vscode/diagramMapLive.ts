import type * as vscode from 'vscode';
import type { EndpointSlice, Pod, Service } from '../api/generated/objects.ts';
import { servedKind } from '../api/kinds.ts';
import type { Stored } from '../api/objects.ts';
import type { ServiceSight } from '../diagrams/serviceMap/serviceSight.ts';
import type { ClusterHost } from './clusterHost.ts';
import { LiveObjects } from './liveObjects.ts';

/** The Services of the cluster and what they lead to, while the cluster comes and goes. */
export class LiveServices implements vscode.Disposable {
  readonly #cluster: ClusterHost;
  readonly #onChange: () => void;
  readonly #subscription: vscode.Disposable;
  #services: LiveObjects<Stored<Service>> | undefined;
  #slices: LiveObjects<Stored<EndpointSlice>> | undefined;
  #pods: LiveObjects<Stored<Pod>> | undefined;

  constructor(cluster: ClusterHost, onChange: () => void) {
    this.#cluster = cluster;
    this.#onChange = onChange;
    this.#subscription = cluster.onDidChange(() => this.#follow());
    this.#follow();
  }

  /** The Services that are wanted, with what there is around them; undefined where there are none. */
  find(isWanted: (service: Stored<Service>) => boolean): ServiceSight | undefined {
    const services = (this.#services?.all() ?? []).filter(isWanted);
    if (services.length === 0) return undefined;
    return { view: 'live', services, slices: this.#slices?.all() ?? [], pods: this.#pods?.all() ?? [], planned: [] };
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#close();
  }

  #follow(): void {
    this.#close();
    const client = this.#cluster.running?.client;
    if (client) {
      this.#services = new LiveObjects(client, servedKind('Service'), this.#onChange);
      this.#slices = new LiveObjects(client, servedKind('EndpointSlice'), this.#onChange);
      this.#pods = new LiveObjects(client, servedKind('Pod'), this.#onChange);
    }
    this.#onChange();
  }

  #close(): void {
    for (const one of [this.#services, this.#slices, this.#pods]) one?.close();
    this.#services = this.#slices = this.#pods = undefined;
  }
}
