import { apiVersionOf } from '../api/kinds.ts';
import type { KubernetesObject } from '../api/objects.ts';
import { pathOf } from '../api/route.ts';
import { refusalOf } from '../api/status.ts';
import { CommandError, commandError } from './commandError.ts';
import type { DryRun } from './fieldValidation.ts';
import type { KubectlHost } from './host.ts';
import { escapedJson, lastAppliedAnnotation, lastAppliedOf, withLastApplied } from './lastApplied.ts';
import type { ManifestObject } from './manifestSource.ts';
import { send } from './requests.ts';
import { refusalError, statusText } from './statusText.ts';
import { threeWayPatch } from './strategicPatch.ts';
import { createObject, withNamespace } from './verbs/create.ts';

/** What an apply did, and the object after it. */
export interface Applied {
  readonly verb: 'created' | 'configured' | 'unchanged' | 'serverside-applied';
  readonly object: KubernetesObject;
}

/** How an apply is sent. */
export interface ApplyOptions {
  readonly fieldManager: string;
  readonly fieldValidation: string;
  readonly dryRun: DryRun;
}

/** Merges a manifest into the live object on the client's side. */
export async function applyOnClient(
  host: KubectlHost,
  object: ManifestObject,
  options: ApplyOptions,
): Promise<Applied> {
  const { info, namespace } = object;
  const { dryRun, fieldManager, fieldValidation } = options;
  const query = { fieldManager, fieldValidation };
  const name = object.value.metadata?.name ?? '';
  const own = withNamespace(object, object.value);
  refuseGeneratedName(own, object, dryRun);
  const wanted = withLastApplied(own);
  const path = pathOf(info, namespace, name);
  const response = name === '' ? undefined : await send(host, { method: 'GET', path });
  const refusal = response && refusalOf(response);
  if (!response || refusal?.reason === 'NotFound') {
    if (dryRun === 'client') return { verb: 'created', object: wanted };
    const create = { ...query, ...(dryRun === 'server' && { dryRun: 'All' }) };
    return { verb: 'created', object: await createObject(host, object, wanted, create) };
  }
  if (refusal) {
    const what = `retrieving current configuration of:\n${subjectText(object)}\nfrom server for:`;
    throw refusalError(refusal, { what, source: object.source });
  }

  const live = response.body as KubernetesObject;
  const last = lastAppliedOf(live);
  if (live.metadata?.annotations?.[lastAppliedAnnotation] === undefined) {
    host.stderr(
      `Warning: resource ${info.plural}/${name} is missing the ${lastAppliedAnnotation} annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.\n`,
    );
  }
  const patch = threeWayPatch(last, wanted, live, info.type);
  // A rehearsal on the client's side is told as a change even where there is none.
  if (dryRun === 'client') return { verb: 'configured', object: live };
  if (Object.keys(patch).length === 0) return { verb: 'unchanged', object: live };
  const patched = await send(host, {
    method: 'PATCH',
    path,
    query: { ...query, ...(dryRun === 'server' && { dryRun: 'All' }) },
    contentType: 'application/strategic-merge-patch+json',
    body: patch,
  });
  const refused = refusalOf(patched);
  if (refused?.reason === 'Invalid') throw refusalError(refused);
  if (refused) {
    const inner = `error when patching ${JSON.stringify(object.source)}: ${refused.message ?? ''}`;
    const what = `applying patch:\n${escapedJson(patch)}\nto:\n${subjectText(object)}\nfor:`;
    throw new CommandError(statusText({ ...refused, message: inner }, { what, source: object.source }));
  }
  const after = patched.body as KubernetesObject;
  return { verb: 'configured', object: after };
}

/** Lets the server merge a manifest, which then knows who wants which field. */
export async function applyOnServer(
  host: KubectlHost,
  object: ManifestObject,
  options: ApplyOptions & { readonly conflicts: 'refuse' | 'force' },
): Promise<Applied> {
  const { info, namespace } = object;
  const name = object.value.metadata?.name ?? '';
  const own = withNamespace(object, object.value);
  refuseGeneratedName(own, object, options.dryRun);
  const response = await send(host, {
    method: 'PATCH',
    path: pathOf(info, namespace, name),
    query: {
      fieldManager: options.fieldManager,
      fieldValidation: options.fieldValidation,
      force: String(options.conflicts === 'force'),
      ...(options.dryRun === 'server' && { dryRun: 'All' }),
    },
    contentType: 'application/apply-patch+yaml',
    body: own,
  });
  const refusal = refusalOf(response);
  if (!refusal) return { verb: 'serverside-applied', object: response.body as KubernetesObject };
  if (refusal.reason !== 'Conflict') throw refusalError(refusal);
  throw commandError(conflictText(refusal.message ?? ''));
}

/** kubectl explains at length what a person can do about a conflict. */
function conflictText(message: string): string {
  return `${message}
Please review the fields above--they currently have other managers. Here
are the ways you can resolve this warning:
* If you intend to manage all of these fields, please re-run the apply
  command with the \`--force-conflicts\` flag.
* If you do not intend to manage all of the fields, please edit your
  manifest to remove references to the fields that should keep their
  current managers.
* You may co-own fields by updating your manifest to match the existing
  value; in this case, you'll become the manager if the other manager(s)
  stop managing the field (remove it from their configuration).
See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts`;
}

function refuseGeneratedName(own: KubernetesObject, object: ManifestObject, dryRun: DryRun): void {
  if (own.metadata?.name) return;
  if (own.metadata?.generateName)
    throw commandError(`from ${own.metadata.generateName}: cannot use generate name with apply`);
  if (dryRun === 'client')
    throw commandError(
      `error when retrieving current configuration of:\nfrom server for: "${object.source}": resource name may not be empty`,
    );
}

/** The object as kubectl names it in long errors. */
function subjectText(object: ManifestObject): string {
  const { info, namespace, value } = object;
  const version = info.group === '' ? `/${info.version}` : apiVersionOf(info);
  return `Resource: "${version}, Resource=${info.plural}", GroupVersionKind: "${version}, Kind=${info.kind}"\nName: "${value.metadata?.name ?? ''}", Namespace: "${namespace}"`;
}
