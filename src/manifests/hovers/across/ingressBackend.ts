import { code } from '../../markdown.ts';
import { textAt, valueAt } from '../../plainLookup.ts';
import { listing } from '../../words/listing.ts';
import type { HoverSubject } from '../subject.ts';
import { named, placeText } from './manifestWords.ts';
import { chainedPorts, chainLines } from './serviceChain.ts';
import { standing } from './standing.ts';

/** Where an Ingress' backend leads: to the Service, its port, and the Pods behind it. */
export const ingressBackend: HoverSubject = (context) => {
  const { ownerType, path, document } = context;
  const depth = ['IngressBackend', 'IngressServiceBackend', 'ServiceBackendPort'].indexOf(ownerType);
  if (depth < 0) return undefined;
  const here = standing(context);
  if (!here) return undefined;
  const { set, manifest } = here;
  const own = path.slice(0, path.length - 1);
  const backend = valueAt(document.value, depth === 0 ? [...own, 'service'] : depth === 1 ? own : own.slice(0, -1));
  const name = textAt(backend, ['name']);
  if (name === undefined) return undefined;
  const [service] = set.named('Service', manifest.namespace, name);
  if (!service) {
    return `These manifests have no ${code(`Service ${name}`)} in the Namespace ${code(manifest.namespace)}; an Ingress leads only to Services of its own.`;
  }
  const wanted = valueAt(backend, ['port', 'name']) ?? valueAt(backend, ['port', 'number']);
  const ports = chainedPorts(service);
  const port = ports.find((one) => one.name === wanted || one.port === wanted);
  if (!port) {
    if (wanted === undefined) return undefined;
    const has = ports.map((one) => code(one.name ? `${one.name}: ${one.port}` : String(one.port)));
    const others = has.length > 0 ? ` It has ${listing(has)}.` : '';
    return `**${named(service)} has no port ${code(String(wanted))}.**${others} A backend names the Service’s port, not the container’s.`;
  }
  const lines = chainLines(set, service, port);
  const chains =
    lines.length > 0 ? lines.map((line) => `- ${line}`).join('\n') : 'It selects no Pod of these manifests.';
  return `Leads to ${named(service)}${placeText(service, manifest)}:\n\n${chains}`;
};
