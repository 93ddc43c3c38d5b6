import type { Status } from '../api/generated/objects.ts';
import { apiVersionOf, type KindInfo } from '../api/kinds.ts';
import type { KubernetesObject, Stored, WatchEvent } from '../api/objects.ts';
import type { ApiRequest, ApiResponse, ApiStream } from '../api/request.ts';
import { pathOf } from '../api/route.ts';
import { refusalOf } from '../api/status.ts';
import { CommandError } from './commandError.ts';
import type { KubectlHost } from './host.ts';
import { refusalError } from './statusText.ts';

/** The name under which writes are recorded in `managedFields`. */
const userAgent = 'kubectl/v1.34.0';

/** Sends a request and prints the server's warnings. A refusal is an answer. */
export async function send(host: KubectlHost, request: ApiRequest): Promise<ApiResponse> {
  const response = await host.client.send({ userAgent, ...request });
  for (const warning of response.warnings ?? []) host.stderr(`Warning: ${warning}\n`);
  return response;
}

/** Sends a request; a refusal ends the command in kubectl's words. */
export async function sendOrFail(
  host: KubectlHost,
  request: ApiRequest,
  doing?: { readonly what: string; readonly source: string },
): Promise<unknown> {
  const response = await send(host, request);
  const refusal = refusalOf(response);
  if (refusal) throw refusalError(refusal, doing);
  return response.body;
}

/** Reads one object; its absence ends the command. */
export async function getObject<T extends KubernetesObject = KubernetesObject>(
  host: KubectlHost,
  info: KindInfo,
  namespace: string,
  name: string,
): Promise<Stored<T>> {
  const request: ApiRequest = { method: 'GET', path: pathOf(info, namespace, name) };
  return (await sendOrFail(host, request)) as Stored<T>;
}

/** Lists objects; the items get the `kind` and `apiVersion` that lists leave out. */
export async function listObjects<T extends KubernetesObject = KubernetesObject>(
  host: KubectlHost,
  info: KindInfo,
  namespace: string | undefined,
  query: Readonly<Record<string, string>> = {},
): Promise<{ items: Stored<T>[]; resourceVersion: string }> {
  const response = await send(host, { method: 'GET', path: pathOf(info, namespace), query });
  const refusal = refusalOf(response);
  if (refusal) throw refusalError(listRefusal(info, query, refusal));
  const list = response.body as { items?: Stored<T>[]; metadata?: { resourceVersion?: string } };
  const items = (list.items ?? []).map((item) => ({ ...item, apiVersion: apiVersionOf(info), kind: info.kind }));
  return { items, resourceVersion: list.metadata?.resourceVersion ?? '' };
}

/** kubectl says what it was looking for where the server could not read a selector. */
export function listRefusal(info: KindInfo, query: Readonly<Record<string, string>>, status: Status): Status {
  if (status.reason !== 'BadRequest' && status.reason !== 'NotFound') return status;
  const { labelSelector = '', fieldSelector = '' } = query;
  const resource = `${info.group === '' ? '' : info.group}/${info.version}, Resource=${info.plural}`;
  const doing =
    labelSelector === '' && fieldSelector === ''
      ? `Unable to list ${JSON.stringify(resource)}`
      : `Unable to find ${JSON.stringify(resource)} that match label selector ${JSON.stringify(labelSelector)}, field selector ${JSON.stringify(fieldSelector)}`;
  return { ...status, message: `${doing}: ${status.message ?? ''}` };
}

/** How a stream came to its end: by itself, or because the user or the reader stopped it. */
export interface StreamResult {
  readonly exitCode?: number;
  readonly error?: string;
  readonly interrupted: boolean;
}

/** What a reader of a stream may say to stop it. */
export type StreamVerdict = 'stop' | undefined;

interface StreamReader {
  onEvent?(event: WatchEvent): StreamVerdict;
  onText?(channel: 'stdout' | 'stderr', text: string): void;
  onOpen?(stream: ApiStream): void;
  /** The error for a refusal, where it is not the usual one. */
  refused?(status: Status): CommandError;
}

/** Opens a stream and reads it until it ends, the reader stops it, the user breaks off or `timeoutMs` have passed. */
export async function follow(
  host: KubectlHost,
  request: ApiRequest,
  reader: StreamReader,
  timeoutMs?: number,
): Promise<StreamResult & { readonly timedOut: boolean }> {
  return new Promise((resolve, reject) => {
    let stream: ApiStream | undefined;
    let done = false;
    const finish = (result: StreamResult & { timedOut: boolean }) => {
      if (done) return;
      done = true;
      stream?.close();
      resolve(result);
    };
    const interrupt = () => finish({ interrupted: true, timedOut: false });
    const opened = host.client.open(
      { userAgent, ...request },
      {
        onChunk: (chunk) => {
          if (done) return;
          if (chunk.channel !== 'watch') reader.onText?.(chunk.channel, chunk.text);
          else if (reader.onEvent?.(chunk.event) === 'stop') finish({ interrupted: false, timedOut: false });
        },
        onEnd: (end) => finish({ ...end, interrupted: false, timedOut: false }),
      },
    );
    opened.then(({ response, stream: open }) => {
      const refusal = refusalOf(response);
      if (refusal) {
        done = true;
        reject(reader.refused?.(refusal) ?? refusalError(refusal));
        return;
      }
      stream = open;
      if (done) open?.close();
      else if (open) reader.onOpen?.(open);
    }, reject);
    if (host.cancellation.aborted) interrupt();
    host.cancellation.onAbort(interrupt);
    if (timeoutMs !== undefined && host.sleep) {
      host.sleep(timeoutMs).then(() => finish({ interrupted: false, timedOut: true }), reject);
    }
  });
}

/** The end of a command that Ctrl-C broke off: nothing is said, and the exit code is the shell's for SIGINT. */
export function interruptedError(): CommandError {
  return new CommandError('', 130);
}
