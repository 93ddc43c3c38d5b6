import * as vscode from 'vscode';
import type { RequestTrace } from '../api/traffic.ts';
import { requestSequence } from '../diagrams/requests/requestSequence.ts';
import { requestTitle } from '../diagrams/requests/requestTitle.ts';
import type { ClusterHost } from './clusterHost.ts';
import { drawMs, type ShownDiagram, type SubjectListener, type SubjectWatch } from './diagramShown.ts';
import type { RequestSubject } from './diagramSubject.ts';
import { revealObject } from './revealObject.ts';
import { throttle } from './throttle.ts';

/** Follows a request while it goes on, or always the last one. */
export function watchRequest(subject: RequestSubject, cluster: ClusterHost, listener: SubjectListener): SubjectWatch {
  const find = requestFinder(subject, cluster);
  const tell = throttle(drawMs, () => {
    const trace = find();
    if (trace) listener.onShown(() => shownRequest(trace, subject));
    else if (cluster.state !== 'starting') listener.onNothing(nothingText(subject, cluster));
  });
  tell.request();
  const subscription = vscode.Disposable.from(
    cluster.onDidChange(tell.request),
    cluster.onDidChangeTime(tell.request),
    { dispose: tell.cancel },
  );
  return { look: () => undefined, dispose: () => subscription.dispose() };
}

/** Finds the request that a subject names. Only what is newer than the last one is looked at: there may be thousands. */
function requestFinder({ id, pod }: RequestSubject, cluster: ClusterHost): () => RequestTrace | undefined {
  let lastId = id ?? 1;
  const newest = (fromId: number): RequestTrace | undefined => {
    const all = cluster.running?.control.traffic({ after: fromId - 1, ...(pod && { pod }) }) ?? [];
    if (id !== undefined) return all.find((trace) => trace.id === id);
    return all.findLast(({ client }) => (pod ? isOf(client, pod) : client.pod?.namespace !== systemNamespace));
  };
  return () => {
    // Another cluster, or this one taken back, counts anew.
    const found = newest(lastId) ?? newest(1);
    lastId = id ?? found?.id ?? 1;
    return found;
  };
}

/** What the cluster's own Pods ask for is nobody's question. */
const systemNamespace = 'kube-system';

function isOf({ pod }: RequestTrace['client'], wanted: NonNullable<RequestSubject['pod']>): boolean {
  return pod?.name === wanted.name && pod.namespace === wanted.namespace;
}

function shownRequest(trace: RequestTrace, { id, pod }: RequestSubject): ShownDiagram {
  const { mermaid, outline, objects } = requestSequence(trace);
  const which = id !== undefined ? `Request ${id}` : pod ? `Last request of Pod ${pod.name}` : 'Last request';
  return {
    tab: which,
    title: `${which}: ${requestTitle(trace).what}`,
    mermaid,
    outline,
    target: 'cluster',
    async reveal(part) {
      const place = objects.get(part);
      if (place) await revealObject(place, []);
    },
  };
}

function nothingText({ id, pod }: RequestSubject, { running }: ClusterHost): string {
  if (!running) return 'The practice cluster does not run: start it, and what its Pods ask for is explained here.';
  if (id !== undefined)
    return `Request ${id} has not happened yet, or is forgotten: only the last ones are remembered.`;
  const who = pod ? `Pod ${pod.name}` : 'No Pod';
  const what = pod ? 'has sent no request yet.' : 'has sent a request yet.';
  return `${who} ${what} Try one, such as kubectl exec ${pod?.name ?? 'POD'} -- wget -qO- http://SERVICE/`;
}
