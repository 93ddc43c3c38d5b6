import { wholeServiceName } from '../../../api/core/serviceDnsNames.ts';
import { type HostMention, hostNamesOf } from '../../facts/hostNames.ts';
import { servicesOfHost } from '../../facts/hostServices.ts';
import { serviceForm } from '../../facts/services.ts';
import { code } from '../../markdown.ts';
import { textAt, valueAt } from '../../plainLookup.ts';
import type { HoverSubject } from '../subject.ts';
import { isSameField } from './fieldPaths.ts';
import { named, placeText } from './manifestWords.ts';
import { chainedPorts, chainLines } from './serviceChain.ts';
import { type Standing, standing } from './standing.ts';

/** Names of one text that are followed. */
const maxHosts = 5;

/** What the host names in a variable or a command resolve to from this Pod, and where their port leads. */
export const hostNames: HoverSubject = (context) => {
  const { ownerType, field, touched } = context;
  const isText =
    (ownerType === 'EnvVar' && field.name === 'value') || field.name === 'command' || field.name === 'args';
  const here = isText ? standing(context) : undefined;
  if (!here || !usesClusterDns(here)) return undefined;
  const mentions = hostNamesOf(here.manifest.facts).filter(({ path }) => isSameField(path, touched.path));
  const lines = new Set(mentions.slice(0, maxHosts).flatMap((mention) => linesOf(here, mention)));
  return [...lines].map((line) => `- ${line}`).join('\n') || undefined;
};

/** With another policy its names are looked up elsewhere. */
function usesClusterDns({ manifest: { facts, document } }: Standing): boolean {
  const spec = valueAt(document.value, facts.pods?.specPath ?? []);
  const policy = textAt(spec, ['dnsPolicy']) ?? 'ClusterFirst';
  if (policy === 'ClusterFirstWithHostNet') return true;
  return policy === 'ClusterFirst' && valueAt(spec, ['hostNetwork']) !== true;
}

function linesOf({ set, manifest }: Standing, { words, host, port }: HostMention): string[] {
  const found = servicesOfHost(set, manifest, host);
  const [service] = found?.services ?? [];
  if (!found || !service) return [];
  const { reading } = found;
  const pod = reading.pod === undefined ? '' : `${reading.pod}.`;
  const whole = `${pod}${wholeServiceName({ name: reading.service, namespace: reading.namespace })}`;
  const form = serviceForm(service);
  const what =
    form === 'externalName'
      ? 'another name, out of the cluster'
      : reading.pod !== undefined
        ? 'the address of this one Pod'
        : form === 'headless'
          ? 'the addresses of its ready Pods'
          : 'its one address';
  const text = `${code(words)} is ${code(whole)}: ${what}, ${named(service)}${placeText(service, manifest)}.`;
  const known = form === 'clusterIp' ? chainedPorts(service).find((one) => one.port === port) : undefined;
  return known ? [text, ...chainLines(set, service, known)] : [text];
}
