import { wholeServiceName } from '../../api/core/serviceDnsNames.ts';
import { defaultedObject } from '../defaultedObject.ts';
import { code } from '../markdown.ts';
import { listAt, textAt, valueAt } from '../plainLookup.ts';
import { counted, listing } from '../words/listing.ts';
import { namespaceOf } from './namespaceOf.ts';
import type { HoverContext, HoverSubject } from './subject.ts';

/** Pods whose names are shown. */
const maxNames = 3;

/** The names that the Pods of a StatefulSet and their claims get. */
export const statefulSet: HoverSubject = (context) => {
  const { kind, ownerType, field } = context;
  if (kind.kind !== 'StatefulSet') return undefined;
  const key = `${ownerType}.${field.name}`;
  if (key === 'StatefulSetSpec.replicas' || key === 'StatefulSetOrdinals.start') return podsText(context);
  if (key === 'StatefulSetSpec.serviceName') return dnsText(context);
  if (key === 'StatefulSetSpec.volumeClaimTemplates') return claimsText(context);
  if (key === 'RollingUpdateStatefulSetStrategy.partition') return partitionText(context);
  return undefined;
};

/** The first and the last number that Pods have, and how many there are. */
function numbersOf({ document }: HoverContext): { name: string; first: number; count: number } {
  const object = defaultedObject(document.parsed);
  const number = (path: string[], otherwise: number) => {
    const value = valueAt(object, path);
    return typeof value === 'number' ? Math.max(0, value) : otherwise;
  };
  return {
    name: textAt(object, ['metadata', 'name']) ?? 'NAME',
    first: number(['spec', 'ordinals', 'start'], 0),
    count: number(['spec', 'replicas'], 1),
  };
}

function podNames(context: HoverContext, prefix = '', suffix = ''): string {
  const { name, first, count } = numbersOf(context);
  const shown = Array.from({ length: Math.min(count, maxNames) }, (_, index) =>
    code(`${prefix}${name}-${first + index}${suffix}`),
  );
  if (count <= maxNames) return listing(shown);
  return `${shown.slice(0, -1).join(', ')} … ${code(`${prefix}${name}-${first + count - 1}${suffix}`)}`;
}

function podsText(context: HoverContext): string {
  const { count } = numbersOf(context);
  if (count === 0) return 'No Pods; their claims stay.';
  return `${counted(count, 'Pod')} with fixed names: ${podNames(context)}. One that is replaced keeps its name and its claims, not its address.`;
}

function dnsText(context: HoverContext): string | undefined {
  const { document } = context;
  const service = textAt(defaultedObject(document.parsed), ['spec', 'serviceName']);
  if (!service) return 'Without it the Pods have no names of their own in DNS.';
  const whole = wholeServiceName({ name: service, namespace: namespaceOf(context) });
  return `With a headless Service ${code(service)}, which is **not** made by itself, the Pods have names in DNS: ${podNames(context, '', `.${whole}`)}; within the Namespace, ${code(`${numbersOf(context).name}-${numbersOf(context).first}.${service}`)} is enough.`;
}

function claimsText(context: HoverContext): string | undefined {
  const templates = listAt(defaultedObject(context.document.parsed), ['spec', 'volumeClaimTemplates']);
  const names = templates.slice(0, 3).map((template) => textAt(template, ['metadata', 'name']) ?? '');
  if (names.length === 0) return undefined;
  const claims = names.map((name) => podNames(context, `${name}-`));
  return `Each Pod has a claim of its own: ${claims.join('; ')}. The claims stay when the Pods go, unless \`persistentVolumeClaimRetentionPolicy\` says otherwise.`;
}

function partitionText(context: HoverContext): string | undefined {
  const { name, first, count } = numbersOf(context);
  const partition = valueAt(context.document.value, context.path);
  if (typeof partition !== 'number') return undefined;
  if (partition >= first + count) return '**No Pod gets a new template:** all numbers are below it.';
  if (partition <= first) return 'All Pods get a new template.';
  return `Only ${code(`${name}-${partition}`)} and above get a new template; the ones below keep the old one, even if they are deleted.`;
}
