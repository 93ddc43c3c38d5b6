import type { Stored } from '../../api/objects.ts';
import { changesBetween } from './fieldChanges.ts';
import { differenceOf, type FieldSet } from './fieldSet.ts';
import { fieldsOf } from './fieldsOf.ts';
import type { Shape } from './typedValue.ts';

const annotation = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * The fields that kubectl's client-side apply set and that are still as it set them. kubectl's server-side apply takes
 * them over without a conflict (`k8s.io/apimachinery/pkg/util/managedfields/internal/lastappliedmanager.go`).
 */
export function lastAppliedFields(live: Stored, shape: Shape): FieldSet | undefined {
  const applied = parsed(live.metadata.annotations?.[annotation]);
  if (applied?.apiVersion !== live.apiVersion) return undefined;
  const { set, removed } = changesBetween(applied, live, shape);
  return differenceOf(differenceOf(fieldsOf(applied, shape), set), removed);
}

function parsed(text: string | undefined): { readonly apiVersion?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
