import { type Scope, validateMetadata, validateMetadataUpdate } from '../core/metadataValidation.ts';
import { nameErrors } from '../core/nameErrors.ts';
import type { FieldError, FieldPath } from '../field.ts';
import { invalidValue, notSupported, required } from '../fieldErrors.ts';
import type { ClusterRoleBinding, RoleBinding, Subject } from '../generated/objects.ts';
import type { KindRules } from '../kindRules.ts';
import { dnsSubdomain, pathSegment } from '../names.ts';
import { sameValue } from '../sameValue.ts';

const group = 'rbac.authorization.k8s.io';
type Binding = RoleBinding | ClusterRoleBinding;

/** Defaults and validation of RoleBindings. */
export const roleBindingRules = rulesFor('namespaced') as KindRules<RoleBinding>;

/** Defaults and validation of ClusterRoleBindings. */
export const clusterRoleBindingRules = rulesFor('cluster') as KindRules<ClusterRoleBinding>;

function rulesFor(scope: Scope): KindRules<Binding> {
  return {
    applyDefaults,
    validateCreate: (object) => validateBinding(object, scope),
    validateUpdate: (object, old) => [
      ...validateBinding(object, scope),
      ...validateMetadataUpdate(object, old),
      ...(sameValue(object.roleRef, old.roleRef)
        ? []
        : [invalidValue(['roleRef'], printedReference(object), 'cannot change roleRef')]),
    ],
  };
}

function applyDefaults(object: Binding): Binding {
  if (object.roleRef) object.roleRef.apiGroup ||= group;
  for (const subject of object.subjects ?? [])
    if (subject.kind === 'User' || subject.kind === 'Group') subject.apiGroup ||= group;
  return object;
}

function printedReference({ roleRef }: Binding): unknown {
  return { APIGroup: roleRef?.apiGroup ?? '', Kind: roleRef?.kind ?? '', Name: roleRef?.name ?? '' };
}

function validateBinding(object: Binding, scope: Scope): FieldError[] {
  const { apiGroup = '', kind = '', name = '' }: Partial<Binding['roleRef']> = object.roleRef ?? {};
  const kinds = scope === 'cluster' ? ['ClusterRole'] : ['Role', 'ClusterRole'];
  const errors = validateMetadata(object, scope, pathSegment);
  if (apiGroup !== group) errors.push(notSupported(['roleRef', 'apiGroup'], apiGroup, [group]));
  if (!kinds.includes(kind)) errors.push(notSupported(['roleRef', 'kind'], kind, kinds));
  const namePath = ['roleRef', 'name'];
  errors.push(...(name === '' ? [required(namePath)] : nameErrors(name, pathSegment, namePath)));
  return [
    ...errors,
    ...(object.subjects ?? []).flatMap((subject, i) => validateSubject(subject, scope, ['subjects', i])),
  ];
}

const subjectKinds = ['ServiceAccount', 'User', 'Group'];

function validateSubject(subject: Subject, scope: Scope, at: FieldPath): FieldError[] {
  const { kind = '', name = '', apiGroup = '', namespace = '' } = subject;
  const errors = name === '' ? [required([...at, 'name'])] : [];
  if (kind === 'ServiceAccount') {
    if (name !== '') errors.push(...nameErrors(name, dnsSubdomain, [...at, 'name']));
    if (apiGroup !== '') errors.push(notSupported([...at, 'apiGroup'], apiGroup, ['']));
    if (scope === 'cluster' && namespace === '') errors.push(required([...at, 'namespace']));
  } else if (kind === 'User' || kind === 'Group') {
    if (name === '') errors.push(invalidValue([...at, 'name'], name, `${kind.toLowerCase()} name cannot be empty`));
    if (apiGroup !== group) errors.push(notSupported([...at, 'apiGroup'], apiGroup, [group]));
  } else errors.push(notSupported([...at, 'kind'], kind, subjectKinds));
  return errors;
}
