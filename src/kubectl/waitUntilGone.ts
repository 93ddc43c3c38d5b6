import type { KubernetesObject } from '../api/objects.ts';
import { pathOf } from '../api/route.ts';
import { refusalOf } from '../api/status.ts';
import { commandError } from './commandError.ts';
import type { KubectlHost } from './host.ts';
import { follow, interruptedError, send } from './requests.ts';
import { refusalError } from './statusText.ts';
import type { Target } from './targets.ts';

/** Watches an object until it is gone or another has taken its name; `timeoutMs` of 0 waits for ever. */
export async function waitUntilGone(host: KubectlHost, target: Target, uid: string, timeoutMs: number): Promise<void> {
  if (await isGoneWithin(host, target, uid, timeoutMs)) return;
  throw commandError(`timed out waiting for the condition on ${target.info.plural}/${target.name}`);
}

/** The same; false where it is still there after that time. */
export async function isGoneWithin(
  host: KubectlHost,
  target: Target,
  uid: string,
  timeoutMs: number,
): Promise<boolean> {
  const response = await send(host, { method: 'GET', path: pathOf(target.info, target.namespace, target.name) });
  const refusal = refusalOf(response);
  if (refusal?.reason === 'NotFound') return true;
  if (refusal) throw refusalError(refusal);
  const object = response.body as KubernetesObject;
  if (uid !== '' && object.metadata?.uid !== uid) return true;
  const end = await follow(
    host,
    {
      method: 'GET',
      path: pathOf(target.info, target.namespace),
      query: {
        watch: 'true',
        fieldSelector: `metadata.name=${target.name}`,
        resourceVersion: object.metadata?.resourceVersion ?? '0',
      },
    },
    {
      onEvent: (event) =>
        event.type === 'DELETED' ||
        event.type === 'ERROR' ||
        (uid !== '' && event.object.metadata?.uid !== uid && event.type !== 'BOOKMARK')
          ? 'stop'
          : undefined,
    },
    timeoutMs > 0 ? timeoutMs : undefined,
  );
  if (end.interrupted) throw interruptedError();
  return !end.timedOut;
}

/** Of the deleted object itself, or of the `Status` that stands for it. */
export function uidOf(body: unknown): string {
  const object = body as KubernetesObject & { details?: { uid?: string } };
  return object.metadata?.uid ?? object.details?.uid ?? '';
}
