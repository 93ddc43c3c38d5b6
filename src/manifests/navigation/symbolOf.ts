import type { FieldPath } from '../../api/field.ts';
import { formatSelector } from '../../api/labels.ts';
import { readSelector } from '../facts/writtenSelectors.ts';
import { listAt, textAt, valueAt } from '../plainLookup.ts';

/** What a symbol stands for, for its icon. */
export type SymbolSort =
  | 'manifest'
  | 'container'
  | 'port'
  | 'variable'
  | 'volume'
  | 'mount'
  | 'probe'
  | 'resources'
  | 'selector'
  | 'key'
  | 'rule'
  | 'metric';

/** How a part of a manifest is called in an outline. */
export interface PartSymbol {
  readonly name: string;
  readonly detail: string;
  readonly sort: SymbolSort;
  /** The field inside the part that names it. */
  readonly named?: FieldPath;
}

/** A part of a manifest: its plain value, and the field that holds it or its list. */
export interface SymbolPart {
  readonly value: unknown;
  readonly field: string;
}

type Naming = (part: SymbolPart) => PartSymbol;

const containerWords: Readonly<Record<string, string>> = {
  containers: 'container',
  initContainers: 'init container',
  ephemeralContainers: 'ephemeral container',
};

const container: Naming = ({ value, field }) => {
  const sort = textAt(value, ['restartPolicy']) === 'Always' && field === 'initContainers';
  const role = sort ? 'sidecar' : (containerWords[field] ?? 'container');
  return { ...called(value, 'name', 'container', joined(role, textAt(value, ['image']))) };
};

const namings: Readonly<Record<string, Naming>> = {
  Container: container,
  EphemeralContainer: container,
  ContainerPort: ({ value }) => {
    const number = `${scalarAt(value, ['containerPort'])}/${textAt(value, ['protocol']) ?? 'TCP'}`;
    const name = textAt(value, ['name']);
    return name
      ? { name, detail: number, sort: 'port', named: ['name'] }
      : { name: number, detail: '', sort: 'port', named: ['containerPort'] };
  },
  EnvVar: ({ value }) => called(value, 'name', 'variable', textAt(value, ['value']) ?? sourceText(value)),
  EnvFromSource: ({ value }) => ({ name: 'envFrom', detail: sourceText({ valueFrom: value }), sort: 'variable' }),
  Volume: ({ value }) => {
    const source = keysOf(value).find((key) => key !== 'name') ?? '';
    const names = ['name', 'secretName', 'claimName', 'path'].map((key) => textAt(value, [source, key]));
    return called(
      value,
      'name',
      'volume',
      joined(
        source,
        names.find((name) => name !== undefined),
      ),
    );
  },
  VolumeMount: ({ value }) => called(value, 'mountPath', 'mount', textAt(value, ['name']) ?? ''),
  Probe: ({ value, field }) => ({ name: field, detail: probeText(value), sort: 'probe' }),
  ResourceRequirements: ({ value, field }) => ({ name: field, detail: resourcesText(value), sort: 'resources' }),
  VolumeResourceRequirements: ({ value, field }) => ({ name: field, detail: resourcesText(value), sort: 'resources' }),
  PersistentVolumeClaim: ({ value }) => ({
    name: textAt(value, ['metadata', 'name']) ?? '',
    detail: joined('claim', scalarAt(value, ['spec', 'resources', 'requests', 'storage'])),
    sort: 'volume',
    named: ['metadata', 'name'],
  }),
  LabelSelector: ({ value, field }) => ({
    name: field,
    detail: formatSelector(readSelector(Object(value) as Record<string, unknown>)),
    sort: 'selector',
  }),
  ServicePort: ({ value }) => {
    const port = scalarAt(value, ['port']);
    const target = `${port} → ${scalarAt(value, ['targetPort']) || port}`;
    const name = textAt(value, ['name']);
    return name
      ? { name, detail: target, sort: 'port', named: ['name'] }
      : { name: port, detail: target, sort: 'port', named: ['port'] };
  },
  IngressRule: ({ value }) => ({
    name: textAt(value, ['host']) ?? 'every host',
    detail: '',
    sort: 'rule',
    named: ['host'],
  }),
  HTTPIngressPath: ({ value }) => ({
    name: textAt(value, ['path']) ?? '/',
    detail: textAt(value, ['backend', 'service', 'name']) ?? '',
    sort: 'rule',
    named: ['path'],
  }),
  MetricSpec: ({ value }) => {
    const source = keysOf(value).find((key) => key !== 'type') ?? '';
    const name = textAt(value, [source, 'name']) ?? textAt(value, [source, 'metric', 'name']) ?? source;
    return { name, detail: metricText(value, source), sort: 'metric' };
  },
  PolicyRule: ({ value }) => ({ name: textsAt(value, 'resources'), detail: textsAt(value, 'verbs'), sort: 'rule' }),
  Subject: ({ value }) => called(value, 'name', 'rule', textAt(value, ['kind']) ?? ''),
  NetworkPolicyIngressRule: ({ value }) => ({ name: 'ingress', detail: peersText(value, 'from'), sort: 'rule' }),
  NetworkPolicyEgressRule: ({ value }) => ({ name: 'egress', detail: peersText(value, 'to'), sort: 'rule' }),
};

