import { hasFailed, sendRequest } from '../../http/client.ts';
import { HttpHeaders, type HttpResponse } from '../../http/message.ts';
import { hostField, parseUrl } from '../../http/url.ts';
import { resolveName } from '../../names.ts';
import type { Process } from '../../process.ts';
import type { Run } from '../../syscalls.ts';

/** The type of a page of metrics. */
export const metricsType = 'text/plain; version=0.0.4; charset=utf-8; escaping=underscores';

/** A metric as Prometheus reads it, with its samples. */
export function metric(
  name: string,
  kind: 'gauge' | 'counter',
  help: string,
  samples: readonly (readonly [labels: string, value: number])[],
): string {
  const lines = samples.map(([labels, value]) => `${name}${labels} ${value}\n`).join('');
  return `# HELP ${name} ${help}\n# TYPE ${name} ${kind}\n${lines}`;
}

/** One request within the Pod or cluster; nothing where it fails. */
export function* fetchText(process: Process, text: string, timeoutMs: number): Run<HttpResponse | undefined> {
  const url = parseUrl(text);
  const ip = url && (yield* resolveName(process, url.host));
  if (!url || ip === undefined) return undefined;
  const headers = new HttpHeaders([
    ['Host', hostField(url)],
    ['User-Agent', 'Go-http-client/1.1'],
    ['Connection', 'close'],
  ]);
  const request = { method: 'GET', target: url.target, version: '1.1' as const, headers, body: '' };
  const outcome = yield* sendRequest(process, { ip, port: url.port }, request, timeoutMs);
  return hasFailed(outcome) ? undefined : outcome;
}
