import type { KubernetesObject } from '../../api/objects.ts';
import { pathOf } from '../../api/route.ts';
import { changeReport, forEach } from '../changeReport.ts';
import { CommandError, commandError } from '../commandError.ts';
import { dryRunFlag, filenameFlag, outputFlag, recursiveFlag, selectorFlag } from '../commonFlags.ts';
import { dryRunOf } from '../fieldValidation.ts';
import { printFlags } from '../printObjects.ts';
import { sendOrFail } from '../requests.ts';
import { allFlag, liveObject, patchObject, targetsOf } from '../targets.ts';
import type { Verb } from '../verb.ts';

type Scale = KubernetesObject & { spec?: { replicas?: number } };

/** `kubectl scale`: sets how many replicas there should be, through the `scale` subresource. */
export const scale: Verb = {
  name: 'scale',
  group: 'Deploy Commands',
  summary: 'Set a new size for a deployment, replica set, or replication controller',
  usage: 'scale [--resource-version=version] [--current-replicas=count] --replicas=COUNT (-f FILENAME | TYPE NAME)',
  examples: [
    { comment: 'Three replicas', command: 'kubectl scale deployment/web --replicas=3' },
    { comment: 'Only from two to three', command: 'kubectl scale deployment/web --current-replicas=2 --replicas=3' },
  ],
  flags: [
    allFlag,
    { name: 'current-replicas', type: 'integer', defaultText: '-1', doc: 'Scale only if there are so many now.' },
    dryRunFlag,
    filenameFlag,
    outputFlag('json, yaml, name, go-template or jsonpath'),
    ...printFlags,
    recursiveFlag,
    { name: 'replicas', type: 'integer', defaultText: '0', doc: 'How many there should be.', required: true },
    { name: 'resource-version', type: 'string', defaultText: '', doc: 'Scale only if the object has this version.' },
    selectorFlag,
  ],
  async run(flags, host) {
    const replicas = flags.integer('replicas');
    if (replicas < 0) {
      throw commandError('The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0');
    }
    const report = await changeReport(flags, host);
    const dryRun = dryRunOf(flags);
    const expected = flags.integer('current-replicas');
    const targets = await targetsOf(flags, host, flags.args);
    const found: { target: (typeof targets)[number]; object: KubernetesObject }[] = [];
    let missing = '';
    for (const target of targets) {
      try {
        found.push({ target, object: await liveObject(host, target) });
      } catch (failure) {
        if (!(failure instanceof CommandError)) throw failure;
        missing = failure.message.replace(/^Error from server(?: \(\w+\))?: /, '');
      }
    }
    if (found.length === 0) throw commandError(`no objects passed to scale${missing === '' ? '' : ` ${missing}`}`);
    await forEach(found, async ({ target, object }) => {
      const path = pathOf(target.info, target.namespace, target.name, 'scale');
      if (expected >= 0) {
        const now = ((await sendOrFail(host, { method: 'GET', path })) as Scale).spec?.replicas ?? 0;
        if (now !== expected) throw commandError(`Expected replicas to be ${expected}, was ${now}`);
      }
      if (dryRun !== 'client') {
        await patchObject(
          host,
          target,
          { spec: { replicas } },
          {
            type: 'merge',
            fieldManager: 'kubectl',
            dryRun,
            subresource: 'scale',
          },
        );
      }
      report(target.info, object, 'scaled');
    });
    if (missing !== '') throw new CommandError(`Error from server (NotFound): ${missing}`);
    return undefined;
  },
};
