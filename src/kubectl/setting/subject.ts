import type { RoleBinding, Subject } from '../../api/generated/objects.ts';
import type { KubernetesObject } from '../../api/objects.ts';
import { commandError } from '../commandError.ts';
import { subjectFlags, subjectsNamed } from '../create/roleBindings.ts';
import { nothingNamedText, type Target } from '../targets.ts';
import type { Verb } from '../verb.ts';
import { changeSubjects, setFlags, subjectName, subjectsOf } from './templateChange.ts';

/** `kubectl set subject`: gives the Role of a binding to more users, groups and service accounts. */
export const setSubject: Verb = {
  name: 'subject',
  group: 'Basic Commands (Beginner)',
  summary: 'Update the user, group, or service account in a role binding or cluster role binding',
  usage:
    'set subject (-f FILENAME | TYPE NAME) [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]',
  examples: [{ comment: 'To one user more', command: 'kubectl set subject rolebinding readers --user=ada' }],
  flags: [...setFlags, ...subjectFlags],
  async run(flags, host) {
    if (flags.args.length === 0 && !flags.given('filename')) throw commandError(nothingNamedText);
    const added = subjectsNamed(flags);
    if (added.length === 0) throw commandError('you must specify at least one value of user, group or serviceaccount');
    const subjects = await subjectsOf(flags, host, flags.args);
    const change = (object: KubernetesObject, target: Target) => {
      if (object.kind !== 'RoleBinding' && object.kind !== 'ClusterRoleBinding') {
        throw commandError(
          `${subjectName(target)} setting subjects is only supported for RoleBinding/ClusterRoleBinding`,
        );
      }
      const { subjects: present = [] } = object as RoleBinding;
      const isNew = (one: Subject) =>
        !present.some(
          ({ kind, name, namespace }) => kind === one.kind && name === one.name && namespace === one.namespace,
        );
      return { ...object, subjects: [...present, ...added.filter(isNew)] } as RoleBinding;
    };
    await changeSubjects(flags, host, subjects, { operation: 'subjects updated', change });
    return undefined;
  },
};
