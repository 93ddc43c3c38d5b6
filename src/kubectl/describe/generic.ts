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
  const { metadata: _metadata, apiVersion, kind, ...rest } = object as unknown as Record<string, unknown>;
  text.line(0, 'API Version:', String(apiVersion));
  text.line(0, 'Kind:', String(kind));
  write(text, 0, { metadata, ...rest });
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

/** `creationTimestamp` as `Creation Timestamp`. */
function words(name: string): string {
  const spaced = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2');
  return spaced
    .split(' ')
    .map((word) =>
      acronyms.has(word.toUpperCase()) ? word.toUpperCase() : word.charAt(0).toUpperCase() + word.slice(1),
    )
    .join(' ');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
