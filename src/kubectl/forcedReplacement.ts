import type { KubernetesObject } from '../api/objects.ts';
import { pathOf } from '../api/route.ts';
import { refusalOf } from '../api/status.ts';
import { forEach } from './changeReport.ts';
import { commandError } from './commandError.ts';
import { deleteOptions } from './deleteOptions.ts';
import type { ParsedFlags } from './flags.ts';
import type { KubectlHost } from './host.ts';
import { withLastApplied } from './lastApplied.ts';
import type { ManifestObject } from './manifestSource.ts';
import type { ManifestWrite } from './manifestWrite.ts';
import { send, sendOrFail } from './requests.ts';
import { resourceName } from './resourceArguments.ts';
import { refusalError } from './statusText.ts';
import { withNamespace } from './verbs/create.ts';
import { isGoneWithin, uidOf, waitUntilGone } from './waitUntilGone.ts';

/** How long kubectl waits for the end of the old objects where `--timeout` says nothing, milliseconds. */
const defaultTimeoutMs = 300_000;

/** An old object whose end is waited for; its uid is '' where it is not known. */
interface Deleted {
  readonly object: ManifestObject;
  readonly uid: string;
}

/**
 * What `replace --force` does: deletes all that the files name, waits until it is gone and creates it again. What fails
 * keeps all from the next step, as it does in kubectl.
 */
export async function replaceByForce(
  flags: ParsedFlags,
  host: KubectlHost,
  { entries, query, report }: ManifestWrite,
): Promise<void> {
  // kubectl turns 0 into 1, so that the object's end is still waited for.
  const asked = flags.integer('grace-period');
  const graceSeconds = asked === 0 ? 1 : asked;
  const timeoutMs = flags.durationMs('timeout');
  const deleted: Deleted[] = [];
  await forEach(entries, async ({ object, error }) => {
    if (error) throw error;
    const uid = await deleteOld(flags, host, object, graceSeconds);
    if (uid !== undefined) deleted.push({ object, uid });
  });
  for (const { object, uid } of deleted) {
    const target = { ...object, name: nameOf(object) };
    if (flags.enabled('wait') || asked === 0) await waitUntilGone(host, target, uid, timeoutMs);
    else if (!(await isGoneWithin(host, target, uid, timeoutMs || defaultTimeoutMs)))
      throw commandError('context deadline exceeded');
  }
  await forEach(entries, async ({ object }) => {
    if (!object) return;
    const { info, namespace } = object;
    const request = {
      method: 'POST' as const,
      path: pathOf(info, namespace),
      query,
      contentType: 'application/json',
      body: replacement(flags, object),
    };
    report(info, (await sendOrFail(host, request)) as KubernetesObject, 'replaced');
  });
}

/** What a manifest puts in the place of the old object. */
export function replacement(flags: ParsedFlags, object: ManifestObject): KubernetesObject {
  const own = withNamespace(object, object.value);
  return flags.enabled('save-config') ? withLastApplied(own) : own;
}

/** The uid of what was deleted; nothing where there was nothing. */
async function deleteOld(
  flags: ParsedFlags,
  host: KubectlHost,
  object: ManifestObject,
  graceSeconds: number,
): Promise<string | undefined> {
  const { info, namespace, source } = object;
  const name = nameOf(object);
  const answer = await send(host, {
    method: 'DELETE',
    path: pathOf(info, namespace, name),
    contentType: 'application/json',
    body: deleteOptions(flags, graceSeconds),
  });
  const refusal = refusalOf(answer);
  if (refusal?.reason === 'NotFound') return undefined;
  if (refusal) throw refusalError(refusal, { what: 'deleting', source });
  const kind = info.group === '' ? info.singular : `${info.singular}.${info.group}`;
  const where = info.namespaced ? ` from ${namespace} namespace` : '';
  const isShort = flags.text('output') === 'name';
  host.stdout(isShort ? `${resourceName(info, name)}\n` : `${kind} "${name}" deleted${where}\n`);
  return uidOf(answer.body);
}

const nameOf = ({ value }: ManifestObject): string => value.metadata?.name ?? '';
