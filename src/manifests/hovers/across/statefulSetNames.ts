import { wholeServiceName } from '../../../api/core/serviceDnsNames.ts';
import { serviceForm } from '../../facts/services.ts';
import { code } from '../../markdown.ts';
import { textAt } from '../../plainLookup.ts';
import { listing } from '../../words/listing.ts';
import type { HoverSubject } from '../subject.ts';
import { named, placeText } from './manifestWords.ts';
import { statefulPodNames } from './podNames.ts';
import { standing } from './standing.ts';

/** The names of a StatefulSet's Pods, on its own name and on the Service that gives them names in DNS. */
export const statefulSetNames: HoverSubject = (context) => {
  const { kind, path } = context;
  const field = path.join('.');
  if (kind.kind !== 'StatefulSet' || (field !== 'metadata.name' && field !== 'spec.serviceName')) return undefined;
  const here = standing(context);
  if (!here || here.manifest.name === '') return undefined;
  const { set, manifest } = here;
  const names = statefulPodNames(set, manifest);
  const shown = `${listing(names.slice(0, 3).map(code))}${names.length > 3 ? ' …' : ''}`;
  const pods = `Its Pods are called ${shown}, and keep their names.`;
  const service = textAt(manifest.document.value, ['spec', 'serviceName']);
  if (!service) return field === 'metadata.name' ? pods : undefined;
  const [found] = set.named('Service', manifest.namespace, service);
  const pod = names[0] ?? `${manifest.name}-0`;
  const first = `${pod}.${service}`;
  if (field === 'metadata.name' && found && serviceForm(found) === 'headless') {
    const whole = `${pod}.${wholeServiceName(found)}`;
    return `${pods} In DNS: ${code(first)} in the Namespace ${code(manifest.namespace)}, ${code(whole)} everywhere.`;
  }
  if (field === 'metadata.name') return pods;
  if (!found)
    return `**These manifests have no ${code(`Service ${service}`)}**: without it the Pods have no names in DNS.`;
  if (serviceForm(found) !== 'headless') {
    return `**${named(found)}${placeText(found, manifest)} is not headless** (\`clusterIP: None\`): names such as ${code(first)} are for headless ones.`;
  }
  return `${named(found)}${placeText(found, manifest)} is there and headless, as it must be.`;
};
