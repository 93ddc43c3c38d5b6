import type { ClusterHost } from './clusterHost.ts';
import { watchAutoscaler } from './diagramAutoscaler.ts';
import { watchMap } from './diagramMap.ts';
import { watchPod } from './diagramPod.ts';
import { watchRequest } from './diagramRequest.ts';
import type { SubjectListener, SubjectWatch } from './diagramShown.ts';
import type { DiagramSubject } from './diagramSubject.ts';

/** Follows a subject. */
export function watchSubject(subject: DiagramSubject, cluster: ClusterHost, listener: SubjectListener): SubjectWatch {
  switch (subject.shows) {
    case undefined:
      return watchPod(subject, cluster, listener);
    case 'services':
      return watchMap(subject, cluster, listener);
    case 'autoscaler':
      return watchAutoscaler(subject, cluster, listener);
    case 'request':
      return watchRequest(subject, cluster, listener);
  }
}
