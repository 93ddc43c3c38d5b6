import type { LimitRange, Namespace, ResourceQuota } from '../../api/generated/objects.ts';
import type { Describer } from './describer.ts';
import { limitHead, limitLines, quotaLines, quotaScopes } from './policies.ts';

/** A Namespace as `kubectl describe namespace` shows it, with its quotas and limits. */
export const describeNamespace: Describer<Namespace> = async (namespace, { text, list }) => {
  const { name, labels, annotations } = namespace.metadata;
  text.line(0, 'Name:', name);
  text.labels('Labels', labels);
  text.annotations(annotations);
  text.line(0, 'Status:', namespace.status?.phase ?? '');
  const conditions = namespace.status?.conditions ?? [];
  if (conditions.length > 0) {
    text.line(0, 'Conditions:');
    text.line(1, 'Type', 'Status', 'LastTransitionTime', 'Reason', 'Message');
    text.line(1, '----', '------', '------------------', '------', '-------');
    for (const one of conditions) {
      text.line(1, one.type, one.status, one.lastTransitionTime ?? '', one.reason ?? '', one.message ?? '');
    }
  }
  text.line(0, '');
  const quotas = await list<ResourceQuota>('resourcequotas', name);
  if (quotas.length === 0) text.line(0, 'No resource quota.');
  else {
    text.line(0, 'Resource Quotas');
    for (const quota of quotas) {
      text.line(1, 'Name:', quota.metadata.name);
      quotaScopes(text, 1, quota);
      text.line(1, 'Resource', 'Used', 'Hard');
      text.line(1, '--------', '---', '---');
      quotaLines(text, 1, quota);
    }
  }
  text.line(0, '');
  const ranges = await list<LimitRange>('limitranges', name);
  if (ranges.length === 0) text.line(0, 'No LimitRange resource.');
  else {
    text.line(0, 'Resource Limits');
    limitHead(text, ' ');
    for (const range of ranges) for (const limit of range.spec?.limits ?? []) limitLines(text, ' ', limit);
  }
};
