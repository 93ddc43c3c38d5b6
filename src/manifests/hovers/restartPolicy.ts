import { textAt } from '../plainLookup.ts';
import { insideContainer, podSpecPath } from '../podSpecs.ts';
import type { HoverSubject } from './subject.ts';

// Facts: KEP-753 (native sidecars, stable in 1.33) and KEP-5307 (restart rules of containers, alpha in 1.34).
const sidecar =
  '**This is a native sidecar.** `restartPolicy: Always` on an init container changes what the container is: it starts in ' +
  'its turn, the next container starts as soon as this one has *started* (or its startup probe has passed), and it goes on ' +
  'running beside the app containers. It is restarted whenever it exits, stops after the app containers, and does not ' +
  'keep a Job from completing. Stable since Kubernetes 1.33.';

const plainInit =
  'An init container without `restartPolicy: Always` runs to its end before the next container starts. With ' +
  '`restartPolicy: Always` it becomes a **native sidecar**, which keeps running beside the app containers.';

const ordinary =
  '**No effect here.** In Kubernetes 1.34 the API server drops `restartPolicy` of an ordinary container without a word; ' +
  'the `restartPolicy` of the Pod decides. A sidecar belongs in `initContainers`, where `restartPolicy: Always` makes it one.';

const ofPod =
  'Decides for the ordinary containers of this Pod whether the kubelet starts them again when they exit, with a back-off of ' +
  '10 s, 20 s, 40 s … up to 5 min. With `Never`, an init container that fails makes the whole Pod fail. Native sidecars are ' +
  'restarted whatever stands here.';

/** What a restart policy means where it stands: on a sidecar, an init container, an ordinary container, or the Pod. */
export const restartPolicy: HoverSubject = ({ document, kind, path, ownerType, field }) => {
  if (field.name !== 'restartPolicy') return undefined;
  if (ownerType === 'PodSpec') return ofPod;
  const podSpec = podSpecPath(kind);
  const inside = podSpec && insideContainer(podSpec, path);
  if (inside?.rest.length !== 1) return undefined;
  if (inside.list === 'containers') return ordinary;
  if (inside.list !== 'initContainers') return undefined;
  return textAt(document.value, path) === 'Always' ? sidecar : plainInit;
};
