import type { Namespace } from '../../api/generated/objects.ts';
import type { Describer } from './describer.ts';

/** A Namespace as `kubectl describe namespace` shows it: without quotas and limit ranges, which are not served yet. */
export const describeNamespace: Describer<Namespace> = (namespace, { text }) => {
  text.line(0, 'Name:', namespace.metadata.name);
  text.labels('Labels', namespace.metadata.labels);
  text.annotations(namespace.metadata.annotations);
  text.line(0, 'Status:', namespace.status?.phase ?? '');
  text.line(0, '');
  text.line(0, 'No resource quota.');
  text.line(0, '');
  text.line(0, 'No LimitRange resource.');
};
