import { endsAtOnce } from '../../facts/howLong.ts';
import type { WrittenContainer } from '../../facts/podTemplate.ts';
import { textAt } from '../../plainLookup.ts';
import type { AdviceRule, Remark } from '../rule.ts';

/** Containers that are restarted whenever they end, also with exit code 0 (C028, C343). */
export const oneShotCommand: AdviceRule = {
  id: 'advice/one-shot-command',
  severity: 'warning',
  check({ kind, value }, { pods }) {
    if (!pods || !kind) return [];
    // Jobs may not restart always: the API server says so.
    const byDefault = kind.kind === 'Job' || kind.kind === 'CronJob' ? 'OnFailure' : 'Always';
    const policy =
      byDefault === 'Always' ? (textAt(value, [...pods.specPath, 'restartPolicy']) ?? byDefault) : byDefault;
    const forApps = `For work that ends use ${kind.kind === 'Pod' ? 'restartPolicy: Never or OnFailure, or a Job' : 'a Job'}.`;
    return pods.containers.flatMap((container): Remark[] => {
      const isRestarted = container.role === 'sidecar' || (container.role === 'app' && policy === 'Always');
      const why = isRestarted ? endsAtOnce(container) : undefined;
      if (why === undefined) return [];
      const message = `${why}, and it is started again each time, also after exit code 0: soon the Pod waits in CrashLoopBackOff. ${container.role === 'sidecar' ? forSidecars : forApps}`;
      return [{ path: [...container.path, placeOf(container)], part: 'key', message }];
    });
  },
};

const forSidecars =
  'Without its restartPolicy: Always it is an ordinary init container, which runs once before the others start.';

function placeOf({ value }: WrittenContainer): string {
  return 'command' in value ? 'command' : 'args' in value ? 'args' : 'image';
}
