import type {
  LimitRange,
  LimitRangeItem,
  PodDisruptionBudget,
  PriorityClass,
  ResourceQuota,
  RoleBinding,
  Secret,
  ServiceAccount,
} from '../../api/generated/objects.ts';
import type { Describer } from './describer.ts';
import type { DescribeText } from './describeText.ts';
import { selectorText } from './selectors.ts';

/** A PodDisruptionBudget as `kubectl describe pdb` shows it. */
export const describeDisruptionBudget: Describer<PodDisruptionBudget> = (budget, { text, events, nowMs }) => {
  const { metadata, spec, status } = budget;
  text.line(0, 'Name:', metadata.name);
  text.line(0, 'Namespace:', metadata.namespace ?? '');
  if (spec?.minAvailable !== undefined) text.line(0, 'Min available:', String(spec.minAvailable));
  else if (spec?.maxUnavailable !== undefined) text.line(0, 'Max unavailable:', String(spec.maxUnavailable));
  text.line(0, 'Selector:', selectorText(spec?.selector));
  text.line(0, 'Status:');
  text.line(2, 'Allowed disruptions:', String(status?.disruptionsAllowed ?? 0));
  text.line(2, 'Current:', String(status?.currentHealthy ?? 0));
  text.line(2, 'Desired:', String(status?.desiredHealthy ?? 0));
  text.line(2, 'Total:', String(status?.expectedPods ?? 0));
  text.events(events, nowMs);
};

/** A ResourceQuota as `kubectl describe quota` shows it. */
export const describeQuota: Describer<ResourceQuota> = (quota, { text }) => {
  text.line(0, 'Name:', quota.metadata.name);
  text.line(0, 'Namespace:', quota.metadata.namespace ?? '');
  quotaScopes(text, 0, quota);
  text.line(0, 'Resource', 'Used', 'Hard');
  text.line(0, '--------', '----', '----');
  quotaLines(text, 0, quota);
};

const scopeWords: Readonly<Record<string, string>> = {
  Terminating:
    'Matches all pods that have an active deadline. These pods have a limited lifespan on a node before being actively terminated by the system.',
  NotTerminating:
    'Matches all pods that do not have an active deadline. These pods usually include long running pods whose container command is not expected to terminate.',
  BestEffort:
    'Matches all pods that do not have resource requirements set. These pods have a best effort quality of service.',
  NotBestEffort:
    'Matches all pods that have at least one resource requirement set. These pods have a burstable or guaranteed quality of service.',
};

/** Which Pods a quota counts, where it does not count all, and what that means. */
export function quotaScopes(text: DescribeText, level: 0 | 1, quota: ResourceQuota): void {
  const scopes = [...(quota.spec?.scopes ?? [])].sort();
  if (scopes.length === 0) return;
  text.line(level, 'Scopes:', scopes.join(', '));
  const star = level === 0 ? ' *' : '  *';
  for (const scope of scopes) if (scopeWords[scope]) text.line(0, `${star} ${scopeWords[scope]}`);
}

/** The amounts of a quota, one a line. */
export function quotaLines(text: DescribeText, level: number, quota: ResourceQuota): void {
  const { hard = {}, used = {} } = quota.status ?? {};
  for (const name of Object.keys(hard).sort()) text.line(level, name, used[name] ?? '0', hard[name] ?? '');
}

/** A LimitRange as `kubectl describe limits` shows it. */
export const describeLimitRange: Describer<LimitRange> = (range, { text }) => {
  text.line(0, 'Name:', range.metadata.name);
  text.line(0, 'Namespace:', range.metadata.namespace ?? '');
  limitHead(text, '');
  for (const limit of range.spec?.limits ?? []) limitLines(text, '', limit);
};

/** The head of a table of limits. */
export function limitHead(text: DescribeText, indent: string): void {
  text.line(
    0,
    `${indent}Type`,
    'Resource',
    'Min',
    'Max',
    'Default Request',
    'Default Limit',
    'Max Limit/Request Ratio',
  );
  text.line(
    0,
    `${indent}----`,
    '--------',
    '---',
    '---',
    '---------------',
    '-------------',
    '-----------------------',
  );
}

/** The limits of one type, a resource on each line. kubectl takes them as its map gives them; here they are sorted. */
export function limitLines(text: DescribeText, indent: string, limit: LimitRangeItem): void {
  const maps = [limit.min, limit.max, limit.defaultRequest, limit.default, limit.maxLimitRequestRatio];
  const names = new Set(maps.flatMap((map) => Object.keys(map ?? {})));
  for (const name of [...names].sort()) {
    text.line(0, `${indent}${limit.type}`, name, ...maps.map((map) => map?.[name] ?? '-'));
  }
}

/** A ServiceAccount as `kubectl describe serviceaccount` shows it. */
export const describeServiceAccount: Describer<ServiceAccount> = async (account, { text, events, nowMs, list }) => {
  text.line(0, 'Name:', account.metadata.name);
  text.line(0, 'Namespace:', account.metadata.namespace ?? '');
  text.labels('Labels', account.metadata.labels);
  text.annotations(account.metadata.annotations);
  const secrets = await list<Secret>('secrets', account.metadata.namespace);
  const known = new Set(secrets.map(({ metadata }) => metadata.name));
  const names = (references: readonly { name?: string }[] | undefined) =>
    (references ?? []).map(({ name = '' }) => (known.has(name) ? name : `${name} (not found)`));
  const tokens = secrets.filter(
    ({ type, metadata: { annotations } }) =>
      type === 'kubernetes.io/service-account-token' &&
      annotations?.['kubernetes.io/service-account.name'] === account.metadata.name &&
      annotations?.['kubernetes.io/service-account.uid'] === account.metadata.uid,
  );
  text.column('Image pull secrets', names(account.imagePullSecrets));
  text.column('Mountable secrets', names(account.secrets));
  text.column(
    'Tokens',
    tokens.map(({ metadata }) => metadata.name),
  );
  text.events(events, nowMs);
};

/** A PriorityClass as `kubectl describe priorityclass` shows it. */
export const describePriorityClass: Describer<PriorityClass> = (priority, { text, events, nowMs }) => {
  text.line(0, 'Name:', priority.metadata.name);
  text.line(0, 'Value:', String(priority.value));
  text.line(0, 'GlobalDefault:', String(priority.globalDefault ?? false));
  text.line(0, 'PreemptionPolicy:', priority.preemptionPolicy ?? '');
  text.line(0, 'Description:', priority.description ?? '');
  text.pairs('Annotations', priority.metadata.annotations);
  text.events(events, nowMs);
};

/** A RoleBinding or ClusterRoleBinding as `kubectl describe rolebinding` shows it. */
export const describeRoleBinding: Describer<RoleBinding> = (binding, { text }) => {
  text.line(0, 'Name:', binding.metadata.name);
  text.labels('Labels', binding.metadata.labels);
  text.annotations(binding.metadata.annotations);
  text.line(0, 'Role:');
  text.line(1, 'Kind:', binding.roleRef.kind);
  text.line(1, 'Name:', binding.roleRef.name);
  text.line(0, 'Subjects:');
  text.line(1, 'Kind', 'Name', 'Namespace');
  text.line(1, '----', '----', '---------');
  for (const { kind, name, namespace } of binding.subjects ?? []) text.line(1, kind, name, namespace ?? '');
};
