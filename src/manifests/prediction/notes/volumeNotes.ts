import type { FieldPath } from '../../../api/field.ts';
import type { PersistentVolumeClaim } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { podSpecPath } from '../../podSpecs.ts';
import type { AppliedManifest } from '../applying.ts';
import { containersOf, type Evidence, itemsAt, podsOf } from '../evidence.ts';
import type { TrialRemark } from '../noteMaker.ts';
import { oneLine, spanText } from '../spans.ts';

/** Says what configuration or volume keeps a Pod from starting, at the place where it is asked for. */
export function volumeNotes(evidence: Evidence, manifest: AppliedManifest): TrialRemark[] {
  return [...mountNotes(evidence, manifest), ...environmentNotes(evidence, manifest)];
}

function mountNotes(evidence: Evidence, manifest: AppliedManifest): TrialRemark[] {
  const base = podSpecPath(manifest.info);
  if (!base) return [];
  const events = podsOf(evidence, manifest)
    .filter(({ containers }) => [...containers.values()].every(({ startsMs }) => startsMs.length === 0))
    .flatMap(({ uid }) => evidence.witness.events(uid))
    .filter(({ reason }) => reason === 'FailedMount');
  return itemsAt(manifest.object, [...base, 'volumes']).flatMap(({ name }, index) => {
    const event = events.find(({ message }) => message.includes(`for volume "${String(name)}"`));
    if (!event) return [];
    const said = oneLine(event.message.replace(/^MountVolume\.SetUp failed for volume "[^"]*" : /, ''), 200);
    const detail = `The kubelet cannot set up the volume, so no container of the Pod starts; after ${spanText(evidence.witness.nowMs)} the Pod is still in ContainerCreating. It says: ${said}. Add the missing object, correct the name or key, or mark the source optional: true.`;
    return [
      {
        path: [...base, 'volumes', index, 'name'],
        severity: 'error',
        code: 'mount',
        title: `cannot be mounted: ${said}`,
        detail,
      },
    ];
  });
}

function environmentNotes(evidence: Evidence, manifest: AppliedManifest): TrialRemark[] {
  const pods = podsOf(evidence, manifest);
  return containersOf(manifest).flatMap((written) => {
    const waiting = pods
      .map(({ containers }) => containers.get(written.name)?.status?.state?.waiting)
      .find((state) => state?.reason === 'CreateContainerConfigError');
    const said = oneLine(waiting?.message ?? '', 200);
    const missing = /(configmap|secret) "([^"]+)" not found/.exec(said);
    const key = /couldn't find key (\S+) in (ConfigMap|Secret) [^/\s]*\/(\S+)/.exec(said);
    const [kind, name] = missing ? [missing[1], missing[2]] : [key?.[2]?.toLowerCase(), key?.[3]];
    if (kind === undefined) return [];
    const detail = `The container is not made before this can be read: ${said}. The Pod waits with CreateContainerConfigError, and starts by itself once it is there.`;
    return referencesTo(written.value, kind, name ?? '', missing ? undefined : key?.[1])
      .slice(0, 3)
      .map((path) => ({
        path: [...written.path, ...path],
        severity: 'error',
        code: 'missing-reference',
        title: said,
        detail,
      }));
  });
}

/** Where a container takes values of a ConfigMap or Secret for its environment. */
function referencesTo(
  spec: Readonly<Record<string, unknown>>,
  kind: string,
  name: string,
  wantedKey: string | undefined,
): FieldPath[] {
  const [whole, one] = kind === 'secret' ? ['secretRef', 'secretKeyRef'] : ['configMapRef', 'configMapKeyRef'];
  const found: FieldPath[] = [];
  for (const [index, item] of itemsAt(spec, ['envFrom']).entries()) {
    const reference = item[whole as string] as { name?: unknown } | undefined;
    if (wantedKey === undefined && reference?.name === name) found.push(['envFrom', index, whole as string, 'name']);
  }
  for (const [index, item] of itemsAt(spec, ['env']).entries()) {
    const source = item.valueFrom as Record<string, { name?: unknown; key?: unknown }> | undefined;
    const reference = source?.[one as string];
    if (reference?.name !== name || (wantedKey !== undefined && reference.key !== wantedKey)) continue;
    found.push(['env', index, 'valueFrom', one as string, wantedKey === undefined ? 'name' : 'key']);
  }
  return found;
}

/** Says whether a claim gets its volume. */
export function claimNotes(evidence: Evidence, { info, uid }: AppliedManifest): TrialRemark[] {
  if (info.kind !== 'PersistentVolumeClaim') return [];
  const claim = evidence.witness.object(uid ?? '') as Stored<PersistentVolumeClaim> | undefined;
  if (!claim) return [];
  const path = ['metadata', 'name'];
  if (claim.status?.phase === 'Bound') {
    const { volumeName = '' } = claim.spec ?? {};
    const detail = `The claim is bound to the volume ${volumeName}, made for it by the storage class ${claim.spec?.storageClassName || 'of a volume that was there'}.`;
    return [{ path, severity: 'info', code: 'claim-bound', title: `Bound to ${volumeName}`, detail }];
  }
  const event = evidence.witness.events(uid ?? '').at(-1);
  const said = oneLine(event?.message ?? 'nobody has said why', 300);
  const isWaiting = event?.reason === 'WaitForFirstConsumer';
  const detail = isWaiting
    ? 'With a storage class that binds late (WaitForFirstConsumer) a volume is made when the first Pod that uses the claim gets its Node. No Pod of these manifests does.'
    : `No volume fits, and the claim stays Pending: ${said}`;
  const title = isWaiting ? 'Pending until a Pod uses it' : `Pending: ${said}`;
  return [{ path, severity: isWaiting ? 'info' : 'error', code: 'claim-pending', title, detail }];
}
