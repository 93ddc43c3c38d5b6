import type { PolicyRule, Role } from '../../api/generated/objects.ts';
import type { Describer } from './describer.ts';

/** A Role or ClusterRole as `kubectl describe role` shows it: a line for each resource, with all its verbs. */
export const describeRole: Describer<Role> = (role, { text }) => {
  text.line(0, 'Name:', role.metadata.name);
  text.labels('Labels', role.metadata.labels);
  text.annotations(role.metadata.annotations);
  text.line(0, 'PolicyRule:');
  text.line(1, 'Resources', 'Non-Resource URLs', 'Resource Names', 'Verbs');
  text.line(1, '---------', '-----------------', '--------------', '-----');
  const lines = compacted((role.rules ?? []).flatMap(singleRules));
  for (const line of lines.sort((a, b) => (orderText(a) < orderText(b) ? -1 : 1))) {
    text.line(1, resourceText(line), list(line.url), list(line.name), `[${line.verbs.join(' ')}]`);
  }
};

/** A rule about one resource, by one name where it is about names, or about one URL. */
interface SingleRule {
  readonly group?: string;
  readonly resource?: string;
  readonly name?: string;
  readonly url?: string;
  readonly verbs: readonly string[];
}

function singleRules({ apiGroups, resources, resourceNames, nonResourceURLs, verbs }: PolicyRule): SingleRule[] {
  const each = verbs.map((verb) => [verb]);
  const names = resourceNames?.length ? resourceNames : [undefined];
  const ofResources = (apiGroups ?? []).flatMap((group) =>
    (resources ?? []).flatMap((resource) =>
      each.flatMap((one) =>
        names.map((name) => ({ group, resource, ...(name !== undefined && { name }), verbs: one })),
      ),
    ),
  );
  return [...ofResources, ...(nonResourceURLs ?? []).flatMap((url) => each.map((one) => ({ url, verbs: one })))];
}

/** Rules about the same resource become one; those about URLs stay single. */
function compacted(rules: readonly SingleRule[]): SingleRule[] {
  const found = new Map<string, SingleRule>();
  for (const [index, rule] of rules.entries()) {
    const key = rule.url === undefined ? JSON.stringify([rule.group, rule.resource, rule.name]) : String(index);
    const before = found.get(key);
    found.set(key, before ? { ...before, verbs: [...before.verbs, ...rule.verbs] } : rule);
  }
  return [...found.values()];
}

/** kubectl sorts rules by the text of their fields, verbs first. */
function orderText({ group, resource, name, url, verbs }: SingleRule): string {
  return `Verbs:[${verbs.join(' ')}],APIGroups:${list(group)},Resources:${list(resource)},ResourceNames:${list(name)},NonResourceURLs:${list(url)}`;
}

function list(word: string | undefined): string {
  return `[${word ?? ''}]`;
}

/** `deployments.apps/scale`. */
function resourceText({ group, resource = '' }: SingleRule): string {
  const [name = '', ...subresource] = resource.split('/');
  return [group ? `${name}.${group}` : name, ...subresource].join('/');
}
