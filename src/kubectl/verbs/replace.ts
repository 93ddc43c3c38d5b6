import type { KubernetesObject } from '../../api/objects.ts';
import { pathOf } from '../../api/route.ts';
import { forEach } from '../changeReport.ts';
import { commandError } from '../commandError.ts';
import { dryRunFlag, filenameFlag, outputFlag, recursiveFlag, validateFlag } from '../commonFlags.ts';
import { cascadeFlag, gracePeriodFlag, propagationOf } from '../deleteOptions.ts';
import { dryRunOf } from '../fieldValidation.ts';
import type { ParsedFlags } from '../flags.ts';
import { replaceByForce, replacement } from '../forcedReplacement.ts';
import { manifestWrite } from '../manifestWrite.ts';
import { printFlags } from '../printObjects.ts';
import { sendOrFail } from '../requests.ts';
import type { Verb } from '../verb.ts';

/** `kubectl replace`: puts a whole object in the place of another. */
export const replace: Verb = {
  name: 'replace',
  group: 'Advanced Commands',
  summary: 'Replace a resource by file name or stdin',
  usage: 'replace -f FILENAME',
  examples: [
    { comment: 'The whole object', command: 'kubectl replace -f web.yaml' },
    { comment: 'Delete it and create it again', command: 'kubectl replace --force -f web.yaml' },
    { comment: 'The same, without much patience', command: 'kubectl replace --force --grace-period=1 -f web.yaml' },
  ],
  flags: [
    cascadeFlag,
    dryRunFlag,
    {
      name: 'field-manager',
      type: 'string',
      defaultText: 'kubectl-replace',
      doc: 'The name under which the fields are recorded.',
    },
    filenameFlag,
    { name: 'force', type: 'boolean', defaultText: 'false', doc: 'Delete the object and create it again.' },
    { ...gracePeriodFlag, doc: 'With --force: seconds that the old object gets to end; -1 leaves it to the object.' },
    outputFlag('json, yaml, name, go-template or jsonpath'),
    ...printFlags,
    recursiveFlag,
    {
      name: 'save-config',
      type: 'boolean',
      defaultText: 'false',
      doc: 'Keep the object in an annotation for a later apply.',
    },
    {
      name: 'subresource',
      type: 'string',
      defaultText: '',
      doc: 'The part of the object to replace: status, scale or resize.',
    },
    {
      name: 'timeout',
      type: 'duration',
      defaultText: '0s',
      doc: 'With --force: how long to wait for the end of the old object; 0 means five minutes.',
    },
    validateFlag,
    { name: 'wait', type: 'boolean', defaultText: 'false', doc: 'With --force: wait as kubectl delete does.' },
  ],
  async run(flags, host) {
    propagationOf(flags);
    if (flags.given('filename')) refuseAlone(flags);
    const write = await manifestWrite('replace', flags, host);
    if (flags.enabled('force')) {
      await replaceByForce(flags, host, write);
      return undefined;
    }
    const { entries, dryRun, query, report } = write;
    await forEach(entries, async ({ object, error }) => {
      if (error) throw error;
      const { info, namespace, source } = object;
      const body = replacement(flags, object);
      if (dryRun === 'client') return report(info, body, 'replaced');
      const subresource = flags.text('subresource');
      const path = pathOf(info, namespace, body.metadata?.name ?? '') + (subresource === '' ? '' : `/${subresource}`);
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

/** Flags that go only with `--force`, or not with it. */
function refuseAlone(flags: ParsedFlags): void {
  const isForced = flags.enabled('force');
  if (flags.integer('grace-period') >= 0 && !isForced) throw commandError('--grace-period must have --force specified');
  if (flags.durationMs('timeout') !== 0 && !isForced) throw commandError('--timeout must have --force specified');
  if (isForced && dryRunOf(flags) !== 'none') throw commandError('--dry-run can not be used when --force is set');
}
