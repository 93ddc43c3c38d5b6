import type { Deployment } from '../../api/generated/objects.ts';
import { formatTime } from '../../api/time.ts';
import { changeReport, forEach } from '../changeReport.ts';
import { commandError } from '../commandError.ts';
import { podTemplateOf } from '../podTemplate.ts';
import type { Verb } from '../verb.ts';
import {
  changeSubject,
  quotedSubject,
  type RolloutSubject,
  rolloutChangeFlags,
  rolloutManagerFlag,
  rolloutSubjects,
} from './rolloutTarget.ts';

interface TemplateSwitch {
  readonly name: string;
  readonly summary: string;
  readonly example: string;
  readonly operation: string;
  /** The strategic merge patch; throws where it makes no sense. */
  patch(subject: RolloutSubject, nowMs: number): object;
}

function switchVerb({ name, summary, example, operation, patch }: TemplateSwitch): Verb {
  return {
    name,
    group: 'Deploy Commands',
    summary,
    usage: `rollout ${name} (TYPE NAME | TYPE/NAME) [flags]`,
    examples: [{ comment: 'One Deployment', command: example }],
    flags: [...rolloutChangeFlags, rolloutManagerFlag],
    async run(flags, host) {
      const report = await changeReport(flags, host);
      await forEach(await rolloutSubjects(flags, host), async (subject) => {
        const change = patch(subject, host.nowMs());
        report(subject.target.info, await changeSubject(flags, host, subject, change, 'strategic'), operation);
      });
      return undefined;
    },
  };
}

/** `kubectl rollout pause`. */
export const rolloutPause = switchVerb({
  name: 'pause',
  summary: 'Mark the provided resource as paused',
  example: 'kubectl rollout pause deployment/web',
  operation: 'paused',
  patch(subject) {
    if (subject.target.info.kind !== 'Deployment')
      throw commandError(`${quotedSubject(subject)} pausing is not supported`);
    if (isPaused(subject)) throw commandError(`${quotedSubject(subject)} is already paused`);
    return { spec: { paused: true } };
  },
});

/** `kubectl rollout resume`. */
export const rolloutResume = switchVerb({
  name: 'resume',
  summary: 'Resume a paused resource',
  example: 'kubectl rollout resume deployment/web',
  operation: 'resumed',
  patch(subject) {
    if (subject.target.info.kind !== 'Deployment')
      throw commandError(`${quotedSubject(subject)} resuming is not supported`);
    if (!isPaused(subject)) throw commandError(`${quotedSubject(subject)} is not paused`);
    return { spec: { paused: null } };
  },
});

/** `kubectl rollout restart`: a new time in the template makes new Pods. */
export const rolloutRestart = switchVerb({
  name: 'restart',
  summary: 'Restart a resource',
  example: 'kubectl rollout restart deployment/web',
  operation: 'restarted',
  patch(subject, nowMs) {
    const { kind } = subject.target.info;
    if (!podTemplateOf(subject.object) || !['Deployment', 'DaemonSet', 'StatefulSet'].includes(kind)) {
      throw commandError(`${quotedSubject(subject)} restarting is not supported`);
    }
    if (isPaused(subject)) {
      throw commandError(`${quotedSubject(subject)} can't restart paused deployment (run rollout resume first)`);
    }
    const annotations = { 'kubectl.kubernetes.io/restartedAt': formatTime(nowMs) };
    return { spec: { template: { metadata: { annotations } } } };
  },
});

function isPaused({ object }: RolloutSubject): boolean {
  return (object as Deployment).spec?.paused ?? false;
}
