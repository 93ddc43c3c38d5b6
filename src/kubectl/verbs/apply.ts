import { apiVersionOf } from '../../api/kinds.ts';
import type { KubernetesObject } from '../../api/objects.ts';
import { pathOf } from '../../api/route.ts';
import { refusalOf } from '../../api/status.ts';
import { CommandError, commandError, usageError } from '../commandError.ts';
import { dryRunFlag, filenameFlag, outputFlag, recursiveFlag, validateFlag } from '../commonFlags.ts';
import { type DryRun, dryRunOf, dryRunSuffix, fieldValidation } from '../fieldValidation.ts';
import type { KubectlHost } from '../host.ts';
import { escapedJson, lastAppliedAnnotation, lastAppliedOf, withLastApplied } from '../lastApplied.ts';
import { type ManifestObject, readManifests } from '../manifestSource.ts';
import { objectPrinter } from '../printObjects.ts';
import { send } from '../requests.ts';
import { resourceName } from '../resourceArguments.ts';
import { refusalError, statusText } from '../statusText.ts';
import { threeWayPatch } from '../strategicPatch.ts';
import type { Verb } from '../verb.ts';
import { createObject, withNamespace } from './create.ts';

type Outcome = { readonly verb: 'created' | 'configured' | 'unchanged'; readonly object: KubernetesObject };

/** `kubectl apply`: makes the cluster agree with a manifest, on the client's side (three-way merge). */
export const apply: Verb = {
  name: 'apply',
  group: 'Advanced Commands',
  summary: 'Apply a configuration to a resource by file name or stdin',
  usage: 'apply (-f FILENAME | -k DIRECTORY)',
  examples: [
    { comment: 'Create or change what a manifest describes', command: 'kubectl apply -f pod.yaml' },
    { comment: 'All manifests of a folder', command: 'kubectl apply -f manifests/' },
    {
      comment: 'Let the server check a manifest without keeping it',
      command: 'kubectl apply -f pod.yaml --dry-run=server',
    },
  ],
  flags: [
    dryRunFlag,
    {
      name: 'field-manager',
      type: 'string',
      defaultText: 'kubectl-client-side-apply',
      doc: 'The name under which the fields are recorded.',
    },
    filenameFlag,
    outputFlag('yaml, json or name'),
    recursiveFlag,
    { name: 'server-side', type: 'boolean', defaultText: 'false', doc: 'Let the server merge.' },
    validateFlag,
  ],
  async run(flags, host) {
    if (flags.args.length > 0) throw usageError('apply', `Unexpected args: [${flags.args.join(' ')}]`);
    if (!flags.given('filename')) throw commandError('must specify one of -f and -k');
    if (flags.enabled('server-side')) throw commandError('"--server-side" is not in the built-in kubectl yet');
    const printer = objectPrinter(flags.text('output'));
    const dryRun = dryRunOf(flags);
    const query = { fieldManager: flags.text('field-manager'), fieldValidation: fieldValidation(flags) };
    const entries = await readManifests(flags, host);
    if (entries.length === 0) throw commandError('no objects passed to apply');
    const errors: string[] = [];
    for (const entry of entries) {
      try {
        if (entry.error) throw entry.error;
        const outcome = await applyObject(host, entry.object, query, dryRun);
        const name = outcome.object.metadata?.name ?? '';
        if (printer) host.stdout(printer.print(outcome.object));
        else host.stdout(`${resourceName(entry.object.info, name)} ${outcome.verb}${dryRunSuffix(dryRun)}\n`);
      } catch (failure) {
        if (!(failure instanceof CommandError) || failure.message === '') throw failure;
        errors.push(failure.message);
      }
    }
    if (errors.length > 0) throw new CommandError(errors.join('\n'));
    return undefined;
  },
};

async function applyObject(
  host: KubectlHost,
  object: ManifestObject,
  query: Readonly<Record<string, string>>,
  dryRun: DryRun,
): Promise<Outcome> {
  const { info, namespace } = object;
  const name = object.value.metadata?.name ?? '';
  const own = withNamespace(object, object.value);
  if (name === '') {
    if (own.metadata?.generateName)
      throw commandError(`from ${own.metadata.generateName}: cannot use generate name with apply`);
    if (dryRun === 'client')
      throw commandError(
        `error when retrieving current configuration of:\nfrom server for: "${object.source}": resource name may not be empty`,
      );
  }
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
  if (Object.keys(patch).length === 0) return { verb: 'unchanged', object: live };
  if (dryRun === 'client') return { verb: 'configured', object: live };
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
  return { verb: 'configured', object: patched.body as KubernetesObject };
}

/** The object as kubectl names it in long errors. */
function subjectText(object: ManifestObject): string {
  const { info, namespace, value } = object;
  const version = info.group === '' ? `/${info.version}` : apiVersionOf(info);
  return `Resource: "${version}, Resource=${info.plural}", GroupVersionKind: "${version}, Kind=${info.kind}"\nName: "${value.metadata?.name ?? ''}", Namespace: "${namespace}"`;
}
