import type { ConfigMap } from '../../api/generated/objects.ts';
import type { Describer } from './describer.ts';

/** A ConfigMap as `kubectl describe configmap` shows it, with its data in full. */
export const describeConfigMap: Describer<ConfigMap> = (map, { text, events, nowMs }) => {
  text.line(0, 'Name:', map.metadata.name);
  text.line(0, 'Namespace:', map.metadata.namespace ?? '');
  text.labels('Labels', map.metadata.labels);
  text.annotations(map.metadata.annotations);
  text.line(0, '');
  text.line(0, 'Data');
  text.line(0, '====');
  for (const [key, value] of sorted(map.data)) {
    text.line(0, `${key}:`);
    text.line(0, '----');
    for (const line of value.split('\n')) text.line(0, line);
    text.line(0, '');
  }
  text.line(0, '');
  text.line(0, 'BinaryData');
  text.line(0, '====');
  for (const [key, value] of sorted(map.binaryData)) {
    const bytes = Math.floor((value.replace(/=+$/, '').length * 3) / 4);
    text.line(0, `${key}: ${bytes} bytes`);
  }
  text.line(0, '');
  text.events(events, nowMs);
};

function sorted(data: Readonly<Record<string, string>> | undefined): [string, string][] {
  return Object.entries(data ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
}
