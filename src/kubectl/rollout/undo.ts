import type { PodTemplateSpec } from '../../api/generated/objects.ts';
import { changeReport, forEach } from '../changeReport.ts';
import { commandError } from '../commandError.ts';
import type { Verb } from '../verb.ts';
import { type Revision, revisionsOf, sameTemplate, withoutHash } from './revisions.ts';
import { changeSubject, rolloutChangeFlags, rolloutSubjects } from './rolloutTarget.ts';

/** Annotations that stay with the Deployment in a rollback; all others come from the ReplicaSet. */
const keptAnnotations = [
  'kubectl.kubernetes.io/last-applied-configuration',
  'deployment.kubernetes.io/revision',
  'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.to',
];

/** `kubectl rollout undo`: back to an earlier template. */
export const rolloutUndo: Verb = {
  name: 'undo',
  group: 'Deploy Commands',
  summary: 'Undo a previous rollout',
  usage: 'rollout undo (TYPE NAME | TYPE/NAME) [flags]',
  examples: [
    { comment: 'One step back', command: 'kubectl rollout undo deployment/web' },
    { comment: 'To a certain revision', command: 'kubectl rollout undo deployment/web --to-revision=3' },
  ],
  flags: [
    ...rolloutChangeFlags,
    { name: 'to-revision', type: 'integer', defaultText: '0', doc: 'The revision; 0 is the one before this.' },
  ],
  async run(flags, host) {
    const report = await changeReport(flags, host);
    const wanted = flags.integer('to-revision');
    if (wanted < 0) throw commandError(`revision must be a positive integer: ${wanted}`);
    await forEach(await rolloutSubjects(flags, host), async (subject) => {
      const { object, target } = subject;
      const spec = (object as { spec?: { paused?: boolean; template?: PodTemplateSpec } }).spec;
      const revisions = await revisionsOf(host, subject);
      const revision = wanted === 0 ? revisions.at(-2) : revisions.find((one) => one.number === wanted);
      const isDeployment = target.info.kind === 'Deployment';
      if (!revision) {
        const none = isDeployment
          ? `no rollout history found for ${target.info.singular} ${JSON.stringify(target.name)}`
          : 'no last revision to roll back to';
        throw commandError(wanted > 0 ? `unable to find specified revision ${wanted} in history` : none);
      }
      if (spec?.paused) {
        throw commandError(
          "you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again",
        );
      }
      if (sameTemplate(revision.template, spec?.template)) {
        report(target.info, object, `skipped rollback (current template already matches revision ${revision.number})`);
        return;
      }
      const patch = isDeployment
        ? deploymentPatch(revision, object.metadata.annotations)
        : (revision.keeper as { data?: unknown }).data;
      const after = await changeSubject(flags, host, subject, patch, isDeployment ? 'json' : 'strategic');
      report(target.info, after, 'rolled back');
    });
    return undefined;
  },
};

function deploymentPatch(revision: Revision, annotations: Readonly<Record<string, string>> | undefined): object[] {
  const kept = Object.entries(annotations ?? {}).filter(([key]) => keptAnnotations.includes(key));
  const old = Object.entries(revision.keeper.metadata?.annotations ?? {}).filter(
    ([key]) => !keptAnnotations.includes(key),
  );
  return [
    { op: 'replace', path: '/spec/template', value: withoutHash(revision.template) },
    { op: 'replace', path: '/metadata/annotations', value: Object.fromEntries([...kept, ...old]) },
  ];
}
