import type { NoticeView } from '../webview/labMessages.ts';
import type { RunningCluster } from './clusterHost.ts';
import { type LabPlace, labContext } from './labStage.ts';

/**
 * What keeps a lab from going on, with the way out; nothing where all is there. `missing` are files of the lab that are gone,
 * `problem` says why the step could not be prepared.
 */
export async function noticeOf(
  running: RunningCluster,
  place: LabPlace,
  missing: readonly string[],
  lab: 'finished' | 'begun',
  problem?: string,
): Promise<NoticeView | undefined> {
  const { namespaceState } = await import('../labs/labCluster.ts');
  const { namespace } = place.entry.lab;
  const state = await namespaceState(namespace, labContext(running, place));
  if (state !== 'there' && lab === 'finished') {
    const text = `The Namespace ${namespace} is ${state === 'ending' ? 'being deleted' : 'gone'}, and all of this lab with it.`;
    return { text, action: 'restart', label: 'Start the lab again' };
  }
  if (state !== 'there') {
    const what = state === 'ending' ? 'is being deleted' : 'is not in the cluster';
    return {
      text: `The Namespace ${namespace} of this lab ${what}, so nothing of the lab can run. Your files and your progress are safe.`,
      action: 'setUp',
      label: 'Set up this step',
    };
  }
  if (problem !== undefined) {
    return { text: `This step could not be prepared. ${problem}`, action: 'setUp', label: 'Set up this step' };
  }
  if (missing.length === 0) return undefined;
  const text = `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing in the lab’s folder.`;
  return { text, action: 'restoreFiles', label: missing.length === 1 ? 'Put it back' : 'Put them back' };
}
