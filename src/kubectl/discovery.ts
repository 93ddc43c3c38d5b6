import type { KubectlHost } from './host.ts';
import { sendOrFail } from './requests.ts';

/** A group and version of the API, beside the core group. */
export interface ServedVersion {
  readonly group: string;
  readonly version: string;
}

/** What is served at this moment, group by group, the preferred version first: what another server serves is left out while that is away. */
export async function servedVersions(host: KubectlHost): Promise<readonly ServedVersion[]> {
  const { items = [] } = (await sendOrFail(host, { method: 'GET', path: '/apis', accept })) as Discovery;
  return items.flatMap(({ metadata, versions }) =>
    versions
      .filter(({ freshness }) => freshness !== 'Stale')
      .map(({ version }) => ({ group: metadata?.name ?? '', version })),
  );
}

/** The form of discovery that says of which groups the server does not answer. */
const accept = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json';

/** What `/apis` says of groups and versions when all is asked for at once. */
interface Discovery {
  readonly items?: readonly {
    readonly metadata?: { readonly name?: string };
    readonly versions: readonly { readonly version: string; readonly freshness?: string }[];
  }[];
}
