import type { Pod } from '../api/generated/objects.ts';
import { servedKind } from '../api/kinds.ts';
import type { Stored } from '../api/objects.ts';
import { pathOf } from '../api/route.ts';
import { refusalOf } from '../api/status.ts';
import type { CheckContext } from './checkContext.ts';
import type { ContainerReference, PodReference } from './lab.ts';
import { absentObject, bornMsOf, refusedSight, type Sight } from './sources/source.ts';
import type { YamlFields } from './yamlFields.ts';

/** Reads the fields that name a Pod: `pod` or `selector`, and perhaps `namespace`. */
export function readPodReference(fields: YamlFields): PodReference | undefined {
  const pod = fields.get('pod')?.text();
  const selector = fields.get('selector')?.text();
  const namespace = fields.get('namespace')?.text();
  if (fields.has('pod') === fields.has('selector'))
    return fields.owner.problem('This names a Pod with pod or selector.');
  if (pod === undefined && selector === undefined) return undefined;
  return {
    ...(pod !== undefined && { pod }),
    ...(selector !== undefined && { selector }),
    ...(namespace !== undefined && { namespace }),
  };
}

/** Reads the fields that name a container of a Pod; the first one where `container` is missing. */
export function readContainerReference(fields: YamlFields): ContainerReference | undefined {
  const container = fields.get('container')?.text();
  const reference = readPodReference(fields);
  return reference && { ...reference, ...(container !== undefined && { container }) };
}

/** The Pod that is meant, or what is seen in its place. Of several that fit a selector, the newest. */
export async function findPod(
  { pod, selector, namespace }: PodReference,
  context: CheckContext,
): Promise<{ readonly pod: Stored<Pod> } | { readonly sight: Sight }> {
  const info = servedKind('pods');
  const place = namespace ?? context.namespace;
  const response = await context.client.send({
    method: 'GET',
    path: pathOf(info, place, pod),
    ...(pod === undefined && { query: { labelSelector: selector ?? '' } }),
  });
  const refusal = refusalOf(response);
  const name = pod ?? `with the label ${selector}`;
  if (refusal) return { sight: refusal.code === 404 ? absentObject('Pod', name) : refusedSight(refusal.message) };
  if (pod !== undefined) return { pod: response.body as Stored<Pod> };
  const [newest] = [...(response.body as { items: Stored<Pod>[] }).items].sort((a, b) => bornMsOf(b) - bornMsOf(a));
  return newest ? { pod: newest } : { sight: absentObject('Pod', name) };
}

/** The Pod in words, to end a sentence. */
export function nameOfPod({ pod, selector }: PodReference): string {
  return pod === undefined ? `the Pod with ${selector}` : `Pod ${pod}`;
}
