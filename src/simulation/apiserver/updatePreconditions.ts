import { invalidValue } from '../../api/fieldErrors.ts';
import type { ObjectMeta, Status } from '../../api/generated/objects.ts';
import type { KindInfo } from '../../api/kinds.ts';
import { conflict, invalid } from '../../api/status.ts';

/** Kinds that a real server stores elsewhere than under their own name (`SpecialDefaultResourcePrefixes`). */
const storagePrefixes: Readonly<Record<string, string>> = {
  replicationcontrollers: 'controllers',
  endpoints: 'services/endpoints',
  services: 'services/specs',
  nodes: 'minions',
  ingresses: 'ingress',
};

/**
 * 409 of a write to an object that was deleted, and perhaps created anew, since the client read it; `uid` is empty where
 * nothing is there. A real server says it in the words of its store.
 */
export function otherUid(info: KindInfo, { namespace, name = '', uid }: ObjectMeta, stored: string): Status {
  const prefix = storagePrefixes[info.plural] ?? info.plural;
  const key = ['/registry', prefix, ...(info.namespaced && namespace ? [namespace] : []), name].join('/');
  const why = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${stored}`;
  const error = `StorageError: invalid object, Code: 4, Key: ${key}, ResourceVersion: 0, AdditionalErrorMsg: ${why}`;
  return conflict(info, name, error);
}

/** 422 of a PATCH that would make another object of this one: unlike a PUT it brings no precondition. */
export function uidChanged(info: KindInfo, name: string, uid: string): Status {
  return invalid(info, name, [invalidValue(['metadata', 'uid'], uid, 'field is immutable')]);
}

/** 422 of a PUT that does not say which version it replaces, of a kind where it must. */
export function versionRequired(info: KindInfo, name: string): Status {
  const error = invalidValue(['metadata', 'resourceVersion'], 0, 'must be specified for an update');
  return invalid({ ...info, kind: info.plural }, name, [error]);
}
