import { checkAcross, deployment } from './checkAcross.ts';

const containers = `initContainers: [{ name: proxy, image: envoy, restartPolicy: Always, ports: [{ name: admin, containerPort: 9901 }] }], containers: [{ name: app, image: nginx, ports: [{ name: http, containerPort: 8080 }] }]`;
const web = { 'web.yaml': deployment('web', 'app: web', containers) };

function service(port: string, rest = ''): string {
  return `apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec:\n  ${rest}\n  selector: { app: web }\n  ports:\n    - { ${port} }\n`;
}

describe('hovers over ports', () => {
  it('draw the chain from a Service’s port to the container’s', () => {
    const chain = '`Service web` port **80** → targetPort `http` → container `app` of `Deployment web`, port **8080**';
    checkAcross(service('port: $080, targetPort: http'), web, [chain]);
    checkAcross(service('port: 80, targetPort: $0http'), web, [chain]);
    checkAcross(service('port: 80, targetPort: http').replace('ports', 'po$0rts'), web, [chain]);
    checkAcross(service('port: 80, targetPort: $0admin'), web, [
      'container `proxy` of `Deployment web`, port **9901**',
    ]);
    checkAcross(service('port: 80, targetPort: http, nodePort: $030080', 'type: NodePort'), web, [
      `port **30080** of every Node → ${chain}`,
    ]);
  });

  it('tell a name that no container has from a number that none lists', () => {
    checkAcross(service('port: 80, targetPort: $0htp'), web, ['**no port of that name** in `Deployment web`']);
    checkAcross(service('port: 80, targetPort: http, protocol: UDP').replace('http', '$0http'), web, [
      '**no port of that name**',
    ]);
    checkAcross(service('port: 80, targetPort: $09999'), web, ['no container lists it, which is no error']);
    checkAcross(service('port: $08080'), web, ['port **8080** → targetPort `8080` → container `app`']);
  });

  it('tell which Services lead to a container’s port, and that listing it opens nothing', () => {
    const pod = deployment('web', 'app: web', containers.replace('containerPort: 8080', 'containerPort: $08080'));
    checkAcross(pod, { 'service.yaml': service('port: 80, targetPort: http') }, [
      '`Service web` port **80** leads here.',
      'Listing a port opens nothing',
    ]);
    checkAcross(pod, {}, ['Listing a port opens nothing'], [/leads here/]);
  });

  it('follow an Ingress through the Service to the Pods', () => {
    const ingress = (port: string, name = 'web') =>
      `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: a }\nspec: { defaultBackend: { service: { name: ${name}, port: { ${port} } } } }\n`;
    const files = { ...web, 'service.yaml': service('name: main, port: 80, targetPort: http') };
    const chain =
      'Leads to `Service web` in `service.yaml`:\n\n- `Service web` port **80** → targetPort `http` → container `app`';
    checkAcross(ingress('name: $0main'), files, [chain]);
    checkAcross(ingress('number: $080'), files, [chain]);
    checkAcross(ingress('number: 80', '$0web'), files, [chain]);
    checkAcross(ingress('number: $08080'), files, ['**`Service web` has no port `8080`.** It has `main: 80`.']);
    checkAcross(ingress('number: 80', '$0wbe'), files, ['no `Service wbe` in the Namespace `default`']);
  });
});

describe('hovers over the names of Services', () => {
  const named = (rest: string) =>
    service('name: http, port: 80', rest).replace('{ name: web }', '{ name: $0web, namespace: shop }');

  it('list the names and from where each works', () => {
    checkAcross(named(''), {}, [
      '| `web` | from Pods of the Namespace shop |',
      '| `web.shop` | from Pods of every Namespace |',
      '| `web.shop.svc.cluster.local` |',
      '| `_http._tcp.web.shop.svc.cluster.local` | type SRV',
      'has 4 dots, fewer than the 5 of `ndots:5`',
      '**one address**',
    ]);
    checkAcross(
      named('type: ExternalName\n  externalName: db.example.com'),
      {},
      ['another name, `db.example.com` (CNAME)'],
      [/SRV/],
    );
  });

  it('list those of the Pods behind a headless one', () => {
    const set = `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, namespace: shop }
spec: { replicas: 8, serviceName: web, template: { metadata: { labels: { app: web } }, spec: { containers: [] } } }
`;
    checkAcross(named('clusterIP: None'), { 'set.yaml': set }, [
      '| `web-0.web.shop.svc.cluster.local` | this one Pod |',
      '2 more',
      'ready Pods',
    ]);
    checkAcross(named('clusterIP: None'), web, ['Headless'], [/this one Pod/]);
    const headless = {
      'service.yaml': service('port: 80', 'clusterIP: None').replace('name: web', 'name: web, namespace: shop'),
    };
    checkAcross(set.replace('name: web,', 'name: $0web,'), headless, [
      'Its Pods are called `web-0`, `web-1` and `web-2` …',
      '`web-0.web.shop.svc.cluster.local` everywhere',
    ]);
    checkAcross(set.replace('serviceName: web', 'serviceName: $0web'), headless, ['is there and headless']);
    checkAcross(set.replace('serviceName: web', 'serviceName: $0web'), {}, ['These manifests have no `Service web`']);
    const plain = { 'service.yaml': headless['service.yaml'].replace('clusterIP: None', '') };
    checkAcross(set.replace('serviceName: web', 'serviceName: $0web'), plain, ['is not headless']);
  });
});
