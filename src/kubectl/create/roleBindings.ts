import type { Subject } from '../../api/generated/objects.ts';
import { commandError } from '../commandError.ts';
import type { FlagDeclaration, ParsedFlags } from '../flags.ts';
import { creationVerb } from './creation.ts';

const apiGroup = 'rbac.authorization.k8s.io';

/** The flags that name who gets a role. */
export const subjectFlags: readonly FlagDeclaration[] = [
  { name: 'group', type: 'repeated', defaultText: '[]', doc: 'A group.' },
  { name: 'serviceaccount', type: 'repeated', defaultText: '[]', doc: 'A service account, as NAMESPACE:NAME.' },
  { name: 'user', type: 'repeated', defaultText: '[]', doc: 'A user.' },
];

const clusterRoleFlag: FlagDeclaration = {
  name: 'clusterrole',
  type: 'string',
  defaultText: '',
  doc: 'The ClusterRole to bind.',
};

/** `kubectl create rolebinding`. */
export const createRoleBinding = creationVerb({
  name: 'rolebinding',
  summary: 'Create a role binding for a particular role or cluster role',
  usage: '--clusterrole=NAME|--role=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:name]',
  examples: [
    {
      comment: 'To a service account',
      command: 'kubectl create rolebinding r --role=reader --serviceaccount=default:builder',
    },
  ],
  kind: 'rolebindings',
  failure: 'failed to create rolebinding: ',
  flags: [
    clusterRoleFlag,
    { name: 'role', type: 'string', defaultText: '', doc: 'The Role to bind.' },
    ...subjectFlags,
  ],
  build(name, flags) {
    const [role, clusterRole] = [flags.text('role'), flags.text('clusterrole')];
    if ((role === '') === (clusterRole === ''))
      throw commandError('exactly one of clusterrole or role must be specified');
    return {
      metadata: { name },
      roleRef: { apiGroup, kind: role === '' ? 'ClusterRole' : 'Role', name: role || clusterRole },
      subjects: subjectsNamed(flags),
    };
  },
});

/** `kubectl create clusterrolebinding`. */
export const createClusterRoleBinding = creationVerb({
  name: 'clusterrolebinding',
  summary: 'Create a cluster role binding for a particular cluster role',
  usage:
    '--clusterrole=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]',
  examples: [
    { comment: 'To a user', command: 'kubectl create clusterrolebinding readers --clusterrole=reader --user=ada' },
  ],
  kind: 'clusterrolebindings',
  failure: 'failed to create clusterrolebinding: ',
  flags: [{ ...clusterRoleFlag, required: true }, ...subjectFlags],
  build: (name, flags) => ({
    metadata: { name },
    roleRef: { apiGroup, kind: 'ClusterRole', name: flags.text('clusterrole') },
    subjects: subjectsNamed(flags),
  }),
});

/** Who `--user`, `--group` and `--serviceaccount` name. */
export function subjectsNamed(flags: ParsedFlags): Subject[] {
  const accounts = flags.texts('serviceaccount').map((word) => {
    const [namespace, account, ...more] = word.split(':');
    if (!namespace || !account || more.length > 0) throw commandError('serviceaccount must be <namespace>:<name>');
    return { kind: 'ServiceAccount', name: account, namespace };
  });
  return [
    ...flags.texts('user').map((user) => ({ apiGroup, kind: 'User', name: user })),
    ...flags.texts('group').map((group) => ({ apiGroup, kind: 'Group', name: group })),
    ...accounts,
  ];
}
