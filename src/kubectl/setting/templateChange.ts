import type { KubernetesObject } from '../../api/objects.ts';
import { changeReport, forEach } from '../changeReport.ts';
import { dryRunFlag, filenameFlag, outputFlag, recursiveFlag, selectorFlag } from '../commonFlags.ts';
import { dryRunOf } from '../fieldValidation.ts';
import type { FlagDeclaration, ParsedFlags } from '../flags.ts';
import type { KubectlHost } from '../host.ts';
import { readManifests } from '../manifestSource.ts';
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
  const subjects: Subject[] = [];
  for (const target of await targetsOf(flags, host, words))
    subjects.push({ target, object: await liveObject(host, target) });
  return subjects;
}

/** Sends each changed object as a patch and tells of it; where nothing changes, nothing is said. */
export async function changeSubjects(
  flags: ParsedFlags,
  host: KubectlHost,
  subjects: readonly Subject[],
  operation: string,
  change: (object: KubernetesObject) => KubernetesObject,
): Promise<void> {
  const report = await changeReport(flags, host);
  const dryRun = dryRunOf(flags);
  await forEach(subjects, async ({ target, object }) => {
    const wanted = change(object);
    const patch = threeWayPatch(object, wanted, object, target.info.type);
    if (Object.keys(patch).length === 0 && !flags.enabled('local')) return;
    if (flags.enabled('local') || dryRun === 'client') {
      report(target.info, wanted, operation);
      return;
    }
    const fieldManager = flags.text('field-manager');
    report(target.info, await patchObject(host, target, patch, { type: 'strategic', fieldManager, dryRun }), operation);
  });
}