/** How an object of this type is called in an outline; undefined for types that have no place of their own there. */
export function symbolOf(type: string, part: SymbolPart): PartSymbol | undefined {
  return Object.hasOwn(namings, type) ? namings[type]?.(part) : undefined;
}

function called(value: unknown, field: string, sort: SymbolSort, detail: string): PartSymbol {
  return { name: textAt(value, [field]) ?? '', detail, sort, named: [field] };
}

function sourceText(value: unknown): string {
  const from = valueAt(value, ['valueFrom']);
  const source = keysOf(from).find((key) => key !== 'prefix');
  if (source === undefined) return '';
  const place = ['name', 'fieldPath', 'resource'].map((key) => textAt(from, [source, key]));
  const name = place.find((text) => text !== undefined);
  return joined(source, [name, textAt(from, [source, 'key'])].filter((text) => text !== undefined).join('.'));
}

function probeText(value: unknown): string {
  const action = keysOf(value).find((key) => ['httpGet', 'tcpSocket', 'grpc', 'exec'].includes(key)) ?? '';
  const place = `${textAt(value, [action, 'path']) ?? ''}${action === 'exec' ? '' : ` :${scalarAt(value, [action, 'port'])}`}`;
  return joined(action, place.trim());
}

function resourcesText(value: unknown): string {
  const amounts = (part: string) => {
    const list = valueAt(value, [part]);
    const texts = keysOf(list).map((key) => `${key} ${scalarAt(list, [key])}`);
    return texts.length > 0 ? [`${part} ${texts.join(', ')}`] : [];
  };
  return [...amounts('requests'), ...amounts('limits')].join(' · ');
}

function metricText(value: unknown, source: string): string {
  const target = valueAt(value, [source, 'target']);
  const percent = scalarAt(target, ['averageUtilization']);
  return percent !== '' ? `${percent} %` : scalarAt(target, ['averageValue']) || scalarAt(target, ['value']);
}

function peersText(value: unknown, field: string): string {
  const count = listAt(value, [field]).length;
  return count === 0 ? `${field} everywhere` : `${field} ${count} ${count === 1 ? 'peer' : 'peers'}`;
}

function textsAt(value: unknown, field: string): string {
  return listAt(value, [field])
    .filter((text) => typeof text === 'string')
    .join(', ');
}

function scalarAt(value: unknown, path: FieldPath): string {
  const found = valueAt(value, path);
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
}

function keysOf(value: unknown): string[] {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.keys(value) : [];
}

function joined(...parts: (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' · ');
}
