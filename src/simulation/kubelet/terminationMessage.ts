import type { Container } from '../../api/generated/objects.ts';
import { fromBytes } from '../containers/bytes.ts';
import type { RegularFile } from '../containers/filesystem.ts';
import type { ContainerLog } from '../containers/logs.ts';

/** What the kubelet keeps of a container's last words, bytes; of all containers of a Pod together no more than three times that. */
const maxMessageBytes = 4096;
const maxPodBytes = 12 * 1024;
/** What it takes from the log instead. */
const maxLogLines = 80;
const maxLogBytes = 2048;

/**
 * A container's last words (https://kubernetes.io/docs/tasks/debug/debug-application/determine-reason-pod-failure/):
 * what it wrote to its termination log, or, if it asks for that and failed, the end of its log.
 */
export function terminationMessage(
  { terminationMessagePolicy }: Container,
  file: RegularFile,
  exitCode: number,
  log: ContainerLog | undefined,
  containerCount: number,
): string {
  const share = Math.floor(maxPodBytes / Math.max(1, containerCount));
  const written = file.content.text.slice(0, Math.min(maxMessageBytes, share));
  if (written !== '' || exitCode === 0 || terminationMessagePolicy !== 'FallbackToLogsOnError')
    return fromBytes(written);
  const lines = log?.entries({ tailLines: maxLogLines }) ?? [];
  return lines
    .map(({ text }) => `${text}\n`)
    .join('')
    .slice(-Math.min(maxLogBytes, share));
}
