import type { ManagedFieldsEntry, Status } from '../../api/generated/objects.ts';
import { apiVersionOf, type KindInfo } from '../../api/kinds.ts';
import type { KubernetesObject, Stored } from '../../api/objects.ts';
import { formatTime } from '../../api/time.ts';
import { mergeApplied } from './applyMerge.ts';
import { sameJson } from './equality.ts';
import { changesBetween, emptyObject } from './fieldChanges.ts';
import { differenceOf, type FieldSet, intersectionOf, pathsOf, unionOf } from './fieldSet.ts';
import { fieldsOf, withNamedFields, withoutFields } from './fieldsOf.ts';
import { lastAppliedFields } from './lastApplied.ts';
import {
  isSameManager,
  type Manager,
  readManagers,
  trackUpdate,
  unowned,
  visiblePart,
  type Writer,
  writeManagers,
} from './managedFields.ts';
import { type Shape, shapeOfType } from './typedValue.ts';

/** How a configuration is applied. */
export interface ApplyOptions {
  readonly writer: Writer;
  /** What becomes of fields that other managers want otherwise. */
  readonly onConflict: 'refuse' | 'force';
  readonly nowMs: number;
}

/** The object that came of it, as far as this door may write it, and its managers; or the conflict. */
export type Applied =
  | {
      readonly object: KubernetesObject;
      readonly managedFields: readonly ManagedFieldsEntry[];
      readonly refusal?: undefined;
    }
  | { readonly refusal: Status; readonly object?: undefined };

/** Who owned an object that was there before anybody applied it (`before-first-apply`). */
const beforeFirstApply = 'before-first-apply';

/** Who writes when `kubectl apply --server-side` does not say otherwise. */
const kubectlManager = 'kubectl';

/**
 * Server-side apply: merges a configuration into the live object, takes out what the manager applied before and nobody
 * else wants, and hands over fields. `live` is missing where the object is new.
 * https://kubernetes.io/docs/reference/using-api/server-side-apply/
 */
export function applyConfiguration(
  info: KindInfo,
  live: Stored | undefined,
  configuration: KubernetesObject,
  options: ApplyOptions,
): Applied {
  const shape = shapeOfType(info.type);
  const { subresource } = options.writer;
  const before = visiblePart(live ?? emptyObject(info.type), subresource);
  const wanted = visiblePart(configuration, subresource);
  const known = knownManagers(info, live, options.nowMs);
  const mine = known.find(({ entry }) => isSameManager(entry, entryOf(info, options)));
  const fields = differenceOf(fieldsOf(wanted, shape), unowned);
  const others = known.filter((manager) => manager !== mine);
  const merged = mergeApplied(before, wanted, shape);
  const result = pruned(merged, mine?.fields, [...others.map((manager) => manager.fields), fields], shape);
  const { set, removed } = changesBetween(before, result, shape);

  const { manager } = options.writer;
  const takenOver = live && manager === kubectlManager ? lastAppliedFields(live, shape) : undefined;
  const conflicts = others
    .map(({ entry, fields: theirs }) => ({ entry, fields: differenceOf(intersectionOf(theirs, set), takenOver) }))
    .filter((conflict) => conflict.fields !== undefined);
  if (conflicts.length > 0 && options.onConflict === 'refuse') return { refusal: applyConflict(conflicts) };

  const lost = unionOf(set, removed);
  const isSame = lost === undefined && sameJson(fields, mine?.fields);
  const next: Manager = isSame && mine ? mine : { entry: entryOf(info, options), fields };
  const managers = others.map((manager) => ({ ...manager, fields: differenceOf(manager.fields, lost) }));
  return { object: result as KubernetesObject, managedFields: writeManagers([...managers, next]) };
}

function entryOf(info: KindInfo, { writer, nowMs }: ApplyOptions): Manager['entry'] {
  return {
    manager: writer.manager,
    operation: 'Apply',
    apiVersion: apiVersionOf(info),
    time: formatTime(nowMs),
    ...(writer.subresource !== undefined && { subresource: writer.subresource }),
  };
}

function knownManagers(info: KindInfo, live: Stored | undefined, nowMs: number): Manager[] {
  if (!live) return [];
  const managers = readManagers(live.metadata.managedFields);
  if (managers.length > 0) return managers;
  return readManagers(trackUpdate(info, undefined, live, { manager: beforeFirstApply }, nowMs));
}

/**
 * Without what this manager applied before (`last`) and no manager owns any more. A list's element goes as a whole with
 * its defaults, unless somebody owns a part of it.
 */
function pruned(
  value: unknown,
  last: FieldSet | undefined,
  owned: readonly (FieldSet | undefined)[],
  shape: Shape,
): unknown {
  if (!last) return value;
  const named = (set: FieldSet | undefined) => withNamedFields(set, shape);
  const all = named(fieldsOf(value, shape));
  const given = named(last);
  const withoutGiven = withoutFields(value, given, shape);
  const kept = unionOf(named(fieldsOf(withoutGiven, shape)), named(owned.reduce(unionOf, undefined)));
  const withoutUnowned = withoutFields(value, differenceOf(all, kept), shape);
  const gone = differenceOf(all, named(fieldsOf(withoutUnowned, shape)));
  return withoutFields(value, intersectionOf(gone, given), shape);
}

interface Conflict {
  readonly entry: Manager['entry'];
  readonly fields: FieldSet | undefined;
}

/** 409 with the managers and fields in conflict, in a real server's words. */
function applyConflict(conflicts: readonly Conflict[]): Status {
  const named = conflicts
    .map(({ entry, fields }) => ({ manager: printManager(entry), paths: pathsOf(fields) }))
    .sort((a, b) => (a.manager < b.manager ? -1 : 1));
  const count = named.reduce((sum, { paths }) => sum + paths.length, 0);
  const [first] = named;
  const list = named.flatMap(({ manager, paths }) => [
    `conflicts with ${manager}:`,
    ...paths.map((path) => `- ${path}`),
  ]);
  const message =
    count === 1
      ? `Apply failed with 1 conflict: conflict with ${first?.manager}: ${first?.paths[0]}`
      : `Apply failed with ${count} conflicts: ${list.join('\n')}`;
  const causes = named.flatMap(({ manager, paths }) =>
    paths.map((field) => ({ reason: 'FieldManagerConflict', message: `conflict with ${manager}`, field })),
  );
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason: 'Conflict',
    details: { causes },
    code: 409,
  };
}

function printManager({ manager, operation, apiVersion, subresource }: Manager['entry']): string {
  const who = `${JSON.stringify(manager ?? '')}${subresource ? ` with subresource ${JSON.stringify(subresource)}` : ''}`;
  return operation === 'Update' ? `${who} using ${apiVersion}` : who;
}
