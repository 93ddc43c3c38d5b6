/* A stored object without what admission and the store add: what `reviewCreate` owes. */

type Json = Record<string, unknown>;

const tokenVolume = /^kube-api-access-/;
const nodeTolerations = new Set(['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']);

/** The recorded object without the server's own metadata, admission's additions and the first status. */
export function withoutServerPart(object: unknown, sent: unknown): Json {
  // A list that must be there and is not is null in the server's JSON; here it is not set.
  const copy = JSON.parse(JSON.stringify(object), (_, value) => value ?? undefined) as Json;
  const metadata = copy.metadata as Json;
  for (const field of ['uid', 'generation', 'creationTimestamp', 'resourceVersion']) delete metadata[field];
  if (metadata.generateName && !(sent as { metadata: Json }).metadata.name) delete metadata.name;
  if (copy.kind === 'Namespace') delete copy.spec;
  delete copy.status;
  if (copy.kind === 'Pod') dropAdmission(copy.spec as Json, (sent as { spec?: Json }).spec ?? {});
  return copy;
}

function dropAdmission(spec: Json, sent: Json): void {
  filterList(spec, 'volumes', ({ name }) => !tokenVolume.test(String(name)));
  for (const list of ['containers', 'initContainers']) {
    for (const container of (spec[list] as Json[] | undefined) ?? [])
      filterList(container, 'volumeMounts', ({ name }) => !tokenVolume.test(String(name)));
  }
  const given = (sent.tolerations as Json[] | undefined) ?? [];
  filterList(
    spec,
    'tolerations',
    ({ key }) => !nodeTolerations.has(String(key)) || given.some((toleration) => toleration.key === key),
  );
  for (const field of ['serviceAccountName', 'serviceAccount', 'priority', 'preemptionPolicy']) {
    if (sent.serviceAccountName === undefined || !field.startsWith('service')) {
      if (sent[field] === undefined) delete spec[field];
    }
  }
}

function filterList(holder: Json, field: string, keep: (item: Json) => boolean): void {
  const list = holder[field] as Json[] | undefined;
  if (!list) return;
  const kept = list.filter(keep);
  if (kept.length > 0) holder[field] = kept;
  else delete holder[field];
}
