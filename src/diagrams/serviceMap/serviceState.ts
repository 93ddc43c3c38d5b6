import type { ShownState } from '../containerState.ts';
import type { PodFacts } from './podFacts.ts';
import type { ServiceFacts } from './serviceFacts.ts';
import type { ServiceSight } from './serviceSight.ts';
import type { SliceFacts } from './sliceFacts.ts';

/** Whether a connection to a Service would find somebody, in words; undefined where that is not the cluster's to say. */
export function stateOf(
  facts: ServiceFacts,
  slices: readonly SliceFacts[],
  around: { readonly view: ServiceSight['view']; readonly selected: readonly PodFacts[]; readonly written: number },
): ShownState | undefined {
  if (facts.sort === 'ExternalName') return undefined;
  if (slices.length > 0) return endpointState(facts, slices);
  if (around.view === 'live') return { state: 'failed', text: `no EndpointSlice: ${nobodyText(facts)}` };
  if (!facts.selector) return { state: 'pending', text: 'somebody has to write its EndpointSlice' };
  const pods = around.selected.reduce((sum, { count }) => sum + count, 0);
  if (pods > 0)
    return { state: 'pending', text: pods === 1 ? 'selects 1 planned Pod' : `selects ${pods} planned Pods` };
  if (around.written === 0) return { state: 'pending', text: 'no Pods for it are written here' };
  return { state: 'failed', text: 'selects none of the Pods that are written here' };
}

function endpointState(facts: ServiceFacts, slices: readonly SliceFacts[]): ShownState {
  const endpoints = new Map(
    slices.flatMap((slice) => slice.endpoints.map((one) => [one.podKey ?? `${slice.addressType} ${one.address}`, one])),
  );
  const all = [...endpoints.values()];
  if (all.length > 0 && slices.every(({ leadsNowhere, endpoints: own }) => leadsNowhere || own.length === 0)) {
    return { state: 'failed', text: `no container has the port that it leads to: ${nobodyText(facts)}` };
  }
  const ready = all.filter(({ standing }) => standing === 'ready').length;
  if (ready > 0) {
    return {
      state: 'ready',
      text: `${ready === all.length ? ready : `${ready} of ${all.length}`} ${endpointWord(all.length)} ready`,
    };
  }
  if (all.some(({ serves }) => serves)) {
    return { state: 'running', text: 'all endpoints are ending; as long as no other is ready they still get traffic' };
  }
  if (all.length === 0) return { state: 'failed', text: `no endpoints: ${nobodyText(facts)}` };
  return { state: 'failed', text: `none of ${all.length} ${endpointWord(all.length)} is ready: ${nobodyText(facts)}` };
}

function endpointWord(count: number): string {
  return count === 1 ? 'endpoint' : 'endpoints';
}

/** What a client meets. */
export function nobodyText({ sort }: Pick<ServiceFacts, 'sort'>): string {
  return sort === 'headless' ? 'its name does not resolve' : 'connections are refused';
}
