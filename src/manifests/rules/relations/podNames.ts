import { heldAgainst } from '../../facts/neighbours.ts';
import { selectedPods } from '../../facts/selectedPods.ts';
import { serviceForm } from '../../facts/services.ts';
import type { ManifestSet, PlacedManifest } from '../../manifestSet.ts';
import { textAt } from '../../plainLookup.ts';
import type { RelationRule } from '../rule.ts';
import { shortName } from '../wording.ts';

/**
 * A Pod with a `subdomain` whose headless Service is not there: the Pod gets no name
 * (https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-hostname-and-subdomain-fields).
 */
export const podHostnameWithoutService: RelationRule = {
  id: 'relation/pod-hostname-without-service',
  severity: 'warning',
  check(manifest, set) {
    const { pods } = manifest.facts;
    const path = [...(pods?.specPath ?? []), 'subdomain'];
    const subdomain = pods && textAt(manifest.document.value, path);
    const hostname = pods && textAt(manifest.document.value, [...pods.specPath, 'hostname']);
    // Without a hostname there is no name whatever there is: advice on one manifest says so.
    if (!subdomain || !hostname) return [];
    const name = `${shortName(hostname)}.${shortName(subdomain)}`;
    const services = set.named('Service', manifest.namespace, subdomain);
    if (services.length === 0) {
      if (set.world === 'open') return [];
      const message = `The name ${name} exists only with a headless Service ${shortName(subdomain)} (clusterIP: None) in Namespace ${shortName(manifest.namespace)} that selects this Pod; there is none among these manifests.`;
      return [{ path, part: 'value', message }];
    }
    const problem = problemOf(services, manifest, set);
    return problem ? [{ path, part: 'value', message: `The name ${name} does not exist: ${problem}` }] : [];
  },
};

/** A StatefulSet whose Service has an address of its own: `web-0.web` does not exist then. */
export const statefulSetServiceNotHeadless: RelationRule = {
  id: 'relation/stateful-set-service-not-headless',
  severity: 'info',
  check(manifest, set) {
    const path = ['spec', 'serviceName'];
    const name = manifest.kind.kind === 'StatefulSet' ? textAt(manifest.document.value, path) : undefined;
    if (!name) return [];
    const problem = problemOf(set.named('Service', manifest.namespace, name), manifest, set);
    if (!problem) return [];
    const pod = `${shortName(manifest.name)}-0.${shortName(name)}`;
    return [{ path, part: 'value', message: `Names such as ${pod} do not exist: ${problem}` }];
  },
};

/** Of a Service that is written twice, one that fits is enough. */
function problemOf(all: readonly PlacedManifest[], pods: PlacedManifest, set: ManifestSet): string | undefined {
  const services = heldAgainst(pods, all, set.world);
  const problems = services.map((service) => unfit(service, pods, set));
  return problems.includes(undefined) ? undefined : problems[0];
}

/** Why a Service gives these Pods no names. */
function unfit(service: PlacedManifest, pods: PlacedManifest, set: ManifestSet): string | undefined {
  const name = `Service ${shortName(service.name)}`;
  if (serviceForm(service) !== 'headless')
    return `${name} has a cluster IP, and only a headless one (clusterIP: None) gives each Pod a name.`;
  const selector = service.facts.selectors.find(({ role }) => role === 'service');
  if (!selector || selectedPods(set, service, selector).includes(pods)) return undefined;
  return `${name} does not select these Pods.`;
}
