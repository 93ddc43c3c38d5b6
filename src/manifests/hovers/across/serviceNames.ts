import { serviceDnsNames, wholeServiceName } from '../../../api/core/serviceDnsNames.ts';
import { serviceForm } from '../../facts/services.ts';
import { code, escaped } from '../../markdown.ts';
import { textAt } from '../../plainLookup.ts';
import type { HoverSubject } from '../subject.ts';
import { podNamesOf } from './podNames.ts';
import { chainedPorts, podsBehind } from './serviceChain.ts';
import { type Standing, standing } from './standing.ts';

/** Ports whose SRV records are shown. */
const maxPorts = 3;

const leadsTo = { clusterIp: 'address', headless: 'pods', externalName: 'name' } as const;

/**
 * The names that a Service answers to, what they lead to, and from where each works
 * (https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/).
 */
export const serviceNames: HoverSubject = (context) => {
  const { kind, path } = context;
  if (kind.kind !== 'Service' || path.join('.') !== 'metadata.name') return undefined;
  const here = standing(context);
  if (!here || here.manifest.name === '') return undefined;
  const { set, manifest } = here;
  const { name, namespace } = manifest;
  const names = serviceDnsNames({
    name,
    namespace,
    leadsTo: leadsTo[serviceForm(manifest)],
    ports: chainedPorts(manifest)
      .filter((port) => port.name)
      .slice(0, maxPorts),
    hostnames: podsBehind(set, manifest).flatMap((pods) => podNamesOf(set, pods, name)),
  });
  const rows = names.map(({ name: one, text }) => `| ${code(one)} | ${escaped(text)} |`);
  const table = ['| name | works |', '|---|---|', ...rows].join('\n');
  return [answerText(here), table, searchText(wholeServiceName(manifest))].join('\n\n');
};

function answerText({ manifest }: Standing): string {
  switch (serviceForm(manifest)) {
    case 'externalName': {
      const external = textAt(manifest.document.value, ['spec', 'externalName']);
      return `Its names lead to another name${external ? `, ${code(external)}` : ''} (CNAME); nothing is forwarded.`;
    }
    case 'headless':
      return 'Headless: its names lead to the addresses of the **ready Pods** themselves, and the client chooses; without a ready Pod there is no such name.';
    default:
      return 'Its names lead to **one address**, the Service’s own, whether or not a Pod is ready behind it.';
  }
}

/** `ndots:5`: names with fewer dots are tried with the search list first. */
function searchText(whole: string): string {
  const dots = whole.split('.').length - 1;
  const first =
    dots < 5
      ? `Even the whole name has ${dots} dots, fewer than the 5 of \`ndots:5\`: a Pod tries it with each suffix of its search list first. A dot at its end saves these questions.`
      : `A Pod completes names with fewer than 5 dots (\`ndots:5\`) from its search list.`;
  return `${first} No name works outside of the cluster, or in a Pod with \`dnsPolicy: Default\`.`;
}
