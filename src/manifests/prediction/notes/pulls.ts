import type { Evidence } from '../evidence.ts';
import type { TrialRemark } from '../noteMaker.ts';
import { oneLine, spanText } from '../spans.ts';
import type { ContainerSight } from './containerNotes.ts';

const states: Readonly<Record<string, string>> = {
  ErrImagePull: 'pull',
  ImagePullBackOff: 'pull',
  InvalidImageName: 'name',
  ErrImageNeverPull: 'never',
};

/** What keeps a container from being made: its image, or configuration that is not there. */
export function pullRemark(evidence: Evidence, { written, life, pod }: ContainerSight): TrialRemark | undefined {
  const waiting = life.status?.state?.waiting;
  const reason = waiting?.reason ?? '';
  const events = evidence.witness.events(pod.uid).filter(({ container }) => container === written.name);
  const image = JSON.stringify(oneLine(String(written.value.image ?? ''), 200));
  const base = { path: [...written.path, 'name'], severity: 'error' } as const;
  const after = spanText(evidence.witness.nowMs);
  if (states[reason]) {
    const failed = events.find(({ message }) =>
      /^Failed to pull|^Failed to apply|is not present with pull/.test(message),
    );
    const said = oneLine(failed?.message ?? waiting?.message ?? reason, 400);
    const advice =
      states[reason] === 'never'
        ? 'With imagePullPolicy: Never the image has to be on the Node already.'
        : 'Check the name and the tag for typing errors; a private registry needs imagePullSecrets.';
    return {
      ...base,
      code: 'image',
      title: `never starts: ${reason}, image ${image}`,
      detail: `The kubelet cannot get the image ${image}, and tries again with growing pauses (${reason}). ${advice} The cluster says: ${said}. The trial knows the usual images of the public registries; of others it pulls a stand-in.`,
    };
  }
  if (reason !== 'CreateContainerConfigError' && reason !== 'CreateContainerError') return undefined;
  const said = oneLine(waiting?.message ?? '', 300);
  return {
    ...base,
    code: 'configuration',
    title: `never starts: ${said || reason}`,
    detail: `The kubelet cannot make the container: ${said} (${reason}). It tries again until what is missing is there; after ${after} it was not. Add the missing object to the manifests, correct the name, or mark the reference optional: true.`,
  };
}
