import type { KubernetesObject, Stored } from '../../api/objects.ts';
import { commandError } from '../commandError.ts';
import { dryRunFlag, filenameFlag, namespaceOf, outputFlag, recursiveFlag, selectorFlag } from '../commonFlags.ts';
import { dryRunOf } from '../fieldValidation.ts';
import type { FlagDeclaration, ParsedFlags } from '../flags.ts';
import type { KubectlHost } from '../host.ts';
import { printFlags } from '../printObjects.ts';
import { qualifiedPlural } from '../resourceArguments.ts';
import { liveObject, type PatchOptions, patchObject, type Target, targetsOf } from '../targets.ts';

/** A workload whose rollout a command is about. */
export interface RolloutSubject {
  readonly target: Target;
  readonly object: Stored;
}

/** Flags of the rollout verbs that change something. */
export const rolloutChangeFlags: readonly FlagDeclaration[] = [
  dryRunFlag,
  filenameFlag,
  outputFlag('json, yaml, name, go-template or jsonpath'),
  ...printFlags,
  recursiveFlag,
  selectorFlag,
];

/** The name under which fields are recorded; `undo` has no such flag and no name of its own. */
export const rolloutManagerFlag: FlagDeclaration = {
  name: 'field-manager',
  type: 'string',
  defaultText: 'kubectl-rollout',
  doc: 'The name under which the fields are recorded.',
};

/** The workloads that the command names. */
export async function rolloutSubjects(flags: ParsedFlags, host: KubectlHost): Promise<RolloutSubject[]> {
  if (flags.args.length === 0 && !flags.given('filename')) throw commandError('required resource not specified');
  const subjects: RolloutSubject[] = [];
  for (const target of await targetsOf(flags, host, flags.args, 'take all')) {
    subjects.push({ target, object: await liveObject(host, target) });
  }
  if (subjects.length === 0 && !flags.given('filename')) {
    host.stderr(`No resources found in ${namespaceOf(flags, host)} namespace.\n`);
  }
  return subjects;
}

/** `deployments.apps "web"`, as errors call it. */
export function quotedSubject({ target }: RolloutSubject): string {
  return `${qualifiedPlural(target.info)} ${JSON.stringify(target.name)}`;
}

/** Sends a change, unless only the client rehearses. */
export async function changeSubject(
  flags: ParsedFlags,
  host: KubectlHost,
  { target, object }: RolloutSubject,
  patch: unknown,
  type: PatchOptions['type'],
): Promise<KubernetesObject> {
  const dryRun = dryRunOf(flags);
  if (dryRun === 'client') return object;
  const fieldManager = flags.text('field-manager');
  return patchObject(host, target, patch, { type, ...(fieldManager !== '' && { fieldManager }), dryRun });
}
