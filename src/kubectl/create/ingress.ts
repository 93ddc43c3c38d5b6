import type { HTTPIngressPath, IngressRule } from '../../api/generated/objects.ts';
import { commandError } from '../commandError.ts';
import { creationVerb } from './creation.ts';

const rulePattern = /^([^/]*)(\/[^=]*)=([^:,]+):([^,]+)(?:,(.*))?$/;

/** `kubectl create ingress`. */
export const createIngress = creationVerb({
  name: 'ingress',
  aliases: ['ing'],
  summary: 'Create an ingress with the specified name',
  usage: '--rule=host/path=service:port[,tls[=secret]]',
  examples: [
    { comment: 'A host and all its paths', command: "kubectl create ingress site --rule='example.com/*=web:80'" },
  ],
  kind: 'ingresses',
  failure: 'failed to create ingress: ',
  flags: [
    { name: 'class', type: 'string', defaultText: '', doc: 'The class of the Ingress.' },
    { name: 'default-backend', type: 'string', defaultText: '', doc: 'Where all else goes, as SERVICE:PORT.' },
    {
      name: 'rule',
      type: 'repeated',
      defaultText: '[]',
      doc: 'HOST/PATH=SERVICE:PORT[,tls[=SECRET]]; a path that ends with * is a prefix.',
    },
  ],
  build(name, flags) {
    const byHost = new Map<string, HTTPIngressPath[]>();
    const tls: object[] = [];
    for (const text of flags.texts('rule')) {
      const match = rulePattern.exec(text);
      if (!match)
        throw commandError(`rule ${text} is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]`);
      const [, host = '', path = '/', service = '', port = '', secret] = match;
      const paths = byHost.get(host) ?? [];
      paths.push({
        path: path.replace(/\*$/, ''),
        pathType: path.endsWith('*') ? 'Prefix' : 'Exact',
        backend: backendOf(service, port),
      });
      byHost.set(host, paths);
      if (secret?.startsWith('tls')) {
        const secretName = secret.split('=')[1];
        tls.push({ ...(host !== '' && { hosts: [host] }), ...(secretName && { secretName }) });
      }
    }
    const [service, port] = flags.text('default-backend').split(':');
    if (byHost.size === 0 && !service) {
      throw commandError(
        'not enough information provided: every ingress has to either specify a default-backend (which catches all traffic) or a list of rules (which catch specific paths)',
      );
    }
    const rules: IngressRule[] = [...byHost].map(([host, paths]) => ({
      ...(host !== '' && { host }),
      http: { paths },
    }));
    return {
      metadata: { name },
      spec: {
        ...(flags.text('class') !== '' && { ingressClassName: flags.text('class') }),
        ...(service && { defaultBackend: backendOf(service, port ?? '') }),
        ...(rules.length > 0 && { rules }),
        ...(tls.length > 0 && { tls }),
      },
      status: { loadBalancer: {} },
    };
  },
});

function backendOf(service: string, port: string) {
  return { service: { name: service, port: /^\d+$/.test(port) ? { number: Number(port) } : { name: port } } };
}
