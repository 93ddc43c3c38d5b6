import type { FieldPath } from '../../api/field.ts';
import { imageCatalogue } from '../../api/imageCatalogue.ts';
import { factsOf } from '../facts/manifestFacts.ts';
import { typeAt } from '../fieldNames.ts';
import { listAt, textAt, valueAt } from '../plainLookup.ts';
import type { FixContext } from './fix.ts';

/** What may be written where a field is missing. */
export interface RequiredValue {
  readonly path: FieldPath;
  readonly value: unknown;
  readonly title?: string;
  /** It follows from what else is written: no placeholder. */
  readonly follows?: true;
}

type Reading = (context: FixContext, path: FieldPath) => RequiredValue[];

/** By the type that the field belongs to and its name. */
const readings: Readonly<Record<string, Reading>> = {
  'ObjectMeta.name': ({ kind }, path) => [{ path, value: `my-${kind.kind.toLowerCase()}`.slice(0, 50) }],
  'Container.name': (context, path) => [{ path, value: containerName(context, path), follows: true }],
  'Container.image': (context, path) => [{ path, value: imageFor(context, path) }],
  'PodSpec.containers': (_, path) => [{ path, value: [{ name: 'app', image: 'nginx' }] }],
  'ContainerPort.containerPort': just(80),
  'DeploymentSpec.selector': selectorFromTemplate,
  'ReplicaSetSpec.selector': selectorFromTemplate,
  'StatefulSetSpec.selector': selectorFromTemplate,
  'DaemonSetSpec.selector': selectorFromTemplate,
  'CronJobSpec.schedule': just('*/5 * * * *'),
  'HTTPIngressPath.pathType': (_, path) =>
    ['Prefix', 'Exact'].map((value) => ({ path, value, title: `Add pathType: ${value}` })),
  'ServiceSpec.externalName': just('example.com'),
  'ServicePort.name': (context, path) => [{ path, value: portName(context, path) }],
  'PersistentVolumeClaimSpec.accessModes': just(['ReadWriteOnce']),
  'CrossVersionObjectReference.kind': just('Deployment'),
  'CrossVersionObjectReference.name': (context, path) => {
    const own = textAt(context.document.value, ['metadata', 'name']);
    return own ? [{ path, value: own }] : [];
  },
  'MetricSpec.type': ({ document }, path) => {
    const sources = ['resource', 'containerResource', 'pods', 'object', 'external'];
    const written = sources.filter((name) => valueAt(document.value, [...path.slice(0, -1), name]) !== undefined);
    return written.length === 1 ? [{ path, value: capital(written[0] ?? ''), follows: true }] : [];
  },
  'MetricTarget.type': targetType,
  'ContainerResourceMetricSource.container': just('app'),
  'Volume.name': just('data'),
  'VolumeMount.name': just('data'),
  'HostPathVolumeSource.path': just('/var/data'),
  'PodAffinityTerm.topologyKey': just('kubernetes.io/hostname'),
  'ExecAction.command': just(['cat', '/tmp/healthy']),
  Probe: (context, path) => [
    { path: [...path, 'httpGet'], value: { path: '/', port: probedPort(context, path) }, title: 'Add httpGet' },
  ],
  LifecycleHandler: (_, path) => [{ path: [...path, 'sleep'], value: { seconds: 5 }, title: 'Add sleep' }],
};

/** What may be written for a diagnostic that misses a field; none where nothing sensible is known. */
export function requiredValues(context: FixContext): RequiredValue[] {
  const { kind, path } = context;
  const here = typeAt(kind.type, path);
  const owner = typeAt(kind.type, path.slice(0, -1));
  const name = path.at(-1);
  if (typeof name === 'object' && name.key === 'storage' && path.at(-2) === 'resources') {
    return [
      { path: [...path.slice(0, -1), 'requests', name], value: '1Gi', title: 'Add a request for storage of 1Gi' },
    ];
  }
  const byField = owner?.kind === 'object' ? `${owner.type}.${String(name)}` : '';
  const byType = here?.kind === 'object' ? here.type : '';
  const key = [byField, byType].find((one) => Object.hasOwn(readings, one));
  return key === undefined ? [] : (readings[key]?.(context, path) ?? []);
}

function just(value: unknown): Reading {
  return (_, path) => [{ path, value }];
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** The image's own name, made to fit, or `app`; with a number where it is taken. */
function containerName({ document }: FixContext, path: FieldPath): string {
  const list = listAt(document.value, path.slice(0, -2));
  const image = textAt(document.value, [...path.slice(0, -1), 'image']) ?? '';
  const last =
    image
      .replace(/[@:][^/]*$/, '')
      .split('/')
      .at(-1) ?? '';
  const name = /^[a-z0-9]([-a-z0-9]{0,50}[a-z0-9])?$/.test(last) ? last : 'app';
  const taken = new Set(list.map((item) => textAt(item, ['name'])));
  let free = name;
  for (let number = 2; taken.has(free); number++) free = `${name}-${number}`;
  return free;
}

function imageFor({ document }: FixContext, path: FieldPath): string {
  const name = textAt(document.value, [...path.slice(0, -1), 'name']);
  return imageCatalogue.find((image) => image.name === name)?.name ?? 'nginx';
}

function selectorFromTemplate({ document }: FixContext, path: FieldPath): RequiredValue[] {
  const labels = factsOf(document.parsed).pods?.labels ?? {};
  if (Object.keys(labels).length === 0) return [];
  return [{ path, value: { matchLabels: labels }, title: "Select the template's labels", follows: true }];
}

function portName({ document }: FixContext, path: FieldPath): string {
  const number = valueAt(document.value, [...path.slice(0, -1), 'port']);
  return number === 80 ? 'http' : number === 443 ? 'https' : `port-${String(number)}`.slice(0, 15);
}

function targetType({ document }: FixContext, path: FieldPath): RequiredValue[] {
  const fields = { averageUtilization: 'Utilization', averageValue: 'AverageValue', value: 'Value' };
  const written = Object.entries(fields).filter(
    ([field]) => valueAt(document.value, [...path.slice(0, -1), field]) !== undefined,
  );
  return written.length === 1 ? [{ path, value: written[0]?.[1], follows: true }] : [];
}

/** The first port of the container that is probed. */
function probedPort({ document }: FixContext, path: FieldPath): unknown {
  const container = path.slice(0, path.findLastIndex((segment) => typeof segment === 'number') + 1);
  return valueAt(document.value, [...container, 'ports', 0, 'containerPort']) ?? 80;
}
