import { serviceForm } from '../../facts/services.ts';
import type { ManifestSet, PlacedManifest } from '../../manifestSet.ts';
import { textAt } from '../../plainLookup.ts';
import { calledIn, shortName } from '../wording.ts';

/**
 * Why `db-0.db` does not exist though Service `db` does: a Pod has a name only behind a headless Service that its StatefulSet
 * names, or with a hostname and a subdomain of its own. Undefined where it may exist.
 */
export function podNameProblem(
  pod: string,
  services: readonly PlacedManifest[],
  set: ManifestSet,
): { readonly message: string } | undefined {
  const [service] = services;
  if (!service) return undefined;
  const name = `${shortName(pod)}.${shortName(service.name)}`;
  if (services.every((one) => serviceForm(one) !== 'headless')) {
    return {
      message: `${name} does not exist: ${calledIn(service)} has a cluster IP, and only a headless one (clusterIP: None) gives each Pod a name.`,
    };
  }
  const owner = /^(.+)-\d+$/.exec(pod)?.[1];
  const [statefulSet] = owner === undefined ? [] : set.named('StatefulSet', service.namespace, owner);
  if (!statefulSet) return undefined;
  const named = textAt(statefulSet.document.value, ['spec', 'serviceName']);
  if (named === service.name) return undefined;
  const instead = named ? `the serviceName ${shortName(named)}` : 'no serviceName';
  return {
    message: `${name} does not exist: ${calledIn(statefulSet)} has ${instead}, not ${shortName(service.name)}.`,
  };
}
