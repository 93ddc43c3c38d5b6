import { sleepSeconds } from '../../facts/howLong.ts';
import { simpleCommands } from '../../facts/simpleScript.ts';
import { shellScriptOf } from '../../facts/writtenCommand.ts';
import { listAt, valueAt } from '../../plainLookup.ts';
import type { AdviceRule, Remark } from '../rule.ts';

const defaultGraceSeconds = 30;

/** `preStop` runs inside the grace period, not before it (C309, C313). */
export const preStopOutlastsGrace: AdviceRule = {
  id: 'advice/pre-stop-outlasts-grace',
  severity: 'warning',
  check({ value }, { pods }) {
    if (!pods) return [];
    const written = valueAt(value, [...pods.specPath, 'terminationGracePeriodSeconds']);
    const graceSeconds = typeof written === 'number' ? written : defaultGraceSeconds;
    if (graceSeconds <= 0) return [];
    return pods.containers.flatMap((container): Remark[] => {
      const preStop = valueAt(container.value, ['lifecycle', 'preStop']);
      const seconds = preStopSeconds(preStop);
      if (seconds === undefined || seconds < graceSeconds) return [];
      // More sleep than grace is refused, where Kubernetes itself sleeps.
      if (seconds > graceSeconds && valueAt(preStop, ['sleep']) !== undefined) return [];
      const message = `preStop runs inside the grace period of ${graceSeconds} s, not before it: after ${seconds} s of sleep no time is left, and the program is killed before it can finish its work. Sleep less, or raise terminationGracePeriodSeconds.`;
      return [{ path: [...container.path, 'lifecycle', 'preStop'], part: 'key', message }];
    });
  },
};

/** Seconds that a `preStop` hook sleeps, whatever else it does; undefined where it does not, or one cannot tell. */
export function preStopSeconds(preStop: unknown): number | undefined {
  const sleep = valueAt(preStop, ['sleep', 'seconds']);
  if (typeof sleep === 'number') return sleep;
  const texts = listAt(preStop, ['exec', 'command']).filter((text): text is string => typeof text === 'string');
  const words = texts.map((text) => ({ text, path: [] }));
  const shell = shellScriptOf({ words, isWhole: true });
  const commands = shell ? simpleCommands(shell.script) : [texts];
  const sleeps = commands?.flatMap((command) => sleepSeconds(command) ?? []) ?? [];
  const sum = sleeps.reduce((total, seconds) => total + seconds, 0);
  return sleeps.length > 0 && Number.isFinite(sum) ? sum : undefined;
}
