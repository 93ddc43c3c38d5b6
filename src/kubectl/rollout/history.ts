import { alignCells } from '../columns.ts';
import { commandError } from '../commandError.ts';
import { filenameFlag, outputFlag, recursiveFlag, selectorFlag } from '../commonFlags.ts';
import { DescribeText } from '../describe/describeText.ts';
import { describeTemplate } from '../describe/podTemplate.ts';
import { objectPrinter, printFlags } from '../printObjects.ts';
import { resourceName } from '../resourceArguments.ts';
import type { Verb } from '../verb.ts';
import { revisionsOf } from './revisions.ts';
import { rolloutSubjects } from './rolloutTarget.ts';

const changeCauseAnnotation = 'kubernetes.io/change-cause';

/** `kubectl rollout history`: the states that a workload has had. */
export const rolloutHistory: Verb = {
  name: 'history',
  group: 'Deploy Commands',
  summary: 'View rollout history',
  usage: 'rollout history (TYPE NAME | TYPE/NAME) [flags]',
  examples: [
    { comment: 'All revisions', command: 'kubectl rollout history deployment/web' },
    { comment: 'The template of one', command: 'kubectl rollout history deployment/web --revision=2' },
  ],
  flags: [
    filenameFlag,
    outputFlag('json, yaml, name, go-template or jsonpath'),
    ...printFlags,
    recursiveFlag,
    { name: 'revision', type: 'integer', defaultText: '0', doc: 'The revision to show in full.' },
    selectorFlag,
  ],
  async run(flags, host) {
    const wanted = flags.integer('revision');
    if (wanted < 0) throw commandError(`revision must be a positive integer: ${wanted}`);
    const printer = await objectPrinter(flags, host);
    for (const subject of await rolloutSubjects(flags, host)) {
      const revisions = await revisionsOf(host, subject);
      const name = resourceName(subject.target.info, subject.target.name);
      const one = revisions.find((revision) => revision.number === wanted);
      if (wanted > 0 && !one && revisions.length > 0) throw commandError(`unable to find the specified revision`);
      if (printer) for (const revision of one ? [one] : revisions) host.stdout(printer.print(revision.shown));
      else if (one?.template) {
        const text = new DescribeText();
        const { metadata } = one.template;
        const cause: Record<string, string> =
          one.changeCause === '<none>' ? {} : { [changeCauseAnnotation]: one.changeCause };
        const annotations = { ...metadata?.annotations, ...cause };
        describeTemplate(text, { ...one.template, metadata: { ...metadata, annotations } });
        host.stdout(`${name} with revision #${wanted}\n${text.unaligned()}\n`);
      } else if (revisions.length === 0) {
        host.stdout(`${name} ${wanted > 0 ? `with revision #${wanted}` : ''}\nNo rollout history found.\n`);
      } else {
        const rows = revisions.map((revision) => [String(revision.number), revision.changeCause]);
        host.stdout(`${name} \n${alignCells([['REVISION', 'CHANGE-CAUSE'], ...rows], 2)}\n`);
      }
    }
    return undefined;
  },
};
