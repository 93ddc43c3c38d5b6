import type { Node, Taint } from '../../api/generated/objects.ts';
import { changeReport, forEach } from '../changeReport.ts';
import { commandError, usageError } from '../commandError.ts';
import { dryRunFlag, outputFlag, selectorFlag } from '../commonFlags.ts';
import { dryRunOf } from '../fieldValidation.ts';
import { printFlags } from '../printObjects.ts';
import { allFlag, liveObject, patchObject, targetsOf } from '../targets.ts';
import type { Verb } from '../verb.ts';

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** `kubectl taint`: `KEY=VALUE:EFFECT` sets, `KEY:EFFECT-` and `KEY-` remove. */
export const taint: Verb = {
  name: 'taint',
  group: 'Cluster Management Commands',
  summary: 'Update the taints on one or more nodes',
  usage: 'taint NODE NAME KEY_1=VAL_1:TAINT_EFFECT_1 ... KEY_N=VAL_N:TAINT_EFFECT_N',
  examples: [
    { comment: 'Keep Pods off that do not tolerate it', command: 'kubectl taint nodes node-1 dedicated=db:NoSchedule' },
    { comment: 'Remove it', command: 'kubectl taint nodes node-1 dedicated:NoSchedule-' },
  ],
  flags: [
    { ...allFlag, doc: 'All Nodes.' },
    dryRunFlag,
    {
      name: 'field-manager',
      type: 'string',
      defaultText: 'kubectl-taint',
      doc: 'The name under which the fields are recorded.',
    },
    outputFlag('json, yaml, name, go-template or jsonpath'),
    { name: 'overwrite', type: 'boolean', defaultText: 'false', doc: 'Allow a value to be replaced.' },
    ...printFlags,
    selectorFlag,
  ],
  async run(flags, host) {
    const isChange = (word: string) => word.includes('=') || word.endsWith('-') || word.includes(':');
    const [kind = '', ...words] = flags.args;
    const changes = words.filter(isChange);
    if (changes.length === 0) throw commandError('at least one taint update is required');
    const { add, remove } = readTaints(changes);
    const names = words.filter((word) => !isChange(word));
    const report = await changeReport(flags, host);
    const dryRun = dryRunOf(flags);
    await forEach(await targetsOf(flags, host, [kind, ...names]), async (target) => {
      const node = await liveObject<Node>(host, target);
      const before = node.spec?.taints ?? [];
      const taken = add.filter((taint) => !flags.enabled('overwrite') && before.some((one) => sameTaint(one, taint)));
      if (taken.length > 0) {
        const keys = [...new Set(taken.map((taint) => taint.key))].join(',');
        throw commandError(
          `node ${target.name} already has ${keys} taint(s) with same effect(s) and --overwrite is false`,
        );
      }
      for (const gone of remove) {
        if (!before.some((one) => matches(one, gone))) {
          throw commandError(
            `taint ${JSON.stringify(gone.effect === '' ? gone.key : `${gone.key}:${gone.effect}`)} not found`,
          );
        }
      }
      const kept = before.filter(
        (one) => !remove.some((gone) => matches(one, gone)) && !add.some((taint) => sameTaint(one, taint)),
      );
      const patch = { spec: { taints: [...add, ...kept] } };
      const replaced = add.some((taint) => before.some((one) => sameTaint(one, taint)));
      const operation =
        add.length > 0 && (remove.length > 0 || replaced) ? 'modified' : add.length > 0 ? 'tainted' : 'untainted';
      const fieldManager = flags.text('field-manager');
      const after: Node =
        dryRun === 'client'
          ? node
          : await patchObject<Node>(host, target, patch, { type: 'merge', fieldManager, dryRun });
      report(target.info, after, operation);
    });
    return undefined;
  },
};

function sameTaint(a: Taint, b: Taint): boolean {
  return a.key === b.key && a.effect === b.effect;
}

function matches(taint: Taint, gone: Taint): boolean {
  return taint.key === gone.key && (gone.effect === '' || taint.effect === gone.effect);
}

function readTaints(words: readonly string[]): { add: Taint[]; remove: Taint[] } {
  const add: Taint[] = [];
  const remove: Taint[] = [];
  for (const word of words) {
    const gone = word.endsWith('-');
    const [front = '', effect = '', ...more] = (gone ? word.slice(0, -1) : word).split(':');
    const [key = '', value, ...rest] = front.split('=');
    if (more.length > 0 || rest.length > 0 || key === '' || (!gone && effect === ''))
      throw usageError('taint', `invalid taint spec: ${word}`);
    if (effect !== '' && !effects.includes(effect))
      throw usageError('taint', `invalid taint effect: ${effect}, unsupported taint effect`);
    if (gone) remove.push({ key, effect });
    else if (add.some((one) => one.key === key && one.effect === effect))
      throw usageError(
        'taint',
        `duplicated taints with the same key and effect: {${key} ${value ?? ''} ${effect} <nil>}`,
      );
    else add.push({ key, ...(value && { value }), effect });
  }
  if (add.some((one) => remove.some((gone) => matches(one, gone)))) {
    throw commandError('can not both modify and remove the following taint(s) in the same command');
  }
  return { add, remove };
}
