import type { Container, Pod, PodSpec } from '../../api/generated/objects.ts';
import { cutList, isObject, textOf } from '../looseValues.ts';
import type { ObjectPlace } from '../objectDiagram.ts';
import type { PlannedPods } from './serviceSight.ts';

/** A port that a container declares. */
export interface DeclaredPort {
  readonly name: string;
  readonly number: number;
  readonly protocol: string;
}

/** A Pod, live or planned, as far as Services care. All texts are one line. */
export interface PodFacts {
  /** `shop/web-1`; of planned ones with their kind before it. */
  readonly key: string;
  readonly namespace: string;
  readonly labels: ReadonlyMap<string, string>;
  /** `Pod web-1`, `3 Pods of Deployment web`. */
  readonly title: string;
  /** Whose it is: `ReplicaSet web-6d4cf56db6`; empty for a Pod of its own. */
  readonly owner: string;
  readonly ownerKind: string;
  readonly ports: readonly DeclaredPort[];
  /** How many Pods this stands for. */
  readonly count: number;
  readonly place: ObjectPlace;
  /** Of a live one: its object, address and Node. */
  readonly live?: { readonly pod: Pod; readonly ip: string; readonly node: string; readonly hasEnded: boolean };
}

/** A list in a Pod longer than this is no list of a person's. */
const listLimit = 200;

/** What Services care about in a live Pod. */
export function livePod(pod: Pod): PodFacts {
  const { metadata, spec, status } = pod;
  const [name, namespace] = [textOf(metadata?.name), textOf(metadata?.namespace)];
  const controller = cutList(metadata?.ownerReferences).kept.find(({ item }) => item.controller === true)?.item;
  const ownerKind = textOf(controller?.kind);
  const phase = textOf(status?.phase);
  return {
    key: `${namespace}/${name}`,
    namespace,
    labels: labelsOf(metadata?.labels),
    title: `Pod ${name || '(no name)'}`,
    owner: controller ? `${ownerKind} ${textOf(controller.name)}` : '',
    ownerKind,
    ports: declaredPorts(spec),
    count: 1,
    place: { kind: 'Pod', namespace, name },
    live: {
      pod,
      ip: textOf(status?.podIP),
      node: textOf(spec?.nodeName),
      hasEnded: phase === 'Succeeded' || phase === 'Failed',
    },
  };
}

/** What Services care about in Pods that are only written yet. */
export function plannedPod({ kind, name, namespace, count, template }: PlannedPods): PodFacts {
  const workload = `${textOf(kind)} ${textOf(name) || '(no name)'}`;
  const isPod = kind === 'Pod';
  return {
    key: `${textOf(kind)} ${textOf(namespace)}/${textOf(name)}`,
    namespace: textOf(namespace),
    labels: labelsOf(template.metadata?.labels),
    title: isPod ? workload : `${podCount(kind, count)} of ${workload}`,
    owner: isPod ? '' : workload,
    ownerKind: isPod ? '' : textOf(kind),
    ports: declaredPorts(template.spec),
    count: isPod ? 1 : (count ?? 1),
    place: { kind, namespace, name },
  };
}

function podCount(kind: string, count: number | undefined): string {
  if (kind === 'DaemonSet') return 'a Pod on each Node';
  if (count === undefined) return 'Pods';
  return count === 1 ? '1 Pod' : `${count} Pods`;
}

/** The labels of an object that are texts. */
export function labelsOf(labels: unknown): ReadonlyMap<string, string> {
  if (!isObject(labels)) return new Map();
  return new Map(
    Object.entries(labels).flatMap(([key, value]) =>
      typeof value === 'string' ? [[key, value] as [string, string]] : [],
    ),
  );
}

/** The ports of the containers that keep running: where a `targetPort` finds its name. */
function declaredPorts(spec: PodSpec | undefined): DeclaredPort[] {
  const containers = [
    ...cutList<Container>(spec?.containers, listLimit).kept,
    ...cutList<Container>(spec?.initContainers, listLimit).kept.filter(({ item }) => item.restartPolicy === 'Always'),
  ];
  return containers.flatMap(({ item }) =>
    cutList(item.ports, listLimit).kept.flatMap(({ item: { name, containerPort, protocol } }) =>
      typeof containerPort === 'number'
        ? [{ name: textOf(name), number: containerPort, protocol: textOf(protocol) || 'TCP' }]
        : [],
    ),
  );
}

/** The number that a Service's `targetPort` means in a Pod; undefined where no container has a port of that name. */
export function resolvePort(target: number | string, protocol: string, pod: PodFacts): number | undefined {
  if (typeof target === 'number') return target;
  return pod.ports.find((port) => port.name === target && port.protocol === protocol)?.number;
}
