import type { KubernetesObject } from '../../api/objects.ts';
import { changeReport, forEach } from '../changeReport.ts';
import { commandError } from '../commandError.ts';
import { dryRunFlag, filenameFlag, outputFlag, recursiveFlag, selectorFlag } from '../commonFlags.ts';
import { dryRunOf } from '../fieldValidation.ts';
import type { FlagDeclaration, ParsedFlags } from '../flags.ts';
import type { KubectlHost } from '../host.ts';
import { readManifests } from '../manifestSource.ts';
import { podSpecOf } from '../podTemplate.ts';
import { printFlags } from '../printObjects.ts';
import { threeWayPatch } from '../strategicPatch.ts';
import { allFlag, liveObject, patchObject, type Target, targetsOf } from '../targets.ts';

/** Flags of every `kubectl set`. */
export const setFlags: readonly FlagDeclaration[] = [
  allFlag,
  dryRunFlag,
  {
    name: 'field-manager',
    type: 'string',
    defaultText: 'kubectl-set',
    doc: 'The name under which the fields are recorded.',
  },
  filenameFlag,
  { name: 'local', type: 'boolean', defaultText: 'false', doc: 'Change what the file says, without the server.' },
  outputFlag('json, yaml, name, go-template or jsonpath'),
  ...printFlags,
  recursiveFlag,
  selectorFlag,
];

/** An object that a `kubectl set` changes, read from the server or, with `--local`, from a file. */
export interface Subject {
  readonly target: Target;
  readonly object: KubernetesObject;
}

/** The objects that the words name. */
export async function subjectsOf(flags: ParsedFlags, host: KubectlHost, words: readonly string[]): Promise<Subject[]> {
  if (flags.enabled('local')) {
    return (await readManifests(flags, host)).map(({ object, error }) => {
      if (error) throw error;
      const target = { info: object.info, name: object.value.metadata?.name ?? '', namespace: object.namespace };
      return { target, object: object.value };
    });
  }
  if (flags.enabled('all') && flags.text('selector') !== '') {
    throw commandError('cannot set --all and --selector at the same time');
  }
  const subjects: Subject[] = [];
  await forEach(await targetsOf(flags, host, words), async (target) => {
    subjects.push({ target, object: await liveObject(host, target) });
  });
  return subjects;
}

/** One thing of an object that a `kubectl set` changes. */
export interface SettingChange {
  /** What is said of a changed object. */
  readonly operation: string;
  /** What stands before the server's message where it refuses; without it the refusal is told in full. */
  readonly failure?: string;
  /** Most verbs say nothing where nothing changes; some send and tell all the same. */
  readonly whereSame?: 'say nothing' | 'send';
  /** Whether only objects with a Pod template can be changed. */
  readonly needs?: 'Pod template';
  /** The object as it should be; throws a `CommandError` where that cannot be. */
  change(object: KubernetesObject, target: Target): KubernetesObject;
}

/** Changes each object on the server, or shows what it would be, and tells of it. */
export async function changeSubjects(
  flags: ParsedFlags,
  host: KubectlHost,
  subjects: readonly Subject[],
  setting: SettingChange,
): Promise<void> {
  const report = await changeReport(flags, host);
  const dryRun = dryRunOf(flags);
  const { operation, failure, whereSame = 'say nothing' } = setting;
  await forEach(subjects, async ({ target, object }) => {
    if (setting.needs && !podSpecOf(object)) {
      const { version, kind } = target.info;
      const why = `the object is not a pod or does not have a pod template: *${version}.${kind}`;
      throw commandError(`${subjectName(target)} ${why}`);
    }
    const wanted = setting.change(object, target);
    const patch = threeWayPatch(object, wanted, object, target.info.type);
    if (Object.keys(patch).length === 0 && whereSame !== 'send' && !flags.enabled('local')) return;
    if (flags.enabled('local') || dryRun === 'client') {
      report(target.info, wanted, operation);
      return;
    }
    const fieldManager = flags.text('field-manager');
    const options = { type: 'strategic', fieldManager, dryRun, ...(failure !== undefined && { failure }) } as const;
    report(target.info, await patchObject(host, target, patch, options), operation);
  });
}

/** `deployments/web`, as these verbs call an object in their own errors. */
export function subjectName({ info, name }: Target): string {
  return `${info.plural}/${name}`;
}
