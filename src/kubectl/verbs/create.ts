import type { KubernetesObject } from '../../api/objects.ts';
import { pathOf } from '../../api/route.ts';
import { CommandError, commandError, usageError } from '../commandError.ts';
import { dryRunFlag, filenameFlag, outputFlag, recursiveFlag, validateFlag } from '../commonFlags.ts';
import { dryRunOf, dryRunSuffix, fieldValidation } from '../fieldValidation.ts';
import type { KubectlHost } from '../host.ts';
import { type ManifestObject, readManifests } from '../manifestSource.ts';
import { objectPrinter } from '../printObjects.ts';
import { sendOrFail } from '../requests.ts';
import { resourceName } from '../resourceArguments.ts';
import type { Verb } from '../verb.ts';

/** `kubectl create -f`: makes the objects of a manifest; those that exist already are an error. */
export const create: Verb = {
  name: 'create',
  group: 'Basic Commands (Beginner)',
  summary: 'Create a resource from a file or from stdin',
  usage: 'create -f FILENAME',
  examples: [{ comment: 'Create what a manifest describes', command: 'kubectl create -f pod.yaml' }],
  flags: [dryRunFlag, filenameFlag, outputFlag('yaml, json or name'), recursiveFlag, validateFlag],
  async run(flags, host) {
    if (!flags.given('filename')) {
      if (flags.args[0]) throw commandError(`"kubectl create ${flags.args[0]}" is not in the built-in kubectl yet`);
      throw commandError('must specify one of -f and -k');
    }
    if (flags.args.length > 0) throw usageError('create', `Unexpected args: [${flags.args.join(' ')}]`);
    const printer = objectPrinter(flags.text('output'));
    const dryRun = dryRunOf(flags);
    const validation = fieldValidation(flags);
    const entries = await readManifests(flags, host);
    if (entries.length === 0) throw commandError('no objects passed to create');
    const errors: string[] = [];
    for (const entry of entries) {
      try {
        if (entry.error) throw entry.error;
        const created =
          dryRun === 'client'
            ? entry.object.value
            : await createObject(host, entry.object, entry.object.value, {
                fieldManager: 'kubectl-create',
                fieldValidation: validation,
                ...(dryRun === 'server' && { dryRun: 'All' }),
              });
        const name = created.metadata?.name ?? '';
        if (printer) host.stdout(printer.print(created));
        else host.stdout(`${resourceName(entry.object.info, name)} created${dryRunSuffix(dryRun)}\n`);
      } catch (failure) {
        if (!(failure instanceof CommandError) || failure.message === '') throw failure;
        errors.push(failure.message);
      }
    }
    if (errors.length > 0) throw new CommandError(errors.join('\n'));
    return undefined;
  },
};

/** POSTs one object of a manifest. */
export async function createObject(
  host: KubectlHost,
  object: ManifestObject,
  body: KubernetesObject,
  query: Readonly<Record<string, string>>,
): Promise<KubernetesObject> {
  const path = pathOf(object.info, object.namespace);
  const request = {
    method: 'POST' as const,
    path,
    query,
    contentType: 'application/json',
    body: withNamespace(object, body),
  };
  return (await sendOrFail(host, request, { what: 'creating', source: object.source })) as KubernetesObject;
}

/** kubectl writes the namespace it decided on into what it sends. */
export function withNamespace(object: ManifestObject, body: KubernetesObject): KubernetesObject {
  if (!object.info.namespaced) return body;
  return { ...body, metadata: { ...body.metadata, namespace: object.namespace } };
}
