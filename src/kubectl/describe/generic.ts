import type { KubernetesObject } from '../../api/objects.ts';
import type { Describer } from './describer.ts';
import type { DescribeText } from './describeText.ts';

/** Any object, as kubectl describes kinds that it has no own layout for: field by field, names in words. */
export const describeGeneric: Describer<KubernetesObject> = (object, { text, events, nowMs }) => {
  text.line(0, 'Name:', object.metadata.name);
  text.line(0, 'Namespace:', object.metadata.namespace ?? '');
  text.labels('Labels', object.metadata.labels);
  text.annotations(object.metadata.annotations);
  const { name: _n, namespace: _s, labels: _l, annotations: _a, managedFields: _m, ...metadata } = object.metadata;
  write(text, 0, { ...object, metadata });
  text.events(events, nowMs);
};

function write(text: DescribeText, level: number, value: Record<string, unknown>): void {
  for (const key of Object.keys(value).sort()) {
    const title = `${words(key)}:`;
    const child = value[key];
    if (Array.isArray(child)) {
      text.line(level, title);
      for (const item of child) {
        if (isRecord(item)) write(text, level + 1, item);
        else text.line(level + 1, String(item));
      }
    } else if (isRecord(child)) {
      text.line(level, title);
      write(text, level + 1, child);
    } else text.line(level, title, child === null ? '<nil>' : String(child));
  }
}

/** Words that kubectl writes in capitals. */
const acronyms = new Set(['API', 'URL', 'UID', 'OSB', 'GUID']);

/** `creationTimestamp` as `Creation Timestamp`; a name with other characters than letters stays as it is. */
function words(name: string): string {
  if (/[^\p{L}-]/u.test(name)) return name;
  return (name.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?[^\p{Lu}]+|\p{Lu}/gu) ?? [])
    .map((word) =>
      acronyms.has(word.toUpperCase()) ? word.toUpperCase() : word.charAt(0).toUpperCase() + word.slice(1),
    )
    .join(' ');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
