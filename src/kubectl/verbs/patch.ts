import type { KubernetesObject } from '../../api/objects.ts';
import { sameValue } from '../../api/sameValue.ts';
import { changeReport, forEach } from '../changeReport.ts';
import { commandError } from '../commandError.ts';
import { dryRunFlag, filenameFlag, outputFlag, recursiveFlag } from '../commonFlags.ts';
import { dryRunOf } from '../fieldValidation.ts';
import { readDocuments } from '../manifestText.ts';
import { printFlags } from '../printObjects.ts';
import { liveObject, patchObject, targetsOf } from '../targets.ts';
import { readTextFile } from '../textFile.ts';
import type { Verb } from '../verb.ts';

/** How the answer of the `scale` subresource is called. */
const scaleKind = { group: 'autoscaling', singular: 'scale' };

/** `kubectl patch`: changes some fields of an object. */
export const patch: Verb = {
  name: 'patch',
  group: 'Advanced Commands',
  summary: 'Update fields of a resource',
  usage: 'patch (-f FILENAME | TYPE NAME) [-p PATCH|--patch-file FILE]',
  examples: [
    {
      comment: 'One field, lists merged by name',
      command: `kubectl patch node node-1 -p '{"spec":{"unschedulable":true}}'`,
    },
    {
      comment: 'A JSON patch',
      command: `kubectl patch pod web --type=json -p '[{"op":"replace","path":"/spec/containers/0/image","value":"nginx:1.28"}]'`,
    },
    {
      comment: 'The scale',
      command: `kubectl patch deployment web --subresource=scale --type=merge -p '{"spec":{"replicas":2}}'`,
    },
  ],
  flags: [
    dryRunFlag,
    {
      name: 'field-manager',
      type: 'string',
      defaultText: 'kubectl-patch',
      doc: 'The name under which the fields are recorded.',
    },
    filenameFlag,
    outputFlag('json, yaml, name, go-template or jsonpath'),
    { name: 'patch', short: 'p', type: 'string', defaultText: '', doc: 'The patch, as JSON or YAML.' },
    { name: 'patch-file', type: 'string', defaultText: '', doc: 'A file that holds the patch.' },
    ...printFlags,
    recursiveFlag,
    {
      name: 'subresource',
      type: 'string',
      defaultText: '',
      doc: 'The part of the object to patch: status, scale or resize.',
    },
    { name: 'type', type: 'string', defaultText: 'strategic', doc: 'json, merge or strategic.' },
  ],
  async run(flags, host) {
    const type = flags.text('type').toLowerCase();
    if (flags.text('patch') === '' && flags.text('patch-file') === '') {
      throw commandError('must specify --patch or --patch-file containing the contents of the patch');
    }
    if (type !== 'json' && type !== 'merge' && type !== 'strategic') {
      throw commandError(`--type must be one of [json merge strategic], not ${JSON.stringify(flags.text('type'))}`);
    }
    const text = flags.text('patch') || (await readTextFile(host, flags.text('patch-file')));
    const body = patchBody(text);
    const report = await changeReport(flags, host);
    const dryRun = dryRunOf(flags);
    const targets = await targetsOf(flags, host, flags.args);
    await forEach(targets, async (target) => {
      const before: KubernetesObject = await liveObject(host, target);
      const subresource = flags.text('subresource');
      const after: KubernetesObject =
        dryRun === 'client'
          ? before
          : await patchObject(host, target, body, {
              type,
              fieldManager: flags.text('field-manager'),
              dryRun,
              ...(subresource !== '' && { subresource }),
            });
      const info = after.kind === 'Scale' ? scaleKind : target.info;
      report(info, after, sameValue(before, after) ? 'patched (no change)' : 'patched');
    });
    return undefined;
  },
};

/** What begins like a JSON object is sent as it is; all else is read as YAML. */
function patchBody(text: string): unknown {
  if (text.trimStart().startsWith('{')) {
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  }
  const [document] = readDocuments(text);
  if (document?.problem === undefined) return document?.value ?? {};
  const problem = document.problem.replace('error converting YAML to JSON: ', '');
  throw commandError(`unable to parse ${JSON.stringify(text)}: ${problem}`);
}
