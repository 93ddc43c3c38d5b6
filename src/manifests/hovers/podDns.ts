import { searchList, wholeServiceName } from '../../api/core/serviceDnsNames.ts';
import { code } from '../markdown.ts';
import { namespaceOf } from './namespaceOf.ts';
import { hoveredPod } from './ofPod.ts';
import type { HoverContext, HoverSubject } from './subject.ts';

/** By which names a Pod knows others, and is known. */
export const podDns: HoverSubject = (context) => {
  const { ownerType, field } = context;
  if (ownerType !== 'PodSpec') return undefined;
  if (field.name === 'dnsPolicy') return policyText(context);
  if (field.name === 'hostname' || field.name === 'subdomain') return ownName(context);
  return undefined;
};

function policyText(context: HoverContext): string | undefined {
  const spec = hoveredPod(context)?.spec;
  if (!spec) return undefined;
  const policy = spec.dnsPolicy;
  if (policy === 'ClusterFirst' && spec.hostNetwork)
    return '**With `hostNetwork: true` it works like `Default`:** the Pod does not know the names of Services. `ClusterFirstWithHostNet` is what you want.';
  if (policy !== 'ClusterFirst' && policy !== 'ClusterFirstWithHostNet') return undefined;
  const search = searchList(namespaceOf(context)).join(' ');
  return `Its \`/etc/resolv.conf\` says ${code(`search ${search}`)} and \`options ndots:5\`: the program's own resolver tries a short name with each of these ends.`;
}

function ownName(context: HoverContext): string | undefined {
  const spec = hoveredPod(context)?.spec;
  if (!spec) return undefined;
  const { hostname, subdomain } = spec;
  if (context.kind.kind === 'StatefulSet')
    return 'A StatefulSet gives each Pod its own `hostname` and, from `serviceName`, its `subdomain`.';
  if (!subdomain)
    return `The Pod calls itself ${code(hostname ?? '')}, but **DNS does not know that name**: for that it also needs a \`subdomain\`, and a headless Service named like it.`;
  const service = `a headless Service (\`clusterIP: None\`) named ${code(subdomain)} in its Namespace that selects it`;
  if (!hostname)
    return `Without a \`hostname\` the Pod has no name of its own in DNS; it is one of many behind ${service}.`;
  const shared = context.kind.kind === 'Pod' ? '' : ' All Pods of this template share the name.';
  const whole = wholeServiceName({ name: subdomain, namespace: namespaceOf(context) });
  return `In DNS the Pod is ${code(`${hostname}.${whole}`)}, **if** there is ${service}.${shared}`;
}
