import { type FieldType, hasType, typeSchema } from '../../api/schema.ts';
import { inTurn } from '../edits/applyEdits.ts';
import { moveField } from '../edits/moveSlot.ts';
import { setValue } from '../edits/putValue.ts';
import { flowText } from '../edits/yamlText.ts';
import { typeAt } from '../fieldNames.ts';
import { valueAt } from '../plainLookup.ts';
import { type Fix, type FixContext, type Fixer, fixWith } from './fix.ts';

/** The field that a short form stands for, by type: `ports: [80]`, `strategy: Recreate`, `exec: [ls]`. */
const shortForms: Readonly<Record<string, readonly string[]>> = {
  ContainerPort: ['containerPort'],
  ServicePort: ['port'],
  LocalObjectReference: ['name'],
  ObjectReference: ['name'],
  TCPSocketAction: ['port'],
  GRPCAction: ['port'],
  ExecAction: ['command'],
  Capabilities: ['drop', 'add'],
  DeploymentStrategy: ['type'],
  DaemonSetUpdateStrategy: ['type'],
  StatefulSetUpdateStrategy: ['type'],
  ServiceBackendPort: ['number', 'name'],
  SeccompProfile: ['type'],
  NodeSelector: ['nodeSelectorTerms'],
  PodOS: ['name'],
};

/** A list or a plain value where a map is wanted. */
export const makeObject: Fixer = { codes: ['schema/wrong-type'], offer };

function offer(context: FixContext): Fix[] {
  const { path, kind, document } = context;
  const type = typeAt(kind.type, path);
  const value = valueAt(document.value, path);
  if (value === undefined || value === null) return [];
  if (type?.kind === 'string') return withoutMatchLabels(context, value);
  const isMap = type?.kind === 'map' || type?.kind === 'object';
  if (!isMap || (typeof value === 'object' && !Array.isArray(value))) return [];
  if (Array.isArray(value)) {
    const merged = mergedItems(value, type);
    if (merged) return fixWith('Take the dashes away', setValue(context, path, merged), 'unambiguous');
  }
  if (type.kind !== 'object' || !Object.hasOwn(shortForms, type.type)) return [];
  const { fields } = typeSchema(type.type);
  const names = (shortForms[type.type] ?? []).filter((name) => fits(value, fields.get(name)?.type));
  return names.flatMap((name) =>
    fixWith(
      `Write ${flowText({ [name]: value }, 'yaml').slice(0, 60)}`,
      setValue(context, path, { [name]: value }),
      names.length === 1 ? 'unambiguous' : undefined,
    ),
  );
}

/** The selector of a Service has labels and no `matchLabels`. */
function withoutMatchLabels(context: FixContext, value: unknown): Fix[] {
  const { path } = context;
  const isLabels = path.at(-1) === 'matchLabels' || Object(path.at(-1)).key === 'matchLabels';
  if (!isLabels || typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  const steps = Object.keys(value).map(
    (key) => (now: FixContext | Parameters<typeof moveField>[0]) =>
      moveField(now, [...path, { key }], [...path.slice(0, -1), { key }]),
  );
  return fixWith('Take matchLabels away: this selector has labels only', inTurn(context, steps), 'unambiguous');
}

/** One map of a list of maps that have different keys, all of them known. */
function mergedItems(items: readonly unknown[], type: FieldType): Record<string, unknown> | undefined {
  const merged: Record<string, unknown> = {};
  const known = type.kind === 'object' && hasType(type.type) ? typeSchema(type.type).fields : undefined;
  for (const item of items) {
    if (item === null || typeof item !== 'object' || Array.isArray(item)) return undefined;
    for (const [key, value] of Object.entries(item)) {
      if (Object.hasOwn(merged, key) || (known && !known.has(key))) return undefined;
      if (type.kind === 'map' && type.of.kind !== 'object' && value !== null && typeof value === 'object')
        return undefined;
      merged[key] = value;
    }
  }
  return items.length > 0 ? merged : undefined;
}

function fits(value: unknown, type: FieldType | undefined): boolean {
  if (Array.isArray(value)) return type?.kind === 'list' && value.every((item) => fits(item, type.of));
  if (type?.kind === 'string') return typeof value === 'string';
  if (type?.kind === 'intOrString') return typeof value === 'number' || typeof value === 'string';
  if (type?.kind === 'object') return value !== null && typeof value === 'object';
  return type?.kind === 'integer' && typeof value === 'number';
}
