import type { Event } from '../../api/generated/objects.ts';
import { findKind, servedKind } from '../../api/kinds.ts';
import { pathOf } from '../../api/route.ts';
import { refusalOf } from '../../api/status.ts';
import { parseTime } from '../../api/time.ts';
import { sortedEvents } from '../../kubectl/eventText.ts';
import { refusedSight, type SourceKind } from './source.ts';

/** The messages of an object's Events. */
export const eventsSource: SourceKind<'events'> = {
  read(value) {
    const fields = value.fields();
    const kind = fields?.require('kind')?.text();
    const name = fields?.require('name')?.text();
    const namespace = fields?.get('namespace')?.text();
    const reason = fields?.get('reason')?.text();
    const eventType = fields?.get('type')?.oneOf(['Normal', 'Warning']);
    fields?.end();
    if (kind === undefined || name === undefined) return undefined;
    return {
      type: 'events',
      kind,
      name,
      ...(namespace !== undefined && { namespace }),
      ...(reason !== undefined && { reason }),
      ...(eventType !== undefined && { eventType }),
    };
  },

  async look({ kind, name, namespace, reason, eventType }, { client, namespace: own }) {
    const info = servedKind('events');
    const place = namespace ?? own;
    const fieldSelector = `involvedObject.kind=${kind},involvedObject.name=${name}`;
    const response = await client.send({ method: 'GET', path: pathOf(info, place), query: { fieldSelector } });
    const refusal = refusalOf(response);
    if (refusal) return refusedSight(refusal.message);
    const all = sortedEvents((response.body as { items: Event[] }).items);
    const living = await livingObject(client, kind, place, name);
    const meant = all.filter(
      (event) =>
        (reason === undefined || event.reason === reason) &&
        (eventType === undefined || event.type === eventType) &&
        // Those of an earlier object of this name are over.
        (living === undefined || event.involvedObject?.uid === undefined || event.involvedObject.uid === living.uid),
    );
    const bornMs = parseTime(living?.creationTimestamp ?? '');
    return {
      values: meant.map(({ message = '' }) => message),
      root: meant,
      ...(meant.length === 0 && { missing: 'there is no such Event.' }),
      ...(bornMs !== undefined && { bornMs }),
    };
  },

  name: ({ kind, name, reason }) => `The Events${reason === undefined ? '' : ` ${reason}`} of ${kind} ${name}`,
};

/** The object that has this name now. */
async function livingObject(
  client: Parameters<typeof eventsSource.look>[1]['client'],
  kind: string,
  namespace: string,
  name: string,
): Promise<{ uid?: string; creationTimestamp?: string } | undefined> {
  const info = ['v1', 'apps/v1', 'batch/v1'].map((version) => findKind(version, kind)).find((found) => found);
  if (!info) return undefined;
  const { body, code } = await client.send({ method: 'GET', path: pathOf(info, namespace, name) });
  return code === 200 ? (body as { metadata?: { uid?: string; creationTimestamp?: string } }).metadata : undefined;
}
