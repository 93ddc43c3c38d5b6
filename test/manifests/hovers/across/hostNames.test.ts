import { checkAcross, deployment } from './checkAcross.ts';

function client(variable: string, spec = ''): string {
  return `apiVersion: v1\nkind: Pod\nmetadata: { name: client, namespace: shop }\nspec: { ${spec} containers: [{ name: app, image: x, env: [{ name: API_URL, value: "${variable}" }] }] }\n`;
}

function service(name: string, namespace: string, rest = ''): string {
  return `apiVersion: v1\nkind: Service\nmetadata: { name: ${name}, namespace: ${namespace} }\nspec: { ${rest} selector: { app: web }, ports: [{ port: 80, targetPort: http }] }\n`;
}

const files = {
  'web.yaml': service('web', 'shop'),
  'db.yaml': service('db', 'data', 'clusterIP: None,'),
  'pods.yaml': deployment(
    'web',
    'app: web',
    'containers: [{ name: app, image: x, ports: [{ name: http, containerPort: 8080 }] }]',
  ).replace('{ name: web }', '{ name: web, namespace: shop }'),
};

describe('hovers over host names', () => {
  it('tell what a name resolves to from this Pod, and where its port leads', () => {
    checkAcross(client('http://$0web/x'), files, [
      '`web` is `web.shop.svc.cluster.local`: its one address, `Service web` in `web.yaml`.',
      '`Service web` port **80** → targetPort `http` → container `app` of `Deployment web`, port **8080**',
    ]);
    checkAcross(client('tcp://$0db.data:5432,web'), files, [
      '`db.data` is `db.data.svc.cluster.local`: the addresses of its ready Pods',
    ]);
    checkAcross(client('tcp://$0db-0.db.data:5432'), files, [
      '`db-0.db.data.svc.cluster.local`: the address of this one Pod',
    ]);
  });

  it('say nothing of names that lead to no Service, or are looked up elsewhere', () => {
    checkAcross(client('http://$0example.com'), files, ['**value**'], [/ is `/]);
    checkAcross(client('http://$0db'), files, ['**value**'], [/ is `/]);
    checkAcross(client('http://$0web', 'dnsPolicy: Default,'), files, ['**value**'], [/ is `/]);
  });

  it('read commands, too', () => {
    const script = client('').replace('env:', 'command: [sh, -c, "$0wget -O- http://web && nc db.data 5432"], env:');
    checkAcross(script, files, ['`web` is `web.shop.svc', '`db.data` is `db.data.svc']);
  });
});
