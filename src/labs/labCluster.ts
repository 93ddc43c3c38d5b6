import type { Node } from '../api/generated/objects.ts';
import { servedKind } from '../api/kinds.ts';
import type { Stored } from '../api/objects.ts';
import { pathOf } from '../api/route.ts';
import { refusalOf } from '../api/status.ts';
import type { Lab } from './lab.ts';
import { LabError } from './labError.ts';
import type { LabStage } from './stage.ts';

type ClusterPart = Pick<LabStage, 'context' | 'pass'>;

/** How long a Namespace may take to go, in virtual time: its Pods have their grace periods. */
const goneLimitMs = 300_000;
/** How long a new Node may take, in virtual time. */
const readyLimitMs = 60_000;

/** Says on a Namespace that the set-up of its lab has run. */
const preparedAnnotation = 'pod-labs/prepared';

/** The Namespaces that a lab plays in, its own first. */
export function namespacesOf({ namespace, cluster }: Pick<Lab, 'namespace' | 'cluster'>): string[] {
  return [namespace, ...cluster.namespaces];
}

/** Whether a lab's Namespace is there: `ending` while it is being deleted. */
export async function namespaceState(
  name: string,
  { client }: LabStage['context'],
): Promise<'there' | 'ending' | 'gone'> {
  const response = await client.send({ method: 'GET', path: pathOf(servedKind('namespaces'), undefined, name) });
  const refusal = refusalOf(response);
  if (refusal?.code === 404) return 'gone';
  if (refusal) throw new LabError(`The cluster says: ${refusal.message ?? 'no'}`);
  return (response.body as Stored).metadata.deletionTimestamp ? 'ending' : 'there';
}

/** Whether the set-up of a lab has run in its Namespace to the end. */
export async function isPrepared(name: string, { client }: LabStage['context']): Promise<boolean> {
  const response = await client.send({ method: 'GET', path: pathOf(servedKind('namespaces'), undefined, name) });
  if (refusalOf(response)) return false;
  return (response.body as Stored).metadata.annotations?.[preparedAnnotation] === 'true';
}

/** Says that it has. */
export async function markPrepared(name: string, { client }: LabStage['context']): Promise<void> {
  await client.send({
    method: 'PATCH',
    path: pathOf(servedKind('namespaces'), undefined, name),
    contentType: 'application/merge-patch+json',
    body: { metadata: { annotations: { [preparedAnnotation]: 'true' } } },
  });
}

/** Makes the Namespace of a lab where there is none, once an older one has gone. */
export async function makeNamespace(name: string, stage: ClusterPart): Promise<void> {
  if ((await untilNotEnding(name, stage)) === 'there') return;
  const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
  const response = await stage.context.client.send({ method: 'POST', path: pathOf(servedKind('namespaces')), body });
  const refusal = refusalOf(response);
  if (refusal && refusal.code !== 409)
    throw new LabError(`The Namespace ${name} cannot be made: ${refusal.message ?? ''}`);
  // Pods are refused until the Namespace has its ServiceAccount.
  await stage.pass(500);
}

/** Takes Namespaces away, with all that is in them. */
export async function removeNamespaces(names: readonly string[], stage: ClusterPart): Promise<void> {
  for (const name of names) {
    await stage.context.client.send({ method: 'DELETE', path: pathOf(servedKind('namespaces'), undefined, name) });
  }
  for (const name of names) await untilNotEnding(name, stage);
}

/** Sees to it that there are as many Nodes at least. */
export async function makeNodes(count: number, stage: ClusterPart): Promise<void> {
  const { client } = stage.context;
  const response = await client.send({ method: 'GET', path: pathOf(servedKind('nodes')) });
  if (refusalOf(response)) return;
  const { items } = response.body as { items: Stored[] };
  const names = new Set(items.map(({ metadata }) => metadata.name));
  for (let number = 1; names.size < count; number += 1) {
    const name = `lab-node-${number}`;
    if (names.has(name)) continue;
    names.add(name);
    const body = { apiVersion: 'v1', kind: 'Node', metadata: { name } };
    const made = refusalOf(await client.send({ method: 'POST', path: pathOf(servedKind('nodes')), body }));
    if (made) throw new LabError(`The Node ${name} cannot be made: ${made.message ?? ''}`);
  }
  if (names.size > items.length) await untilReady(stage);
}

/** A new Node needs half a minute until its kubelet has reported. */
async function untilReady(stage: ClusterPart): Promise<void> {
  const endMs = stage.context.nowMs() + readyLimitMs;
  while (stage.context.nowMs() < endMs) {
    const { body } = await stage.context.client.send({ method: 'GET', path: pathOf(servedKind('nodes')) });
    const { items } = body as { items: Stored<Node>[] };
    const isReady = ({ status }: Node): boolean =>
      status?.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True') ?? false;
    if (items.every(isReady)) return;
    await stage.pass(1000);
  }
}

async function untilNotEnding(name: string, stage: ClusterPart): Promise<'there' | 'gone'> {
  const endMs = stage.context.nowMs() + goneLimitMs;
  for (;;) {
    const state = await namespaceState(name, stage.context);
    if (state !== 'ending') return state;
    if (stage.context.nowMs() >= endMs) throw new LabError(`The Namespace ${name} does not go away.`);
    await stage.pass(1000);
  }
}
