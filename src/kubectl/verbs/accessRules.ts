import type { SelfSubjectRulesReview } from '../../api/generated/objects.ts';
import { TableColumns } from '../columns.ts';
import { CommandError } from '../commandError.ts';
import { namespaceOf } from '../commonFlags.ts';
import type { ParsedFlags } from '../flags.ts';
import type { KubectlHost } from '../host.ts';
import { sendOrFail } from '../requests.ts';

/** One line of the table: what may be done to what. */
interface Rule {
  readonly resource: string;
  readonly urls: readonly string[];
  readonly names: readonly string[];
  readonly verbs: readonly string[];
}

/** `kubectl auth can-i --list`: everything that one may do in a namespace. */
export async function listRules(flags: ParsedFlags, host: KubectlHost): Promise<undefined> {
  if (flags.args.length > 0) throw new CommandError('error: list option must be specified with no arguments');
  const apiVersion = 'authorization.k8s.io/v1';
  const review = (await sendOrFail(host, {
    method: 'POST',
    path: `/apis/${apiVersion}/selfsubjectrulesreviews`,
    contentType: 'application/json',
    body: { apiVersion, kind: 'SelfSubjectRulesReview', spec: { namespace: namespaceOf(flags, host) } },
  })) as SelfSubjectRulesReview;
  const { resourceRules = [], nonResourceRules = [] } = review.status ?? {};
  const rules: Rule[] = [
    ...resourceRules.flatMap(({ apiGroups = [], resources = [], resourceNames = [], verbs = [] }) =>
      apiGroups.flatMap((group) =>
        resources.map((resource) => ({
          resource: group === '' ? resource : `${resource}.${group}`,
          urls: [],
          names: resourceNames,
          verbs,
        })),
      ),
    ),
    ...nonResourceRules.map(({ nonResourceURLs = [], verbs = [] }) => ({
      resource: '',
      urls: nonResourceURLs,
      names: [],
      verbs,
    })),
  ];
  const list = (words: readonly string[]) => `[${words.join(' ')}]`;
  const rows = rules.map(({ resource, urls, names, verbs }) => [resource, list(urls), list(names), list(verbs)]);
  const head = flags.enabled('no-headers') ? [] : [['Resources', 'Non-Resource URLs', 'Resource Names', 'Verbs']];
  host.stdout(new TableColumns().print([...head, ...rows]));
  return undefined;
}
