import type { KubernetesObject } from '../../api/objects.ts';
import { pathOf } from '../../api/route.ts';
import { refusalOf } from '../../api/status.ts';
import { forEach } from '../changeReport.ts';
import { dryRunFlag, filenameFlag, outputFlag, recursiveFlag, validateFlag } from '../commonFlags.ts';
import { withLastApplied } from '../lastApplied.ts';
import { manifestWrite } from '../manifestWrite.ts';
import { printFlags } from '../printObjects.ts';
import { send, sendOrFail } from '../requests.ts';
import { refusalError } from '../statusText.ts';
import type { Verb } from '../verb.ts';
import { uidOf, waitUntilGone } from '../waitUntilGone.ts';
import { createObject, withNamespace } from './create.ts';

/** `kubectl replace`: puts a whole object in the place of another. */
export const replace: Verb = {
  name: 'replace',
  group: 'Advanced Commands',
  summary: 'Replace a resource by file name or stdin',
  usage: 'replace -f FILENAME',
  examples: [
    { comment: 'The whole object', command: 'kubectl replace -f web.yaml' },
    { comment: 'Delete it and create it again', command: 'kubectl replace --force -f web.yaml' },
  ],
  flags: [
    dryRunFlag,
    {
      name: 'field-manager',
      type: 'string',
      defaultText: 'kubectl-replace',
      doc: 'The name under which the fields are recorded.',
    },
    filenameFlag,
    { name: 'force', type: 'boolean', defaultText: 'false', doc: 'Delete the object and create it again.' },
    outputFlag('json, yaml, name, go-template or jsonpath'),
    ...printFlags,
    recursiveFlag,
    {
      name: 'save-config',
      type: 'boolean',
      defaultText: 'false',
      doc: 'Keep the object in an annotation for a later apply.',
    },
    validateFlag,
  ],
  async run(flags, host) {
    const { entries, dryRun, query, report } = await manifestWrite('replace', flags, host);
    await forEach(entries, async ({ object, error }) => {
      if (error) throw error;
      const { info, namespace, source } = object;
      const name = object.value.metadata?.name ?? '';
      const own = withNamespace(object, object.value);
      const body = flags.enabled('save-config') ? withLastApplied(own) : own;
      if (dryRun === 'client') return report(info, body, 'replaced');
      const path = pathOf(info, namespace, name);
      if (flags.enabled('force')) {
        const options = {
          kind: 'DeleteOptions',
          apiVersion: 'v1',
          propagationPolicy: 'Background',
        };
        const answer = await send(host, { method: 'DELETE', path, contentType: 'application/json', body: options });
        const refusal = refusalOf(answer);
        if (refusal && refusal.reason !== 'NotFound') throw refusalError(refusal);
        if (!refusal) {
          const kind = info.group === '' ? info.singular : `${info.singular}.${info.group}`;
          host.stdout(`${kind} "${name}" deleted${info.namespaced ? ` from ${namespace} namespace` : ''}\n`);
          await waitUntilGone(host, { info, namespace, name }, uidOf(answer.body), 0);
        }
        report(info, await createObject(host, object, body, query), 'replaced');
        return;
      }
      const doing = { what: 'replacing', source };
      const resourceVersion =
        body.metadata?.resourceVersion ??
        ((await sendOrFail(host, { method: 'GET', path }, doing)) as KubernetesObject).metadata?.resourceVersion ??
        '';
      const request = {
        method: 'PUT' as const,
        path,
        query,
        contentType: 'application/json',
        body: { ...body, metadata: { ...body.metadata, resourceVersion } },
      };
      report(info, (await sendOrFail(host, request, doing)) as KubernetesObject, 'replaced');
    });
    return undefined;
  },
};
