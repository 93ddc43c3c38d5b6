import type { ServicePort, ServiceSpec } from '../../api/generated/objects.ts';
import { defaultedObject } from '../defaultedObject.ts';
import { code } from '../markdown.ts';
import { valueAt } from '../plainLookup.ts';
import type { HoverContext, HoverSubject } from './subject.ts';

/** What the ports and addresses of a Service mean, as far as it says so itself. */
export const service: HoverSubject = (context) => {
  const { ownerType, field } = context;
  if (ownerType === 'ServicePort') return portText(context);
  if (ownerType !== 'ServiceSpec') return undefined;
  if (field.name === 'clusterIP') return addressText(context);
  if (field.name === 'externalName') return aliasText(context);
  if (field.name === 'ports') return spreadText(context);
  return undefined;
};

function specOf({ document }: HoverContext): Partial<ServiceSpec> {
  return (valueAt(defaultedObject(document.parsed), ['spec']) ?? {}) as Partial<ServiceSpec>;
}

function isHeadless({ clusterIP }: Partial<ServiceSpec>): boolean {
  return clusterIP === 'None';
}

function portText(context: HoverContext): string | undefined {
  const { document, path, field } = context;
  const spec = specOf(context);
  const port = valueAt(defaultedObject(document.parsed), path.slice(0, -1)) as Partial<ServicePort> | undefined;
  if (!port) return undefined;
  const target = port.targetPort ?? port.port ?? 0;
  if (field.name === 'port') {
    if (isHeadless(spec))
      return `**Headless: this number is only a word** in SRV records. Clients get the addresses of Pods and dial the Pods' own port${target === port.port ? '' : `, here ${code(String(target))}`}.`;
    return `Clients dial this port at the address of the Service. It leads to the port ${code(String(target))} of a Pod: the two need not be the same.`;
  }
  if (field.name === 'targetPort') {
    if (typeof target === 'string')
      return `A **name**: each Pod's own port that its \`ports\` call ${code(target)}. It must be spelled as there; a number in quotes is a name, too.`;
    return `The port on which the program in the Pod listens. It need not stand under \`ports\` of the container; but something must listen there, and not on 127.0.0.1 alone.`;
  }
  if (field.name === 'nodePort')
    return 'The same port on **every** Node leads to the Service, for clients outside the cluster. From 30000 to 32767, and no other Service may have it.';
  if (field.name === 'name' && (spec.ports ?? []).length > 1)
    return 'With several ports, each needs a name. DNS has an SRV record for it.';
  return undefined;
}

function addressText(context: HoverContext): string | undefined {
  if (isHeadless(specOf(context))) return undefined;
  return 'An address that exists only as a rule on each Node: no program listens there, and only Pods and Nodes of the cluster reach it. Leave it out, and the cluster chooses one.';
}

function aliasText(context: HoverContext): string | undefined {
  const { externalName, type } = specOf(context);
  if (type !== 'ExternalName' || !externalName) return 'Only used with `type: ExternalName`.';
  if (/^[\d.]+$/.test(externalName))
    return `**${code(externalName)} is taken for a name, not for an address**: DNS will not find it.`;
  return `DNS answers with the alias (CNAME) ${code(externalName)}. Nothing is passed on: the client itself connects there, and says the name that it knows.`;
}

function spreadText(context: HoverContext): string | undefined {
  const spec = specOf(context);
  if (spec.type === 'ExternalName' || isHeadless(spec)) return undefined;
  if (spec.sessionAffinity === 'ClientIP') return undefined;
  return 'Each **connection** goes to a ready Pod chosen at random; all requests on it go to the same Pod.';
}
